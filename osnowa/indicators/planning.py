"""How a figure stands to its plan and its target, and what of it may be published. Pure arithmetic."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

Status = Literal["ok", "warn", "bad", ""]

#: A figure below its plan by no more than this share of the plan, or by one, only warns. A project decision.
WARN_WITHIN_PERCENT = 10
#: A number of people this small and not zero is not published. A project decision.
SMALLEST_PUBLISHED = 5


def planned_on(points: Iterable[tuple[date, int]], day: date) -> int | None:
    """Return what should be reached by the end of ``day``: a straight line between the planned values.

    ``points`` are (day, cumulative value). 0 before the first, the last one after the last; rounded half up
    to a whole number. None without any plan.
    """
    course = sorted(points)
    if not course:
        return None
    before = [point for point in course if point[0] <= day]
    after = [point for point in course if point[0] > day]
    if not before:
        return 0
    if not after:
        return before[-1][1]
    (began_on, low), (ends_on, high) = before[-1], after[0]
    share = Fraction((day - began_on).days, (ends_on - began_on).days)
    # Half up also where a plan falls: adding a half and cutting off the fraction goes towards more.
    return int((low + (high - low) * share + Fraction(1, 2)) // 1)


def status_of(total: int, planned: int | None) -> Status:
    """Return how ``total`` stands to the plan: ``ok`` at or above it, ``warn`` a little below, else ``bad``.

    Empty without a plan.
    """
    if planned is None:
        return ""
    short = planned - total
    if short <= 0:
        return "ok"
    return "warn" if short == 1 or short * 100 <= planned * WARN_WITHIN_PERCENT else "bad"


def percent_of(total: int, target: int | None) -> Decimal | None:
    """Return ``total`` in percent of the target, to 0.01, halves up; None without a target above zero."""
    if not target:
        return None
    return (Decimal(total) * 100 / target).quantize(Decimal("0.01"), ROUND_HALF_UP)


def suppressed(number: int) -> bool:
    """Return whether this number of people is too small to be published: 1 to 4.

    Initiatives, meetings and other things that are not people may be published whatever their number.
    Source: docs/sources.md#small-numbers
    """
    return 0 < number < SMALLEST_PUBLISHED


def ends_of_months(first: date, last: date) -> list[date]:
    """Return the last days of the months from that of ``first`` on, and ``last`` for the one it falls in.

    Empty when ``last`` is before ``first``.
    """
    days = []
    day = first
    while day <= last:
        day = day.replace(day=monthrange(day.year, day.month)[1])
        days.append(min(day, last))
        day += timedelta(days=1)
    return days


def accumulate(begun: Iterable[tuple[date, int]], days: Sequence[date]) -> list[int]:
    """Return how many have begun by each of ``days``, ascending; ``begun`` are (day, how many that day)."""
    course = sorted(begun)
    sums, running, place = [], 0, 0
    for day in days:
        while place < len(course) and course[place][0] <= day:
            running += course[place][1]
            place += 1
        sums.append(running)
    return sums
