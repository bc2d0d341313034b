"""What can happen between a project and its register, one file per noun."""

from osnowa.monitoring.actions.feedback import settle_answer, take_in_feedback, withdraw_feedback
from osnowa.monitoring.actions.sendings import make_file, withdraw_file
from osnowa.monitoring.actions.technical_ids import keep_technical_ids, withdraw_technical_id

__all__ = [
    "keep_technical_ids",
    "make_file",
    "settle_answer",
    "take_in_feedback",
    "withdraw_feedback",
    "withdraw_file",
    "withdraw_technical_id",
]
