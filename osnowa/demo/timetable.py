"""When the trainings of the sixteen groups meet: pure data, invented but for the planned numbers of meetings.

One group meets on one weekday from 10:00 to 12:00, so neither it nor its trainer is ever in two places.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from osnowa.demo import facts

BEGINS_AT = time(10, 0)
ENDS_AT = time(12, 0)
#: First Tuesday of each round's trainings and the Tuesday after which none begins.
_FIRST = (date(2018, 10, 16), date(2019, 10, 8))
_LAST = (date(2019, 7, 16), date(2020, 5, 12))
#: Tuesdays of the manual training, before Christmas and before Easter; the seventh of the first round is
#: the demo's day.
_MANUAL = (
    (
        date(2018, 11, 27),
        date(2018, 12, 4),
        date(2018, 12, 11),
        date(2018, 12, 18),
        date(2019, 4, 2),
        date(2019, 4, 9),
        facts.DEMO_DAY,
    ),
    (
        date(2019, 11, 26),
        date(2019, 12, 3),
        date(2019, 12, 10),
        date(2019, 12, 17),
        date(2020, 3, 24),
        date(2020, 3, 31),
        date(2020, 4, 7),
    ),
)
_NOBODY_MEETS = (date(2018, 12, 24), date(2019, 1, 6), date(2019, 12, 23), date(2020, 1, 6))


#: On these days somebody answers for the lists of the month before; those after them are still to come.
_APPROVAL_DAYS = (
    date(2018, 11, 2),
    date(2018, 12, 3),
    date(2019, 1, 2),
    date(2019, 2, 1),
    date(2019, 3, 1),
    date(2019, 4, 1),
)


@dataclass(frozen=True)
class Meeting:
    """One planned meeting: of which course (its form's name), the how-maniest, when."""

    form: str
    number: int
    held_on: date


def trainer_of(programme: int) -> int:
    """Return which of the two trainers teaches ``programme`` (from 0)."""
    return programme % 2


def weekday_of(programme: int) -> int:
    """Return how many days after Tuesday the groups of ``programme`` meet: one weekday for two programmes."""
    # The two programmes of a weekday have different trainers.
    return (0, 0, 1, 1, 2, 2, 3, 3)[programme]


def meetings(round_index: int, programme: int) -> Iterator[Meeting]:
    """Yield the meetings of one group, course by course."""
    shift = timedelta(days=weekday_of(programme))
    manual = _MANUAL[round_index]
    for number, tuesday in enumerate(manual, 1):
        yield Meeting(facts.MANUAL_TRAINING, number, tuesday + shift)
    others = [
        (name, number)
        for name, _heading, _kind, _sub, mode, _amount, _unit, _about, count in facts.SUPPORT_FORMS
        if mode == "group" and count and name != facts.MANUAL_TRAINING
        for number in range(1, count + 1)
    ]
    free = [tuesday for tuesday in _tuesdays(round_index) if tuesday not in manual]
    for index, (name, number) in enumerate(others):
        # Spread evenly over the round.
        yield Meeting(name, number, free[index * len(free) // len(others)] + shift)


def approved_on(held_on: date) -> date | None:
    """Return when the list of a meeting of the day ``held_on`` is approved; None where it still waits."""
    return next((day for day in _APPROVAL_DAYS if held_on < day), None)


def _tuesdays(round_index: int) -> Iterator[date]:
    day = _FIRST[round_index]
    while day <= _LAST[round_index]:
        if not any(first <= day + timedelta(days=3) and day <= last for first, last in _breaks()):
            yield day
        day += timedelta(days=7)


def _breaks() -> Iterator[tuple[date, date]]:
    yield _NOBODY_MEETS[0], _NOBODY_MEETS[1]
    yield _NOBODY_MEETS[2], _NOBODY_MEETS[3]
