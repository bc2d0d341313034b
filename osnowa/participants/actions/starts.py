"""The derived start of a participation follows the ledger of support; nobody else calls these verbs."""

from collections.abc import Mapping
from datetime import date, datetime

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.participants.models import Enrolment


@action
def restate_starts(*, starts: Mapping[Enrolment, date | None], by: User | None, at: datetime) -> None:
    """Make each day of ``starts`` the start of its enrolment, in one statement.

    Only those that moved are recorded. The caller has locked the enrolments, and read their
    ``first_support_on`` after that.
    """
    moved = {each: first_on for each, first_on in starts.items() if each.first_support_on != first_on}
    for enrolment, first_on in moved.items():
        record(
            verb="participants.enrolment.start_restated",
            subject=enrolment,
            by=by,
            at=at,
            within=f"projects.project:{enrolment.project_id}",
            before={"first_support_on": enrolment.first_support_on},
            after={"first_support_on": first_on},
            person=f"participants.person:{enrolment.person_id}",
        )
        enrolment.first_support_on = first_on
    if moved:
        Enrolment.objects.bulk_update(moved, ["first_support_on"])
