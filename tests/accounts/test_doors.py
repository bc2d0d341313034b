"""The doors without a password: in a demo, on this machine, for its own people, and nowhere else."""

import pytest
from django.test import Client

from osnowa.accounts import queries
from osnowa.accounts.doors import is_asked_from_here
from osnowa.accounts.models import User
from osnowa.audit.models import NO_TENANT, Entry
from osnowa.clock.models import DemoClock
from tests.accessibility import faults
from tests.cast import TODAY
from tests.queries import same_queries_for

pytestmark = pytest.mark.django_db

HERE = {"in_production": False, "peer": "127.0.0.1", "host": "localhost", "came_through_proxy": False}


@pytest.fixture
def door():
    return User.objects.create_user("k@example.pl", None, name="Katarzyna Zmyślona", demo_role="Koordynacja")


@pytest.fixture
def demo():
    return DemoClock.objects.create(today=TODAY)


def near() -> Client:
    return Client(headers={"host": "localhost:8000"})


@pytest.mark.parametrize(
    ("facts", "near"),
    [
        ({}, True),
        ({"host": "127.0.0.1"}, True),
        ({"host": "[::1]", "peer": "::1"}, True),
        ({"peer": "127.5.5.5"}, True),
        ({"in_production": True}, False),
        ({"came_through_proxy": True}, False),
        ({"peer": "10.0.0.7"}, False),
        ({"peer": ""}, False),
        ({"host": "osnowa.example.pl"}, False),
        ({"host": "localhost.example.pl"}, False),
        ({"host": "127.0.0.1.example.pl"}, False),
        ({"host": "0.0.0.0"}, False),  # noqa: S104 - a name somebody may ask for, nothing listens on it here
    ],
)
def test_only_this_machine_is_near(facts, near):
    assert is_asked_from_here(**{**HERE, **facts}) is near


def test_a_door_opens_in_a_demo_on_this_machine(door, demo):
    client = near()

    page = client.get("/konto/zaloguj/").content.decode()
    through = client.post(f"/konto/pokaz/{door.pk}/")

    assert f'action="/konto/pokaz/{door.pk}/"' in page
    assert faults(page) == []
    assert through["Location"] == "/panel/"
    assert client.session["_auth_user_id"] == str(door.pk)
    assert list(Entry.objects.values_list("tenant", "verb")) == [(NO_TENANT, "accounts.user.signed_in")]


def test_through_another_door_one_is_somebody_else(door, demo):
    other = User.objects.create_user("a@example.pl", None, name="Adam Zmyślony", demo_role="Administracja")
    client = near()
    client.post(f"/konto/pokaz/{door.pk}/")

    client.post(f"/konto/pokaz/{other.pk}/")

    assert client.session["_auth_user_id"] == str(other.pk)


@pytest.mark.parametrize(
    "request_",
    [
        {"headers": {"host": "testserver"}},
        {"headers": {"host": "localhost", "x-forwarded-for": "10.0.0.7"}},
        {"headers": {"host": "localhost"}, "REMOTE_ADDR": "10.0.0.7"},
    ],
    ids=["another name", "a proxy", "another machine"],
)
def test_from_elsewhere_there_is_no_door(door, demo, request_):
    client = Client(**request_)

    page = client.get("/konto/zaloguj/").content.decode()

    assert "/konto/pokaz/" not in page
    assert client.post(f"/konto/pokaz/{door.pk}/").status_code == 404


def test_without_the_demo_mark_there_is_no_door(door):
    assert "/konto/pokaz/" not in near().get("/konto/zaloguj/").content.decode()
    assert near().post(f"/konto/pokaz/{door.pk}/").status_code == 404


def test_in_production_there_is_no_door(door, demo, settings):
    settings.PRODUCTION = True

    assert "/konto/pokaz/" not in near().get("/konto/zaloguj/").content.decode()
    assert near().post(f"/konto/pokaz/{door.pk}/").status_code == 404


def test_nobody_else_has_a_door(door, demo):
    plain = User.objects.create_user("p@example.pl", None, name="Bez Drzwi")
    closed = User.objects.create_user("z@example.pl", None, name="Z", demo_role="Kontrola", is_active=False)

    assert list(queries.demo_users()) == [door]
    for user in (plain, closed):
        assert near().post(f"/konto/pokaz/{user.pk}/").status_code == 404


def test_a_door_is_a_button_and_not_a_link(door, demo):
    client = near()

    assert client.get(f"/konto/pokaz/{door.pk}/").status_code == 405
    assert "_auth_user_id" not in client.session


def test_a_door_does_not_open_from_another_page(door, demo):
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})

    answer = client.post(f"/konto/pokaz/{door.pk}/")

    assert answer.status_code == 403
    assert str(door) not in answer.content.decode()
    assert "_auth_user_id" not in client.session


# ---- another role ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("signed_in", [True, False])
def test_the_doors_stand_open_to_whoever_wants_to_be_somebody_else(door, demo, signed_in):
    client = near()
    if signed_in:
        client.force_login(door)

    page = client.get("/konto/pokaz/", {"next": "/projekty/?q=1"}).content.decode()

    assert f'action="/konto/pokaz/{door.pk}/"' in page
    assert '<input type="hidden" name="next" value="/projekty/?q=1">' in page
    assert faults(page) == []


def test_a_door_goes_on_to_where_one_was(door, demo):
    through = near().post(f"/konto/pokaz/{door.pk}/", {"next": "/projekty/?q=ą"})

    assert through["Location"] == "/panel/?next=%2Fprojekty%2F%3Fq%3D%C4%85"


@pytest.mark.parametrize(
    "headers", [{"host": "testserver"}, {"host": "localhost", "x-forwarded-for": "10.0.0.7"}]
)
def test_from_elsewhere_there_are_no_doors(door, demo, headers):
    assert Client(headers=headers).get("/konto/pokaz/").status_code == 404


def test_without_the_demo_mark_there_are_no_doors(door):
    assert near().get("/konto/pokaz/").status_code == 404


@pytest.mark.guard
def test_the_doors_cost_the_same_for_one_and_three(demo):
    client = near()

    def one_more():
        number = User.objects.count()
        User.objects.create_user(
            f"{number}@example.pl", None, name=f"Osoba {number}", demo_role="Koordynacja"
        )

    same_queries_for(lambda: client.get("/konto/pokaz/"), one_more, at_most=3)
