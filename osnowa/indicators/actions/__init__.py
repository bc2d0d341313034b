"""What can happen to the promises of a project, one file per noun."""

from osnowa.indicators.actions.indicators import add_indicator, correct_indicator, withdraw_indicator
from osnowa.indicators.actions.plans import correct_planned_value, plan_value, withdraw_planned_value
from osnowa.indicators.actions.targets import correct_target, set_target, withdraw_target

__all__ = [
    "add_indicator",
    "correct_indicator",
    "correct_planned_value",
    "correct_target",
    "plan_value",
    "set_target",
    "withdraw_indicator",
    "withdraw_planned_value",
    "withdraw_target",
]
