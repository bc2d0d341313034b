"""What a person decides about a judged list: about one row, and which rows to take."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.errors import Refused
from osnowa.intake.actions.bringing import move_on
from osnowa.intake.keeping import read
from osnowa.intake.models import Batch, ListRow
from osnowa.intake.queries.batches import ready_rows
from osnowa.intake.queries.kept import locked
from osnowa.participants.models import Person

#: Verdicts that may be taken all at once; a likely duplicate is decided upon one by one.
TAKEN_TOGETHER = (ListRow.Verdict.NEW, ListRow.Verdict.SAME_PERSON, ListRow.Verdict.IN_PROJECT)

#: Found by PESEL, so that nobody else can be meant.
HAVE_NUMBER = (ListRow.Verdict.SAME_PERSON, ListRow.Verdict.IN_PROJECT)


class NothingToDecide(Refused):
    """The row is refused, or something came of it already."""

    message = _("O tym wierszu nie można już decydować.")


class NobodyChosen(Refused):
    """ "The same person" needs to say who."""

    message = _("Wskaż, którą z tych osób jest osoba z listy.")
    field = "choice"


class NothingToTake(Refused):
    """No row would be taken."""

    message = _("Nie ma wierszy do przyjęcia. Wybierz, które przyjąć, albo zdecyduj o wierszach.")


@action
def decide_row(
    *, row: ListRow, choice: str, by: User | None, at: datetime, person: Person | None = None
) -> ListRow:
    """Decide about one row of a judged list; an empty ``choice`` takes the decision back.

    ``person`` is who it is when it is somebody ``known``: one of the row's candidates.

    Raises:
        ListIsElsewhere: the work goes on, or the list was withdrawn.
        NothingToDecide: the row is refused or done.
        NobodyChosen: nobody of the candidates is named.
    """
    batch = locked(row.batch, Batch.Stage.PREVIEW, Batch.Stage.TAKEN)
    row = ListRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
    row.batch = batch
    if row.verdict == ListRow.Verdict.REFUSED or row.outcome:
        raise NothingToDecide
    if choice == ListRow.Choice.STRANGER and row.verdict in HAVE_NUMBER:
        raise NothingToDecide
    is_known = choice == ListRow.Choice.KNOWN
    candidates = {each.person for each in read(row.told).likely if each.person}
    if is_known and (person is None or person.pk not in candidates):
        raise NobodyChosen
    row.choice, row.person = choice, person if is_known else None
    row.full_clean(validate_constraints=False)
    row.save(update_fields=["choice", "person"])
    record(
        verb="intake.row.decided",
        subject=batch,
        by=by,
        at=at,
        within=batch.project,
        after={"row": row.number, "choice": choice},
        person=label(person) if is_known and person else None,
    )
    return row


@action
def accept_rows(*, batch: Batch, verdicts: Collection[str], by: User | None, at: datetime) -> Batch:
    """Accept the rows with one of ``verdicts`` and those decided upon; taking them is work of its own.

    The others wait: they may be accepted later. ``in_project`` among the verdicts corrects what the record
    says otherwise.

    Raises:
        ListIsElsewhere: the work goes on, or the list was withdrawn.
        NothingToTake: no row is ready.
    """
    batch = locked(batch, Batch.Stage.PREVIEW, Batch.Stage.TAKEN)
    batch.accepts = sorted(set(verdicts) & {str(each) for each in TAKEN_TOGETHER})
    count = ready_rows(batch).count()
    if not count:
        raise NothingToTake
    move_on(batch=batch, stage=Batch.Stage.TAKING, work_count=count, by=by, at=at)
    record(
        verb="intake.list.accepted",
        subject=batch,
        by=by,
        at=at,
        within=batch.project,
        after={"rows": count, "verdicts": batch.accepts},
    )
    return batch


@action
def read_refused(*, batch: Batch, by: User | None, at: datetime) -> list[ListRow]:
    """Return the refused rows of ``batch``, before and while taking, to be written into a file.

    They leave the building with everything that came, so the journal says who took them.
    """
    refused = Q(verdict=ListRow.Verdict.REFUSED) | Q(outcome=ListRow.Outcome.REFUSED)
    rows = list(ListRow.objects.filter(refused, batch=batch).order_by("number"))
    record(
        verb="intake.list.downloaded",
        subject=batch,
        by=by,
        at=at,
        within=batch.project,
        after={"rows": len(rows)},
    )
    return rows
