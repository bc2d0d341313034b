"""Questions about group work, one file per subject."""

from osnowa.trainings.queries.courses import courses_of
from osnowa.trainings.queries.frequencies import frequencies_in_group, frequencies_of_groups
from osnowa.trainings.queries.ledger import ledger_rows_expected
from osnowa.trainings.queries.meetings import (
    Meeting,
    approvals_of,
    at_same_place,
    edition_for_change,
    hold_project,
    lists_to_approve,
    meetings_between,
    meetings_to_approve,
    meetings_to_mark,
    place_of,
    session_for_change,
    sessions_beside,
    sessions_to_mark,
    with_approval,
)
from osnowa.trainings.queries.register import (
    Member,
    Register,
    attendance_of,
    batches_with_authors,
    last_batch,
    register,
    roster,
    with_people,
)
from osnowa.trainings.queries.visibility import (
    courses_visible_to,
    editions_marked_by,
    editions_visible_to,
    own_people,
    projects_with_courses,
    sessions_visible_to,
)

__all__ = [
    "Meeting",
    "Member",
    "Register",
    "approvals_of",
    "at_same_place",
    "attendance_of",
    "batches_with_authors",
    "courses_of",
    "courses_visible_to",
    "edition_for_change",
    "editions_marked_by",
    "editions_visible_to",
    "frequencies_in_group",
    "frequencies_of_groups",
    "hold_project",
    "last_batch",
    "ledger_rows_expected",
    "lists_to_approve",
    "meetings_between",
    "meetings_to_approve",
    "meetings_to_mark",
    "own_people",
    "place_of",
    "projects_with_courses",
    "register",
    "roster",
    "session_for_change",
    "sessions_beside",
    "sessions_to_mark",
    "sessions_visible_to",
    "with_approval",
    "with_people",
]
