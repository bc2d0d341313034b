"""What the log says of the versions of a fact about a participation; nobody outside this app calls it."""

from datetime import datetime
from typing import Any

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.participants.models import Answer, Declaration, Exit, FollowUp, Outcome, Return

Version = Answer | Declaration | Exit | FollowUp | Outcome | Return


@action
def record_version(
    *,
    verb: str,
    row: Version,
    by: User,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write into the log of the participation what ``row`` said ``before`` and ``after``, both sealed."""
    record(
        verb=verb,
        subject=row.enrolment,
        by=by,
        at=at,
        within=row.enrolment.project,
        person=label(row.enrolment.person),
        sealed_before=before,
        sealed_after=after,
    )
