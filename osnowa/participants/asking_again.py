"""From which day and up to which somebody is asked what became of them after they left.

Source: docs/sources.md#follow-up
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from osnowa.participants.months import add_months


@dataclass(frozen=True)
class Window:
    """The days on which an answer counts, both included."""

    opens_on: date
    due_on: date

    def is_open(self, day: date) -> bool:
        """Return whether somebody may be asked on ``day``; afterwards the answer comes late, but comes."""
        return day >= self.opens_on

    def days_left(self, day: date) -> int:
        """Return how many days remain on ``day``; 0 on the last one, below 0 when it is over."""
        return (self.due_on - day).days


def window(ended_on: date, marks: Mapping[str, object]) -> Window:
    """Return the window that ``marks`` of the rule pack give to somebody whose last day was ``ended_on``.

    ``opens_months`` and ``opens_weeks`` say when it opens (by default the last day itself), ``due_months``
    and ``due_weeks`` when it closes; months count before weeks.

    Raises:
        ValueError: nothing says when it closes, or it would close before it opens.
    """
    if not {"due_months", "due_weeks"} & marks.keys():
        raise ValueError("a follow-up without a last day")
    opens_on, due_on = _after(ended_on, marks, "opens"), _after(ended_on, marks, "due")
    if due_on < opens_on:
        raise ValueError("a follow-up that closes before it opens")
    return Window(opens_on, due_on)


def _after(day: date, marks: Mapping[str, object], bound: str) -> date:
    months, weeks = (int(str(marks.get(f"{bound}_{unit}", 0))) for unit in ("months", "weeks"))
    return add_months(day, months) + timedelta(weeks=weeks)
