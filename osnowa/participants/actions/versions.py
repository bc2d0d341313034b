"""What the log says of the versions of an end or a measurement; nobody outside this app calls this verb."""

from datetime import datetime
from typing import Any

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.participants.models import Exit, Outcome


@action
def record_version(
    *,
    verb: str,
    row: Exit | Outcome,
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
