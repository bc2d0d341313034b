"""How a mark becomes minutes of support, and minutes a frequency.

Knows statuses, minutes and percentages only: no database, no clock.
Source: docs/sources.md#attendance-thresholds
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from decimal import ROUND_HALF_UP, Decimal

#: Statuses of somebody who came; with minutes they are support, whatever the hour they came or left.
THERE = frozenset({"present", "late", "left_early"})
#: Statuses of somebody who did not come; they are never support.
AWAY = frozenset({"absent", "excused"})

#: The frequency that completes a training, and the one below which somebody should call (percent, inclusive).
COMPLETES_AT = Decimal(80)
WORRIES_BELOW = Decimal(70)

HUNDREDTH = Decimal("0.01")


def length(begins_at: time, ends_at: time) -> int:
    """Return the minutes between two times of the same day; negative when they are swapped."""
    return (ends_at.hour - begins_at.hour) * 60 + ends_at.minute - begins_at.minute


def minutes(status: str, *, planned: int, given: int | None = None) -> int:
    """Return the minutes of support behind a mark: 0 for an absence, else ``given`` or all ``planned`` time.

    Raises:
        ValueError: an unknown status; minutes given with an absence, or outside ``1 … planned``.
    """
    if status in AWAY:
        if given:
            raise ValueError("an absence has no minutes")
        return 0
    if status not in THERE:
        raise ValueError(f"unknown status {status!r}")
    if given is None:
        return planned
    if not 1 <= given <= planned:
        raise ValueError(f"{given} minutes of a session of {planned}")
    return given


@dataclass(frozen=True)
class Marked:
    """One marked session of one participant: ``attended`` of ``planned`` minutes, 0 ≤ attended ≤ planned."""

    attended: int
    planned: int


def frequency(marks: Iterable[Marked]) -> Decimal | None:
    """Return the attended share of all marked time in percent, to 0.01, halves up; None without any mark.

    Sessions that nobody marked yet say nothing about anybody, so they are not given. An excused absence is an
    absence here: it explains, it does not teach.
    """
    marks = list(marks)
    planned = sum(mark.planned for mark in marks)
    if not planned:
        return None
    attended = sum(mark.attended for mark in marks)
    return (Decimal(100 * attended) / planned).quantize(HUNDREDTH, ROUND_HALF_UP)


def level(
    percent: Decimal, *, completes_at: Decimal = COMPLETES_AT, worries_below: Decimal = WORRIES_BELOW
) -> str:
    """Return ``ok`` from ``completes_at`` up, ``bad`` below ``worries_below``, ``warn`` between them."""
    if percent >= completes_at:
        return "ok"
    return "warn" if percent >= worries_below else "bad"
