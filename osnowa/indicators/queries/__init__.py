"""The one service of figures; pages, commands, reports and the public ask here. One file per subject."""

from osnowa.indicators.queries.figures import IndicatorRow, IndicatorTable, rules_of, table, table_and_series
from osnowa.indicators.queries.members import MemberRow, Members, members, verdicts_of
from osnowa.indicators.queries.questions import Part

__all__ = [
    "IndicatorRow",
    "IndicatorTable",
    "MemberRow",
    "Members",
    "Part",
    "members",
    "rules_of",
    "table",
    "table_and_series",
    "verdicts_of",
]
