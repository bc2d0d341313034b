"""The pages of the plan as people use them: list, settings, and the three pages of every noun."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django_scopes import scope

from osnowa.audit.actions import label
from osnowa.indicators.models import PlannedValue
from osnowa.organisations.models import Area
from osnowa.projects.models import (
    ExpectedResult,
    Finding,
    Group,
    LocalPartner,
    LocalProgramme,
    Milestone,
    PageSection,
    Partnership,
    ProgrammeRound,
    Project,
    SupportForm,
    Task,
    TeamRole,
    Terms,
)
from osnowa.projects.views.catalogue import OF_CENTRE, OF_PROJECT
from osnowa.projects.views.parts import PARTS
from tests.accessibility import faults
from tests.cast import PROJECT_BEGAN, TODAY
from tests.queries import same_queries_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(cast):
    """A function that returns an address in the panel of the first centre."""
    return lambda name, *args: reverse(f"projects:{name}", args=[cast.here.centre.slug, *args])


@pytest.fixture
def desk(cast, browse):
    """The coordinator's browser."""
    return browse(cast.anna)


def text_of(response) -> str:
    """Return what a page says, without tags and spare spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " ").split())


def further_project(world, number: int, **terms) -> Project:
    """Create one more project with terms, which the administrator sees."""
    project = Project.objects.create(
        centre=world.centre, slug=f"dalszy-{number}", title=f"Dalszy {number}", rule_pack="esf-2014-2020"
    )
    Terms.objects.create(project=project, valid_from=PROJECT_BEGAN, reason="umowa", **terms)
    return project


# ---- the list ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Dom dla każdego", "Dalszy 2", "Aktywni razem", "Dalszy 1"]),
        ("?stan=trwajace", ["Dalszy 2", "Aktywni razem"]),
        ("?stan=w-przygotowaniu", ["Dom dla każdego"]),
        ("?stan=zamkniete", ["Dalszy 1"]),
        ("?stan=nieznany", ["Dom dla każdego", "Dalszy 2", "Aktywni razem", "Dalszy 1"]),
    ],
)
def test_the_list_is_ordered_and_filtered_by_stage(cast, browse, at, query, titles):
    with scope(centre=cast.here.centre):
        further_project(cast.here, 1, begins_on=date(2017, 12, 1), ends_on=date(2019, 3, 31))
        further_project(cast.here, 2, begins_on=date(2019, 3, 1), period_as_written="od III 2019")

    page = browse(cast.adam).get(at("projects") + query)

    assert re.findall(r'<th class="thin" scope="row"><b><a [^>]*>([^<]+)', page.content.decode()) == titles
    assert "Wszystkie 4 Trwające 2 W przygotowaniu 1 Zamknięte 1" in text_of(page)


def test_the_period_is_shown_as_the_contract_writes_it(cast, desk, at):
    with scope(centre=cast.here.centre):
        Terms.objects.filter(project=cast.here.project).update(period_as_written="IX 2018 – VI 2020")

    assert "IX 2018 – VI 2020" in text_of(desk.get(at("projects")))
    assert "25.09.2018 – 30.06.2020" not in text_of(desk.get(at("projects")))


def test_the_list_says_who_opens_a_project_to_those_who_do_not(cast, desk, browse, at):
    sentence = "Projekty zakłada osoba, która administruje ośrodkiem"

    assert sentence in text_of(desk.get(at("projects")))
    assert sentence not in text_of(browse(cast.adam).get(at("projects")))


def test_the_list_shows_own_projects_only(cast, desk, browse, at):
    assert "Dom dla każdego" not in text_of(desk.get(at("projects")))
    assert "Dom dla każdego" in text_of(browse(cast.iga).get(at("projects")))


def test_who_has_no_project_reads_why(cast, browse, at):
    with scope(centre=cast.here.centre):
        TeamRole.objects.filter(user=cast.kasia).delete()

    page = browse(cast.kasia).get(at("projects"))

    assert "Nie ma tu projektów" in text_of(page)
    assert "Nowy projekt" not in text_of(page)


@pytest.mark.guard
def test_the_list_asks_the_same_for_one_and_three(cast, browse, at):
    client, numbers = browse(cast.adam), iter(range(10))

    def add_row():
        with scope(centre=cast.here.centre):
            further_project(cast.here, next(numbers), begins_on=TODAY)

    same_queries_for(lambda: client.get(at("projects")), add_row, at_most=10)


# ---- settings ----------------------------------------------------------------------------------------------


def test_the_terms_in_force_today_stand_out(cast, desk, at):
    with scope(centre=cast.here.centre):
        Terms.objects.create(project=cast.here.project, valid_from=date(2019, 4, 17), reason="aneks 2")
        Terms.objects.create(project=cast.here.project, valid_from=date(2019, 4, 16), reason="aneks 1")

    page = desk.get(at("settings_part", "pas-testowo", "warunki")).content.decode()

    states = re.findall(r'<tr( class="on")?><th class="thin"[^>]*><b>od ([\d.]+)', page)
    assert states == [("", "17.04.2019"), (' class="on"', "16.04.2019"), ("", "25.09.2018")]


def test_the_last_day_is_shown_not_the_day_after(cast, desk, at):
    page = text_of(desk.get(at("settings_part", "pas-testowo", "zespol")))

    # Ewa's access ends before 1.07.2019.
    assert "25.09.2018 – 30.06.2019" in page
    assert "1.07.2019" not in page


def pages_of_settings(at, slug):
    """Return the addresses of the overview and of every part."""
    return [at("settings", slug), *(at("settings_part", slug, part.path) for part in PARTS)]


@pytest.mark.parametrize("name", ["sabina", "kasia", "ewa"])
def test_who_only_reads_finds_no_button(cast, browse, at, name):
    client = browse(getattr(cast, name))
    for address in pages_of_settings(at, "pas-testowo"):
        page = text_of(client.get(address))
        assert "Aktywni razem" in page
        assert not re.search(r"Popraw|Wycofaj|Dodaj|Powołaj|Pokaż na stronie|Ukryj stronę|Zanim ją", page)


def test_the_administrator_appoints_but_does_not_plan(cast, browse, at):
    client = browse(cast.adam)
    said = " ".join(text_of(client.get(address)) for address in pages_of_settings(at, "pas-testowo"))

    assert "Powołaj do zespołu" in said
    assert "Dodaj partnera" in said
    assert "Dodaj warunki" not in said
    assert "Dodaj grupę" not in said


def test_an_empty_plan_says_where_to_begin(cast, browse, at):
    client = browse(cast.adam)
    pages = [client.get(address) for address in pages_of_settings(at, "dom-testowo")]

    assert [faults(page.content.decode()) for page in pages] == [[]] * len(pages)
    said = " ".join(text_of(page) for page in pages)
    for sentence in (
        "Nie ma jeszcze warunków",
        "Nie ma jeszcze kamieni milowych",
        "Nie ma jeszcze zadań",
        "Nikogo jeszcze nie powołano",
        "Nie ma jeszcze grup",
        "Nie ma jeszcze rozdziałów",
    ):
        assert sentence in said


def test_a_part_nobody_named_is_not_there(desk, at):
    assert desk.get(at("settings_part", "pas-testowo", "budzet")).status_code == 404


def test_the_overview_says_how_much_there_is(cast, desk, at):
    with scope(centre=cast.here.centre):
        Milestone.objects.create(project=cast.here.project, title="Start", planned_on=PROJECT_BEGAN)

    page = text_of(desk.get(at("settings", "pas-testowo")))

    assert "Jest: 1 wiersz warunków, 1 kamień milowy." in page
    assert "Jest: 1 program PAL, 1 grupa." in page


def test_who_sets_up_is_told_what_is_left_and_led_there(cast, desk, browse, at):
    with scope(centre=cast.here.centre):
        Project.objects.filter(pk=cast.here.project.pk).update(lead="")
        ProgrammeRound.objects.filter(pk=cast.here.round.pk).update(coordinator=None)

    page = desk.get(at("settings", "pas-testowo")).content.decode()

    assert f'href="{at("correct_project", "pas-testowo")}#id_lead"' in page
    corrected = at("correct_round", "pas-testowo", cast.here.round.pk)
    assert f'href="{corrected}#id_coordinator"' in page
    # The administrator describes, but does not plan; who only reads has nothing to do here.
    told = browse(cast.adam).get(at("settings", "pas-testowo")).content.decode()
    assert "Opisz projekt jednym zdaniem" in told
    assert corrected not in told
    assert (
        "Co jeszcze trzeba ustawić"
        not in browse(cast.ewa).get(at("settings", "pas-testowo")).content.decode()
    )


def test_what_was_promised_belongs_to_the_settings(cast, desk, browse, at):
    indicators = reverse("indicators:settings", args=[cast.here.centre.slug, "pas-testowo"])
    settings = at("settings", "pas-testowo")

    page = desk.get(settings).content.decode()
    assert f'<a class="lnk" href="{indicators}">Ustawienia wskaźników</a>' in page
    assert "Jest: 1 wskaźnik." in text_of(desk.get(settings))
    # The one indicator of the cast has a target and no plan.
    assert f'href="{indicators}">Wpisz plan każdego wskaźnika na kolejne dni</a>' in page
    assert "wartość docelową każdego" not in page

    with scope(centre=cast.here.centre):
        PlannedValue.objects.create(indicator=cast.here.indicator, planned_on=TODAY, value=1)
    assert "Wpisz plan" not in text_of(desk.get(settings))
    with scope(centre=cast.here.centre):
        cast.here.indicator.targets.all().delete()
    assert "Wpisz wartość docelową każdego wskaźnika" in text_of(desk.get(settings))
    # Who administers reads the way there, but the promise is for the one who coordinates.
    told = text_of(browse(cast.adam).get(settings))
    assert "Wartości docelowe z umowy i plan na kolejne dni." in told
    assert "Wpisz wartość docelową" not in told


def test_the_team_is_drawn_as_a_tree(cast, desk, at):
    with scope(centre=cast.here.centre):
        head = TeamRole.objects.get(user=cast.kasia)
        TeamRole.objects.filter(user=cast.anna).update(reports_to=head)

    page = desk.get(at("settings_part", "pas-testowo", "zespol")).content.decode()

    names = re.findall(r'<th class="thin" scope="row">(?:<span[^>]*>(└ )</span>)?<b>([^<]+)', page)
    after_kasia = names[[name for _branch, name in names].index("Kasia Kowal") + 1]
    assert after_kasia == ("└ ", "Anna Adamska")
    assert [name for branch, name in names if branch] == ["Anna Adamska"]


@pytest.mark.guard
@pytest.mark.parametrize(
    ("part", "at_most"),
    [
        ("", 11),
        ("podstawy", 8),
        ("warunki", 9),
        ("zadania", 9),
        ("zespol", 8),
        ("formy-wsparcia", 8),
        ("pal", 11),
        ("strona", 12),
    ],
)
def test_settings_ask_the_same_for_one_and_three(cast, desk, at, part, at_most):
    world, numbers = cast.here, iter(range(2, 10))

    def add_row():
        with scope(centre=world.centre):
            number = next(numbers)
            day = date(2019, 1, number)
            Terms.objects.create(project=world.project, valid_from=day, reason="aneks")
            body = world.organisation(f"Podmiot {number}", "other")
            partnership = Partnership.objects.create(
                project=world.project, organisation=body, part="partner", begins_on=day
            )
            role = TeamRole.objects.create(
                project=world.project,
                person_name=f"Osoba {number}",
                role="trainer",
                partnership=partnership,
                unit=world.project.office,
                reports_to=world.project.team_roles.first(),
                begins_on=day,
            )
            SupportForm.objects.create(
                project=world.project, name=f"Forma {number}", kind="training", mode="group"
            )
            programme = LocalProgramme.objects.create(
                project=world.project, number=number, slug=f"pal-{number}", name=f"PAL {number}"
            )
            planned = ProgrammeRound.objects.create(
                programme=programme, number=1, begins_on=day, ends_on=day, coordinator=role
            )
            Group.objects.create(
                project=world.project, round=planned, partnership=partnership, name=f"Grupa {number}"
            )
            Task.objects.create(
                project=world.project, number=number, title="Zadanie", partnership=partnership
            )
            Milestone.objects.create(project=world.project, title="Kamień", planned_on=day)
            PageSection.objects.create(project=world.project, heading="Rozdział", text="Treść")

    address = at("settings_part", "pas-testowo", part) if part else at("settings", "pas-testowo")
    same_queries_for(lambda: desk.get(address), add_row, at_most=at_most)


@pytest.mark.guard
def test_a_local_programme_asks_the_same_for_one_and_three(cast, desk, at):
    world, numbers = cast.here, iter(range(2, 10))

    def add_row():
        with scope(centre=world.centre):
            number, day = next(numbers), date(2019, 1, 1)
            body = world.organisation(f"Podmiot {number}", "other")
            LocalPartner.objects.create(programme=world.programme, organisation=body)
            ExpectedResult.objects.create(programme=world.programme, text=f"Rezultat {number}")
            Finding.objects.create(programme=world.programme, kind="deficit", text=f"Ustalenie {number}")
            planned = ProgrammeRound.objects.create(
                programme=world.programme,
                number=number,
                begins_on=day,
                ends_on=day,
                coordinator=world.project.team_roles.first(),
            )
            planned.areas.add(Area.objects.create(centre=world.centre, name=f"Obszar {number}"))
            world.programme.support_forms.add(
                SupportForm.objects.create(
                    project=world.project, name=f"Forma {number}", kind="training", mode="group"
                )
            )

    address = at("local_programme", "pas-testowo", world.programme.slug)
    same_queries_for(lambda: desk.get(address), add_row, at_most=15)


@pytest.mark.guard
def test_programmes_ask_the_same_for_one_and_three(cast, browse, at):
    client, numbers = browse(cast.adam), iter(range(2, 10))

    def add_row():
        with scope(centre=cast.here.centre):
            cast.here.project_of_2018(f"dalszy-{next(numbers)}", "Dalszy")

    same_queries_for(lambda: client.get(at("programmes")), add_row, at_most=12)


# ---- adding, correcting, withdrawing -----------------------------------------------------------------------


def test_every_noun_has_words_of_its_own():
    titles = [words for noun in (*OF_PROJECT, *OF_CENTRE) for words in (noun.words.add, noun.words.correct)]

    assert len({str(title) for title in titles}) == len(titles)


def test_adding_leads_back_and_says_what_was_added(cast, desk, at):
    response = desk.post(at("add_group", "pas-testowo"), {"name": "Grupa 2"}, follow=True)

    assert response.redirect_chain == [(at("settings_part", "pas-testowo", "pal") + "#grupy", 302)]
    assert "Dodano: Grupa 2." in text_of(response)


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(cast, desk, at):
    typed = {"valid_from": "1.03.2019", "ends_on": "31.03.2019", "reason": "aneks 1", "outcome_months": "3"}

    response = desk.post(at("add_terms", "pas-testowo"), typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert '<a href="#id_ends_on">W projekcie są już zapisy od 1.10.2018 do 30.06.2019.' in page
    assert 'value="aneks 1"' in page
    assert "<title>Błąd: Dodaj warunki" in page
    assert faults(page) == []


def test_an_annex_dated_before_the_project_is_refused_and_nothing_is_lost(desk, at):
    typed = {"valid_from": "1.03.2009", "reason": "aneks 1", "total_pln": "100", "outcome_months": "3"}

    response = desk.post(at("add_terms", "pas-testowo"), typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Aneks nie może obowiązywać wcześniej niż umowa, czyli przed 25.09.2018." in text_of(response)
    assert ['value="1.03.2009"' in page, 'value="aneks 1"' in page, 'value="100' in page] == [True] * 3


def test_what_the_amounts_and_days_contradict_is_said_beside_what_is_missing(desk, at):
    typed = {
        "valid_from": "1.03.2019",
        "begins_on": "1.03.2020",
        "ends_on": "31.03.2019",
        "total_pln": "100",
        "own_pln": "200",
        "outcome_months": "3",
    }

    page = text_of(desk.post(at("add_terms", "pas-testowo"), typed))

    for sentence in (
        "Projekt nie może się kończyć przed początkiem.",
        "Źródła razem dają więcej niż wartość projektu.",
        "Popraw 3 błędy",
    ):
        assert sentence in page


def test_a_new_row_of_terms_starts_from_the_latest(desk, at):
    page = desk.get(at("add_terms", "pas-testowo")).content.decode()

    assert 'name="begins_on" value="25.09.2018"' in page
    assert 'value="300\xa0000,00"' in page
    assert not re.search(r'name="reason" value', page)


def test_the_last_day_typed_is_kept_as_the_day_after(cast, desk, at):
    address = at("correct_partnership", "pas-testowo", cast.here.partnership.pk)
    body = cast.here.partner_organisation.pk
    typed = {"organisation": body, "part": "partner", "begins_on": "25.09.2018"}

    desk.post(address, typed | {"ends_before": "31.12.2019"})

    cast.here.partnership.refresh_from_db()
    assert cast.here.partnership.ends_before == date(2020, 1, 1)
    assert 'value="31.12.2019"' in desk.get(address).content.decode()


@pytest.mark.parametrize("days", ["", "2019-12-31", "31122019"])
def test_the_last_day_may_be_unknown_or_typed_in_another_way(cast, desk, at, days):
    address = at("correct_partnership", "pas-testowo", cast.here.partnership.pk)
    body = cast.here.partner_organisation.pk
    typed = {"organisation": body, "part": "partner", "begins_on": "25.09.2018", "agreement": "P/1"}

    assert desk.post(address, typed | {"ends_before": days}).status_code == 302

    cast.here.partnership.refresh_from_db()
    assert cast.here.partnership.ends_before == (date(2020, 1, 1) if days else None)


def test_a_link_beside_a_programme_chooses_it(cast, desk, at):
    address = f"{at('add_round', 'pas-testowo')}?nalezy-do={cast.here.programme.pk}"
    page = desk.get(address).content.decode()

    assert f'<option value="{cast.here.programme.pk}" selected>' in page
    assert 'name="number" value="2"' in page
    assert re.search(r'name="areas"[^>]*checked', page)


@pytest.mark.parametrize("chosen", ["x", "-1", "0", "9" * 40, "٣"])
def test_a_link_about_nothing_chooses_nothing(desk, at, chosen):
    page = desk.get(f"{at('add_round', 'pas-testowo')}?nalezy-do={chosen}")

    assert page.status_code == 200
    assert '<option value="" selected>' in page.content.decode()


def test_rows_of_another_centre_cannot_be_chosen(cast, desk, at):
    foreign = cast.elsewhere
    for name, typed in (
        ("add_round", {"programme": foreign.programme.pk, "number": "2"}),
        ("add_group", {"name": "Grupa 2", "round": foreign.round.pk, "partnership": foreign.partnership.pk}),
        ("add_team_role", {"user": cast.darek.pk, "role": "trainer", "begins_on": "1.03.2019"}),
        ("add_partnership", {"organisation": foreign.partner_organisation.pk, "part": "partner"}),
    ):
        response = desk.post(at(name, "pas-testowo"), typed)
        assert response.status_code == 422
        assert "Wybierz jedną z możliwości" in text_of(response)


@pytest.mark.parametrize(
    ("name", "typed", "field", "said"),
    [
        (
            "add_terms",
            {"valid_from": "1.03.2019", "reason": "aneks 1", "total_pln": "100", "eu_pln": "200"},
            "eu_pln",
            "Wkład Funduszy Europejskich nie może przekraczać wartości projektu.",
        ),
        (
            "add_task",
            {"number": "9", "title": "Nabór", "begins_on": "2.03.2019", "ends_on": "1.03.2019"},
            "ends_on",
            "Zadanie nie może się kończyć przed początkiem.",
        ),
        (
            "add_team_role",
            {"role": "accountant", "begins_on": "2.03.2019"},
            "user",
            "Wskaż konto albo wpisz imię i nazwisko.",
        ),
    ],
)
def test_what_contradicts_itself_stands_at_the_field_to_be_mended(desk, at, name, typed, field, said):
    page = desk.post(at(name, "pas-testowo"), typed).content.decode()

    place = (
        page.split(f'name="{field}"')[0].rsplit('class="fld', 1)[-1] + page.split(f'name="{field}"')[1][:900]
    )
    assert said in place


def test_rows_of_another_project_are_not_corrected_here(cast, desk, at):
    with scope(centre=cast.here.centre):
        group = Group.objects.create(project=cast.unrelated, name="Cudza")

    assert desk.get(at("correct_group", "pas-testowo", group.pk)).status_code == 404
    assert desk.get(at("correct_group", "dom-testowo", group.pk)).status_code == 404


def test_withdrawing_asks_first_and_says_what_stands_in_the_way(cast, desk, at):
    address = at("withdraw_group", "pas-testowo", cast.here.group.pk)

    asked = desk.get(address)
    refused = desk.post(address)

    assert re.search(r"Wycofać tę grupę\? .*\bGrupa 1 ", text_of(asked))
    # Nobody is asked in vain: what is refused is said before there is a button to press.
    assert "Nie można wycofać, bo zależą od tego" in text_of(asked)
    assert "btn danger" not in asked.text
    with scope(centre=cast.here.centre):
        assert Group.objects.filter(pk=cast.here.group.pk).exists()
    assert refused.status_code == 422
    assert "Nic się nie zmieniło Nie można wycofać, bo zależą od tego" in text_of(refused)
    assert faults(refused.content.decode()) == []


def test_a_withdrawn_local_programme_leads_back_to_settings(cast, desk, at):
    with scope(centre=cast.here.centre):
        programme = LocalProgramme.objects.create(project=cast.here.project, number=2, slug="x", name="Nowy")

    response = desk.post(at("withdraw_local_programme", "pas-testowo", programme.pk), follow=True)

    assert response.redirect_chain == [(at("settings_part", "pas-testowo", "pal") + "#programy-pal", 302)]
    assert "Wycofano: Nowy." in text_of(response)


def test_a_project_is_opened_then_led_to_its_settings(cast, browse, at):
    client = browse(cast.adam)
    typed = {"title": "Dom na Nowo", "rule_pack": "esf-plus-2021-2027"}

    response = client.post(at("add_project"), typed, follow=True)

    assert response.redirect_chain == [(at("settings", "dom-na-nowo"), 302)]
    assert "Projekt jest założony." in text_of(response)
    assert client.post(at("add_project"), typed).status_code == 422


def test_a_corrected_address_is_where_one_is_led(cast, desk, at):
    with scope(centre=cast.here.centre):
        Project.objects.filter(pk=cast.here.project.pk).update(is_public=False)
    typed = {"title": "Aktywni razem", "slug": "aktywni", "rule_pack": "esf-2014-2020"}

    response = desk.post(at("correct_project", "pas-testowo"), typed)

    assert response["Location"] == at("settings_part", "aktywni", "podstawy")


def test_a_holder_of_a_role_is_not_asked_for_again(cast, desk, at):
    with scope(centre=cast.here.centre):
        role = TeamRole.objects.get(user=cast.kasia)
    page = desk.get(at("correct_team_role", "pas-testowo", role.pk)).content.decode()

    assert 'name="begins_on"' in page
    assert not re.search(r'name="(user|person_name|role)"', page)
    assert "Kasia Kowal" in page


def test_an_unverified_kind_says_so_where_it_is_chosen(cast, desk, at):
    page = text_of(desk.get(at("add_support_form", "pas-testowo")))

    assert "usługa o charakterze zdrowotnym *" in page
    assert "usługa o charakterze społecznym *" not in page
    assert page.count("Z gwiazdką: nazwa robocza, niepotwierdzona w wytycznych.") == 1


# ---- texts -------------------------------------------------------------------------------------------------

MARKUP = "<script>alert(1)</script><b>ważne</b>"


def test_markup_is_shown_as_it_was_typed(cast, desk, at):
    with scope(centre=cast.here.centre):
        Project.objects.filter(pk=cast.here.project.pk).update(problem=MARKUP)
        LocalProgramme.objects.filter(pk=cast.here.programme.pk).update(goal=MARKUP)
        Task.objects.create(project=cast.here.project, number=1, title=MARKUP, description=MARKUP)
        PageSection.objects.create(project=cast.here.project, heading=MARKUP, text=MARKUP)

    for address in (
        at("settings_part", "pas-testowo", "podstawy"),
        at("settings_part", "pas-testowo", "zadania"),
        at("settings_part", "pas-testowo", "strona"),
        at("local_programme", "pas-testowo", cast.here.programme.slug),
    ):
        page = desk.get(address).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;ważne&lt;/b&gt;" in page
        assert "<b>ważne" not in page


@pytest.mark.parametrize(("length", "status"), [(10_000, 302), (10_001, 422)])
def test_a_text_is_as_long_as_a_page_can_be(desk, at, length, status):
    typed = {"heading": "Po co", "text": "x" * length, "position": "1"}

    response = desk.post(at("add_page_section", "pas-testowo"), typed)

    assert response.status_code == status
    assert ("10000" in response.content.decode()) is (status == 422)


# ---- what a new form already holds -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("add_task", 'name="number" value="1"'),
        ("add_page_section", 'name="position" value="1"'),
        ("add_partnership", 'name="begins_on" value="25.09.2018"'),
        ("add_team_role", 'name="begins_on" value="25.09.2018"'),
        ("add_support_form", '<option value="contacts_a_month" selected>'),
    ],
)
def test_a_new_form_starts_from_what_is_known(cast, desk, at, name, held):
    with scope(centre=cast.here.centre):
        last = SupportForm.objects.filter(project=cast.here.project).order_by("position", "pk").last()
        SupportForm.objects.filter(pk=last.pk).update(unit="contacts_a_month")

    assert held in desk.get(at(name, "pas-testowo")).content.decode()


def test_a_round_follows_the_last_one_and_ends_with_the_project(cast, desk, at):
    address = f"{at('add_round', 'pas-testowo')}?nalezy-do={cast.here.programme.pk}"
    with scope(centre=cast.here.centre):
        planned = cast.here.round
        ProgrammeRound.objects.filter(pk=planned.pk).update(ends_on=date(2019, 6, 30))
        first = LocalProgramme.objects.create(project=cast.here.project, number=2, slug="x", name="Nowy")

    page = desk.get(address).content.decode()
    assert 'name="begins_on" value="1.07.2019"' in page
    assert 'name="ends_on" value="30.06.2020"' in page
    # The first round of another programme takes the days of the project.
    page = desk.get(f"{at('add_round', 'pas-testowo')}?nalezy-do={first.pk}").content.decode()
    assert 'name="begins_on" value="25.09.2018"' in page


def test_a_group_is_added_to_the_round_it_was_asked_for(cast, desk, at):
    page = desk.get(f"{at('add_group', 'pas-testowo')}?nalezy-do={cast.here.round.pk}").content.decode()

    assert f'<option value="{cast.here.round.pk}" selected>' in page


# ---- the public page -----------------------------------------------------------------------------------


def test_a_page_that_is_not_ready_says_why_and_stays_hidden(cast, desk, at):
    with scope(centre=cast.here.centre):
        Project.objects.filter(pk=cast.here.project.pk).update(is_public=False, lead="", main_goal="Więzi")

    asked = desk.get(at("settings_part", "pas-testowo", "strona"))
    refused = desk.post(at("publish_project", "pas-testowo"), follow=True)

    assert f'href="{at("correct_project", "pas-testowo")}#id_lead"' in asked.content.decode()
    assert "Strona publiczna nie może być pusta. Brakuje: jednego zdania o projekcie." in text_of(refused)
    with scope(centre=cast.here.centre):
        assert not Project.objects.get(pk=cast.here.project.pk).is_public
        Project.objects.filter(pk=cast.here.project.pk).update(lead="Razem")
    shown = desk.post(at("publish_project", "pas-testowo"), follow=True)
    assert "Stronę projektu widzą teraz wszyscy." in text_of(shown)
    assert "Ukryj stronę" in text_of(shown)
    assert "Strona projektu jest ukryta." in text_of(
        desk.post(at("hide_project", "pas-testowo"), follow=True)
    )


# ---- history -----------------------------------------------------------------------------------------------


def test_every_page_of_the_plan_leads_to_its_history(cast, desk, browse, at):
    group = cast.here.group
    log = reverse("desk:log", args=[cast.here.centre.slug])
    desk.post(at("correct_group", "pas-testowo", group.pk), {"name": "Grupa pierwsza"})

    for address, about in (
        (at("settings", "pas-testowo"), label(cast.here.project)),
        (at("settings_part", "pas-testowo", "pal"), label(cast.here.project)),
        (at("local_programme", "pas-testowo", cast.here.programme.slug), label(cast.here.programme)),
        (at("correct_group", "pas-testowo", group.pk), label(group)),
    ):
        assert f'href="{log}?{urlencode({"dotyczy": about})}"' in desk.get(address).content.decode()

    history = text_of(desk.get(log, {"dotyczy": label(group)}))
    assert "Poprawiono: grupa" in history
    assert "Grupa pierwsza" in history
    # Who does not read the log of the project is not led there.
    assert "dotyczy" not in browse(cast.sabina).get(at("settings", "pas-testowo")).content.decode()
