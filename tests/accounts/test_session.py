"""A session lasts half an hour from the last look, and looking writes at most once a minute."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from osnowa.accounts.middleware import TOUCHED, SlidingSessionMiddleware
from tests.accessibility import faults

pytestmark = pytest.mark.django_db

ME = "/konto/ja/"


def writes(client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(ME)
    return sum('UPDATE "django_session"' in query["sql"] for query in asked)


def touched(client, seconds_ago: int) -> None:
    session = client.session
    session[TOUCHED] = int(time.time()) - seconds_ago
    session.save()


@pytest.mark.parametrize(("seconds_ago", "written"), [(0, 0), (59, 0), (61, 1), (1700, 1), (-10, 1)])
def test_a_look_renews_the_session_once_a_minute(cast, browse, seconds_ago, written):
    client = browse(cast.anna)
    client.get(ME)
    touched(client, seconds_ago)

    assert writes(client) == written


def test_a_look_moves_the_end_half_an_hour_ahead(cast, browse):
    client = browse(cast.anna)
    client.get(ME)
    touched(client, 1200)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=10))

    client.get(ME)

    left = Session.objects.get(pk=client.session.session_key).expire_date - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)


def test_an_idle_session_is_over(cast, browse):
    client = browse(cast.anna)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert client.get(ME)["Location"].startswith("/konto/zaloguj/")


def test_nobodys_session_is_never_written(client, db):
    client.get("/konto/zaloguj/")

    assert Session.objects.count() == 0


def test_the_cookie_goes_when_the_browser_is_closed(cast, client):
    client.post("/konto/zaloguj/", {"login": cast.anna.email, "password": "tkanina-i-osnowa"})

    cookie = client.cookies["sessionid"]
    assert (cookie["max-age"], bool(cookie["httponly"]), cookie["samesite"]) == ("", True, "Lax")


def test_who_am_i_tells_who_where_and_until_when(cast, client):
    client.post("/konto/zaloguj/", {"login": cast.adam.email, "password": "tkanina-i-osnowa"})

    page = client.get(ME).content.decode()

    for told in (
        "Adam Alfer",
        cast.adam.email,
        "MOPS Testowo",
        "administrowanie ośrodkiem",
        "Sesja kończy się",
    ):
        assert told in page
    assert "OPS Obcowo" not in page
    assert faults(page) == []


def test_a_request_without_a_session_is_not_touched():
    class Bare:
        pass

    assert SlidingSessionMiddleware.is_due(Bare(), 0) is False
