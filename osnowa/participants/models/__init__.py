"""People and their way through a project, one file per subject."""

from osnowa.participants.models.enrolments import CaseworkerAssignment, Enrolment, GroupMembership
from osnowa.participants.models.exits import Exit, Outcome
from osnowa.participants.models.grounds import Ground
from osnowa.participants.models.looks import ReasonedLook
from osnowa.participants.models.persons import Person

__all__ = [
    "CaseworkerAssignment",
    "Enrolment",
    "Exit",
    "Ground",
    "GroupMembership",
    "Outcome",
    "Person",
    "ReasonedLook",
]
