"""Guessing is slow, for one account and for one place, and the answer says how long to wait."""

import time

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import RequestFactory

from osnowa.accounts.adapter import seconds_to_wait, wait_sentence
from osnowa.accounts.models import User
from tests.accessibility import faults
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return User.objects.create_user("anna@example.pl", PASSWORD, name="Anna Adamska")


WRONG = "zgaduje"


def words(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def guess(client, email, password=WRONG, **extra):
    return client.post("/konto/zaloguj/", {"login": email, "password": password}, **extra)


@pytest.mark.parametrize("email", ["anna@example.pl", "nikt@example.pl"])
def test_the_sixth_guess_in_five_minutes_waits(client, anna, email):
    first = [guess(client, email).status_code for _ in range(5)]

    sixth = guess(client, email)

    assert first == [422] * 5
    assert sixth.status_code == 429
    assert 290 < int(sixth["Retry-After"]) <= 300
    assert "Za dużo prób. Spróbuj ponownie za 5 minut." in words(sixth)
    assert faults(sixth.content.decode()) == []


def test_the_right_password_waits_too(client, anna):
    for _ in range(5):
        guess(client, "anna@example.pl")

    assert guess(client, "anna@example.pl", PASSWORD).status_code == 429


def test_others_in_the_same_office_do_not_wait(client, anna):
    for _ in range(5):
        guess(client, "ktos.inny@example.pl")

    assert guess(client, "anna@example.pl", PASSWORD).status_code == 302


def test_signing_in_rightly_uses_up_no_guess(client, anna):
    for _ in range(7):
        guess(client, "anna@example.pl", PASSWORD)
        client.post("/konto/wyloguj/")

    assert guess(client, "anna@example.pl", PASSWORD).status_code == 302


def test_one_place_cannot_go_through_many_accounts(client, anna):
    answers = [guess(client, f"osoba{n}@example.pl").status_code for n in range(21)]

    assert answers == [422] * 20 + [429]


def test_a_forged_forwarding_header_is_no_new_place(client, anna):
    for n in range(20):
        guess(client, f"osoba{n}@example.pl", headers={"X-Forwarded-For": f"10.0.0.{n}"})

    assert guess(client, "x@example.pl", headers={"X-Forwarded-For": "10.1.1.1"}).status_code == 429


@pytest.mark.parametrize("email", ["anna@example.pl", "nikt@example.pl"])
def test_asking_for_links_is_limited(client, anna, email):
    answers = [client.post("/konto/haslo/", {"email": email}) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert 590 < int(answers[-1]["Retry-After"]) <= 600
    assert "Spróbuj ponownie za 10 minut." in words(answers[-1])
    assert faults(answers[-1].content.decode()) == []


def test_attempts_are_counted_for_all_workers_together():
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [
        (1, "za 1 sekundę"),
        (4, "za 4 sekundy"),
        (59, "za 59 sekund"),
        (60, "za 1 minutę"),
        (61, "za 2 minuty"),
        (300, "za 5 minut"),
    ],
)
def test_the_wait_is_told_in_polish(seconds, sentence):
    assert wait_sentence(seconds).replace("\xa0", " ") == f"Za dużo prób. Spróbuj ponownie {sentence}."


def test_the_wait_ends_when_the_oldest_attempt_is_forgotten():
    request = RequestFactory().post("/")
    now = time.time()
    cache.set(
        "allauth:rl:allauth.account:login:60/60/ip:ip:127.0.0.1", [now - second for second in range(60)]
    )

    assert seconds_to_wait(request, "login") == 1
