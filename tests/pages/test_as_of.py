"""Which day a public page may be asked about: tables."""

from datetime import date

import pytest

from osnowa.pages.as_of import NotAnswered, asked_day, days_offered, default_day, is_month_end

TODAY = date(2019, 4, 16)
FIRST = date(2018, 9, 25)


@pytest.mark.parametrize(
    ("day", "is_end"),
    [
        (date(2019, 1, 31), True),
        (date(2019, 2, 28), True),
        (date(2020, 2, 28), False),
        (date(2020, 2, 29), True),
        (date(2019, 4, 16), False),
    ],
)
def test_ends_of_months(day, is_end):
    assert is_month_end(day) is is_end


@pytest.mark.parametrize(
    ("ends_on", "content_day", "day"),
    [
        (None, None, TODAY),
        (date(2020, 6, 30), None, TODAY),
        (TODAY, None, TODAY),
        (date(2019, 4, 15), None, date(2019, 4, 15)),
        (date(2007, 12, 31), date(2007, 11, 28), date(2007, 11, 28)),
        # While it runs, a project speaks of today, whatever somebody wrote in advance.
        (date(2020, 6, 30), date(2020, 6, 1), TODAY),
    ],
)
def test_day_of_a_page_unless_asked(ends_on, content_day, day):
    assert default_day(TODAY, ends_on, content_day) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2019-03-31", date(2019, 3, 31)),
        ("31.03.2019", date(2019, 3, 31)),
        ("31.3.2019", date(2019, 3, 31)),
        ("2018-09-30", date(2018, 9, 30)),
        ("2019-04-16", TODAY),
        # Of the past only the ends of months are answered.
        ("2019-03-30", NotAnswered.WITHIN_A_MONTH),
        ("2019-04-15", NotAnswered.WITHIN_A_MONTH),
        ("2018-08-31", NotAnswered.TOO_EARLY),
        ("2018-09-24", NotAnswered.TOO_EARLY),
        ("2019-04-30", NotAnswered.TOO_LATE),
        ("2019-04-17", NotAnswered.TOO_LATE),
        ("31.02.2019", NotAnswered.UNREADABLE),
        ("wczoraj", NotAnswered.UNREADABLE),
        ("2019-03-31T10:00", NotAnswered.UNREADABLE),
        ("20190331", NotAnswered.UNREADABLE),
        ("2019-W13-7", NotAnswered.UNREADABLE),
        ("2019-W14-7", NotAnswered.UNREADABLE),
        ("2019-3-31", NotAnswered.UNREADABLE),
        ("31.03.19", NotAnswered.UNREADABLE),
        ("٣١.٠٣.٢٠١٩", NotAnswered.UNREADABLE),
        ("2019-03-31 ", NotAnswered.UNREADABLE),
        ("2019-02-29", NotAnswered.UNREADABLE),
        ("", NotAnswered.UNREADABLE),
    ],
)
def test_days_that_are_answered(typed, day):
    assert asked_day(typed, first=FIRST, last=TODAY) == day


def test_days_offered_are_those_that_are_answered():
    offered = days_offered(FIRST, TODAY)

    assert offered[:3] == [TODAY, date(2019, 3, 31), date(2019, 2, 28)]
    assert offered[-1] == date(2018, 9, 30)
    assert all(asked_day(day.isoformat(), first=FIRST, last=TODAY) == day for day in offered)


def test_a_project_without_a_beginning_offers_its_last_day():
    assert days_offered(None, TODAY) == [TODAY]


def test_a_long_project_does_not_offer_centuries():
    assert len(days_offered(date(1900, 1, 1), TODAY, at_most=24)) == 24
