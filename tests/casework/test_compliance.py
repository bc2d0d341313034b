from datetime import date

import pytest

from osnowa.casework import compliance
from osnowa.casework.compliance import Minimum

APRIL = date(2019, 4, 1)
TWO = Minimum(a_month=2, part_days=15)
BEFORE, AFTER = date(2019, 3, 1), date(2019, 5, 31)


@pytest.mark.parametrize(
    ("since", "until", "required"),
    [
        # the whole month
        (BEFORE, None, 2),
        (BEFORE, AFTER, 2),
        (APRIL, date(2019, 4, 30), 2),
        # first month in part: from 15 covered days up one contact
        (date(2019, 4, 2), None, 1),
        (date(2019, 4, 16), None, 1),
        (date(2019, 4, 17), None, 0),
        (date(2019, 4, 30), None, 0),
        # last month in part
        (BEFORE, date(2019, 4, 29), 1),
        (BEFORE, date(2019, 4, 15), 1),
        (BEFORE, date(2019, 4, 14), 0),
        # both ends inside
        (date(2019, 4, 5), date(2019, 4, 19), 1),
        (date(2019, 4, 5), date(2019, 4, 18), 0),
        # not in April at all
        (date(2019, 5, 1), None, 0),
        (BEFORE, date(2019, 3, 31), 0),
        (None, None, 0),
    ],
)
def test_what_april_requires(since, until, required):
    assert compliance.required_in(APRIL, since=since, until=until, minimum=TWO) == required


def test_a_programme_may_require_more_or_nothing():
    assert compliance.required_in(APRIL, since=BEFORE, until=None, minimum=Minimum(4, 15)) == 4
    assert compliance.required_in(APRIL, since=date(2019, 4, 2), until=None, minimum=Minimum(0, 15)) == 0


@pytest.mark.parametrize(("part_days", "required"), [(20, 1), (21, 0)])
def test_a_programme_may_ask_for_more_days(part_days, required):
    minimum = Minimum(a_month=2, part_days=part_days)

    assert compliance.required_in(APRIL, since=date(2019, 4, 11), until=None, minimum=minimum) == required


def test_months_run_from_the_start_to_the_day_that_is_asked():
    found = compliance.months(
        [date(2019, 2, 20), date(2019, 3, 5), date(2019, 3, 5), date(2019, 4, 16), date(2019, 4, 17)],
        since=date(2019, 2, 10),
        until=None,
        on=date(2019, 4, 16),
        minimum=TWO,
    )

    assert [(m.first.month, m.required, m.personal, m.missing, m.is_over) for m in found] == [
        (2, 1, 1, 0, True),
        (3, 2, 2, 0, True),
        (4, 2, 1, 1, False),
    ]


def test_months_end_with_the_exit():
    found = compliance.months(
        [], since=date(2018, 12, 1), until=date(2019, 1, 31), on=date(2019, 4, 16), minimum=TWO
    )

    assert [(m.first, m.missing, m.is_over) for m in found] == [
        (date(2018, 12, 1), 2, True),
        (date(2019, 1, 1), 2, True),
    ]


@pytest.mark.parametrize("since", [None, date(2019, 4, 17)])
def test_no_months_before_the_first_support(since):
    assert compliance.months([], since=since, until=None, on=date(2019, 4, 16), minimum=TWO) == []
