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


def test_what_the_contract_and_the_local_programme_say_is_typed_in(page, browser, live_server, cast, enter):
    project = f"/panel/{cast.here.centre.slug}/projekty/pas-testowo/"
    enter(cast.anna)

    # An annex: what holds from its day, and why.
    page.goto(f"{project}ustawienia/warunki/")
    follow(page, "Dodaj warunki")
    save(
        page,
        Obowiązuje_od="1.03.2019",
        **{"Powód, na przykład numer aneksu": "aneks nr 2"},
        Początek_projektu="25.09.2018",
        Koniec_projektu="31.12.2020",
    )
    expect(page.locator("#warunki")).to_contain_text("aneks nr 2")
    expect(page.locator("#warunki")).to_contain_text("25.09.2018 – 31.12.2020")

    # A partner with the days of its part, and a task it answers for.
    with scope(centre=cast.here.centre):
        cast.here.organisation("Fundacja Sąsiedzi", "other")
    page.goto(f"{project}ustawienia/zadania/")
    follow(page, "Dodaj partnera")
    field(page, "Podmiot").select_option(label="Fundacja Sąsiedzi")
    field(page, "Rola w partnerstwie").select_option("cooperating")
    save(page, Od_dnia="1.10.2018", Ostatni_dzień="31.12.2019")
    expect(page.get_by_role("main")).to_contain_text("Fundacja Sąsiedzi")
    follow(page, "Dodaj zadanie")
    choose(page, "Kto odpowiada", "Fundacja Sąsiedzi")
    save(page, Nazwa_zadania="Kluby sąsiedzkie")
    expect(page.locator("#zadania")).to_contain_text("Kluby sąsiedzkie")
    expect(page.locator("#zadania")).to_contain_text("Fundacja Sąsiedzi")

    # Who reports to whom.
    page.goto(f"{project}ustawienia/zespol/")
    follow(page, "Powołaj do zespołu")
    field(page, "Rola").select_option("social_worker")
    choose(page, "Podlega", "Anna Adamska")
    save(page, Imię_i_nazwisko="Olga Wójcik", Od_dnia="1.03.2019", Akt_powołania="zarządzenie 7/2019")
    row = page.locator("#zespol tr", has_text="Olga Wójcik")
    expect(row).to_contain_text("└")

    # The local programme: a survey, two results, two rounds, a partner with what it gives.
    page.goto(f"{project}ustawienia/pal/stare-miasto/")
    for kind, text, named, asked in (
        ("deficit", "Brakuje miejsc spotkań", "31", "40"),
        ("environment", "Wiele osób mieszka samotnie", "22", "40"),
    ):
        follow(page, "Dodaj ustalenie")
        field(page, "Czego dotyczy").select_option(kind)
        save(page, Ustalenie=text, Ile_osób_to_wskazało=named, Ile_osób_odpowiedziało=asked)
    for text, sign in (("Więcej samodzielności", "Same załatwiają sprawy"), ("Trwałe znajomości", "")):
        follow(page, "Dodaj rezultat")
        save(page, Spodziewany_rezultat=text, Po_czym_go_poznamy=sign)
    follow(page, "Dodaj partnera lokalnego")
    field(page, "Podmiot").select_option(label="Fundacja Sąsiedzi")
    save(page, Co_wnosi="sala w każdy piątek")
    follow(page, "Dodaj turę")
    field(page, "Stare Miasto").check()
    choose(page, "Koordynacja", "Anna Adamska")
    save(
        page,
        Pierwszy_dzień="1.09.2019",
        Ostatni_dzień="30.06.2020",
        Akt_zatwierdzenia="uchwała 5/2019",
        Dzień_zatwierdzenia="1.04.2019",
    )
    expect(page.locator("#tury")).to_contain_text("1.09.2019 – 30.06.2020")
    expect(page.locator("#ustalenia")).to_contain_text("22 z 40")
    expect(page.locator("#rezultaty")).to_contain_text("Trwałe znajomości")
    expect(page.locator("#partnerzy-lokalni")).to_contain_text("sala w każdy piątek")
    look(page)

    # The settings lead to what was promised: a new indicator, its target in parts, an annex, its plan.
    page.goto(f"{project}ustawienia/")
    follow(page, "Ustawienia wskaźników")
    follow(page, "Dodaj wskaźnik")
    field(page, "Reguła liczenia").select_option("participants")
    page.get_by_label("produkt").check()
    save(page, Nazwa_wskaźnika="Uczestnicy projektu", Krótka_nazwa="Uczestnicy", Kod="uczestnicy")
    panel = page.locator("section", has=page.locator("#uczestnicy-naglowek"))
    for day, value, women, men, reason in (
        ("25.09.2018", "90", "60", "30", "umowa"),
        ("1.03.2019", "120", "80", "40", "aneks nr 2"),
    ):
        panel.get_by_role("link", name="Dodaj wartość docelową").focus()
        page.keyboard.press("Enter")
        save_target(page, day, value, reason, {"sex:woman": women, "sex:man": men})
        expect(panel).to_contain_text(f"kobieta: {women}")
    panel.get_by_role("link", name="Dodaj plan na dzień").focus()
    page.keyboard.press("Enter")
    save(page, Na_dzień="30.06.2019", Plan_narastająco="70")
    expect(panel).to_contain_text("30.06.2019")
    # With parts, the table of targets stays beside the plan, not over it.
    right = "node => node.getBoundingClientRect().right"
    for table in page.locator("main table").all():
        assert table.evaluate(right) <= table.locator("..").evaluate(right) + 1
    look(page)

    resident = open_browser(browser, live_server.url)
    resident.goto("/projekty/pas-testowo/")
    expect(resident.get_by_role("main")).to_contain_text("Uczestnicy")
    for said in ("do 31.12.2020", "z 120", "2 tury", "1 partner lokalny"):
        expect(resident.get_by_role("main")).to_contain_text(said)
    look(resident)
    resident.goto("/projekty/pas-testowo/pal/stare-miasto/")
    for said in ("Brakuje miejsc spotkań", "Trwałe znajomości", "sala w każdy piątek", "uchwała 5/2019"):
        expect(resident.get_by_role("main")).to_contain_text(said)
    look(resident)


def choose(page: Page, label: str, part: str) -> None:
    """Choose the option of a list that begins with ``part``; what follows it is for the eye."""
    chosen = field(page, label)
    value = chosen.locator("option", has_text=part).first.get_attribute("value")
    chosen.select_option(value)


def save_target(page: Page, day: str, value: str, reason: str, parts: dict[str, str]) -> None:
    """Type a target with its parts, and send it with the Enter key from the last field."""
    field(page, "Obowiązuje od").fill(day)
    field(page, "Wartość docelowa").fill(value)
    field(page, "Powód, na przykład numer aneksu").fill(reason)
    for place, (whose, many) in enumerate(parts.items(), 1):
        field(page, f"Część {place}").select_option(whose)
        field(page, f"Rodzaj, część {place}").select_option("share")
        field(page, f"Liczba osób, część {place}").fill(many)
    with page.expect_navigation():
        page.keyboard.press("Enter")
