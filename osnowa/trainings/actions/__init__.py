"""What can happen to courses and editions, to their sessions, and to marks."""

from osnowa.trainings.actions.approvals import approve_list, withdraw_approval
from osnowa.trainings.actions.courses import add_course, correct_course, withdraw_course
from osnowa.trainings.actions.editions import add_edition, correct_edition, withdraw_edition
from osnowa.trainings.actions.marks import Mark, mark_rest_present, mark_session
from osnowa.trainings.actions.sessions import (
    cancel_session,
    correct_session,
    correct_topic,
    plan_session,
    plan_weekly,
    reinstate_session,
    withdraw_session,
)
from osnowa.trainings.actions.taking_back import undo_batch, withdraw_marks

__all__ = [
    "Mark",
    "add_course",
    "add_edition",
    "approve_list",
    "cancel_session",
    "correct_course",
    "correct_edition",
    "correct_session",
    "correct_topic",
    "mark_rest_present",
    "mark_session",
    "plan_session",
    "plan_weekly",
    "reinstate_session",
    "undo_batch",
    "withdraw_approval",
    "withdraw_course",
    "withdraw_edition",
    "withdraw_marks",
    "withdraw_session",
]
