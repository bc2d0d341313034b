"""One mark moves the figure everywhere, from the record to the public page; taking it back moves it back."""

import re
from datetime import date

from django_scopes import scope
from playwright.sync_api import Page, expect

from tests.cast import TODAY
from tests.desk.evidence import completed, counted, meeting
from tests.journeys.looking import look, open_browser

ALREADY = 5
FIGURE = "Osoby zagrożone ubóstwem"


def number_of(page: Page, address: str, place: str) -> int:
    """Return the first number of the page at ``place``."""
    page.goto(address)
    found = re.search(r"\d+", page.locator(place).filter(has_text=FIGURE).locator("a, b").last.inner_text())
    return int(found[0]) if found else -1


def test_a_mark_moves_the_figure_as_far_as_the_public_page(page, browser, live_server, cast, enter):
    here = cast.here
    with scope(centre=here.centre):
        counted(here, ALREADY, date(2018, 10, 2))
        completed(here.enrolment)
        today = meeting(here, 2, TODAY)
    figures = f"/panel/{here.centre.slug}/projekty/{here.project.slug}/wskazniki/"
    public = f"/projekty/{here.project.slug}/"
    coordinator = open_browser(browser, live_server.url, cast.anna)
    resident = open_browser(browser, live_server.url)

    def shown() -> list[int]:
        return [number_of(coordinator, figures, "tbody tr"), number_of(resident, public, ".tile")]

    assert shown() == [ALREADY, ALREADY]

    # Maria waits for her first support; the trainer marks her.
    enter(cast.tomek)
    page.goto(f"/panel/{here.centre.slug}/zajecia/{here.edition.pk}/?spotkanie={today.pk}")
    page.get_by_role("group", name="Maria Nowak").get_by_role("radio").first.check(force=True)
    page.get_by_role("button", name="Zapisz obecność").click()
    expect(page.get_by_role("status").filter(has_text="Zapisano")).to_be_visible()

    assert shown() == [ALREADY + 1, ALREADY + 1]
    look(coordinator)
    look(resident)

    # The number opens to exactly as many people, the person to what proves it.
    coordinator.locator("tbody tr").filter(has_text=FIGURE).get_by_role("link").last.click()
    people = coordinator.locator("#dowody tbody tr")
    expect(people).to_have_count(ALREADY + 1)
    maria = people.filter(has_text="Maria Nowak")
    expect(maria).to_contain_text("16.04.2019")
    expect(maria).to_contain_text("zaświadczenie ośrodka pomocy społecznej")
    look(coordinator)
    maria.get_by_role("link", name="Maria Nowak", exact=True).click()
    expect(coordinator.get_by_role("heading", level=1)).to_have_text("Maria Nowak")
    expect(coordinator.locator("main")).to_contain_text("tak, od 16.04.2019")
    expect(coordinator.locator("#os")).to_contain_text("Domowy budżet, spotkanie 2 z 4")
    expect(coordinator.locator("#podstawy")).to_contain_text("sprawdzony")
    look(coordinator)

    page.get_by_role("button", name="Cofnij").click()
    expect(page.get_by_role("status").filter(has_text="Cofnięto")).to_be_visible()

    assert shown() == [ALREADY, ALREADY]
