"""Which day a public page may be asked about.

Knows dates only. The ends of months suffice for reports, and nobody can follow a small group from day to day.
"""

from calendar import monthrange
from datetime import date


def is_month_end(day: date) -> bool:
    """Return whether ``day`` is the last day of its month."""
    return day.day == monthrange(day.year, day.month)[1]


def default_day(today: date, ends_on: date | None, content_day: date | None) -> date:
    """Return the day a project's page shows unless asked: today, or for a closed project the day of its content."""
    if ends_on is None or today <= ends_on:
        return today
    return content_day or ends_on


def asked_day(typed: str, *, first: date | None, last: date) -> date | None:
    """Return the asked day, or None when it is not an end of a month within ``first`` … ``last`` (both included).

    ``typed`` is an ISO date; ``last`` itself is always allowed, since the page shows it anyway.
    """
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    if day > last or (first is not None and day < first):
        return None
    return day if day == last or is_month_end(day) else None
