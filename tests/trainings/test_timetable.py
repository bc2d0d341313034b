from datetime import date, time

import pytest

from osnowa.trainings import timetable

TUESDAY = date(2019, 4, 16)


@pytest.mark.parametrize(
    ("first", "weekday", "count", "days"),
    [
        (TUESDAY, None, 1, [TUESDAY]),
        (TUESDAY, 1, 2, [TUESDAY, date(2019, 4, 23)]),
        (TUESDAY, 0, 2, [date(2019, 4, 22), date(2019, 4, 29)]),
        (TUESDAY, 6, 1, [date(2019, 4, 21)]),
        # Over the turn of the year and of summer time.
        (date(2018, 12, 27), 3, 2, [date(2018, 12, 27), date(2019, 1, 3)]),
        (date(2019, 3, 28), None, 2, [date(2019, 3, 28), date(2019, 4, 4)]),
    ],
)
def test_weekly_days(first, weekday, count, days):
    assert timetable.weekly(first, weekday, count) == days


def test_no_meeting_at_all_is_an_error():
    with pytest.raises(ValueError, match="at least one"):
        timetable.weekly(TUESDAY, None, 0)


@pytest.mark.parametrize(
    ("span", "other", "collides"),
    [
        ((10, 12), (11, 13), True),
        ((11, 13), (10, 12), True),
        ((10, 14), (11, 12), True),
        ((10, 12), (10, 12), True),
        ((10, 12), (12, 14), False),
        ((12, 14), (10, 12), False),
        ((8, 9), (10, 12), False),
    ],
)
def test_spans_collide_when_they_share_a_minute(span, other, collides):
    begins, ends, other_begins, other_ends = (time(hour) for hour in (*span, *other))

    assert timetable.collide(begins, ends, other_begins, other_ends) is collides
