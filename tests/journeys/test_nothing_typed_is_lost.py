"""A session that ends, a network that goes, a server that falls: what was typed stays, and is saved then."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from playwright.sync_api import expect

from osnowa.casework.models import Contact
from tests.cast import TODAY
from tests.desk.evidence import days_ago, meeting
from tests.journeys.looking import look, open_browser

NOTE = "Rozmowa o pracy i o mieszkaniu.\nZa tydzień wizyta w urzędzie."


def noted(world):
    with scope(centre=world.centre):
        return [each.note.replace("\r", "") for each in Contact.objects.current().filter(contacted_on=TODAY)]


@pytest.fixture
def sabina(cast, browser, live_server):
    """Sabina's browser; what the server refuses is written into its console."""
    page = open_browser(browser, live_server.url, cast.sabina)
    yield page
    page.context.close()


@pytest.fixture
def sign_in_elsewhere(sabina, cast, live_server):
    """A function: Sabina signs in in another tab, with a new session and a new token."""

    def sign_in() -> None:
        client = Client()
        client.force_login(cast.sabina)
        session = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key}
        token = {"name": settings.CSRF_COOKIE_NAME, "value": "n" * 32}
        sabina.context.add_cookies([{**each, "url": live_server.url} for each in (session, token)])

    return sign_in


@pytest.fixture
def row(sabina, cast):
    """The open row of a contact on the desk, with a note typed."""
    sabina.goto(f"/panel/{cast.here.centre.slug}/")
    sabina.keyboard.press("k")
    expect(sabina.get_by_label("Notatka")).to_be_focused()
    sabina.get_by_label("Notatka").fill(NOTE)
    return sabina


def stays(page, sentence):
    """Assert that the row says ``sentence`` and is as it was, under the cursor."""
    expect(page.locator("#kontakty-miesiaca form").get_by_role("alert")).to_contain_text(sentence)
    expect(page.get_by_label("Notatka")).to_have_value(NOTE)
    expect(page.get_by_label("Notatka")).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


@pytest.mark.parametrize("name", [settings.SESSION_COOKIE_NAME, None], ids=["session", "all cookies"])
def test_a_row_waits_until_one_is_signed_in_again(row, cast, sign_in_elsewhere, name):
    row.context.clear_cookies(name=name)
    row.keyboard.press("Control+Enter")

    stays(row, "Sesja wygasła. Zaloguj się w nowej karcie, potem zapisz jeszcze raz.")
    expect(row.get_by_role("link", name="Zaloguj się w nowej karcie")).to_have_attribute("target", "_blank")
    look(row)

    sign_in_elsewhere()
    row.get_by_label("Notatka").press("Control+Enter")
    expect(row.locator(".toast")).to_contain_text("Zapisano kontakt")
    assert noted(cast.here) == [NOTE]


def test_a_row_waits_for_the_network(row, cast):
    row.context.set_offline(True)
    row.keyboard.press("Control+Enter")
    stays(row, "Brak połączenia z internetem")
    look(row)

    row.context.set_offline(False)
    row.keyboard.press("Control+Enter")
    expect(row.locator(".toast")).to_contain_text("Zapisano kontakt")
    assert noted(cast.here) == [NOTE]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (403, "Nie możesz już tego zrobić"),
        (404, "Tego już tu nie ma"),
        (500, "Serwer niczego nie zapisał"),
        (502, "Serwer niczego nie zapisał"),
    ],
)
def test_a_row_says_that_the_server_refused(row, cast, status, sentence):
    def answer(route):
        if route.request.method == "POST":
            route.fulfill(status=status, body="<h1>Nie</h1>")
        else:
            route.continue_()

    row.route("**/*", answer)
    row.keyboard.press("Control+Enter")
    stays(row, sentence)
    row.unroute("**/*")
    row.keyboard.press("Control+Enter")

    expect(row.locator(".toast")).to_contain_text("Zapisano kontakt")
    assert noted(cast.here) == [NOTE]


def test_a_row_that_cannot_be_opened_says_so(sabina, cast):
    sabina.goto(f"/panel/{cast.here.centre.slug}/")
    sabina.context.clear_cookies()
    sabina.keyboard.press("k")

    expect(sabina.locator("#kontakty-miesiaca").get_by_role("alert")).to_contain_text("Sesja wygasła")
    expect(sabina.get_by_role("heading", level=1)).to_have_text("Pulpit")


@pytest.fixture
def full(sabina, cast):
    """The full form of a contact, with a note typed."""
    sabina.goto(reverse("casework:note_contact", args=[cast.here.centre.slug, cast.here.person.pk]))
    sabina.get_by_label("Notatka").fill(NOTE)
    return sabina


@pytest.mark.parametrize("name", [settings.SESSION_COOKIE_NAME, None], ids=["session", "all cookies"])
def test_a_whole_form_comes_back_and_is_saved_after_signing_in(full, cast, sign_in_elsewhere, name):
    full.context.clear_cookies(name=name)
    full.get_by_role("button", name="Zapisz kontakt").click()
    expect(full.get_by_role("textbox")).to_have_value(NOTE)
    look(full)

    sign_in_elsewhere()
    full.get_by_role("button", name="Wyślij jeszcze raz").click()
    # The token is of the session before: once more, with the new one.
    expect(full.get_by_role("heading", level=1)).to_have_text("Ta strona była otwarta zbyt długo")
    look(full)
    full.get_by_role("button", name="Wyślij jeszcze raz").click()

    expect(full.locator(".toast")).to_contain_text("Zapisano kontakt")
    assert noted(cast.here) == [NOTE]


def test_a_whole_form_stays_open_without_a_network(full, cast):
    full.context.set_offline(True)
    full.get_by_label("Notatka").press("Control+Enter")
    expect(full.get_by_role("alert")).to_contain_text("Brak połączenia z internetem")
    expect(full.get_by_label("Notatka")).to_have_value(NOTE)
    look(full)

    full.context.set_offline(False)
    full.get_by_role("button", name="Zapisz kontakt").click()
    expect(full.locator(".toast")).to_contain_text("Zapisano kontakt")
    assert noted(cast.here) == [NOTE]


def test_the_grid_of_a_group_keeps_its_marks_without_a_network(cast, browser, live_server):
    with scope(centre=cast.here.centre):
        held = meeting(cast.here, 2, days_ago(1))
    page = open_browser(browser, live_server.url, cast.tomek)
    page.goto(f"/panel/{cast.here.centre.slug}/zajecia/{held.edition_id}/?spotkanie={held.pk}")
    choice = page.locator("[data-attendance] input[type=radio]").first
    choice.check(force=True)

    page.context.set_offline(True)
    page.get_by_role("button", name="Zapisz obecność").click()

    expect(page.get_by_role("alert")).to_contain_text("Brak połączenia z internetem")
    expect(choice).to_be_checked()
    look(page)
    page.context.close()
