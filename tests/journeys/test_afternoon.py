"""A social worker's afternoon, by keyboard alone: contacts in the row, a search, one thing taken back."""

from django_scopes import scope
from playwright.sync_api import expect

from osnowa.casework.models import Contact
from tests.cast import TODAY
from tests.desk.evidence import days_ago, met
from tests.journeys.looking import look, open_browser


def noted_today(world):
    with scope(centre=world.centre):
        contacts = Contact.objects.current().filter(contacted_on=TODAY).order_by("pk")
        return [str(contact.enrolment.person.full_name) for contact in contacts]


def test_sabina_works_through_her_list(page, cast, enter):
    world = cast.here
    with scope(centre=world.centre):
        # Both have been in the project since March, so April needs two contacts with each.
        met(world, world.enrolment, days_ago(30))
        met(world, world.hidden_enrolment, days_ago(30))
    enter(cast.sabina)
    page.goto(f"/panel/{world.centre.slug}/")
    look(page)
    loads = []
    page.on("load", lambda: loads.append(page.url))

    # Three interactions: the key, the note, and the keys that save it.
    page.keyboard.press("k")
    expect(page.get_by_role("heading", name="Nowy kontakt: Zofia Żak")).to_be_visible()
    expect(page.get_by_label("Notatka")).to_be_focused()
    look(page)
    page.keyboard.type("Rozmowa o zajęciach.")
    page.keyboard.press("Control+Enter")

    toast = page.locator(".toast").filter(has_text="Zapisano kontakt: Zofia Żak")
    expect(toast).to_be_visible()
    expect(page.locator("#powiedz")).to_have_text("Zapisano kontakt: Zofia Żak, 16.04.2019.")
    expect(page.get_by_role("link", name="Dodaj kontakt: Maria Nowak")).to_be_focused()
    look(page)

    # The next row waits under the cursor; Escape leaves it as it was.
    page.keyboard.press("Enter")
    expect(page.get_by_label("Notatka")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Dodaj kontakt: Maria Nowak")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Notatka")).to_be_focused()
    page.get_by_label("Notatka").fill("Ustaliłyśmy termin wizyty w banku.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast").filter(has_text="Zapisano kontakt: Maria Nowak")).to_be_visible()
    assert loads == []
    assert noted_today(world) == ["Zofia Żak", "Maria Nowak"]

    # From one person to another without the mouse; the first that is found waits under the cursor.
    page.keyboard.press("/")
    page.keyboard.type("zak")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Zofia Żak")).to_be_focused()
    look(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zofia Żak")

    page.goto(f"/panel/{world.centre.slug}/?kontakty=wszystkie")
    page.keyboard.press("k")
    expect(page.get_by_label("Notatka")).to_be_focused()
    page.keyboard.type("Pomyłka.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="Cofnij")).to_be_visible()
    page.get_by_role("button", name="Cofnij").press("Enter")
    expect(page.locator(".toast").filter(has_text="Wycofano kontakt")).to_be_visible()
    look(page)
    assert sorted(noted_today(world)) == ["Maria Nowak", "Zofia Żak"]


def test_a_note_that_is_too_long_stays_in_its_field(browser, live_server, cast):
    # A browser writes every refusal of the server into its console: this page may speak.
    page = open_browser(browser, live_server.url, cast.sabina)
    page.goto(f"/panel/{cast.here.centre.slug}/")

    page.keyboard.press("k")
    expect(page.get_by_label("Notatka")).to_be_focused()
    page.get_by_label("Notatka").fill("ż" * 50_000)
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("alert")).to_contain_text("Notatka ma za dużo znaków: 50000")
    expect(page.locator(".errsum")).to_be_focused()
    assert len(page.get_by_label("Notatka").input_value()) == 50_000
    look(page)
    assert noted_today(cast.here) == []
    page.context.close()
