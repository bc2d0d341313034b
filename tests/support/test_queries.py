from datetime import date

import pytest

from osnowa.participants.models import Enrolment
from osnowa.support import queries
from osnowa.support.models import LedgerEntry
from tests.cast import NOW


@pytest.fixture
def enter(here):
    """Write a ledger row past the actions."""

    def enter(day, source="casework.contact:1", **facts):
        return LedgerEntry.objects.create(
            enrolment=here.enrolment,
            form=here.contact_form,
            began_on=day,
            ended_on=day,
            minutes=30,
            source=source,
            recorded_at=NOW,
            **facts,
        )

    return enter


def test_timeline_is_as_of_a_day_newest_first(here, enter):
    old, new = enter(date(2019, 3, 1)), enter(date(2019, 4, 16), "2")
    enter(date(2019, 4, 17), "3")
    enter(date(2019, 4, 1), "4", superseded_at=NOW)

    assert list(queries.timeline(here.enrolment, date(2019, 4, 16))) == [new, old]


def test_a_ledger_that_says_what_its_sources_say_has_no_faults(here, enter):
    enter(date(2019, 3, 1))
    Enrolment.objects.filter(pk=here.enrolment.pk).update(first_support_on=date(2019, 3, 1))

    assert not queries.entries_differing_from_sources(queries.ledger_rows())


def test_missing_and_unproved_rows_are_named(here, enter):
    enter(date(2019, 3, 1))
    (kept,) = queries.ledger_rows()
    proved = kept._replace(minutes=31)

    faults = queries.entries_differing_from_sources([proved])

    assert (faults.missing, faults.unproved) == ({proved}, {kept})


@pytest.mark.parametrize(
    ("in_ledger", "stated", "is_wrong"),
    [
        (None, None, False),
        (date(2019, 3, 1), date(2019, 3, 1), False),
        (date(2019, 3, 1), None, True),
        (None, date(2019, 3, 1), True),
        (date(2019, 3, 1), date(2019, 3, 2), True),
    ],
)
def test_a_start_is_wrong_when_it_is_not_the_earliest_day(here, enter, in_ledger, stated, is_wrong):
    if in_ledger:
        enter(in_ledger)
        enter(date(2019, 4, 1), "later")
    Enrolment.objects.filter(pk=here.enrolment.pk).update(first_support_on=stated)

    assert [here.enrolment] * is_wrong == list(queries.enrolments_with_wrong_start())
