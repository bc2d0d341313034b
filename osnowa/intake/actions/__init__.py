"""What can happen to a list: it is brought, described, judged, decided upon, taken and withdrawn."""

from osnowa.intake.actions.bringing import bring_list, describe_columns, empty_old_batches
from osnowa.intake.actions.deciding import HAVE_NUMBER, TAKEN_TOGETHER, accept_rows, decide_row, read_refused
from osnowa.intake.actions.judging import keep_verdicts
from osnowa.intake.actions.taking import take_portion
from osnowa.intake.actions.withdrawing import withdraw_batch, withdraw_portion

__all__ = [
    "HAVE_NUMBER",
    "TAKEN_TOGETHER",
    "accept_rows",
    "bring_list",
    "decide_row",
    "describe_columns",
    "empty_old_batches",
    "keep_verdicts",
    "read_refused",
    "take_portion",
    "withdraw_batch",
    "withdraw_portion",
]
