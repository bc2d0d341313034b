"""Who gets in, where they land, and what a stranger can learn from trying."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse

from osnowa.accounts.models import User
from osnowa.audit.models import NO_TENANT, Entry, Name
from tests.accessibility import faults
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

SIGN_IN = "/konto/zaloguj/"


@pytest.fixture
def anna():
    return User.objects.create_user("anna@example.pl", PASSWORD, name="Anna Adamska")


def sign_in(client, email="anna@example.pl", password=PASSWORD, **rest):
    return client.post(SIGN_IN, {"login": email, "password": password, **rest})


def plain(response) -> str:
    """Return the page without what differs each time or was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return re.sub(r"[\w.]+@example\.pl", "", text)


def verbs() -> list[tuple[int, str]]:
    return list(Entry.objects.order_by("pk").values_list("tenant", "verb"))


@pytest.mark.parametrize("email", ["anna@example.pl", "Anna@Example.PL", " anna@example.pl "])
def test_signing_in_leads_to_the_start(client, anna, email):
    response = sign_in(client, email)

    assert response.status_code == 302
    assert response["Location"] == reverse("desk:start")
    assert verbs() == [(NO_TENANT, "accounts.user.signed_in")]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/panel/testowo/", "/panel/testowo/"),
        ("https://example.org/", "/panel/"),
        ("//example.org/", "/panel/"),
        ("///example.org", "/panel/"),
        ("http:///example.org", "/panel/"),
        ("javascript:alert(1)", "/panel/"),
        ("https://localhost/panel/", "/panel/"),  # another host of the same installation
        ("http://testserver/panel/x/", "http://testserver/panel/x/"),
    ],
)
def test_signing_in_goes_nowhere_else(client, anna, asked, given):
    response = sign_in(client, next=asked)

    assert response["Location"] == given


def test_a_wrong_password_and_an_unknown_address_look_alike(client, anna):
    wrong = sign_in(client, "anna@example.pl", "inne haslo")
    unknown = sign_in(client, "nikt@example.pl", "inne haslo")

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert plain(wrong) == plain(unknown)
    assert "Adres e-mail albo hasło się nie zgadza." in plain(wrong)
    assert faults(wrong.content.decode()) == []


def test_a_wrong_password_and_an_unknown_address_take_the_same_work(client, anna, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *rest: hashed.append(1) or encode(self, *rest)
    )

    sign_in(client, "anna@example.pl", "inne haslo")
    for_known = len(hashed)
    sign_in(client, "nikt@example.pl", "inne haslo")

    assert for_known == len(hashed) - for_known == 1


def test_a_failed_attempt_leaves_a_trace_without_the_unknown_address(client, anna):
    sign_in(client, "anna@example.pl", "inne haslo")
    sign_in(client, "tajne-haslo-w-zlym-polu@example.pl", "inne haslo")

    known, unknown = Entry.objects.order_by("pk")
    assert (known.verb, unknown.verb) == ("accounts.user.sign_in_failed",) * 2
    assert (known.after, set(unknown.after)) == (None, {"address"})
    everything = repr([*Entry.objects.values(), *Name.objects.values()])
    assert "tajne-haslo" not in everything


def test_a_closed_account_is_told_only_to_who_knows_its_password(client, anna):
    anna.is_active = False
    anna.save()

    guess = sign_in(client, "anna@example.pl", "inne haslo")
    owner = sign_in(client)

    assert "wyłączone" not in guess.content.decode()
    assert (owner.status_code, "_auth_user_id" in client.session) == (422, False)
    assert "To konto jest wyłączone." in owner.content.decode()


def test_closing_an_account_ends_its_sessions(client, anna):
    sign_in(client)
    User.objects.filter(pk=anna.pk).update(is_active=False)

    assert client.get("/konto/ja/")["Location"] == f"{SIGN_IN}?next=/konto/ja/"


def test_signing_out_is_asked_and_done(client, anna):
    sign_in(client)

    asked = client.get("/konto/wyloguj/")
    done = client.post("/konto/wyloguj/")

    assert "Wylogować?" in asked.content.decode()
    assert done["Location"] == "/"
    assert "_auth_user_id" not in client.session
    assert verbs()[-1] == (NO_TENANT, "accounts.user.signed_out")


@pytest.mark.parametrize(
    "address",
    ["signup/", "email/", "inactive/", "reauthenticate/", "haslo/set/", "login/", "zaloguj/kod/"],
)
def test_no_other_address_of_the_library_is_open(client, address):
    answer = client.get(f"/konto/{address}")

    assert answer.status_code == 404
    assert "Nie ma takiej strony" in answer.content.decode()


def test_nobody_gets_an_answer_for_machines(client, anna):
    response = client.post(
        SIGN_IN, {"login": anna.email, "password": "x"}, headers={"X-Requested-With": "XMLHttpRequest"}
    )

    assert response["Content-Type"].startswith("text/html")


def test_an_old_form_is_refused_in_plain_polish(anna):
    response = sign_in(Client(enforce_csrf_checks=True))

    assert response.status_code == 403
    assert "Ta strona była otwarta zbyt długo" in response.content.decode()


def test_who_is_signed_in_is_not_asked_again(client, anna):
    sign_in(client)

    assert client.get(SIGN_IN)["Location"] == "/panel/"


def test_the_session_is_another_one_after_signing_in(client, anna):
    client.get("/konto/haslo/")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted

    sign_in(client)

    assert client.session.session_key != planted


def test_no_letter_is_sent_by_signing_in(client, anna):
    sign_in(client)

    assert mail.outbox == []
