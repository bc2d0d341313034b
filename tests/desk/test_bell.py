"""The bell stands on every page of the panel with what waits, counted anew when it may have changed."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from osnowa.clock.models import DemoClock
from osnowa.desk.middleware.bell import KEPT, KEPT_SECONDS
from osnowa.organisations.models import Role
from osnowa.projects.models import TeamRole
from tests.desk.evidence import days_ago, meeting


def at(name, world, *args):
    return reverse(name, args=[world.centre.slug, *args])


def bell(client, address):
    """Return the number on the bell of a page; 0 without one."""
    found = re.search(r'<a class="bell".*?</a>', client.get(address).content.decode(), re.S)
    number = re.search(r'<span class="count">(\d+)</span>', found[0])
    return int(number[1]) if number else 0


@pytest.mark.parametrize(
    "name", ["desk:home", "desk:todo", "desk:help", "participants:people", "trainings:sessions"]
)
@pytest.mark.parametrize(("member", "waits"), [("tomek", 1), ("bartek", 0)])
def test_the_bell_says_on_every_page_what_waits(cast, here, browse, name, member, waits):
    assert bell(browse(getattr(cast, member)), at(name, here)) == waits


def test_what_others_do_is_told_by_the_lists_at_once_and_by_other_pages_later(cast, here, browse):
    client, elsewhere = browse(cast.tomek), at("desk:help", here)
    assert bell(client, elsewhere) == 1

    meeting(here, 2, days_ago(1))

    assert bell(client, elsewhere) == 1
    assert bell(client, at("desk:todo", here)) == 2
    assert bell(client, elsewhere) == 2


@pytest.mark.parametrize("age", [KEPT_SECONDS, -2 * KEPT_SECONDS])
def test_an_old_number_is_counted_anew(cast, here, browse, age):
    client = browse(cast.tomek)
    bell(client, at("desk:help", here))
    meeting(here, 2, days_ago(1))
    session = client.session
    *which, until, waits = session[KEPT]
    session[KEPT] = [*which, until - age, waits]
    session.save()

    assert bell(client, at("desk:help", here)) == 2


def test_an_own_write_has_it_counted_anew(cast, here, browse):
    client, elsewhere = browse(cast.tomek), at("desk:help", here)
    bell(client, elsewhere)
    meeting(here, 2, days_ago(1))

    client.post(at("trainings:correct_topic", here, here.session.pk), {"topic": "Budżet domowy"})

    assert bell(client, elsewhere) == 2


def test_another_day_and_another_centre_have_their_own_number(cast, here, browse):
    client = browse(cast.tomek)
    here.belong(cast.darek)
    assert bell(client, at("desk:help", here)) == 1

    DemoClock.objects.update(today=here.session.held_on - timedelta(days=1))

    assert bell(client, at("desk:help", here)) == 0


def test_another_role_has_its_own_number_at_once(cast, here, browse):
    client = browse(cast.anna)
    assert bell(client, at("desk:help", here)) == 1

    TeamRole.objects.filter(project=here.project, user=cast.anna).update(role=Role.ACCOUNTANT)

    assert bell(client, at("desk:help", here)) == 0


def test_what_waits_in_one_centre_does_not_ring_in_another(cast, browse):
    here, elsewhere = cast.here, cast.elsewhere
    elsewhere.belong(cast.tomek)
    client = browse(cast.tomek)

    assert bell(client, at("desk:help", here)) == 1
    assert bell(client, at("desk:help", elsewhere)) == 0


@pytest.mark.guard
def test_the_bell_asks_nothing_between_two_counts(cast, here, browse):
    client, address = browse(cast.anna), at("desk:help", here)
    bell(client, address)

    with CaptureQueriesContext(connection) as asked:
        client.get(address)

    assert [query["sql"] for query in asked if "UNION" in query["sql"] or "UPDATE" in query["sql"]] == []
