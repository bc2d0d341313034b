"""How a centre moves in, when nobody is there yet to sign in."""

import re

import pytest
from click.testing import CliRunner, Result
from django.core import mail
from django.test import Client
from django_scopes import scope

from osnowa.audit.models import Entry
from osnowa.cli import main
from osnowa.organisations.models import Centre, Membership, Role

ARGUMENTS = ("mops-nowy", "MOPS w Nowym", "MOPS Nowy", "Ada Alfa", "ada@example.pl")


def move_in(slug, name, short_name, administrator_name, administrator) -> Result:
    options = {
        "--name": name,
        "--short-name": short_name,
        "--origin": "http://testserver",
        "--administrator": administrator,
        "--administrator-name": administrator_name,
    }
    typed = [word for option in options.items() for word in option]
    return CliRunner().invoke(main, ["centre", "open", slug, *typed])


@pytest.mark.django_db
def test_a_centre_moves_in_and_its_administrator_gets_in(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        move_in(*ARGUMENTS)

    link = re.search(r"http://testserver(/konto/haslo/ustaw/\S+)", mail.outbox[0].body)[1]
    client = Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "bardzo-dlugie-haslo", "password2": "bardzo-dlugie-haslo"})
    signed_in = client.post("/konto/zaloguj/", {"login": "ada@example.pl", "password": "bardzo-dlugie-haslo"})

    assert signed_in.status_code == 302
    centre = Centre.objects.get(slug="mops-nowy")
    with scope(centre=centre):
        membership = Membership.objects.get()
    assert (membership.role, membership.organisation.name) == (Role.ADMINISTRATOR, "MOPS w Nowym")
    assert set(Entry.objects.filter(tenant=centre.pk).values_list("verb", flat=True)) >= {
        "organisations.centre.opened",
        "organisations.organisation.added",
        "accounts.user.created",
        "organisations.membership.added",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({0: "osrodek-testowo"}, "Tę nazwę w adresie ma już inny ośrodek"),
        ({0: "z spacją"}, "slug"),
        ({4: "nie adres"}, "poprawny adres"),
    ],
)
def test_what_cannot_move_in_leaves_nothing(cast, changed, sentence):
    arguments = [changed.get(place, value) for place, value in enumerate(ARGUMENTS)]

    said = move_in(*arguments)

    assert (said.exit_code, sentence in said.stderr) == (1, True)
    assert Centre.objects.count() == 2


@pytest.mark.django_db
def test_the_administrator_corrects_what_pages_say_of_the_centre(cast, browse):
    centre, address = cast.here.centre, f"/panel/{cast.here.centre.slug}/osrodek/popraw/"
    facts = {"name": "Ośrodek Nowy", "short_name": "Nowy", "address_line": "ul. Nowa 1"}
    adam = browse(cast.adam)
    assert centre.name in adam.get(address).content.decode()

    page = adam.post(address, facts, follow=True).content.decode()

    centre.refresh_from_db()
    assert (centre.name, centre.short_name, centre.is_public) == ("Ośrodek Nowy", "Nowy", False)
    assert "Dane ośrodka są poprawione." in page
    entry = Entry.objects.get(verb="organisations.centre.corrected")
    assert (entry.before["is_public"], entry.after["name"]) == (True, "Ośrodek Nowy")
    assert "Nic nie zostało zmienione." in adam.post(address, facts).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["name", "short_name"])
def test_a_centre_has_both_names(cast, browse, missing):
    facts = {"name": "Ośrodek", "short_name": "O", missing: " "}
    answer = browse(cast.adam).post(f"/panel/{cast.here.centre.slug}/osrodek/popraw/", facts)

    assert answer.status_code == 422
    assert "nazwę ośrodka" in answer.content.decode()
