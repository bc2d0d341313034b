from datetime import time
from decimal import Decimal

import pytest

from osnowa.trainings import attendance
from osnowa.trainings.attendance import Marked


@pytest.mark.parametrize(
    ("begins", "ends", "length"),
    [(time(10, 0), time(13, 0), 180), (time(9, 45), time(10, 30), 45), (time(11, 0), time(10, 0), -60)],
)
def test_length_of_a_session_is_in_minutes(begins, ends, length):
    assert attendance.length(begins, ends) == length


@pytest.mark.parametrize(
    ("status", "given", "support"),
    [
        ("present", None, 90),
        ("present", 45, 45),
        ("late", None, 90),
        ("late", 60, 60),
        ("late", 1, 1),
        ("left_early", 90, 90),
        ("absent", None, 0),
        ("absent", 0, 0),
        ("excused", None, 0),
    ],
)
def test_minutes_are_support_only_of_who_came(status, given, support):
    assert attendance.minutes(status, planned=90, given=given) == support


@pytest.mark.parametrize(
    ("status", "given"), [("present", 0), ("late", 91), ("present", -1), ("absent", 30), ("unknown", None)]
)
def test_impossible_minutes_are_an_error(status, given):
    with pytest.raises(ValueError, match=r"minutes|status"):
        attendance.minutes(status, planned=90, given=given)


HOUR, HALF, AWAY = Marked(60, 60), Marked(30, 60), Marked(0, 60)


@pytest.mark.parametrize(
    ("marks", "percent"),
    [
        ([], None),
        ([HOUR], "100.00"),
        ([AWAY], "0.00"),
        ([HOUR] * 6 + [AWAY], "85.71"),
        ([HOUR] * 4 + [AWAY] * 3, "57.14"),
        ([HOUR] * 5 + [AWAY], "83.33"),
        ([HOUR, HALF], "75.00"),
        # A long meeting weighs more than a short one.
        ([Marked(180, 180), Marked(0, 60)], "75.00"),
        # Halves go up: 1/800 is 0,125%.
        ([Marked(1, 800)], "0.13"),
    ],
)
def test_frequency_is_the_attended_share_of_marked_time(marks, percent):
    assert attendance.frequency(marks) == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    ("percent", "level"),
    [("100", "ok"), ("80.00", "ok"), ("79.99", "warn"), ("70.00", "warn"), ("69.99", "bad"), ("0", "bad")],
)
def test_level_changes_at_the_thresholds(percent, level):
    assert attendance.level(Decimal(percent)) == level


def test_thresholds_are_the_callers_choice():
    assert attendance.level(Decimal(75), completes_at=Decimal(75), worries_below=Decimal(50)) == "ok"


def test_every_status_is_in_one_bucket():
    from osnowa.trainings.models import Attendance

    assert set(Attendance.Status.values) == attendance.THERE | attendance.AWAY
    assert not attendance.THERE & attendance.AWAY
