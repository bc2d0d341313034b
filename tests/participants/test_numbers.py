"""The numbers beside the list of people are kept between two writings; a long list is not sorted whole."""

from dataclasses import replace

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from osnowa.participants import actions
from osnowa.participants.models import Person
from osnowa.participants.queries import people, people_listed
from osnowa.participants.queries.counts import numbers_of
from osnowa.participants.queries.people import WITHOUT_PROJECT, WITHOUT_SUPPORT, PeopleFilters
from osnowa.projects.actions import projects
from osnowa.projects.queries.standing import standing_of
from tests.cast import NOW, ROUND_BEGAN, TODAY

EVERYBODY = PeopleFilters()


@pytest.fixture
def standing(here):
    """What somebody is in the first centre today, at ten."""
    return lambda user: replace(standing_of(user, here.centre, TODAY), at=NOW)


@pytest.fixture
def kept(settings):
    """Keep numbers as an installation does; the suite keeps none."""
    settings.CACHES = {
        **settings.CACHES,
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test-numbers"},
    }
    yield caches["pages"]
    caches["pages"].clear()


@pytest.fixture
def journal(cast, here):
    """The journal of the centre has begun."""
    projects.correct_project(project=here.project, lead="Zaczynamy.", by=cast.anna, at=NOW)


def asked(who, filters=EVERYBODY):
    """Return the numbers, and how many statements they took."""
    with CaptureQueriesContext(connection) as statements:
        found = numbers_of(who, filters)
    return found, len(statements)


def test_numbers_are_counted_once_between_two_writings(kept, journal, standing, cast):
    first = asked(standing(cast.anna))
    later = replace(standing(cast.anna), at=None)

    assert asked(later) == (first[0], 1)
    assert first[1] == 2


def test_a_written_record_shows_at_once(kept, journal, standing, cast, here, register):
    anna = standing(cast.anna)
    before = people_listed(anna, EVERYBODY).states

    register()
    actions.restate_starts(starts={here.enrolment: ROUND_BEGAN}, by=cast.anna, at=NOW)

    after = people_listed(anna, EVERYBODY).states
    assert after[WITHOUT_PROJECT] == before[WITHOUT_PROJECT] + 1
    assert after[WITHOUT_SUPPORT] == before[WITHOUT_SUPPORT] - 1


@pytest.mark.parametrize(
    "other",
    [
        lambda who, cast: replace(who, user=cast.ewa),
        lambda who, cast: replace(who, on=who.on.replace(year=who.on.year - 1)),
        lambda who, cast: replace(who, team={}),
        lambda who, cast: replace(who, team={project: frozenset() for project in who.team}),
        lambda who, cast: replace(who, centre_roles=frozenset({"auditor"})),
        lambda who, cast: replace(who, partnerships={next(iter(who.team)): frozenset({1})}),
        lambda who, cast: replace(who, away_from=frozenset({1})),
        lambda who, cast: replace(who, centre=cast.elsewhere.centre),
    ],
)
def test_nobody_gets_the_numbers_of_who_stands_otherwise(kept, journal, standing, cast, other):
    anna = standing(cast.anna)
    numbers_of(anna, EVERYBODY)
    caches["pages"].set_many(dict.fromkeys([name.split(":", 2)[2] for name in kept._cache], ((), 77)))

    assert numbers_of(anna, EVERYBODY).alone == 77
    assert numbers_of(other(anna, cast), EVERYBODY).alone != 77


@pytest.mark.parametrize("who", ["iga", "tomek", "bartek"])
def test_numbers_of_minutes_and_of_few_are_not_kept(kept, journal, standing, cast, who):
    numbers_of(standing(getattr(cast, who)), EVERYBODY)

    assert not kept._cache


@pytest.mark.parametrize("typed", [{"words": "nowak"}, {"pesel": "71050312345"}])
def test_a_search_is_never_kept(kept, journal, standing, cast, typed):
    numbers_of(standing(cast.anna), PeopleFilters(**typed))

    assert not kept._cache


def test_before_the_first_entry_nothing_is_kept(kept, standing, cast, here):
    numbers_of(standing(cast.anna), EVERYBODY)

    assert not kept._cache


@pytest.mark.parametrize("who", ["anna", "sabina"])
@pytest.mark.parametrize("filters", [{}, {"state": WITHOUT_SUPPORT}, {"project": "pas-testowo"}])
def test_an_early_page_of_a_long_list_is_the_same_as_sorted_whole(
    here, standing, cast, monkeypatch, who, filters
):
    crowd = here.crowd(240)
    # Some with a name that comes first, and which one may not read; two with the same name.
    hidden = [each.person_id for each in crowd[:70:2]]
    Person.objects.filter(pk__in=hidden).update(is_hidden=True, sort_key="0")
    Person.objects.filter(pk__in=[each.person_id for each in crowd[-40:]]).update(sort_key="1")
    somebody = standing(getattr(cast, who))

    sorted_whole = people_listed(somebody, PeopleFilters(**filters))
    monkeypatch.setattr(people, "LONG", 100)

    assert people_listed(somebody, PeopleFilters(**filters)).rows == sorted_whole.rows
    assert len(sorted_whole.rows) == people.ON_ONE_PAGE


def test_a_page_of_hidden_people_alone_is_whole(here, standing, cast, monkeypatch):
    crowd = here.crowd(210)
    Person.objects.filter(pk__in=[each.person_id for each in crowd]).update(is_hidden=True)
    monkeypatch.setattr(people, "LONG", 100)

    assert len(people_listed(standing(cast.sabina), EVERYBODY).rows) == people.ON_ONE_PAGE
