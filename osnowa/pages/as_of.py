"""Which day a public page may be asked about.

Knows dates only. The ends of months suffice for reports, and of the days before today nobody can ask for one
after another. It is no wall: who reads the page each morning knows the figures of each. What protects a small
group is that numbers below five are not published at all.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

_POLISH_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


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

    ``typed`` reads ``2018-10-31`` or ``31.10.2018``, nothing else; ``last`` itself is always allowed, since
    the page shows it anyway.
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
    iso, polish = _ISO_DAY.fullmatch(typed), _POLISH_DAY.fullmatch(typed)
    parts = iso.groups() if iso else reversed(polish.groups()) if polish else ()
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None
