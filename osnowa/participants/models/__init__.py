"""People and their way through a project, one file per subject."""

from osnowa.participants.models.answers import Answer
from osnowa.participants.models.declarations import Declaration, PrivacyNotice
from osnowa.participants.models.enrolments import CaseworkerAssignment, Enrolment, GroupMembership
from osnowa.participants.models.exits import Exit, Outcome
from osnowa.participants.models.follow_ups import FollowUp, Return
from osnowa.participants.models.grounds import Ground
from osnowa.participants.models.households import Household, HouseholdMember
from osnowa.participants.models.looks import ReasonedLook
from osnowa.participants.models.merges import Merge, MovedRow, ToldApart
from osnowa.participants.models.papers import IdentityPaper
from osnowa.participants.models.persons import Person

__all__ = [
    "Answer",
    "CaseworkerAssignment",
    "Declaration",
    "Enrolment",
    "Exit",
    "FollowUp",
    "Ground",
    "GroupMembership",
    "Household",
    "HouseholdMember",
    "IdentityPaper",
    "Merge",
    "MovedRow",
    "Outcome",
    "Person",
    "PrivacyNotice",
    "ReasonedLook",
    "Return",
    "ToldApart",
]
