"""When meetings are: weekly days, and hours that collide.

Knows days and hours only: no database, no clock.
"""

from datetime import date, time, timedelta

WEEK = timedelta(days=7)


def weekly(first: date, weekday: int | None, count: int) -> list[date]:
    """Return ``count`` days a week apart, the first one on ``weekday`` (0 = Monday) on or after ``first``.

    Without a weekday it is the one of ``first``.

    Raises:
        ValueError: fewer than one meeting.
    """
    if count < 1:
        raise ValueError("at least one meeting")
    start = first if weekday is None else first + timedelta(days=(weekday - first.weekday()) % 7)
    return [start + WEEK * index for index in range(count)]


def collide(begins: time, ends: time, other_begins: time, other_ends: time) -> bool:
    """Return whether two spans of one day share a minute; one may begin when the other ends."""
    return begins < other_ends and other_begins < ends
