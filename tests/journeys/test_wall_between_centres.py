"""Somebody of another centre types an address of this one: it does not exist, like one that never did."""

import pytest

from tests.journeys.looking import look, open_browser


@pytest.fixture
def darek(browser, live_server, cast):
    """The browser of the coordinator of another centre."""
    return open_browser(browser, live_server.url, cast.darek)


def test_darek_finds_nothing_of_the_first_centre(darek, cast):
    here, elsewhere = cast.here, cast.elsewhere
    foreign, own = f"/panel/{here.centre.slug}/", f"/panel/{elsewhere.centre.slug}/"
    of_theirs = [
        "",
        "dziennik/",
        "osoby/",
        f"osoby/{here.person.pk}/",
        f"osoby/{here.person.pk}/kontakty/",
        f"osoby/{here.person.pk}/historia/",
        f"projekty/{here.project.slug}/",
        f"projekty/{here.project.slug}/wskazniki/",
        f"zajecia/{here.edition.pk}/",
    ]

    nothing = darek.request.get(f"{own}osoby/999999/").text()
    for place in of_theirs:
        answer = darek.request.get(foreign + place)
        assert (answer.status, answer.text()) == (404, nothing), place
    # Nor with ids of the first centre inside their own panel.
    for place in of_theirs[3:]:
        assert darek.request.get(own + place).status == 404, place

    darek.goto(f"{foreign}osoby/{here.person.pk}/")
    look(darek)
    assert "Nowak" not in darek.content()


def test_darek_works_at_home(darek, cast):
    elsewhere = cast.elsewhere

    for place in (f"osoby/{elsewhere.person.pk}/", f"projekty/{elsewhere.project.slug}/"):
        assert darek.goto(f"/panel/{elsewhere.centre.slug}/{place}").status == 200
        look(darek)
