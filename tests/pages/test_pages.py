"""Public pages: made from records, totals only, the same for everybody, no cookie."""

import re
from datetime import date

import pytest
from django.test import Client
from django_scopes import scope

from osnowa.indicators.models import Indicator
from osnowa.organisations.models import ContactPoint, Organisation, Unit
from osnowa.pages.queries.contact import contact_cards
from osnowa.pages.queries.projects import project_lines, project_page
from osnowa.projects.models import (
    Group,
    LocalProgramme,
    PageSection,
    Partnership,
    ProgrammeRound,
    Project,
    Stage,
    SupportForm,
    Terms,
)
from tests.accessibility import faults
from tests.cast import PROJECT_BEGAN, ROUND_BEGAN, TODAY
from tests.desk.evidence import counted
from tests.queries import same_queries_for


def read(path, **query):
    response = Client().get(path, query)
    assert response.status_code == 200, response.status_code
    return response.content.decode().partition("<main")[2]


ADDRESSES = [
    "/",
    "/projekty/",
    "/projekty/pas-testowo/",
    "/projekty/pas-testowo/pal/stare-miasto/",
    "/projekty/pas-testowo/wskazniki.csv",
    "/kontakt/",
]


@pytest.mark.parametrize("path", ADDRESSES)
def test_nobody_gets_a_cookie(cast, path):
    response = Client().get(path)

    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "") or "Set-Cookie" not in response


@pytest.mark.parametrize("path", [path for path in ADDRESSES if not path.endswith(".csv")])
def test_pages_obey_the_strict_policy(cast, path):
    response = Client().get(path)

    policy = response["Content-Security-Policy"]
    assert ("default-src" in policy, "unsafe" in policy) == (True, False)
    html = response.content.decode()
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html) == []


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_page_names_a_person(cast, path):
    content = Client().get(path).content.decode()

    assert [name for name in ("Nowak", "Żak", "Łoś", "84650301241") if name in content] == []


# ---- figures -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "<b>0</b>"), (1, "<b>mniej niż 5</b>"), (4, "<b>mniej niż 5</b>"), (5, "<b>5</b>"), (6, "<b>6</b>")],
)
def test_a_small_number_of_people_is_not_told(here, number, shown):
    counted(here, number, ROUND_BEGAN)

    page, csv = read("/projekty/pas-testowo/"), Client().get("/projekty/pas-testowo/wskazniki.csv")

    assert shown in page
    assert shown.removeprefix("<b>").removesuffix("</b>") in csv.content.decode("utf-8-sig")


def test_paper_does_not_offer_a_file(here):
    counted(here, 5, ROUND_BEGAN)

    offered = read("/projekty/pas-testowo/").partition("pobierz dane, CSV")[0]

    assert offered.rpartition("<span")[2].startswith(' class="no-print"')


def test_a_small_number_of_events_is_told(here):
    Indicator.objects.filter(pk=here.indicator.pk).update(rule="initiatives-held")

    assert "<b>1</b>" in read("/projekty/pas-testowo/")


def test_the_page_speaks_of_the_end_of_a_month(here):
    counted(here, 5, date(2019, 3, 1))
    counted(here, 1, TODAY)

    assert "<b>6</b>" in read("/projekty/pas-testowo/")
    assert "<b>5</b>" in read("/projekty/pas-testowo/", **{"stan-na": "2019-03-31"})
    assert "<b>0</b>" in read("/projekty/pas-testowo/", **{"stan-na": "2019-02-28"})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2019-03-30", "Liczby z przeszłości podajemy na ostatni dzień miesiąca."),
        ("2018-08-31", "Projekt zaczął się 25.09.2018, więc wcześniej nie było czego liczyć."),
        ("2019-04-17", "Ostatni dzień, na który znamy liczby, to 16.04.2019."),
        ("zawsze", "Nie rozumiemy takiego dnia."),
    ],
)
def test_the_page_says_why_it_shows_another_day(here, typed, sentence):
    page = read("/projekty/pas-testowo/", **{"stan-na": typed})

    assert f"{sentence} Pokazujemy stan na 16.04.2019." in page
    # A file could not say so.
    csv = Client().get("/projekty/pas-testowo/wskazniki.csv", {"stan-na": typed})
    assert csv.status_code == 404


def test_a_day_that_is_answered_needs_no_sentence(here):
    assert "Pokazujemy stan na" not in read("/projekty/pas-testowo/", **{"stan-na": "2019-03-31"})
    assert "Pokazujemy stan na" not in read("/projekty/pas-testowo/", **{"stan-na": ""})


