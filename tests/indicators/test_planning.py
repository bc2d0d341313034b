"""How a figure stands to its plan, its target and the public; tables to be checked by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.indicators.planning import (
    accumulate,
    ends_of_months,
    percent_of,
    planned_on,
    status_of,
    suppressed,
)

PLAN = [(date(2018, 9, 30), 10), (date(2018, 10, 10), 20), (date(2018, 10, 13), 21)]


@pytest.mark.parametrize(
    ("day", "planned"),
    [
        (date(2018, 9, 29), 0),
        (date(2018, 9, 30), 10),
        (date(2018, 10, 1), 11),
        (date(2018, 10, 10), 20),
        # A third of one is none, two thirds are one.
        (date(2018, 10, 11), 20),
        (date(2018, 10, 12), 21),
        (date(2018, 10, 13), 21),
        (date(2020, 1, 1), 21),
    ],
)
def test_the_plan_is_a_straight_line_between_its_days(day, planned):
    assert planned_on(PLAN, day) == planned
    assert planned_on(reversed(PLAN), day) == planned


def test_half_of_one_is_one():
    assert planned_on([(date(2019, 1, 1), 0), (date(2019, 1, 3), 1)], date(2019, 1, 2)) == 1


def test_without_a_plan_there_is_nothing_to_compare_with():
    assert planned_on([], date(2019, 1, 1)) is None


@given(st.lists(st.tuples(st.dates(date(2018, 1, 1), date(2020, 1, 1)), st.integers(0, 500)), min_size=1))
def test_a_plan_that_rises_never_falls_between_its_days(points):
    rising = dict(zip(sorted({day for day, _ in points}), sorted(value for _, value in points), strict=False))
    days = sorted({*rising, date(2018, 6, 1), date(2019, 1, 1), date(2019, 7, 1)})

    course = [planned_on(rising.items(), day) for day in days]

    assert course == sorted(course)


@pytest.mark.parametrize(
    ("total", "planned", "status"),
    [
        (91, 90, "ok"),
        (90, 90, "ok"),
        (9, 10, "warn"),
        (3, 4, "warn"),
        (0, 1, "warn"),
        (90, 100, "warn"),
        (89, 100, "bad"),
        (24, 31, "bad"),
        (5, None, ""),
    ],
)
def test_a_little_below_the_plan_warns(total, planned, status):
    assert status_of(total, planned) == status


@pytest.mark.parametrize(
    ("total", "target", "percent"),
    [(91, 180, "50.56"), (24, 62, "38.71"), (1, 800, "0.13"), (0, 10, "0.00"), (3, 0, None), (3, None, None)],
)
def test_percent_is_rounded_half_up(total, target, percent):
    assert percent_of(total, target) == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(("number", "is_small"), [(0, False), (1, True), (4, True), (5, False), (180, False)])
def test_one_to_four_people_are_not_published(number, is_small):
    assert suppressed(number) is is_small


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2018, 9, 25), date(2018, 11, 16), ["2018-09-30", "2018-10-31", "2018-11-16"]),
        (date(2019, 2, 28), date(2019, 2, 28), ["2019-02-28"]),
        (date(2018, 12, 31), date(2019, 1, 31), ["2018-12-31", "2019-01-31"]),
        (date(2019, 2, 1), date(2019, 1, 31), []),
    ],
)
def test_months_end_on_their_last_day(first, last, days):
    assert [day.isoformat() for day in ends_of_months(first, last)] == days


def test_values_accumulate_up_to_each_day():
    begun = [(date(2019, 1, 3), 2), (date(2019, 1, 1), 1)]
    days = [date(2018, 12, 31), date(2019, 1, 1), date(2019, 1, 2), date(2019, 1, 3), date(2019, 2, 1)]

    assert accumulate(begun, days) == [0, 1, 1, 3, 3]
