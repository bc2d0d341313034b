"""The public page of a Local Activity Programme: the whole plan of it, made from records."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from osnowa.organisations.models import Area, ContactPoint, Organisation, Unit
from osnowa.projects.models import (
    ExpectedResult,
    Finding,
    LocalPartner,
    LocalProgramme,
    ProgrammeRound,
    SupportForm,
    TeamRole,
)
from tests.accessibility import faults
from tests.cast import ROUND_BEGAN
from tests.queries import same_queries_for

pytestmark = pytest.mark.django_db
ADDRESS = "/projekty/pas-testowo/pal/stare-miasto/"


def read(path=ADDRESS):
    response = Client().get(path)
    assert response.status_code == 200, response.status_code
    html = response.content.decode()
    assert faults(html) == []
    return html.partition("<main")[2]


def words(html):
    """Return what a reader sees, with ordinary spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (ADDRESS, {"is_public": False}),
        ("/projekty/pas-testowo/pal/nowe-miasto/", {}),
        ("/projekty/dom-testowo/pal/stare-miasto/", {}),
        ("/projekty/pas-obcowo/pal/stare-miasto/", {}),
    ],
)
def test_what_is_not_public_here_does_not_exist(here, path, fields):
    LocalProgramme.objects.filter(pk=here.programme.pk).update(**fields)

    answer = Client().get(path)

    assert answer.status_code == 404
    assert "Nie ma takiej strony" in answer.content.decode()
    assert here.programme.name not in answer.content.decode()


def test_a_programme_that_is_not_public_is_not_named_on_the_page_of_its_project(here):
    address = 'href="/projekty/pas-testowo/pal/stare-miasto/"'
    assert address in read("/projekty/pas-testowo/")

    LocalProgramme.objects.filter(pk=here.programme.pk).update(is_public=False)

    assert address not in read("/projekty/pas-testowo/")
    assert "Razem na Starym Mieście" not in read("/projekty/pas-testowo/")


def test_the_page_says_what_records_say(here):
    here.programme.addressees = "11 osób ze Starego Miasta."
    here.programme.environment_diagnosis = "Sąsiedzi się nie znają."
    here.programme.people_diagnosis = "Wiele osób żyje samotnie."
    here.programme.diagnosis_method = "ankieta"
    here.programme.goal = "Więcej więzi."
    here.programme.save()
    ExpectedResult.objects.create(
        programme=here.programme, text="Samodzielność", seen_by="ankieta po zajęciach"
    )
    LocalPartner.objects.create(
        programme=here.programme, organisation=here.partner_organisation, gives="sala na spotkania"
    )

    page = words(read())

    for said in (
        "11 osób ze Starego Miasta.",
        "Sąsiedzi się nie znają.",
        "Wiele osób żyje samotnie.",
        "Skąd to wiemy: ankieta.",
        "Więcej więzi.",
        "Samodzielność Poznamy to po tym: ankieta po zajęciach",
        "Trening gospodarowania budżetem forma grupowa, 4 spotkania",
        "forma indywidualna, minimum 2 kontakty w miesiącu",
        "2 formy wsparcia",
        "1 partner lokalny",
        f"{here.partner_organisation.name} sala na spotkania",
        "Osiedla: Stare Miasto",
        "Program jest częścią projektu Aktywni razem",
    ):
        assert said in page, said


def test_forms_stand_under_their_headings_in_the_order_of_the_plan(here):
    here.programme.support_forms.clear()
    for position, (name, heading) in enumerate(
        [("Manualny", "Rozwój"), ("Kulinarny", "Życie"), ("Foto", "Rozwój"), ("Poradnictwo", "")], 1
    ):
        here.programme.support_forms.add(
            SupportForm.objects.create(
                project=here.project,
                name=name,
                heading=heading,
                kind="active-integration",
                mode="group",
                position=position,
            )
        )

    page = read().partition("Formy wsparcia</h2>")[2].partition('<div class="stack">')[0]

    assert "4\u00a0formy wsparcia, 3\u00a0grupy form." in page
    assert re.findall(r"<(?:h3|b)>([^<]+)</", page) == [
        "Rozwój",
        "Manualny",
        "Foto",
        "Życie",
        "Kulinarny",
        "Poradnictwo",
    ]


@pytest.mark.parametrize(
    ("unit", "amount", "said"),
    [
        ("meetings", "1", "1 spotkanie"),
        ("meetings", "4", "4 spotkania"),
        ("meetings", "7", "7 spotkań"),
        ("hours", "2.5", "2,5 godziny"),
        ("contacts_a_month", "1", "minimum 1 kontakt w miesiącu"),
        ("contacts_a_month", "2", "minimum 2 kontakty w miesiącu"),
    ],
)
def test_an_amount_reads_as_a_sentence(here, unit, amount, said):
    SupportForm.objects.filter(pk=here.training_form.pk).update(unit=unit, planned_amount=Decimal(amount))

    assert f"forma grupowa, {said}" in words(read())


