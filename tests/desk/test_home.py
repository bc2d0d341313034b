"""What each role finds in the morning."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django_scopes import scope

from osnowa.casework.models import Contact
from osnowa.desk.queries.home import caseload, desk_of, meetings_that_wait
from osnowa.indicators.models import Indicator, PlannedValue
from osnowa.organisations.models import Centre, Membership, Organisation, Role
from osnowa.participants.models import CaseworkerAssignment, Exit, Ground
from osnowa.projects.models import Project, TeamRole
from osnowa.projects.queries.projects import projects_visible_to
from osnowa.projects.queries.standing import standing_of
from tests.accessibility import faults
from tests.cast import NOW, PROJECT_BEGAN, ROUND_BEGAN, TODAY, user
from tests.desk.evidence import days_ago, four_indicators, marked, meeting, met
from tests.queries import same_queries_for


def standing(somebody, world):
    return standing_of(somebody, world.centre, TODAY)


def desk(somebody, world, **asked):
    who = standing(somebody, world)
    return desk_of(who, list(projects_visible_to(who).order_by("title")), **asked)


def names(people):
    return [(each.name, each.month.personal) for each in people]


def address(world):
    return reverse("desk:home", args=[world.centre.slug])


# ---- contacts ----------------------------------------------------------------------------------------------


def test_who_lacks_most_contacts_comes_first(cast, here):
    met(here, here.hidden_enrolment, days_ago(2))
    met(here, here.hidden_enrolment, days_ago(1))
    here.enrol("Ewa", "Ćwik", caseworker=cast.sabina)

    found = caseload(standing(cast.sabina, here))

    # Maria met Sabina once this month; the hidden name is her own worker's to read.
    assert names(found.people) == [("Ewa Ćwik", 0), ("Maria Nowak", 1), ("Zofia Żak", 2)]
    assert names(found.complete) == [("Zofia Żak", 2)]
    assert found.days_left == 14


@pytest.mark.parametrize(
    ("facts", "personal", "remote"),
    [
        ({}, 2, 0),
        ({"channel": "phone"}, 1, 1),
        ({"took_place": False, "minutes": None}, 1, 0),
        ({"on": date(2019, 3, 29)}, 1, 0),
    ],
)
def test_only_personal_contacts_of_this_month_count(cast, here, facts, personal, remote):
    met(here, here.enrolment, **facts)

    found = {each.name: each.month for each in caseload(standing(cast.sabina, here)).people}

    assert (found["Maria Nowak"].personal, found["Maria Nowak"].remote) == (personal, remote)


def test_people_of_others_and_people_who_left_are_not_mine(cast, here):
    CaseworkerAssignment.objects.filter(enrolment=here.enrolment).update(ends_before=TODAY)
    Exit.objects.create(
        enrolment=here.hidden_enrolment,
        ended_on=days_ago(1),
        reason="employment",
        situation="employed",
        on_path=True,
        outcome_due_on=date(2019, 7, 15),
        recorded_at=NOW,
    )

    assert caseload(standing(cast.sabina, here)).people == []


def test_the_list_shows_whom_it_is_asked_for(cast, here, browse):
    met(here, here.enrolment)
    client = browse(cast.sabina)

    lacking = client.get(address(here)).content.decode()
    complete = client.get(address(here), {"kontakty": "komplet"}).content.decode()

    assert ("Zofia Żak" in lacking, "Maria Nowak" in lacking) == (True, False)
    assert ("Zofia Żak" in complete, "Maria Nowak" in complete) == (False, True)


# ---- meetings ----------------------------------------------------------------------------------------------


def test_meetings_wait_until_everybody_is_marked(cast, here):
    who = standing(cast.tomek, here)
    today = meeting(here, 2, TODAY)
    meeting(here, 3, date(2019, 4, 23))
    assert [each.session for each in meetings_that_wait(who)] == [here.session, today]

    marked(here, today, {here.enrolment: "present", here.hidden_enrolment: "absent"})
    assert [(each.session, each.unmarked) for each in meetings_that_wait(who)] == [
        (here.session, 3),
        (today, 1),
    ]

    marked(here, today, {here.stranger_enrolment: "excused"})
    assert [each.session for each in meetings_that_wait(who)] == [here.session]


@pytest.mark.parametrize(
    ("member", "waiting"), [("tomek", 1), ("anna", 1), ("bartek", 0), ("sabina", None), ("kasia", None)]
)
def test_meetings_wait_for_those_who_mark(cast, here, member, waiting):
    found = desk(getattr(cast, member), here).waiting

    assert (None if found is None else len(found)) == waiting


def test_a_partner_marks_the_groups_it_runs(cast, here):
    here.group.partnership = here.partnership
    here.group.save()

    assert [each.session for each in desk(cast.bartek, here).waiting] == [here.session]


def test_what_waits_today_stands_before_what_is_done(cast, here):
    done = meeting(here, 2, TODAY)
    waits = meeting(here, 3, TODAY, begins_at="18:00", ends_at="19:00")
    people = (here.enrolment, here.hidden_enrolment, here.stranger_enrolment)
    marked(here, done, dict.fromkeys(people, "present"))

    assert [each.session for each in desk(cast.tomek, here).today] == [waits, done]


# ---- figures, officers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("member", "shown"),
    [("anna", True), ("kasia", True), ("ewa", True), ("sabina", False), ("tomek", False), ("hanna", False)],
)
def test_figures_stand_on_the_desk_of_those_who_answer_for_them(cast, here, member, shown):
    assert bool(desk(getattr(cast, member), here).figures) is shown


def test_figures_are_of_the_project_asked_for(cast, here):
    other = Project.objects.get(pk=cast.unrelated.pk)
    other.team_roles.create(user=cast.anna, role="coordinator", begins_on=ROUND_BEGAN)

    assert desk(cast.anna, here).figures.project == here.project
    assert desk(cast.anna, here, asked=other.slug).figures.project == other
    assert desk(cast.anna, here, asked="nieznany").figures.project == here.project


def test_figures_show_their_course_and_what_is_below_the_plan(cast, here, browse):
    four_indicators(here)
    indicator = Indicator.objects.get(code="zagrozeni")
    PlannedValue.objects.create(indicator=indicator, planned_on=TODAY, value=7)

    page = browse(cast.anna).get(address(here)).content.decode().replace("\xa0", " ")

    below = page[page.index('id="ponizej-planu-naglowek"') :]
    assert "poniżej planu" in below[: below.index("</section>")]
    assert re.search(r'<svg class="curve".*?aria-label="[^"]+: \d+, plan \d+"', page, re.S)
    assert "Koniec miesiąca" in page
    assert faults(page) == []


@pytest.mark.parametrize(
    ("member", "sentences"),
    [
        ("iga", ["Wgląd z podaniem powodu", "Dziennik zmian"]),
        ("adam", ["Konta i role w ośrodku", "Projekty i zespoły"]),
        ("hanna", ["Na pulpicie nie ma dziś nic do zrobienia", "Aktywni razem"]),
        ("bartek", ["Wszystko zaznaczone.", "Dziś nie ma zajęć."]),
    ],
)
def test_everybody_finds_something_true(cast, here, browse, member, sentences):
    page = browse(getattr(cast, member)).get(address(here)).content.decode()

    assert [sentence for sentence in sentences if sentence not in page] == []
    assert faults(page) == []


def test_an_empty_desk_says_what_to_begin_with(cast, here, browse):
    CaseworkerAssignment.objects.all().delete()
    worker = browse(cast.sabina).get(address(here)).content.decode()
    assert "Nie masz jeszcze osób pod opieką" in worker.replace("\xa0", " ")
    assert f'class="btn" href="{reverse("participants:register", args=[here.centre.slug])}"' in worker

    add_project = reverse("projects:add_project", args=[here.centre.slug])
    empty = Centre.objects.create(slug="nowy", name="Nowy ośrodek", short_name="Nowy")
    with scope(centre=empty):
        body = Organisation.objects.create(centre=empty, name="Nowy", kind=Organisation.Kind.CENTRE)
        Membership.objects.create(
            user=cast.adam,
            centre=empty,
            organisation=body,
            role=Role.ADMINISTRATOR,
            begins_on=PROJECT_BEGAN,
        )
    page = browse(cast.adam).get(reverse("desk:home", args=["nowy"])).content.decode()
    assert "Ośrodek nie ma jeszcze projektu" in page.replace("\xa0", " ")
    assert add_project.replace(here.centre.slug, "nowy") in page
    assert faults(page) == []


# ---- cost --------------------------------------------------------------------------------------------------


@pytest.mark.guard
@pytest.mark.parametrize(("member", "at_most"), [("anna", 14), ("sabina", 11), ("tomek", 9)])
def test_the_desk_costs_the_same_for_one_and_three(cast, here, browse, member, at_most):
    client = browse(getattr(cast, member))
    four_indicators(here)
    # Whoever coordinates two projects has a choice of figures.
    TeamRole.objects.create(project=cast.unrelated, user=cast.anna, role="coordinator", begins_on=ROUND_BEGAN)

    def one_more():
        (enrolment,) = here.crowd(1, caseworker=cast.sabina)
        number = Contact.objects.count() + 10
        meeting(here, number, TODAY, begins_at=f"{number % 12}:00", ends_at=f"{number % 12}:45")
        met(here, enrolment)
        Ground.objects.create(
            person=enrolment.person,
            kind="poverty",
            document_kind="centre-certificate",
            valid_from=ROUND_BEGAN,
            recorded_at=NOW,
        )
        # The bell learns its new number once, however many rows there are.
        client.get(address(here))

    same_queries_for(lambda: client.get(address(here)), one_more, at_most=at_most)


def test_an_outside_trainer_finds_their_meetings(cast, here, browse):
    outside = here.belong(user("Olga Obca"))
    here.edition.trainer = outside
    here.edition.save()

    page = browse(outside).get(address(here)).content.decode()

    assert [each.session for each in desk(outside, here).waiting] == [here.session]
    assert reverse("trainings:sessions", args=[here.centre.slug]) in page
    assert [each.session for each in desk(cast.tomek, here).waiting] == []
