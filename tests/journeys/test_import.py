"""A list of 180 people is brought: seven faults are refused, the rest taken, withdrawn and brought again."""

from playwright.sync_api import expect

from tests.intake import lists
from tests.journeys.looking import look

LIST = {
    "name": "lista.xlsx",
    "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "buffer": lists.workbook(180),
}
#: Taking 173 people is long for a browser that waits, and short for a person.
PATIENTLY = 180_000


def bring(page):
    page.get_by_role("link", name="Wczytaj listę").first.click()
    look(page)
    page.get_by_label("Plik z listą").set_input_files(LIST)
    page.get_by_role("button", name="Dalej: kolumny").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Co jest w kolumnach")
    look(page)
    expect(page.get_by_label("Nr PESEL (D)")).to_have_value("pesel")
    page.get_by_role("button", name="Dalej: sprawdź wiersze").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("lista.xlsx", timeout=PATIENTLY)


def take(page):
    page.get_by_role("link", name="Przyjmij wiersze").click()
    look(page)
    page.get_by_role("button", name="Przyjmij").click(no_wait_after=True)
    expect(page.get_by_role("link", name="Przyjęte 173")).to_be_visible(timeout=PATIENTLY)


def test_anna_brings_a_list_withdraws_it_and_brings_it_again(page, live_server, cast, enter):
    page.set_default_navigation_timeout(PATIENTLY)
    enter(cast.anna)
    page.goto(f"/panel/{cast.here.centre.slug}/projekty/{cast.here.project.slug}/listy/")
    look(page)
    bring(page)

    expect(page.get_by_role("link", name="Nowe osoby 173")).to_be_visible()
    page.get_by_role("link", name="Odrzucone 7").click()
    expect(page.get_by_role("row")).to_have_count(8)
    expect(page.get_by_role("row").filter(has_text="31.2.2019")).to_contain_text("nie ma w kalendarzu")
    look(page)
    with page.expect_download() as told:
        page.get_by_role("link", name="Pobierz XLSX").click()
    assert told.value.suggested_filename.startswith("odrzucone-")

    take(page)
    look(page)
    page.get_by_role("link", name="Wycofaj tę listę").click()
    look(page)
    page.get_by_role("button", name="Wycofaj listę").click(no_wait_after=True)
    expect(page.get_by_role("link", name="Wycofane 173")).to_be_visible(timeout=PATIENTLY)

    page.get_by_role("link", name="Wczytane listy").click()
    bring(page)
    take(page)
