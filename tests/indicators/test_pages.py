"""Pages of figures as people use them."""

import re
from html import unescape

import pytest
from django.utils.html import strip_tags

from osnowa.audit.models import Entry
from osnowa.indicators.models import Indicator, Target
from osnowa.indicators.views import asked
from osnowa.organisations.addresses import panel
from tests.accessibility import faults
from tests.queries import same_queries_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def opens(figures, browse):
    """Return a function that opens a page of figures and gives status and text."""

    def opens(query="", *, by="anna", name="table"):
        address = panel(f"indicators:{name}", figures.project.slug)
        return browse(getattr(figures.cast, by)).get(address + query)

    return opens


def text_of(response) -> str:
    return " ".join(unescape(strip_tags(response.content.decode())).split())


def rows_of(response) -> int:
    """How many members the opened list has."""
    body = response.content.decode()
    opened = body[body.index('id="dowody"') :]
    return len(re.findall(r'<td class="num hide-s">\d+</td>', opened))


def test_numbers_are_links_to_their_lists(opens, people):
    response = opens()

    assert response.status_code == 200
    assert faults(response.content.decode()) == []
    for link in ("?w=zagrozeni&amp;czesc=kobiety#dowody", "?w=ozn#dowody", "?w=inicjatywy#dowody"):
        assert link in response.content.decode()
    assert "4 z 180" in text_of(response) or "2,22%" in text_of(response)


@pytest.mark.parametrize(
    ("query", "title", "count"),
    [
        ("?w=zagrozeni", "4: Osoby zagrożone objęte wsparciem", 4),
        ("?w=zagrozeni&czesc=kobiety", "3: Osoby zagrożone objęte wsparciem, kobiety", 3),
        ("?w=zagrozeni&czesc=mezczyzni", "1: Osoby zagrożone objęte wsparciem, mężczyźni", 1),
        ("?w=zagrozeni&czesc=inne", "0: Osoby zagrożone objęte wsparciem, inne osoby", 0),
        ("?w=ozn&czesc=niepoliczone", "2: Osoby z niepełnosprawnościami, niepoliczone", 2),
        ("?w=inicjatywy", "1: Przeprowadzone inicjatywy", 1),
        ("?w=inicjatywy&czesc=kobiety", "0: Przeprowadzone inicjatywy, kobiety", 0),
        ("?w=zagrozeni&stan-na=1.10.2018", "0: Osoby zagrożone objęte wsparciem", 0),
    ],
)
def test_the_opened_list_is_as_long_as_its_number(opens, people, query, title, count):
    response = opens(query)

    assert title in text_of(response)
    assert rows_of(response) == count
    assert faults(response.content.decode()) == []


def test_the_scan_is_a_link_for_those_who_may_open_it(opens, figures, people):
    ground = people["ewa"].person.grounds.get()
    ground.scan = figures.world.file
    ground.save()
    address = panel("participants:ground_scan", ground.pk)

    assert address in opens("?w=ozn").content.decode()
    assert address not in opens("?w=ozn", by="sabina").content.decode()


def test_what_is_missing_stands_under_the_list(opens, people):
    text = text_of(opens("?w=ozn"))

    assert "2 osoby niepoliczone: czego brakuje" in text
    assert "ważność skończyła się 31.08.2018, przed pierwszym wsparciem 2.10.2018" in text
    assert "nie zweryfikowano w źródle" in text_of(opens("?w=ozn")) or "sprawdzone w źródle" in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2.10.2018", "stan na 2.10.2018"),
        ("2018-10-02", "stan na 2.10.2018"),
        ("30.06.2020", "30.06.2020 jeszcze nie było. Pokazujemy stan na dziś, 16.04.2019."),
        ("kiedyś", "Nie rozumiemy dnia „kiedyś”"),
        ("1.09.2018", "Projekt zaczął się 25.09.2018, więc 1.09.2018 nie było jeszcze czego liczyć."),
    ],
)
def test_any_past_day_can_be_asked(opens, people, typed, said):
    response = opens(f"?stan-na={typed}")

    assert response.status_code == 200
    assert said in text_of(response)


def test_a_closed_project_shows_its_content_day(opens, figures, people):
    figures.project.content_day = "2018-12-31"
    figures.project.save()

    assert "stan na 31.12.2018" in text_of(opens())
    assert "?w=ozn#dowody" in opens().content.decode()
    assert "stan-na=2019-04-16" in opens("?stan-na=16.04.2019").content.decode()


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("?w=nie-ma", 404, "Nie ma takiej strony"),
        ("?w=ozn&czesc=dzieci", 404, "Nie ma takiej strony"),
        ("?w=ozn&strona=x", 200, "Wskaźniki"),
    ],
)
def test_what_does_not_exist_is_not_found(opens, query, status, said):
    response = opens(query)

    assert (response.status_code, said in text_of(response)) == (status, True)


def test_the_accountant_gets_sums_without_links(opens, people):
    response = opens(by="kasia")

    assert "?w=" not in response.content.decode()
    assert opens("?w=zagrozeni", by="kasia").status_code == 403