# ---- projects ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/projekty/pas-testowo/", {"is_public": False}),
        ("/projekty/pas-testowo/pal/stare-miasto/", {"is_public": False}),
        ("/projekty/nieznany/", {}),
        ("/projekty/pas-obcowo/", {}),
        ("/projekty/pas-obcowo/pal/stare-miasto/", {}),
    ],
)
def test_what_is_not_public_here_does_not_exist(here, path, fields):
    Project.objects.filter(pk=here.project.pk).update(**fields or {"is_public": True})

    answer = Client().get(path)

    assert answer.status_code == 404
    assert "Nie ma takiej strony" in answer.content.decode()
    assert here.project.title not in answer.content.decode()


def test_each_host_shows_its_centre(cast, settings):
    settings.ALLOWED_HOSTS = ["testserver", "ops.example.pl"]
    cast.elsewhere.centre.host = "ops.example.pl"
    cast.elsewhere.centre.save()

    def title(path, host):
        return Client(HTTP_HOST=host).get(path).status_code

    assert [
        title("/projekty/pas-testowo/", "testserver"),
        title("/projekty/pas-testowo/", "ops.example.pl"),
    ] == [
        200,
        404,
    ]
    assert title("/projekty/pas-obcowo/", "ops.example.pl") == 200


def test_a_project_without_terms_is_being_prepared(cast, here):
    lines = {line.project.title: line.stage for line in project_lines(here.centre, TODAY)}

    assert lines == {"Aktywni razem": Stage.RUNNING, "Dom dla każdego": Stage.PREPARATION}


def test_what_runs_comes_first_and_what_is_over_last(here):
    for slug, begins_on, ends_on in (
        ("dawny", date(2006, 1, 2), date(2007, 12, 31)),
        ("nowszy", date(2019, 3, 1), None),
        ("przyszly", date(2019, 9, 1), None),
        ("niedawny", date(2017, 12, 1), date(2019, 3, 31)),
    ):
        project = Project.objects.create(
            centre=here.centre, slug=slug, title=slug, rule_pack="esf-2014-2020", is_public=True
        )
        Terms.objects.create(
            project=project, valid_from=TODAY, begins_on=begins_on, ends_on=ends_on, reason="umowa"
        )

    assert [line.project.slug for line in project_lines(here.centre, TODAY)] == [
        "nowszy",
        "pas-testowo",
        "dom-testowo",
        "przyszly",
        "niedawny",
        "dawny",
    ]


@pytest.mark.parametrize(
    ("state", "titles"),
    [
        ("trwajace", ["Aktywni razem"]),
        ("w-przygotowaniu", ["Dom dla każdego"]),
        ("zamkniete", ["Aktywni razem", "Dom dla każdego"]),
        ("running", ["Aktywni razem", "Dom dla każdego"]),
        ("", ["Aktywni razem", "Dom dla każdego"]),
    ],
)
def test_projects_are_chosen_by_state(cast, state, titles):
    page = read("/projekty/", stan=state)

    listed = page.partition("<table")[2]
    assert [title for title in ("Aktywni razem", "Dom dla każdego") if title in listed] == titles
    assert ("?stan=trwajace" in page, "running" in page) == (True, False)


@pytest.mark.parametrize(
    ("on", "number"), [(date(2018, 9, 30), 1), (TODAY, 1), (date(2019, 9, 1), 2), (date(2020, 6, 30), 2)]
)
def test_a_programme_speaks_of_the_round_of_the_day(here, on, number):
    ProgrammeRound.objects.create(
        programme=here.programme, number=2, begins_on=date(2019, 9, 1), ends_on=date(2020, 5, 31)
    )

    assert project_page(here.project, on).programmes[0].round.number == number


def test_the_page_says_what_records_say(here):
    here.project.lead = "Pomagamy sąsiadom."
    here.project.accompanying_support = "opiekę nad dzieckiem\nubezpieczenie"
    here.project.save()

    page = read("/projekty/pas-testowo/")

    for words in (
        "Pomagamy sąsiadom.",
        "Projekt trwa od 25.09.2018 do 30.06.2020.",
        "Razem na Starym Mieście",
        "Stare Miasto",
        "Trening gospodarowania budżetem",
        "4 spotkania".replace(" ", "\u00a0"),
        "300\u00a0000,00\u00a0zł",
        "255\u00a0000,00\u00a0zł",
        "Biuro projektu pas-testowo",
        "<li>ubezpieczenie</li>",
    ):
        assert words in page, words


