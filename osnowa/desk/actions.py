"""What the desk itself does: it notes who searched for people, and moves a demo to another day."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.clock import reading
from osnowa.clock.actions import set_demo_clock
from osnowa.clock.models import DemoClock
from osnowa.errors import Refused
from osnowa.organisations.models import Centre
from osnowa.organisations.queries import memberships_on
from osnowa.participants.models import Person
from osnowa.participants.queries.reasons import good_reason


class NobodyBelongsThere(Refused):
    """On that day whoever moves the clock would find nothing but a closed door."""

    message = _(
        "Zegar pokazu bez zmian: dnia %(day)s Twoje konto nie należy do żadnego ośrodka, więc nic by tu nie "
        "było widać. Wybierz dzień bliższy projektowi."
    )


@action
def move_demo_clock(*, today: date, by: User, at: datetime) -> DemoClock:
    """Move the demo to the day ``today``; each centre to which ``by`` belongs finds it in its log.

    Who belongs nowhere leaves an entry that belongs to no centre.

    Raises:
        NobodyBelongsThere: ``by`` belongs to a centre now, and to none on that day.
        NotADemo: the database carries no demo mark.
    """
    before = reading.demo_day()
    centres: set[Centre | None] = {membership.centre for membership in memberships_on(by, at.date())}
    if centres and not memberships_on(by, today).exists():
        raise NobodyBelongsThere(day=date_format(today))
    clock = set_demo_clock(today=today)
    # The address of the clock lies in no centre, so no scope is open here.
    for centre in centres or {None}:
        with scope(centre=centre):
            record(
                verb="clock.democlock.moved",
                subject=clock,
                by=by,
                at=at,
                before={"today": before},
                after={"today": today},
            )
    return clock


@action
def note_report(*, person: Person, reason: str, by: User, at: datetime) -> str:
    """Record that ``by`` was given everything that is kept about ``person``, and why; return the reason.

    Raises:
        ReasonTooShort: fewer than ten characters.
    """
    reason = good_reason(reason)
    record(
        verb="participants.person.reported",
        subject=person,
        by=by,
        at=at,
        person=label(person),
        sealed_after={"reason": reason},
    )
    return reason


@action
def note_search(*, centre: Centre, person: Person | None, count: int, by: User, at: datetime) -> None:
    """Record that ``by`` searched among people and how many rows they were shown; never what was typed.

    ``person`` is the only one found: then the entry is about them, otherwise about ``centre``.
    """
    record(
        verb="participants.person.searched",
        subject=person or centre,
        by=by,
        at=at,
        after={"found": count},
        person=label(person) if person else None,
    )