def test_partner_staff_are_told_whose_numbers_these_are(opens, people):
    assert "tylko osoby, z którymi pracuje Twoja organizacja" in text_of(opens(by="bartek"))


def test_opening_names_is_noted_once(opens, people):
    def looks():
        return Entry.objects.filter(verb="indicators.members.seen").count()

    opens()
    assert looks() == 0
    opens("?w=ozn")
    opens("?w=ozn&czesc=kobiety")
    assert looks() == 1
    opens("?w=ozn", by="sabina")
    assert looks() == 2


def test_a_long_list_is_turned_page_by_page(opens, people, monkeypatch):
    monkeypatch.setattr("osnowa.indicators.views.table.ON_A_PAGE", 3)

    first, second = opens("?w=zagrozeni"), opens("?w=zagrozeni&strona=2")

    assert (rows_of(first), rows_of(second)) == (3, 1)
    assert "Pokazano 1–3 z 4 osób" in text_of(first)
    assert "strona=2" in first.content.decode()
    assert asked.ON_A_PAGE == 500


@pytest.mark.parametrize(("name", "query"), [("csv", ""), ("members_csv", "?w=zagrozeni&czesc=kobiety")])
def test_files_open_in_a_spreadsheet(opens, people, name, query):
    response = opens(query, name=name)

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == {"csv": 5, "members_csv": 4}[name]


def test_the_print_holds_everybody_and_who_printed_it(opens, people):
    response = opens("?w=zagrozeni", name="print")

    text = text_of(response)
    assert "stan na 16.04.2019" in text
    assert "Wydruk: Anna Adamska" in text
    assert text.count("pierwszym wsparciem") == 0
    assert len(re.findall(r'<td class="num hide-s">\d+</td>', response.content.decode())) == 4


def test_a_project_without_indicators_asks_for_them(opens, figures):
    Target.objects.all().delete()
    for indicator in Indicator.objects.all():
        indicator.planned_values.all().delete()
        indicator.delete()

    assert "Dodaj wskaźniki" in text_of(opens())
    assert "Dodaj wskaźniki" not in text_of(opens(by="sabina"))


def test_the_coordinator_adds_a_target_and_is_told_what_is_wrong(figures, browse):
    client = browse(figures.cast.anna)
    address = panel("indicators:add_target", figures.project.slug, figures.risk.pk)

    wrong = client.post(address, {"valid_from": "kiedyś", "value": "-1", "reason": ""})
    right = client.post(address, {"valid_from": "1.03.2019", "value": "190", "reason": "aneks 1"})

    assert wrong.status_code == 422
    assert faults(wrong.content.decode()) == []
    assert right.url.endswith("ustawienia/#zagrozeni")
    assert figures.risk.targets.latest("valid_from").value == 190


def test_the_same_day_twice_is_refused_on_the_form(figures, browse):
    address = panel("indicators:add_target", figures.project.slug, figures.risk.pk)

    response = browse(figures.cast.anna).post(
        address, {"valid_from": "25.09.2018", "value": "190", "reason": "aneks 1"}
    )

    assert response.status_code == 422
    assert "Od tego dnia obowiązuje już inna wartość docelowa." in text_of(response)


def test_withdrawing_an_indicator_says_what_goes_along(figures, browse):
    client = browse(figures.cast.anna)
    address = panel("indicators:withdraw_indicator", figures.project.slug, figures.risk.pk)

    assert "Razem z nim znikną wartości docelowe i plan." in text_of(client.get(address))
    assert client.post(address).status_code == 302
    assert not Indicator.objects.filter(code="zagrozeni").exists()


@pytest.mark.guard
@pytest.mark.parametrize("query", ["", "?w=zagrozeni", "?w=zagrozeni&czesc=niepoliczone"])
def test_the_page_needs_as_many_statements_for_one_as_for_three(opens, figures, query):
    def add():
        figures.ground(figures.supported("Nowa", "Osoba"))
        figures.supported("Bez", "Dokumentu")

    same_queries_for(lambda: opens(query), add, at_most=56)


@pytest.mark.parametrize(
    ("code", "kept", "said"),
    [
        ("", "uczestnicy-razem", ""),
        ("udzial", "udzial", ""),
        ("Udział!", "", "Kod składa się z małych liter bez ogonków, cyfr i łączników: uczestnicy."),
    ],
)
def test_the_code_of_an_indicator_makes_itself_or_says_what_it_is_made_of(figures, browse, code, kept, said):
    address = panel("indicators:add_indicator", figures.project.slug)
    rule = Indicator.objects.filter(project=figures.project).first().rule
    typed = {"name": "Uczestnicy", "short_name": "Uczestnicy razem", "rule": rule, "kind": "product"}

    answer = browse(figures.cast.anna).post(address, {**typed, "position": "90", "code": code})

    added = Indicator.objects.filter(project=figures.project, position=90)
    assert [each.code for each in added] == ([kept] if kept else [])
    assert said in text_of(answer)
    assert "slug" not in text_of(answer)
