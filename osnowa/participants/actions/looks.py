"""What the data protection officer does before opening a person's file: gives a reason."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.errors import Refused
from osnowa.participants.models import Person, ReasonedLook

OPEN_FOR = timedelta(minutes=30)
SHORTEST_REASON = 10


class ReasonTooShort(Refused):
    """A word is no reason."""

    message = _("Napisz, po co otwierasz te dane. Potrzebnych jest co najmniej %(count)s znaków.")
    field = "reason"


@action
def look_with_reason(*, person: Person, reason: str, by: User, at: datetime) -> ReasonedLook:
    """Open the file of ``person`` to ``by`` for thirty minutes; the reason is kept, encrypted, and recorded.

    Raises:
        ReasonTooShort: fewer than ten characters.
    """
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise ReasonTooShort(count=SHORTEST_REASON)
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
