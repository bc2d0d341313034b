"""Which rows hold on a day: the first day counts, the one an end names does not."""

from datetime import date

import pytest

from osnowa.clock.periods import in_force, not_over
from osnowa.organisations.models import Membership
from osnowa.projects.models import TeamRole

FIRST, LAST, AFTER = date(2019, 3, 1), date(2019, 3, 31), date(2019, 4, 1)


@pytest.fixture
def march(cast, here):
    """A membership of Hanna's that holds in March of 2019 only."""
    rows = Membership.objects.filter(user=cast.hanna)
    rows.update(begins_on=FIRST, ends_before=AFTER)
    return rows


@pytest.mark.parametrize(
    ("day", "holds", "lasts"),
    [
        (date(2019, 2, 28), False, True),
        (FIRST, True, True),
        (LAST, True, True),
        (AFTER, False, False),
        (date(2030, 1, 1), False, False),
    ],
)
def test_a_period_holds_its_first_day_and_not_the_day_of_its_end(march, day, holds, lasts):
    assert (march.filter(in_force(day)).exists(), march.filter(not_over(day)).exists()) == (holds, lasts)


@pytest.mark.parametrize(
    ("day", "holds"), [(date(2019, 2, 28), False), (FIRST, True), (date(2099, 1, 1), True)]
)
def test_a_period_without_an_end_never_ends(march, day, holds):
    march.update(ends_before=None)

    assert march.filter(in_force(day)).exists() is holds


def test_columns_of_another_model_are_reached_by_a_path(here):
    of_partner = TeamRole.objects.filter(partnership__isnull=False)
    begun = here.partnership.begins_on

    assert of_partner.filter(in_force(begun, path="partnership__")).exists()
    type(here.partnership).objects.update(ends_before=LAST)
    assert not of_partner.filter(in_force(LAST, path="partnership__")).exists()
