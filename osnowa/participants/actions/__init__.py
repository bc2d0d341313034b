"""What can happen to people and their participation, one file per subject; the doors stand here."""

from osnowa.participants.actions.enrolments import (
    assign_caseworker,
    correct_enrolment,
    enrol,
    withdraw_caseworker,
    withdraw_enrolment,
)
from osnowa.participants.actions.exits import correct_exit, end_participation, withdraw_exit
from osnowa.participants.actions.grounds import (
    add_ground,
    correct_ground,
    reject_ground,
    verify_ground,
    withdraw_ground,
)
from osnowa.participants.actions.groups import (
    correct_membership,
    join_group,
    leave_group,
    withdraw_membership,
)
from osnowa.participants.actions.looks import (
    ask_with_reason,
    look_up_by_name,
    look_up_by_pesel,
    look_with_reason,
)
from osnowa.participants.actions.outcomes import (
    correct_outcome,
    measure_after,
    measure_before,
    withdraw_outcome,
)
from osnowa.participants.actions.persons import correct_person, register_person, withdraw_person
from osnowa.participants.actions.starts import restate_starts

__all__ = [
    "add_ground",
    "ask_with_reason",
    "assign_caseworker",
    "correct_enrolment",
    "correct_exit",
    "correct_ground",
    "correct_membership",
    "correct_outcome",
    "correct_person",
    "end_participation",
    "enrol",
    "join_group",
    "leave_group",
    "look_up_by_name",
    "look_up_by_pesel",
    "look_with_reason",
    "measure_after",
    "measure_before",
    "register_person",
    "reject_ground",
    "restate_starts",
    "verify_ground",
    "withdraw_caseworker",
    "withdraw_enrolment",
    "withdraw_exit",
    "withdraw_ground",
    "withdraw_membership",
    "withdraw_outcome",
    "withdraw_person",
]
