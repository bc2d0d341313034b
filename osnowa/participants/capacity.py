"""How full a group gets: stays are half-open, from the first day up to, not including, the end."""

from collections.abc import Iterable
from datetime import date

from osnowa.projects.periods import in_force, overlap

Stay = tuple[date, date | None]


def most_at_once(stays: Iterable[Stay], within: Stay) -> int:
    """Return the largest number of ``stays`` that share one day of ``within``; an end of None never comes."""
    near = [stay for stay in stays if overlap(*stay, *within)]
    # The number only grows where a stay begins, so no other days need be looked at.
    days = {within[0]} | {begins for begins, _ in near if begins > within[0]}
    return max(sum(in_force(begins, ends, day) for begins, ends in near) for day in days)