def test_sections_are_paragraphs_and_lists_never_markup(here):
    PageSection.objects.create(
        project=here.project,
        heading="Co dalej",
        text="Jeszcze <b>dwa</b> kroki:\n- raport\n- kontrola",
        position=2,
    )
    PageSection.objects.create(project=here.project, heading="Skąd pomysł", text="Z <i>ankiety</i>.")

    page = read("/projekty/pas-testowo/")

    assert re.search(
        r"<h2>Skąd pomysł</h2>\s*<p>Z &lt;i&gt;ankiety&lt;/i&gt;\.</p>\s*<h2>Co dalej</h2>\s*"
        r"<p>Jeszcze &lt;b&gt;dwa&lt;/b&gt; kroki:</p><ul><li>raport</li><li>kontrola</li></ul>",
        page,
    )


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ([[1, 1], [1, 1]], "2 programy, 2 tury po 2 grupy."),
        ([[1], [1]], "1 program, 2 tury po 1 grupie."),
        ([[1, 1], [1, 0]], "2 programy, 2 tury."),
        ([[0, 0]], "2 programy, 1 tura."),
    ],
)
def test_rounds_say_how_many_groups_each_has(here, sizes, said):
    project = here.project_of_2018("nowy", "Nowy projekt")
    for number, groups in enumerate(sizes, 1):
        for index, size in enumerate(groups):
            programme, _new = LocalProgramme.objects.get_or_create(
                project=project,
                number=index + 1,
                defaults={"slug": f"pal-{index}", "name": f"PAL {index}"},
            )
            planned = ProgrammeRound.objects.create(
                programme=programme, number=number, begins_on=ROUND_BEGAN, ends_on=date(2019, 6, 30)
            )
            for _group in range(size):
                Group.objects.create(project=project, round=planned, name=f"{number}.{index}")

    assert said in read("/projekty/nowy/").replace("\u00a0", " ")


def test_a_programme_without_rounds_stands_under_its_heading(here):
    project = here.project_of_2018("nowy", "Nowy projekt")
    LocalProgramme.objects.create(project=project, number=1, slug="pal", name="PAL pierwszy", is_public=True)

    page = read("/projekty/nowy/")

    assert page.index('id="pal"') < page.index("PAL pierwszy")
    assert "0\u00a0program" not in page


@pytest.mark.parametrize(
    ("ends_on", "as_written", "said", "content"),
    [
        (date(2020, 6, 30), "", "Projekt trwa od 25.09.2018 do 30.06.2020.", False),
        (date(2019, 4, 15), "", "Projekt trwał od 25.09.2018 do 15.04.2019.", True),
        (date(2019, 4, 15), "IX 2018 – IV 2019", "Okres projektu: IX 2018 – IV 2019.", True),
        (None, "", "", False),
    ],
)
def test_the_period_stands_as_the_contract_writes_it(here, ends_on, as_written, said, content):
    Terms.objects.filter(pk=here.terms.pk).update(ends_on=ends_on, period_as_written=as_written)
    Project.objects.filter(pk=here.project.pk).update(content_day=date(2019, 3, 1))

    page = read("/projekty/pas-testowo/")

    assert said in page
    assert said or "Projekt trwa" not in page
    # Only what is over speaks of the day its page was written.
    assert ("Treść tej strony jest z 1.03.2019." in page) is content


def test_who_carries_the_project_out_is_told_while_they_do(here):
    board = Organisation.objects.create(centre=here.centre, name="Zarząd Zasobu", kind="municipal_unit")
    gone = Organisation.objects.create(centre=here.centre, name="Dawny partner", kind="association")
    for body, part, ends_before in (
        (board, "executing_unit", None),
        (gone, "partner", TODAY),
    ):
        Partnership.objects.create(
            project=here.project,
            organisation=body,
            part=part,
            begins_on=PROJECT_BEGAN,
            ends_before=ends_before,
        )

    page = read("/projekty/pas-testowo/")

    assert re.search(r"Realizuje</dt>\s*<dd><b>Zarząd Zasobu</b>", page)
    assert here.partner_organisation.name in page
    assert "Dawny partner" not in page


# ---- contact -----------------------------------------------------------------------------------------------


