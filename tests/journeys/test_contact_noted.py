"""A social worker notes a contact, and the month is complete."""

from django_scopes import scope
from playwright.sync_api import expect

from tests.desk.evidence import days_ago, met
from tests.journeys.looking import look


def test_sabina_notes_a_contact(page, cast, enter):
    with scope(centre=cast.here.centre):
        # The participation began in March, so the whole of April needs two contacts; one was on 9.04.
        met(cast.here, cast.here.enrolment, days_ago(30))
    enter(cast.sabina)
    page.goto(f"/panel/{cast.here.centre.slug}/")
    maria = page.get_by_role("row").filter(has_text="Maria Nowak")
    expect(maria).to_contain_text("1 z 2")

    # K is the key of the one thing one does most.
    maria.get_by_role("link", name="Maria Nowak", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Maria Nowak")
    look(page)
    page.keyboard.press("k")
    page.wait_for_url(f"**/osoby/{cast.here.person.pk}/kontakty/dodaj/**")
    look(page)
    page.get_by_label("Ile minut").fill("45")
    page.get_by_label("Notatka").fill("Ustaliłyśmy termin wizyty w banku.")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("status").filter(has_text="Zapisano kontakt")).to_be_visible()
    look(page)
    page.goto(f"/panel/{cast.here.centre.slug}/")
    expect(page.get_by_role("row").filter(has_text="Maria Nowak")).to_have_count(0)
    page.get_by_role("link", name="Komplet 1").click()
    expect(page.get_by_role("row").filter(has_text="Maria Nowak")).to_contain_text("2 z 2")
    look(page)

    page.goto(f"/panel/{cast.here.centre.slug}/osoby/{cast.here.person.pk}/")
    expect(page.locator("#os")).to_contain_text("Kontakt: osobisty")
    expect(page.locator("#os")).not_to_contain_text("wizyty w banku")
