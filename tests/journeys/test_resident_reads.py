"""A resident reads about a project on a phone: how it goes, for whom it is, whom to call."""

from datetime import date

from django_scopes import scope
from playwright.sync_api import expect

from osnowa.organisations.models import ContactPoint
from osnowa.projects.models import Programme
from tests.desk.evidence import counted
from tests.journeys.looking import PHONE, look


def test_a_resident_reads_the_page_of_a_project(page, cast):
    with scope(centre=cast.here.centre):
        counted(cast.here, 5, date(2018, 10, 2))
        counted(cast.here, 2, date(2019, 3, 5))
        office = cast.here.project.office
        ContactPoint.objects.create(unit=office, value="+48717849605", purpose="zapisy")
    page.set_viewport_size(PHONE)

    page.goto("/")
    look(page)
    page.get_by_role("link", name="Aktywni razem").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Aktywni razem")
    figure = page.locator(".tile").filter(has_text="Osoby zagrożone ubóstwem")
    expect(figure).to_contain_text("7")
    expect(figure).to_contain_text("z 180")
    look(page)
    page.get_by_label("Stan na inny dzień").select_option(label="28.02.2019")
    page.get_by_role("button", name="Pokaż").click()
    expect(page.locator("main")).to_contain_text("Stan na 28.02.2019")
    expect(figure).to_contain_text("5")
    look(page)

    with page.expect_download() as data:
        page.get_by_role("link", name="pobierz dane, CSV").click()
    assert data.value.suggested_filename == "wskazniki-pas-testowo-2019-02-28.csv"

    page.get_by_role("link", name="Razem na Starym Mieście").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Razem na Starym Mieście")
    expect(page.locator("main")).to_contain_text("Trening gospodarowania budżetem")
    look(page)

    page.get_by_role("navigation", name="Główna").get_by_role("link", name="Kontakt").click()
    expect(page.get_by_role("link", name="71 78 49 605")).to_have_attribute("href", "tel:+48717849605")
    look(page)

    assert page.context.cookies() == []


def test_the_page_prints_without_what_only_a_screen_needs(page, cast):
    with scope(centre=cast.here.centre):
        Programme.objects.update(is_eu=True)
    page.goto("/projekty/pas-testowo/")
    page.emulate_media(media="print")

    for gone in (".top", ".as-of", ".foot a"):
        expect(page.locator(gone).first).to_be_hidden()
    # Paper says whose page it was.
    expect(page.locator(".foot")).to_contain_text("MOPS Testowo")
    expect(page.locator(".foot")).to_be_visible()
    expect(page.locator(".eu")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Co już się udało")
