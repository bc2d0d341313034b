"""Somebody registers and enrols a person, another checks the ground of support; what is missing shrinks."""

from django_scopes import scope
from playwright.sync_api import expect

from osnowa.organisations.models import Role
from tests.journeys.looking import look, open_browser

SCAN = {"name": "zaswiadczenie.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 invented"}


def test_anna_registers_and_another_coordinator_checks(page, browser, live_server, cast, enter):
    with scope(centre=cast.here.centre):
        cast.here.join(cast.hanna, Role.COORDINATOR)
    centre = f"/panel/{cast.here.centre.slug}/"
    enter(cast.anna)
    page.goto(centre)
    page.get_by_role("link", name="Nowa osoba").click()
    look(page)
    page.get_by_label("Imię", exact=True).fill("Halina")
    page.get_by_label("Nazwisko", exact=True).fill("Świątek")
    page.get_by_label("Ta osoba nie ma numeru PESEL").check()
    page.get_by_label("Data urodzenia").fill("3.05.1960")
    page.get_by_role("radio", name="kobieta").check()
    page.get_by_role("button", name="Zapisz i przejdź do projektu").click()

    expect(page.get_by_role("status").filter(has_text="zarejestrowana")).to_be_visible()
    look(page)
    page.get_by_label("Grupa").select_option(label="Grupa 1 (Razem na Starym Mieście, tura 1)")
    page.get_by_role("button", name="Zapisz do projektu").click()

    # The file says what is missing, and leads to where it is put right.
    expect(page.get_by_role("heading", level=1)).to_contain_text("Halina Świątek")
    data = page.locator("#dane")
    expect(data).to_contain_text("5 braków")
    look(page)
    data.get_by_role("link", name="Uzupełnij dane osoby").click()
    look(page)
    page.get_by_label("Telefon").fill("601 234 567")
    page.get_by_label("Kod pocztowy").fill("50-502")
    page.get_by_label("Miejscowość").fill("Testowo")
    page.get_by_role("button", name="Zapisz").click()
    expect(data).to_contain_text("2 braki")
    data.get_by_role("link", name="Uzupełnij dane zapisu").click()
    look(page)
    page.get_by_label("Wykształcenie").select_option(index=3)
    page.get_by_label("Status na rynku pracy").select_option(index=2)
    page.get_by_role("button", name="Zapisz").click()
    expect(data).to_contain_text("kompletne")

    grounds = page.locator("#podstawy")
    expect(grounds).to_contain_text("Nie ma jeszcze żadnego dokumentu")
    grounds.get_by_role("link", name="Dodaj podstawę wsparcia").click()
    look(page)
    page.get_by_label("Podstawa wsparcia").select_option("poverty")
    page.get_by_label("Dokument", exact=True).select_option("centre-certificate")
    page.get_by_label("Ważny od").fill("1.04.2019")
    page.get_by_label("Skan").set_input_files(SCAN)
    page.get_by_role("button", name="Dodaj podstawę wsparcia").click()

    expect(grounds).to_contain_text("czeka na sprawdzenie")
    look(page)
    with page.expect_download() as scan:
        grounds.get_by_role("link", name="Skan").click()
    assert scan.value.suggested_filename == "zaswiadczenie.pdf"
    # What counts was seen by two.
    expect(grounds.get_by_role("link", name="Sprawdź")).to_have_count(0)
    other = open_browser(browser, live_server.url, cast.hanna)
    other.goto(page.url)
    grounds = other.locator("#podstawy")
    grounds.get_by_role("link", name="Sprawdź").click()
    look(other)
    other.get_by_role("radio", name="potwierdza", exact=True).check()
    other.get_by_role("button", name="Zapisz").click()

    expect(grounds).to_contain_text("sprawdzony")
    expect(other.locator("main")).to_contain_text("nie było pierwszego wsparcia do 16.04.2019")
    look(other)
