"""What can happen to a file for a register: it is made, or turns out never to have been sent."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import IO
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.errors import Refused
from osnowa.monitoring.checking import check_setting
from osnowa.monitoring.filing import Filing
from osnowa.monitoring.models import Sending, SentPerson
from osnowa.monitoring.queries.participations import checked, filing_of, taking_part
from osnowa.monitoring.queries.sendings import file_digest, last_sent, next_number, row_digests
from osnowa.monitoring.rows import row
from osnowa.monitoring.writing import csv_file, xlsx_file
from osnowa.projects.models import Project

#: People of a file written together.
AT_ONCE = 500
#: Bytes read together when a finished file is fingerprinted.


class NoProjectNumber(Refused):
    """Every row of the file begins with it."""

    message = _("Projekt nie ma numeru umowy. Uzupełnij go w danych projektu.")


class NothingToSend(Refused):
    """A file of nobody."""

    message = _("Nie ma kogo wysłać: nikt bez błędów nie czeka na wysłanie.")


class MadeBefore(Refused):
    """A second click on one button: the first one's file is on its way."""

    message = _("Ten plik został już przygotowany. Otwórz stronę jeszcze raz.")


class AlreadyWithdrawn(Refused):
    """Somebody was first."""

    message = _("Ten plik jest już wycofany.")


class HasAnswers(Refused):
    """Who answered a file got it."""

    message = _("Rejestr już na ten plik odpowiedział. Wycofaj najpierw informację zwrotną.")


@action
def make_file(
    *,
    project: Project,
    day: date,
    extent: str,
    shape: str,
    out: IO[bytes],
    by: User | None,
    at: datetime,
    to: str = "",
    nonce: UUID | None = None,
    progress: Callable[[int], object] = lambda count: None,
) -> Sending:
    """Write the file of ``project`` as of ``day`` into ``out`` (seekable) and remember who is in it.

    ``extent`` and ``shape`` are those of ``Sending``. People with errors stay out; ``CHANGED`` takes only
    those whose row differs from what last went. ``to`` names another register for a rehearsal. ``progress``
    gets the number of people just looked at. Memory does not grow with the number of people.

    Raises:
        NoProjectNumber: the register asks for it, and the project has none.
        NothingToSend: there is nobody to write.
        MadeBefore: the ``nonce`` came before.
        NoTranslation, TooManyRows.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    if nonce and Sending.objects.filter(row_key=nonce).exists():
        raise MadeBefore
    filing = filing_of(project, day, to=to)
    if any(each.code == "project-number-missing" for each in check_setting(filing)):
        raise NoProjectNumber
    sending = Sending(
        project=project,
        register=filing.register.code,
        number=next_number(project, filing.register),
        day=day,
        made_at=at,
        made_by=by,
        extent=extent,
        shape=shape,
        **({"row_key": nonce} if nonce else {}),
    )
    sending.full_clean(validate_constraints=False)
    sending.save()
    rows = _rows(filing, sending, progress)
    if shape == Sending.Shape.XLSX:
        xlsx_file(filing.register, rows, out)
    else:
        for piece in csv_file(filing.register, rows):
            out.write(piece)
    if not sending.people:
        raise NothingToSend
    sending.digest = file_digest(out, project.centre_id)
    sending.save(update_fields=["people", "left_out", "digest"])
    record(
        verb="monitoring.file.made",
        subject=sending,
        by=by,
        at=at,
        within=project,
        after={"register": sending.register, "day": day, "extent": extent, "shape": shape}
        | {"people": sending.people, "left_out": sending.left_out, "digest": sending.digest},
    )
    return sending


@action
def withdraw_file(*, sending: Sending, by: User, at: datetime) -> Sending:
    """Say that ``sending`` was never sent: its people count as changed again.

    Raises:
        AlreadyWithdrawn: it is.
        HasAnswers: the register answered it.
    """
    sending = Sending.objects.select_for_update(of=("self",)).select_related("project").get(pk=sending.pk)
    if sending.withdrawn_at:
        raise AlreadyWithdrawn
    if sending.feedback.filter(withdrawn_at__isnull=True).exists():
        raise HasAnswers
    sending.withdrawn_at = at
    sending.save(update_fields=["withdrawn_at"])
    record(
        verb="monitoring.file.withdrawn",
        subject=sending,
        by=by,
        at=at,
        within=sending.project,
        before={"register": sending.register, "day": sending.day, "people": sending.people},
    )
    return sending


def _rows(filing: Filing, sending: Sending, progress: Callable[[int], object]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of ``sending``, and write down on the way who stands in them."""
    project = sending.project
    before = last_sent(project, filing.register) if sending.extent == Sending.Extent.CHANGED else {}
    waiting: list[SentPerson] = []
    for each in checked(filing, taking_part(project, sending.day)):
        progress(1)
        if not each.may_be_sent:
            sending.left_out += 1
            continue
        cells = row(filing, each.who)
        digests = row_digests(filing.register, cells, project.centre_id)
        if before.get(each.who.key) in digests:
            continue
        sending.people += 1
        waiting.append(
            SentPerson(sending=sending, enrolment_id=each.who.key, place=sending.people, digest=digests[0])
        )
        if len(waiting) == AT_ONCE:
            SentPerson.objects.bulk_create(waiting)
            waiting.clear()
        yield cells
    SentPerson.objects.bulk_create(waiting)
