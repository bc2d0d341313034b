"""Every row of a list has its verdict kept, and nothing else happens."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.intake import verdicts
from osnowa.intake.actions.bringing import move_on
from osnowa.intake.keeping import written
from osnowa.intake.models import Batch, ListRow
from osnowa.intake.queries.judged import kept_of
from osnowa.intake.queries.kept import locked
from osnowa.intake.reading import Table
from osnowa.intake.verdicts import Verdict
from osnowa.participants.actions import look_up_by_name, look_up_by_pesel
from osnowa.participants.models import Person
from osnowa.participants.queries import persons_visible_to
from osnowa.projects.standing import Standing

#: Rows saved in one statement.
AT_ONCE = 500


@action
def keep_verdicts(
    *,
    batch: Batch,
    table: Table,
    found: Sequence[Verdict],
    who: Standing | None,
    by: User | None,
    at: datetime,
) -> Batch:
    """Keep the verdicts ``found`` on the rows of ``table`` (``queries.judged``) until they are taken.

    ``who`` is for whom: the journal tells of which people, whom they may not see, they are told. Judging
    holds no lock; of two who judge at once the first one keeps.

    Raises:
        ListIsElsewhere: it is not to be judged, or somebody was quicker.
    """
    batch = locked(batch, Batch.Stage.READING)
    ListRow.objects.filter(batch=batch).delete()
    came = {row.number: row for row in table.rows}
    rows = iter(found)
    while some := list(islice(rows, AT_ONCE)):
        ListRow.objects.bulk_create(
            ListRow(
                batch=batch,
                number=each.row,
                verdict=each.kind,
                told=written(kept_of(each, came[each.row], batch.project)),
            )
            for each in some
        )
    if who:
        _tell_journal(who, found, at)
    move_on(batch=batch, stage=Batch.Stage.PREVIEW, at=at)
    record(
        verb="intake.list.judged",
        subject=batch,
        by=by,
        at=at,
        within=batch.project,
        after={str(kind): count for kind, count in verdicts.totals(found).items()},
    )
    return batch


def _tell_journal(who: Standing, found: Iterable[Verdict], at: datetime) -> None:
    """Record of whom the preview tells somebody who may not see them: by number, or by name."""
    by_pesel = {int(str(each.known)) for each in found if each.kind == "same_person"}
    candidates = [candidate.ref for each in found for candidate in each.candidates]
    by_name = {int(str(ref)) for ref in candidates if ref is not None}
    told = by_pesel | by_name
    if not told:
        return
    seen = set(persons_visible_to(who).filter(pk__in=told).values_list("pk", flat=True))
    unseen = list(Person.objects.filter(pk__in=told - seen).order_by("pk"))
    for person in unseen:
        if person.pk in by_pesel:
            look_up_by_pesel(person=person, found=True, by=who.user, at=at)
    look_up_by_name(persons=[each for each in unseen if each.pk in by_name], by=who.user, at=at)
