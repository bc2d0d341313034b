"""Until when somebody is asked what became of them."""

from datetime import date

import pytest

from osnowa.participants.asking_again import window


@pytest.mark.parametrize(
    ("ended_on", "marks", "opens_on", "due_on"),
    [
        (date(2019, 3, 16), {"due_weeks": 4}, date(2019, 3, 16), date(2019, 4, 13)),
        (date(2020, 2, 1), {"due_weeks": 4}, date(2020, 2, 1), date(2020, 2, 29)),
        (date(2019, 3, 16), {"opens_months": 6, "due_months": 7}, date(2019, 9, 16), date(2019, 10, 16)),
        (date(2019, 8, 31), {"opens_months": 6, "due_months": 7}, date(2020, 2, 29), date(2020, 3, 31)),
        (date(2019, 1, 31), {"due_months": 1, "due_weeks": 1}, date(2019, 1, 31), date(2019, 3, 7)),
    ],
)
def test_the_window_follows_the_last_day(ended_on, marks, opens_on, due_on):
    found = window(ended_on, marks)

    assert (found.opens_on, found.due_on) == (opens_on, due_on)


@pytest.mark.parametrize("marks", [{}, {"opens_weeks": 4}, {"opens_months": 2, "due_weeks": 4}])
def test_a_window_that_cannot_be_is_refused(marks):
    with pytest.raises(ValueError, match="a follow-up"):
        window(date(2019, 3, 16), marks)


@pytest.mark.parametrize(
    ("day", "is_open", "left"),
    [
        (date(2019, 9, 15), False, 31),
        (date(2019, 9, 16), True, 30),
        (date(2019, 10, 16), True, 0),
        (date(2019, 10, 17), True, -1),
    ],
)
def test_it_opens_on_its_first_day_and_comes_late_after_its_last(day, is_open, left):
    days = window(date(2019, 3, 16), {"opens_months": 6, "due_months": 7})

    assert (days.is_open(day), days.days_left(day)) == (is_open, left)