def test_each_round_has_its_own_days_areas_and_coordinator(here):
    unit = Unit.objects.create(
        organisation=here.own_organisation, name="Zespół nr 5", address_line="ul. Parkowa 5"
    )
    ContactPoint.objects.create(unit=unit, value="+48713352379")
    ContactPoint.objects.create(unit=unit, kind="email", value="zespol@example.pl")
    second = ProgrammeRound.objects.create(
        programme=here.programme,
        number=2,
        begins_on=date(2019, 9, 1),
        ends_on=date(2020, 5, 31),
        period_as_written="IX 2019 – V 2020",
        coordinator=TeamRole.objects.create(
            project=here.project,
            person_name="Irena Gaj",
            role="coordinator",
            title="zastępczyni kierownika",
            unit=unit,
            begins_on=date(2019, 9, 1),
        ),
    )
    second.areas.add(Area.objects.create(centre=here.centre, name="Nowe Miasto"))

    page = words(read())

    assert "Tura 2 IX 2019 – V 2020 Osiedla: Nowe Miasto" in page
    assert "Koordynacja, tura 1" in page
    assert (
        "Koordynacja, tura 2 Irena Gaj zastępczyni kierownika Zespół nr 5 ul. Parkowa 5 71 33 52 379" in page
    )
    assert 'href="tel:+48713352379"' in read()
    assert "zespol@example.pl" in page


def test_who_coordinates_both_rounds_stands_once(here):
    ProgrammeRound.objects.create(
        programme=here.programme,
        number=2,
        begins_on=date(2019, 9, 1),
        ends_on=date(2020, 5, 31),
        coordinator=here.round.coordinator,
    )

    assert re.findall(r"Koordynacja[^<]*", read()) == ["Koordynacja"]


def test_a_programme_of_a_name_alone_has_a_page(here):
    LocalProgramme.objects.create(
        project=here.project, number=2, slug="sam", name="Sam początek", is_public=True
    )

    page = read("/projekty/pas-testowo/pal/sam/")

    assert "Sam początek" in page
    assert "<h2" not in page.partition("Finansowanie")[0].replace('<h2 id="finansowanie-naglowek">', "")


@pytest.mark.parametrize(
    ("named_by", "asked", "numbers"),
    [
        (None, None, ""),
        (34, 120, "(34 z 120 osób)"),
        (5, 5, "(5 z 5 osób)"),
        (4, 120, ""),
        (3, 4, ""),
        (0, 20, "(0 z 20 osób)"),
        # Those who did not name it are few.
        (39, 40, ""),
        (36, 40, ""),
        (35, 40, "(35 z 40 osób)"),
        (40, 40, "(40 z 40 osób)"),
    ],
)
def test_a_finding_tells_its_survey_unless_few_were_asked(here, named_by, asked, numbers):
    Finding.objects.create(
        programme=here.programme, kind="environment", text="wandalizm", named_by=named_by, asked=asked
    )

    page = words(read())

    assert re.findall(r"wandalizm ?(\([^)]*\))?", page) == [numbers]


def test_findings_stand_by_kind_in_their_order(here):
    for kind, text, position in (
        ("deficit", "zaufania", 2),
        ("person", "ubóstwo", 1),
        ("environment", "hałas", 1),
        ("deficit", "pewności siebie", 1),
    ):
        Finding.objects.create(programme=here.programme, kind=kind, text=text, position=position)

    page = words(read())

    assert "Środowisko hałas Ludzie ubóstwo Czego brakuje pewności siebie zaufania" in page


@pytest.mark.guard
def test_the_page_costs_the_same_for_one_and_three(here):
    def one_more():
        number = SupportForm.objects.count() + 1
        here.programme.support_forms.add(
            SupportForm.objects.create(
                project=here.project,
                name=f"Forma {number}",
                heading=f"Grupa {number}",
                kind="active-integration",
                mode="group",
            )
        )
        ExpectedResult.objects.create(programme=here.programme, text=f"Rezultat {number}")
        Finding.objects.create(programme=here.programme, kind="deficit", text=f"ustalenie {number}")
        body = Organisation.objects.create(centre=here.centre, name=f"Podmiot {number}", kind="school")
        LocalPartner.objects.create(programme=here.programme, organisation=body)
        unit = Unit.objects.create(organisation=here.own_organisation, name=f"Zespół {number}")
        ContactPoint.objects.create(unit=unit, value=f"+48713352{number:03}")
        planned = ProgrammeRound.objects.create(
            programme=here.programme,
            number=number,
            begins_on=ROUND_BEGAN,
            ends_on=date(2019, 6, 30),
            coordinator=TeamRole.objects.create(
                project=here.project,
                person_name=f"Osoba {number}",
                role="coordinator",
                unit=unit,
                begins_on=ROUND_BEGAN,
            ),
        )
        planned.areas.add(Area.objects.create(centre=here.centre, name=f"Osiedle {number}"))

    client = Client()
    same_queries_for(lambda: client.get(ADDRESS), one_more, at_most=14)
