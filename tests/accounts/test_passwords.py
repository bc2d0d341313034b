"""A password is set by a link in a letter, and setting one ends every session."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from osnowa.accounts import actions
from osnowa.accounts.models import User
from osnowa.audit.models import NO_TENANT, Entry
from tests.accessibility import faults
from tests.cast import NOW, PASSWORD

pytestmark = pytest.mark.django_db

NEW = "zupelnie-nowe-haslo-1"


@pytest.fixture
def anna():
    return User.objects.create_user("anna@example.pl", PASSWORD, name="Anna Adamska")


def link() -> str:
    return re.search(r"http://testserver(/konto/haslo/ustaw/\S+)", mail.outbox[-1].body)[1]


def ask(client, email="anna@example.pl"):
    return client.post("/konto/haslo/", {"email": email})


def follow(client, address):
    """Open the link of a letter, which moves its key into the session, and return the page with the form."""
    return client.get(address, follow=True)


def set_new(client, page, first=NEW, second=NEW):
    return client.post(page.redirect_chain[-1][0], {"password1": first, "password2": second})


def verbs():
    return list(Entry.objects.order_by("pk").values_list("tenant", "verb"))


def test_a_known_and_an_unknown_address_get_the_same_answer_and_one_letter_each(client, anna):
    known, unknown = ask(client), ask(client, "nikt@example.pl")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [letter.to for letter in mail.outbox] == [["anna@example.pl"], ["nikt@example.pl"]]
    assert "/konto/haslo/ustaw/" in mail.outbox[0].body
    assert "http" not in mail.outbox[1].body
    assert verbs() == [(NO_TENANT, "accounts.user.reset_asked")] * 2
    assert faults(client.get(known["Location"]).content.decode()) == []


def test_a_closed_account_gets_the_letter_of_an_unknown_one(client, anna):
    anna.is_active = False
    anna.save()

    ask(client)

    assert "Nie ma u nas czynnego konta" in mail.outbox[0].body


def test_a_link_sets_the_password_once(client, anna, django_capture_on_commit_callbacks):
    ask(client)
    address = link()

    page = follow(client, address)
    with django_capture_on_commit_callbacks(execute=True):
        done = set_new(client, page)

    anna.refresh_from_db()
    assert done["Location"] == "/konto/haslo/ustawione/"
    assert anna.check_password(NEW)
    assert (NO_TENANT, "accounts.user.password_set") in verbs()
    assert "Ten link już nie działa" in follow(Client(), address).content.decode()
    assert mail.outbox[-1].subject == "Osnowa: hasło zmienione"


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("krotkie", "krotkie", "12"),
        ("zupelnie-nowe-haslo-1", "inne-nowe-haslo-12345", ""),
        ("", "", "Podaj nowe hasło."),
        ("anna@example.pl", "anna@example.pl", "podobne"),
    ],
)
def test_a_bad_password_is_refused_at_its_field(client, anna, first, second, sentence):
    ask(client)
    page = follow(client, link())

    refused = set_new(client, page, first, second)

    anna.refresh_from_db()
    assert refused.status_code == 422
    assert sentence in refused.content.decode()
    assert faults(refused.content.decode()) == []
    assert anna.check_password(PASSWORD)


def test_setting_a_password_ends_every_session(anna):
    at_home, at_work = Client(), Client()
    for browser in (at_home, at_work):
        browser.post("/konto/zaloguj/", {"login": anna.email, "password": PASSWORD})

    answer = at_work.post(
        "/konto/haslo/zmien/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )

    assert answer["Location"] == "/konto/zaloguj/"
    assert "Hasło zmienione. Zaloguj się nowym hasłem." in at_work.get("/konto/zaloguj/").content.decode()
    for browser in (at_home, at_work):
        assert browser.get("/konto/ja/")["Location"].startswith("/konto/zaloguj/")


def test_the_old_password_is_asked_first(client, anna):
    client.force_login(anna)

    refused = client.post(
        "/konto/haslo/zmien/", {"oldpassword": "nie to", "password1": NEW, "password2": NEW}
    )

    assert refused.status_code == 422
    assert "To nie jest Twoje obecne hasło." in refused.content.decode()


def test_who_has_no_password_yet_is_led_to_a_link(client, anna):
    anna.set_unusable_password()
    anna.save()
    client.force_login(anna)

    assert client.get("/konto/haslo/zmien/")["Location"] == "/konto/haslo/"


def test_a_corrected_address_replaces_the_old_one_at_once(client, anna):
    ask(client)  # allauth now keeps a copy of the address
    actions.correct_user(user=anna, email="anna.nowa@example.pl", name=anna.name, phone="", by=anna, at=NOW)

    old = client.post("/konto/zaloguj/", {"login": "anna@example.pl", "password": PASSWORD})
    new = client.post("/konto/zaloguj/", {"login": "anna.nowa@example.pl", "password": PASSWORD})

    assert (old.status_code, new.status_code) == (422, 302)
    assert not EmailAddress.objects.filter(email="anna@example.pl").exists()


def test_a_silent_mail_server_is_told_and_not_hidden(client, anna, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    refused = ask(client)

    assert refused.status_code == 422
    assert "Nie udało się wysłać listu." in refused.content.decode()
