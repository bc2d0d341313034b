"""How many personal contacts a month needs, and whether it had them.

Knows days and counts only: no database, no clock. A contact by phone or online is support, but not one of
these.
Source: docs/sources.md#intensive-social-work
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

#: What a first or last month needs that is covered only in part, but long enough.
REQUIRED_IN_PART = 1

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Month:
    """One calendar month of a participation: ``first`` is its first day; counts are whole contacts.

    ``is_over`` tells whether the month ended by the day it is asked for: only then what lacks is a fault.
    """

    first: date
    required: int
    personal: int
    is_over: bool

    @property
    def missing(self) -> int:
        """How many personal contacts lack."""
        return max(self.required - self.personal, 0)

    @property
    def is_kept(self) -> bool:
        """Whether there were enough."""
        return not self.missing


def first_of_month(day: date) -> date:
    """Return the first day of the month of ``day``."""
    return day.replace(day=1)


def first_of_next_month(day: date) -> date:
    """Return the first day of the month after the one of ``day``."""
    return (first_of_month(day) + timedelta(days=31)).replace(day=1)


@dataclass(frozen=True)
class Minimum:
    """What the rules of a project ask: contacts of a whole month, and from how many days a part needs one."""

    a_month: int
    part_days: int


def required_in(month: date, *, since: date | None, until: date | None, minimum: Minimum) -> int:
    """Return how many personal contacts the month of ``month`` needs.

    ``since`` is the first day of participation, ``until`` its last (both included; an ``until`` of None has
    not come). A month covered in part needs one contact or none. Without ``since`` nothing is needed yet.
    """
    if since is None:
        return 0
    begins, after = first_of_month(month), first_of_next_month(month)
    first = max(since, begins)
    last = min(until, after - ONE_DAY) if until else after - ONE_DAY
    covered = (last - first).days + 1
    if covered >= (after - begins).days:
        return minimum.a_month
    return min(REQUIRED_IN_PART, minimum.a_month) if covered >= minimum.part_days else 0


def months(
    personal_on: Iterable[date],
    *,
    since: date | None,
    until: date | None,
    on: date,
    minimum: Minimum,
) -> list[Month]:
    """Return every month of a participation up to the month of ``on``, oldest first.

    ``personal_on`` are the days of personal contacts that took place; later ones than ``on`` do not count.
    """
    if since is None or since > on:
        return []
    last = min(until, on) if until else on
    counted = Counter(first_of_month(day) for day in personal_on if day <= on)
    found, month = [], first_of_month(since)
    while month <= last:
        after = first_of_next_month(month)
        found.append(
            Month(
                first=month,
                required=required_in(month, since=since, until=until, minimum=minimum),
                personal=counted[month],
                is_over=after <= on,
            )
        )
        month = after
    return found
