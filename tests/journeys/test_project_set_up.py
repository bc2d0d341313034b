"""The administrator opens a project; the coordinator sets it up, from nothing to its public page."""

import re

from django_scopes import scope
from playwright.sync_api import Locator, Page, expect

from osnowa.projects.models import Project
from tests.journeys.looking import look, open_browser


def field(page: Page, label: str) -> Locator:
    """Return a field by its label, whether or not that says that the field may stay empty."""
    named = page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*\(.*\))?\s*$"))
    return named.and_(page.locator("input, textarea, select"))


def save(page: Page, **typed: str) -> None:
    """Type what a form asks for, by its labels, and send it with the Enter key, as at a desk."""
    for label, text in typed.items():
        field(page, label.replace("_", " ")).fill(text)
    page.locator("main form").get_by_role("button").last.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def follow(page: Page, name: str) -> None:
    """Open a link of the page by the keyboard."""
    link = page.locator("main").get_by_role("link", name=re.compile(f"^{re.escape(name)}")).first
    link.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press(page: Page, name: str) -> None:
    """Press a button by the keyboard."""
    page.get_by_role("button", name=name).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_project_goes_from_nothing_to_its_public_page(page, browser, live_server, cast, enter):
    centre = f"/panel/{cast.here.centre.slug}/projekty/"
    enter(cast.adam)
    page.goto(centre)
    follow(page, "Nowy projekt")
    look(page)
    field(page, "Pakiet reguł").select_option("esf-2014-2020")
    save(page, Tytuł="Dom otwarty")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ustawienia projektu")
    look(page)
    settings = page.url

    # Who administers appoints; the rest is for the one who coordinates.
    follow(page, "Powołaj osobę, która koordynuje projekt")
    look(page)
    field(page, "Konto").select_option(label=f"{cast.anna.name} ({cast.anna.email})")
    field(page, "Rola").select_option("coordinator")
    save(page, Od_dnia="1.04.2019")
    expect(page.locator("#zespol")).to_contain_text(cast.anna.name)
    look(page)

    desk = open_browser(browser, live_server.url, cast.anna)
    desk.goto(settings)
    todo = desk.locator("#do-ustawienia")
    expect(todo).to_contain_text("Wpisz okres i kwoty z umowy")
    look(desk)
    follow(desk, "Wpisz okres i kwoty z umowy")
    look(desk)
    save(
        desk,
        Obowiązuje_od="1.04.2019",
        **{"Powód, na przykład numer aneksu": "umowa"},
        Początek_projektu="1.04.2019",
        Koniec_projektu="31.03.2021",
    )
    expect(desk.locator("#warunki")).to_contain_text("1.04.2019 – 31.03.2021")
    look(desk)
    follow(desk, "Dodaj kamień milowy")
    save(desk, Kamień_milowy="Pierwsza grupa działa", Planowany_dzień="1.06.2021")
    # A milestone after the end of the project is refused where it was typed.
    expect(desk.get_by_role("main")).to_contain_text("Kamień milowy musi się zmieścić w okresie projektu")
    look(desk)
    save(desk, Planowany_dzień="1.06.2019")
    expect(desk.locator("#kamienie")).to_contain_text("przed nami")

    # Before anything is written the page cannot be shown.
    follow(desk, "Strona publiczna")
    look(desk)
    press(desk, "Pokaż na stronie publicznej")
    expect(desk.get_by_role("main")).to_contain_text("Brakuje: jednego zdania o projekcie")
    follow(desk, "Opisz projekt jednym zdaniem")
    save(desk, Jedno_zdanie_o_projekcie="Miejsce dla wszystkich sąsiadów.", Cel_główny="Więzi")
    look(desk)

    follow(desk, "Formy wsparcia")
    follow(desk, "Dodaj formę wsparcia")
    look(desk)
    field(desk, "Rodzaj wsparcia").select_option(index=1)
    field(desk, "Tryb").select_option("group")
    save(desk, Nazwa_formy_wsparcia="Spotkania sąsiedzkie")
    look(desk)

    follow(desk, "PAL i grupy")
    follow(desk, "Dodaj program PAL")
    field(desk, "Spotkania sąsiedzkie").check()
    save(desk, Nazwa="Razem na Ołbinie", Cel="Żeby sąsiedzi się znali.")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Razem na Ołbinie")
    look(desk)
    follow(desk, "Dodaj ustalenie")
    look(desk)
    field(desk, "Czego dotyczy").select_option("deficit")
    save(
        desk,
        Ustalenie="Mało miejsc spotkań",
        **{"Ile osób to wskazało": "31", "Ile osób odpowiedziało": "40"},
    )
    expect(desk.locator("#ustalenia")).to_contain_text("31 z 40")
    follow(desk, "Dodaj rezultat")
    save(desk, Spodziewany_rezultat="Sąsiedzi pomagają sobie nawzajem")
    follow(desk, "Dodaj turę")
    expect(field(desk, "Pierwszy dzień")).to_have_value("1.04.2019")
    look(desk)
    save(desk)
    look(desk)
    press(desk, "Pokaż na stronie publicznej")
    expect(desk.get_by_role("main")).to_contain_text("widoczny")

    # What is left leads to the round; then nothing but the office is.
    desk.goto(settings)
    expect(desk.locator("#do-ustawienia")).to_contain_text("tura 1: wskaż, kto koordynuje")
    follow(desk, "tura 1: dodaj grupę")
    save(desk, Nazwa_grupy="Grupa Ołbin")
    look(desk)

    follow(desk, "Strona publiczna")
    follow(desk, "Dodaj rozdział")
    save(desk, Tytuł_rozdziału="Kto może przyjść", Treść="Wszyscy z osiedla.\n\n- dorośli\n- dzieci")
    press(desk, "Pokaż na stronie publicznej")
    expect(desk.get_by_role("main")).to_contain_text("Widzą ją wszyscy.")
    look(desk)

    resident = open_browser(browser, live_server.url)
    resident.goto("/projekty/dom-otwarty/")
    expect(resident.get_by_role("heading", level=1)).to_have_text("Dom otwarty")
    expect(resident.get_by_role("main")).to_contain_text("Kto może przyjść")
    look(resident)
    resident.goto("/projekty/dom-otwarty/pal/razem-na-olbinie/")
    expect(resident.get_by_role("main")).to_contain_text("Sąsiedzi pomagają sobie nawzajem")
    look(resident)
    with scope(centre=cast.here.centre):
        assert Project.objects.get(slug="dom-otwarty").is_public
