"""What can happen to people and their participation, one file per subject; the doors stand here."""

from osnowa.participants.actions.answers import answer, save_step, withdraw_answers
from osnowa.participants.actions.declarations import (
    add_declaration,
    correct_declaration,
    withdraw_consent,
    withdraw_declaration,
)
from osnowa.participants.actions.enrolments import (
    assign_caseworker,
    correct_enrolment,
    enrol,
    withdraw_caseworker,
    withdraw_enrolment,
)
from osnowa.participants.actions.exits import correct_exit, end_participation, withdraw_exit
from osnowa.participants.actions.follow_ups import correct_follow_up, hold_follow_up, withdraw_follow_up
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
from osnowa.participants.actions.households import (
    add_household_member,
    begin_household,
    correct_household,
    correct_household_member,
    withdraw_household_member,
)
from osnowa.participants.actions.looks import (
    ask_with_reason,
    look_up_by_name,
    look_up_by_pesel,
    look_with_reason,
)
from osnowa.participants.actions.merges import merge_people, tell_apart, undo_merge
from osnowa.participants.actions.notices import add_notice, correct_notice, withdraw_notice
from osnowa.participants.actions.outcomes import (
    correct_outcome,
    measure_after,
    measure_before,
    withdraw_outcome,
)
from osnowa.participants.actions.papers import add_paper, correct_paper, withdraw_paper
from osnowa.participants.actions.persons import correct_person, register_person, withdraw_person
from osnowa.participants.actions.returns import come_back, withdraw_return
from osnowa.participants.actions.starts import restate_starts

__all__ = [
    "add_declaration",
    "add_ground",
    "add_household_member",
    "add_notice",
    "add_paper",
    "answer",
    "ask_with_reason",
    "assign_caseworker",
    "begin_household",
    "come_back",
    "correct_declaration",
    "correct_enrolment",
    "correct_exit",
    "correct_follow_up",
    "correct_ground",
    "correct_household",
    "correct_household_member",
    "correct_membership",
    "correct_notice",
    "correct_outcome",
    "correct_paper",
    "correct_person",
    "end_participation",
    "enrol",
    "hold_follow_up",
    "join_group",
    "leave_group",
    "look_up_by_name",
    "look_up_by_pesel",
    "look_with_reason",
    "measure_after",
    "measure_before",
    "merge_people",
    "register_person",
    "reject_ground",
    "restate_starts",
    "save_step",
    "tell_apart",
    "undo_merge",
    "verify_ground",
    "withdraw_answers",
    "withdraw_caseworker",
    "withdraw_consent",
    "withdraw_declaration",
    "withdraw_enrolment",
    "withdraw_exit",
    "withdraw_follow_up",
    "withdraw_ground",
    "withdraw_household_member",
    "withdraw_membership",
    "withdraw_notice",
    "withdraw_outcome",
    "withdraw_paper",
    "withdraw_person",
    "withdraw_return",
]
