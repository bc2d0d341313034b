"""What was delivered enters the ledger or leaves it, and the start of the participation follows.

These verbs are called inside the verbs of the apps that prove support (a contact, attendance at a session);
the caller has locked the enrolments, so nobody restates the same start at once. The caller's entry in the
audit says what happened; only a start that moved is recorded here.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit import actions as audit
from osnowa.clock.actions import RecordedLater
from osnowa.errors import Refused
from osnowa.participants.actions import restate_starts
from osnowa.participants.models import Enrolment
from osnowa.projects.models import SupportForm
from osnowa.support.models import LedgerEntry

# The caller found the enrolments in their scope and locked them: no statement here asks for the centre again,
# which would join two tables to each of them.
_ENTRIES = LedgerEntry._base_manager


class FormOfAnotherProject(Refused):
    message = _("Forma wsparcia „%(form)s” nie należy do projektu tej osoby.")
    field = "form"


class NotInLedger(Refused):
    message = _("Tego wsparcia nie ma już w rejestrze. Otwórz stronę jeszcze raz.")


@audit.action
def record(
    *,
    enrolment: Enrolment,
    form: SupportForm,
    began_on: date,
    ended_on: date,
    minutes: int | None,
    source: str,
    by: User,
    at: datetime,
) -> LedgerEntry:
    """Enter one support of ``enrolment``, proved by ``source``: both days included, ``minutes`` > 0 or None.

    Raises:
        FormOfAnotherProject: the form is planned in another project.
        Refused: the source already proves an entry of this enrolment; the days or minutes are impossible.
    """
    entered = _enter({enrolment: minutes}, form, began_on, ended_on, source, {}, at)
    _restate([enrolment], entered, {}, by, at)
    return entered[0]


@audit.action
def withdraw(*, enrolment: Enrolment, source: str, by: User, at: datetime) -> LedgerEntry:
    """Take back the entry that ``source`` proved; it stays as a closed version.

    Raises:
        NotInLedger: the source proves nothing of this enrolment now.
        RecordedLater: the entry was made on a day after ``at``.
    """
    taken_back = _take_back([enrolment], source, at)
    _restate([enrolment], [], taken_back, by, at)
    return taken_back[enrolment.pk]


@audit.action
def replace(
    *,
    enrolment: Enrolment,
    form: SupportForm,
    began_on: date,
    ended_on: date,
    minutes: int | None,
    source: str,
    by: User,
    at: datetime,
) -> LedgerEntry:
    """Put a new version in the place of the entry that ``source`` proved; see ``record`` and ``withdraw``."""
    taken_back = _take_back([enrolment], source, at)
    entered = _enter({enrolment: minutes}, form, began_on, ended_on, source, taken_back, at)
    _restate([enrolment], entered, taken_back, by, at)
    return entered[0]


@audit.action
def settle(
    *,
    form: SupportForm,
    held_on: date,
    source: str,
    delivered: Mapping[Enrolment, int | None],
    taken_back: Collection[Enrolment] = (),
    by: User,
    at: datetime,
) -> None:
    """Enter and take back one day's support of many people under one ``source``.

    ``delivered`` maps enrolments to minutes; who is in both is replaced. The enrolments carry the
    ``first_support_on`` that was read when they were locked. The number of statements does not depend on the
    number of people.

    Raises:
        FormOfAnotherProject: the form is planned in the project of none or only some of them.
        NotInLedger: somebody of ``taken_back`` has no entry of this source.
        RecordedLater: an entry was made on a day after ``at``.
    """
    closed = _take_back(taken_back, source, at)
    entered = _enter(delivered, form, held_on, held_on, source, closed, at)
    _restate({*delivered, *taken_back}, entered, closed, by, at)


def _enter(
    delivered: Mapping[Enrolment, int | None],
    form: SupportForm,
    began_on: date,
    ended_on: date,
    source: str,
    closed: Mapping[int, LedgerEntry],
    at: datetime,
) -> list[LedgerEntry]:
    if any(enrolment.project_id != form.project_id for enrolment in delivered):
        raise FormOfAnotherProject(form=form.name)
    entries = [
        LedgerEntry(
            enrolment=enrolment,
            form=form,
            began_on=began_on,
            ended_on=ended_on,
            minutes=minutes,
            source=source,
            recorded_at=at,
            **({"series": closed[enrolment.pk].series} if enrolment.pk in closed else {}),
        )
        for enrolment, minutes in delivered.items()
    ]
    # No full_clean: it would ask the database six times per person what the constraints of the table decide
    # anyway; `action` turns their "no" into the same sentence.
    return _ENTRIES.bulk_create(entries)


def _take_back(enrolments: Collection[Enrolment], source: str, at: datetime) -> dict[int, LedgerEntry]:
    """Close the current entries of ``source`` and return them by enrolment; all of them or none."""
    if not enrolments:
        return {}
    wanted = {enrolment.pk for enrolment in enrolments}
    entries = list(_ENTRIES.filter(enrolment__in=wanted, source=source, superseded_at__isnull=True))
    if {entry.enrolment_id for entry in entries} != wanted:
        raise NotInLedger
    newest = max(entry.recorded_at for entry in entries)
    if timezone.localdate(newest) > timezone.localdate(at):
        raise RecordedLater(
            on=date_format(timezone.localdate(newest)), today=date_format(timezone.localdate(at))
        )
    # As in clock.actions.supersede: within one day the clock of a demo may step back.
    end = max(at, newest)
    _ENTRIES.filter(pk__in=[entry.pk for entry in entries]).update(superseded_at=end)
    return {entry.enrolment_id: entry for entry in entries}


def _restate(
    enrolments: Collection[Enrolment],
    entered: Collection[LedgerEntry],
    closed: Mapping[int, LedgerEntry],
    by: User,
    at: datetime,
) -> None:
    """Make each start the earliest day of the ledger; ask the database only about who lost that day."""
    new_days = {entry.enrolment_id: entry.began_on for entry in entered}
    lost_their_first = [
        enrolment.pk
        for enrolment in enrolments
        if enrolment.pk in closed and closed[enrolment.pk].began_on == enrolment.first_support_on
    ]
    asked = (
        dict(
            _ENTRIES.filter(enrolment__in=lost_their_first, superseded_at__isnull=True)
            .order_by()
            .values_list("enrolment")
            .annotate(Min("began_on"))
        )
        if lost_their_first
        else {}
    )
    starts: dict[Enrolment, date | None] = {}
    for enrolment in enrolments:
        known, new = enrolment.first_support_on, new_days.get(enrolment.pk)
        if enrolment.pk in lost_their_first:
            starts[enrolment] = asked.get(enrolment.pk)
        else:
            starts[enrolment] = min(filter(None, (known, new)), default=None)
    moved = {each: first_on for each, first_on in starts.items() if first_on != each.first_support_on}
    if moved:
        restate_starts(starts=moved, by=by, at=at)