def test_units_of_the_centre_say_how_to_reach_them(cast, here):
    office = here.project.office
    for kind, value, purpose in (
        ("phone", "+48717822322", "zapisy"),
        ("fax", "+48717822405", ""),
        ("email", "biuro@example.pl", ""),
    ):
        ContactPoint.objects.create(unit=office, kind=kind, value=value, purpose=purpose)
    partner = Unit.objects.create(organisation=here.partner_organisation, name="Klub partnera")
    ContactPoint.objects.create(unit=partner, value="+48717822363")

    page = read("/kontakt/")

    assert 'href="tel:+48717822322"' in page
    assert "zapisy" in page
    assert "Faks: 71\u00a078\u00a022\u00a0405" in page
    assert 'href="mailto:biuro@example.pl"' in page
    assert "Klub partnera" not in page


def test_hours_stand_as_typed_and_unknown_ones_are_to_be_asked_for(here):
    office = here.project.office
    office.address_line = "ul. Parkowa 1"
    office.hours = "pon. – pt.: 8:00 – 15:00\nostatni dzień miesiąca: 8:00 – 12:00"
    office.save()
    board = Unit.objects.create(organisation=here.own_organisation, name="Orzecznictwo")
    ContactPoint.objects.create(unit=board, value="+48717822360")
    Unit.objects.create(organisation=here.own_organisation, name="Magazyn", address_line="ul. Parkowa 2")

    page = read("/kontakt/")

    assert re.findall(r'<p class="tn">([^<]+)</p>', page) == [
        "pon. – pt.: 8:00\u00a0–\u00a015:00",
        "ostatni dzień miesiąca: 8:00\u00a0–\u00a012:00",
    ]
    # Where nobody can be called, nobody can be asked either.
    assert page.count("Zadzwoń, zapytaj o godziny") == 1


def test_placed_units_come_first(here):
    for name, position in (("Świetlica", 1), ("Archiwum", None), ("Biuro", 2), ("Łaźnia", None)):
        Unit.objects.create(
            organisation=here.own_organisation, name=name, position=position, address_line="ul. Parkowa 1"
        )

    assert [card.unit.name for card in contact_cards(here.centre)] == [
        "Świetlica",
        "Biuro",
        "Archiwum",
        "Łaźnia",
    ]


def test_a_unit_nobody_can_reach_is_left_out(cast, here):
    Unit.objects.create(organisation=here.own_organisation, name="Archiwum")
    Unit.objects.create(organisation=here.own_organisation, name="Kasa", address_line="ul. Parkowa 1")
    with scope(centre=cast.elsewhere.centre):
        Unit.objects.create(
            organisation=cast.elsewhere.own_organisation, name="Kasa obca", address_line="ul. Inna 1"
        )

    assert [card.unit.name for card in contact_cards(here.centre)] == ["Kasa"]


# ---- the whole ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [path for path in ADDRESSES if not path.endswith(".csv")])
def test_pages_without_a_public_centre_stand_empty(cast, path):
    for world in (cast.here, cast.elsewhere):
        world.centre.is_public = False
        world.centre.save()

    response = Client().get(path)

    assert response.status_code == (404 if "pas-testowo" in path else 200)
    assert faults(response.content.decode()) == []


@pytest.mark.guard
def test_the_page_of_a_project_costs_the_same_for_one_and_three(here):
    def one_more():
        number = LocalProgramme.objects.count() + 1
        programme = LocalProgramme.objects.create(
            project=here.project,
            number=number,
            slug=f"pal-{number}",
            name=f"Program {number}",
            is_public=True,
        )
        programme.support_forms.add(
            SupportForm.objects.create(
                project=here.project, name=f"Forma {number}", kind="active-integration", mode="group"
            )
        )
        ProgrammeRound.objects.create(
            programme=programme, number=1, begins_on=ROUND_BEGAN, ends_on=date(2019, 6, 30)
        )
        PageSection.objects.create(project=here.project, heading=f"Rozdział {number}", text="Tak.")
        counted(here, 1, ROUND_BEGAN)

    client = Client()
    same_queries_for(lambda: client.get("/projekty/pas-testowo/"), one_more, at_most=17)


@pytest.mark.guard
@pytest.mark.parametrize(("path", "at_most"), [("/", 4), ("/projekty/", 4), ("/kontakt/", 4)])
def test_lists_cost_the_same_for_one_and_three(here, path, at_most):
    def one_more():
        number = Project.objects.count() + 10
        here.project_of_2018(f"projekt-{number}", f"Projekt {number}")
        unit = Unit.objects.create(organisation=here.own_organisation, name=f"Komórka {number}")
        ContactPoint.objects.create(unit=unit, value=f"+487178223{number}")

    client = Client()
    same_queries_for(lambda: client.get(path), one_more, at_most=at_most)
