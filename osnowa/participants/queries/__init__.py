"""Questions about people, one file per subject; the doors that other apps use stand here."""

from osnowa.participants.queries.file import file_of
from osnowa.participants.queries.grounds import grounds_known_and_current
from osnowa.participants.queries.participation import (
    caseworker_on,
    current_exit,
    current_outcome,
    enrolments_of_group,
    evidence_after,
    people_in_groups,
)
from osnowa.participants.queries.people import people_listed
from osnowa.participants.queries.visibility import enrolments_visible_to, persons_visible_to

__all__ = [
    "caseworker_on",
    "current_exit",
    "current_outcome",
    "enrolments_of_group",
    "enrolments_visible_to",
    "evidence_after",
    "file_of",
    "grounds_known_and_current",
    "people_in_groups",
    "people_listed",
    "persons_visible_to",
]
