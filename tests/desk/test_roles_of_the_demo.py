"""Another role of the demo: the banner leads to its doors, and one goes on at the page where one was."""

import pytest
from django.test import Client
from django.urls import reverse

from osnowa.clock.models import DemoClock

DOORS = "Zmień rolę"


def near(somebody=None):
    client = Client(headers={"host": "localhost:8000"})
    if somebody:
        client.force_login(somebody)
    return client


def test_the_banner_leads_to_the_doors_and_back(cast, here):
    people = reverse("participants:people", args=[here.centre.slug])

    page = near(cast.anna).get(people, {"stan": "koniec"}).content.decode()

    assert (
        f'<a class="btn plain" href="/konto/pokaz/?next={people.replace("/", "%2F")}%3Fstan%3Dkoniec">'
        in page
    )


def test_the_banner_of_public_pages_leads_to_the_doors(cast):
    assert DOORS in near().get("/projekty/").content.decode()


@pytest.mark.parametrize(("host", "in_demo"), [("testserver", True), ("localhost", False)])
def test_without_open_doors_nothing_leads_there(cast, here, browse, host, in_demo):
    if not in_demo:
        DemoClock.objects.all().delete()
    home = reverse("desk:home", args=[here.centre.slug])

    assert DOORS not in browse(cast.anna).get(home, headers={"host": host}).content.decode()


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("{home}", "{home}"),
        ("{people}?stan=koniec", "{people}?stan=koniec"),
        ("/projekty/", "/projekty/"),
        ("{elsewhere}", "{home}"),
        ("{other}", "{home}"),
        ("/panel/", "{home}"),
        ("/konto/pokaz/", "{home}"),
        ("/konto/zaloguj/", "{home}"),
        ("/nie-ma/takiej/", "{home}"),
        ("https://example.com/projekty/", "{home}"),
        ("//example.com/projekty/", "{home}"),
        ("", "{home}"),
    ],
)
def test_one_goes_on_where_one_was_if_it_is_of_the_own_centre(cast, browse, asked, goes):
    places = {
        "home": reverse("desk:home", args=[cast.here.centre.slug]),
        "people": reverse("participants:people", args=[cast.here.centre.slug]),
        "elsewhere": reverse("desk:home", args=[cast.elsewhere.centre.slug]),
        "other": reverse("participants:people", args=[cast.elsewhere.centre.slug]),
    }

    answer = browse(cast.anna).get(reverse("desk:start"), {"next": asked.format(**places)})

    assert answer["Location"] == goes.format(**places)
