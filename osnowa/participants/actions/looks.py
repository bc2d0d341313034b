"""What is said before somebody's data open: the officer's reason, and whose PESEL was typed."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.organisations.models import Centre
from osnowa.participants.models import Person, ReasonedLook
from osnowa.participants.queries.reasons import good_reason

OPEN_FOR = timedelta(minutes=30)
ASKED = "participants.person.asked_with_reason"


@action
def ask_with_reason(*, centre: Centre, found: Iterable[Person], reason: str, by: User, at: datetime) -> str:
    """Record that ``by`` asked who is meant, with each of ``found``, before any file was opened.

    Without anybody found the centre's journal tells that there was a question.

    Raises:
        ReasonTooShort: fewer than ten characters.
    """
    reason = good_reason(reason)
    found = list(found)
    for person in found:
        name = label(person)
        record(verb=ASKED, subject=person, by=by, at=at, person=name, sealed_after={"reason": reason})
    if not found:
        record(verb=ASKED, subject=centre, by=by, at=at)
    return reason


@action
def look_up_by_pesel(*, person: Person, found: bool, by: User, at: datetime) -> None:
    """Record that ``by`` typed the PESEL of ``person``, of whom they do not know otherwise.

    ``found``: the surname was typed too, and the way into a project opened. The number is not recorded.
    """
    record(
        verb="participants.person.looked_up",
        subject=person,
        by=by,
        at=at,
        after={"found": found},
        person=label(person),
    )


@action
def look_up_by_name(*, persons: Iterable[Person], by: User, at: datetime) -> None:
    """Record that ``by`` typed a name like that of ``persons``, of whom they do not know otherwise.

    They were told that somebody such is registered, and nothing else. What was typed is not recorded.
    """
    for person in persons:
        record(
            verb="participants.person.looked_up_by_name",
            subject=person,
            by=by,
            at=at,
            after={"found": False},
            person=label(person),
        )


@action
def look_with_reason(*, person: Person, reason: str, by: User, at: datetime) -> ReasonedLook:
    """Open the file of ``person`` to ``by`` for thirty minutes; the reason is kept, encrypted, and recorded.

    Raises:
        ReasonTooShort: fewer than ten characters.
    """
    reason = good_reason(reason)
    look = ReasonedLook(person=person, viewer=by, reason=reason, begins_at=at, ends_before=at + OPEN_FOR)
    look.full_clean()
    look.save()
    record(
        verb="participants.person.opened_with_reason",
        subject=person,
        by=by,
        at=at,
        after={"ends_before": look.ends_before},
        person=label(person),
        sealed_after={"reason": reason},
    )
    return look
