"""Which day a public page may be asked about.

Knows dates only. The ends of months suffice for reports, and nobody can follow a small group from day to day.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

_POLISH_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


class NotAnswered(StrEnum):
    """Why a day is not one the page speaks of."""

    UNREADABLE = "unreadable"
    TOO_EARLY = "too early"
    TOO_LATE = "too late"
    WITHIN_A_MONTH = "within a month"


def is_month_end(day: date) -> bool:
    """Return whether ``day`` is the last day of its month."""
    return day.day == monthrange(day.year, day.month)[1]


def default_day(today: date, ends_on: date | None, content_day: date | None) -> date:
    """Return the day a project's page shows unless asked: today, or the content day of a closed project."""
    if ends_on is None or today <= ends_on:
        return today
    return content_day or ends_on


def asked_day(typed: str, *, first: date | None, last: date) -> date | NotAnswered:
    """Return the asked day, or why not: it must end a month within ``first`` … ``last`` (both included).

    ``typed`` reads ``2018-10-31`` or ``31.10.2018``; ``last`` itself is always allowed, since the page
    shows it anyway.
    """
    day = _day_in(typed)
    if day is None:
        return NotAnswered.UNREADABLE
    if day > last:
        return NotAnswered.TOO_LATE
    if first is not None and day < first:
        return NotAnswered.TOO_EARLY
    return day if day == last or is_month_end(day) else NotAnswered.WITHIN_A_MONTH


def days_offered(first: date | None, last: date, *, at_most: int = 120) -> list[date]:
    """Return the days one may ask for, latest first: ``last`` and the ends of months from ``first`` on."""
    days = [last]
    day = last.replace(day=1) - timedelta(days=1)
    while first is not None and day >= first and len(days) < at_most:
        days.append(day)
        day = day.replace(day=1) - timedelta(days=1)
    return days


def _day_in(typed: str) -> date | None:
    polish = _POLISH_DAY.fullmatch(typed)
    try:
        return date(*map(int, reversed(polish.groups()))) if polish else date.fromisoformat(typed)
    except ValueError:
        return None
