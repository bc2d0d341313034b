"""A list is brought, its columns are described, and what is kept of it goes after some days."""

import base64
import zlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.errors import Refused, SentOtherwiseBefore
from osnowa.intake import headers, sentences
from osnowa.intake.faults import Unreadable
from osnowa.intake.models import Batch, FilePiece, ListRow, RememberedColumns
from osnowa.intake.placing import imported
from osnowa.intake.queries.kept import FileRefused, locked, table_of
from osnowa.intake.reading import open_book
from osnowa.participants.questions import register_of
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import latest_period

#: How long a file and the rows of a list are kept after anything last happened to it: our decision, in
#: docs/adr/0803-a-list-is-kept-for-thirty-days.md.
KEPT_DAYS = 30
#: Characters of the packed file in one row of the database.
PIECE = 1_000_000
LONGEST_NAME = 200


class WrongColumns(Refused):
    """The columns do not say whose rows these are, or say it twice."""

    message = _("Wskaż kolumny z imieniem i nazwiskiem.")


class OneFieldTwice(Refused):
    """Two columns cannot fill one field."""

    message = _("To samo pole wskazują dwie kolumny: %(fields)s. Zostaw jedną.")


class DayOutsideProject(Refused):
    """Nobody is enrolled on such a day."""

    message = _(
        "Dzień zgłoszenia musi leżeć w okresie projektu (%(period)s) i nie może być późniejszy niż dziś."
    )
    field = "enrolled_on"
    why = "dni-udzialu"


@action
def bring_list(
    *, project: Project, content: bytes, name: str, by: User | None, at: datetime, nonce: UUID | None = None
) -> Batch:
    """Keep a list for ``project``, encrypted, until it is taken; ``nonce`` twice is one list.

    Raises:
        FileRefused: it cannot be read, whatever its name says.
        SentOtherwiseBefore: the form came before with another file.
    """
    digest = sha256(content).hexdigest()
    if nonce and (first := Batch.objects.filter(row_key=nonce).first()):
        if first.digest != digest or first.project_id != project.pk:
            raise SentOtherwiseBefore
        return first
    try:
        book = open_book(content, name)
    except Unreadable as fault:
        raise FileRefused(sentences.of_file(fault)) from fault
    batch = Batch(
        project=project,
        name=name.rpartition("/")[2].rpartition("\\")[2][-LONGEST_NAME:] or "lista",
        digest=digest,
        sheets=list(book.sheets),
        brought_at=at,
        brought_by=by,
        moved_at=at,
        moved_by=by,
        **({"row_key": nonce} if nonce else {}),
    )
    batch.full_clean(validate_constraints=False)
    batch.save()
    packed = base64.b64encode(zlib.compress(content, 1)).decode("ascii")
    for place, start in enumerate(range(0, len(packed), PIECE)):
        # One at a time: each holds a megabyte, and is sealed while it is saved.
        FilePiece.objects.create(batch=batch, place=place, content=packed[start : start + PIECE])
    record(
        verb="intake.list.brought",
        subject=batch,
        by=by,
        at=at,
        within=project,
        after={"size": len(content), "sha256": digest},
    )
    return batch


@action
def describe_columns(
    *,
    batch: Batch,
    sheet: str,
    mapping: Mapping[int, str],
    enrolled_on: date,
    by: User | None,
    at: datetime,
) -> Batch:
    """Say what the columns of ``sheet`` mean (position → field), and let its rows be judged.

    What people decide is remembered for lists with the same headers. Rows judged before are forgotten.

    Raises:
        ListIsElsewhere: rows of it were taken, or the work goes on.
        WrongColumns, OneFieldTwice: the mapping tells nobody's name, or a field twice.
        DayOutsideProject: nobody can be enrolled on ``enrolled_on``.
        FileRefused: the sheet cannot be read.
    """
    batch = locked(batch, Batch.Stage.COLUMNS, Batch.Stage.PREVIEW)
    table = table_of(batch, sheet)
    known = set(imported(register_of(batch.project.rule_pack)))
    meant = {place: field for place, field in mapping.items() if field in known}
    if headers.lacking(meant.values()):
        raise WrongColumns
    if doubled := headers.twice(meant.values()):
        raise OneFieldTwice(fields=", ".join(sorted(headers.fields()[each].label for each in doubled)))
    period = latest_period(batch.project)
    if enrolled_on > timezone.localdate(at) or not period.holds(enrolled_on):
        raise DayOutsideProject(period=_in_words(period.begins_on, period.ends_on))
    batch.sheet, batch.mapping = sheet, {str(place): field for place, field in meant.items()}
    batch.columns = [[column.letter, column.header] for column in table.columns]
    batch.remarks = [sentences.of(said) for said in table.notes]
    batch.enrolled_on = enrolled_on
    ListRow.objects.filter(batch=batch).delete()
    move_on(batch=batch, stage=Batch.Stage.READING, work_count=len(table.rows), by=by, at=at)
    RememberedColumns.objects.update_or_create(
        centre_id=batch.project.centre_id,
        signature=headers.signature(table.headers),
        defaults={
            "columns": {
                headers.folded(header): meant.get(place, "") for place, header in enumerate(table.headers)
            },
            "decided_at": at,
        },
    )
    record(
        verb="intake.list.described",
        subject=batch,
        by=by,
        at=at,
        within=batch.project,
        after={"rows": len(table.rows), "fields": sorted(meant.values())},
    )
    return batch


@action
def empty_old_batches(*, by: User | None, at: datetime) -> int:
    """Delete file and contents of lists to which nothing happened for ``KEPT_DAYS``; return how many.

    Who came from a list is still known; only a list of which nothing was taken loses its rows.
    Source: docs/sources.md#gdpr-storage
    """
    old = Batch.objects.filter(moved_at__lt=at - timedelta(days=KEPT_DAYS), emptied_at=None)
    emptied = list(old.select_for_update(of=("self",)).select_related("project").order_by("pk"))
    for batch in emptied:
        FilePiece.objects.filter(batch=batch).delete()
        rows = ListRow.objects.filter(batch=batch)
        rows.filter(outcome="").delete()
        rows.update(told=None)
        batch.emptied_at = at
        if batch.stage in (Batch.Stage.COLUMNS, Batch.Stage.READING, Batch.Stage.PREVIEW):
            batch.stage = Batch.Stage.WITHDRAWN
        elif batch.is_work:
            # Nobody carried it on for so long that what it would do cannot be known any more.
            batch.stage = Batch.Stage.TAKEN
        batch.save(update_fields=["emptied_at", "stage"])
        record(verb="intake.list.emptied", subject=batch, by=by, at=at, within=batch.project)
    return len(emptied)


@action
def move_on(*, batch: Batch, stage: str, at: datetime, by: User | None = None, work_count: int = 0) -> Batch:
    """Put a locked ``batch`` at ``stage``, with ``work_count`` rows of work ahead; a part of other verbs."""
    batch.stage, batch.work_count, batch.done_count, batch.fault = stage, work_count, 0, ""
    batch.moved_at = batch.told_at = at
    batch.moved_by = by or batch.moved_by
    batch.full_clean(validate_constraints=False)
    batch.save()
    return batch


def _in_words(first: date | None, last: date | None) -> str:
    return " – ".join(date_format(day) if day else "…" for day in (first, last))
