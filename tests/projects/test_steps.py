"""Tasks and milestones lie in the days of the project; sections are plain text; findings count right."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.transaction import atomic

from osnowa.projects.actions import local_programmes, rounds, sections, steps, terms
from osnowa.projects.actions.changes import Gone, OfAnotherProject
from osnowa.projects.models import Finding, Milestone, PageSection, Partnership, Task
from osnowa.projects.queries.evidence import evidence_bounds
from tests.cast import TODAY
from tests.projects.conftest import sentences

OUTSIDE = "musi się zmieścić w okresie projektu: od 25.09.2018 do 30.06.2020."


def add_task(world, who, **facts):
    return steps.add_task(project=world.project, **{"number": 1, "title": "Rekrutacja"} | facts, **who)


def add_milestone(world, who, **facts):
    facts = {"title": "Pierwsza grupa działa", "planned_on": date(2019, 3, 1)} | facts
    return steps.add_milestone(project=world.project, **facts, **who)


# ---- tasks -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "days",
    [
        {},
        {"begins_on": date(2018, 9, 25), "ends_on": date(2020, 6, 30)},
        {"begins_on": date(2019, 1, 1)},
        {"ends_on": date(2019, 1, 1)},
    ],
)
def test_a_task_lies_in_the_project(here, anna, days):
    task = add_task(here, anna, partnership=here.partnership, **days)

    assert list(here.project.tasks.all()) == [task]
    assert str(task) == "1. Rekrutacja"


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"begins_on": date(2018, 9, 24)}, "begins_on"),
        ({"ends_on": date(2020, 7, 1)}, "ends_on"),
        ({"begins_on": date(2019, 1, 1), "ends_on": date(2020, 7, 1)}, "ends_on"),
    ],
)
def test_a_task_outside_the_project_is_refused(here, anna, days, field):
    with pytest.raises(steps.TaskOutsideTheProject) as refusal:
        add_task(here, anna, **days)

    assert sentences(refusal) == {field: [f"Zadanie {OUTSIDE}"]}
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"number": 1}, {"__all__": ["Zadanie o tym numerze już jest w projekcie."]}),
        (
            {"number": 2, "begins_on": date(2019, 2, 2), "ends_on": date(2019, 2, 1)},
            {"__all__": ["Zadanie nie może się kończyć przed początkiem."]},
        ),
    ],
)
def test_what_a_task_may_not_be(here, anna, facts, said):
    add_task(here, anna)

    with pytest.raises(ValidationError) as refusal:
        add_task(here, anna, **facts)

    assert sentences(refusal) == said
    with pytest.raises(IntegrityError), atomic():
        Task.objects.create(project=here.project, title="Inne", **facts)


def test_a_partner_of_another_project_is_not_responsible(here, anna, cast):
    foreign = Partnership.objects.create(
        project=cast.unrelated, organisation=here.own_organisation, part="leader", begins_on=TODAY
    )

    with pytest.raises(OfAnotherProject):
        add_task(here, anna, partnership=foreign)


def test_the_project_may_not_leave_a_task_outside(here, anna):
    # Each knows only one of its days; both count.
    add_task(here, anna, begins_on=date(2020, 6, 29))
    add_task(here, anna, number=2, ends_on=date(2018, 9, 26))
    assert evidence_bounds(here.project) == (date(2018, 9, 26), date(2020, 6, 29))

    with pytest.raises(terms.EvidenceOutside):
        terms.correct_terms(terms=here.terms, ends_on=date(2020, 6, 28), **anna)


def test_a_task_is_corrected_and_withdrawn(here, anna):
    task = add_task(here, anna)

    assert steps.correct_task(task=task, title="Nabór", **anna).title == "Nabór"
    with pytest.raises(steps.TaskOutsideTheProject):
        steps.correct_task(task=task, ends_on=date(2021, 1, 1), **anna)
    steps.withdraw_task(task=task, **anna)
    with pytest.raises(Gone):
        steps.correct_task(task=task, title="Rekrutacja", **anna)


# ---- milestones --------------------------------------------------------------------------------------------


def test_a_milestone_is_reached_today_at_the_latest(here, anna):
    milestone = add_milestone(here, anna)

    assert steps.correct_milestone(milestone=milestone, reached_on=TODAY, **anna).reached_on == TODAY
    with pytest.raises(steps.ReachedInTheFuture) as refusal:
        steps.correct_milestone(milestone=milestone, reached_on=TODAY.replace(day=TODAY.day + 1), **anna)
    assert list(sentences(refusal)) == ["reached_on"]


@pytest.mark.parametrize("day", [date(2018, 9, 24), date(2020, 7, 1)])
def test_a_milestone_outside_the_project_is_refused(here, anna, day):
    with pytest.raises(steps.MilestoneOutsideTheProject) as refusal:
        add_milestone(here, anna, planned_on=day)

    assert sentences(refusal) == {"planned_on": [f"Kamień milowy {OUTSIDE}"]}


def test_a_milestone_is_withdrawn(here, anna):
    steps.withdraw_milestone(milestone=add_milestone(here, anna), **anna)

    assert not Milestone.objects.exists()


# ---- sections ----------------------------------------------------------------------------------------------


def test_sections_stand_in_their_order(here, anna):
    second = sections.add_page_section(
        project=here.project, heading="Dla kogo", text="Dla sąsiadów.", position=2, **anna
    )
    first = sections.add_page_section(project=here.project, heading="Po co", text="Żeby być razem.", **anna)

    assert list(here.project.sections.all()) == [first, second]
    sections.correct_page_section(section=first, position=3, **anna)
    assert list(here.project.sections.all()) == [second, first]
    sections.withdraw_page_section(section=first, **anna)
    assert list(PageSection.objects.all()) == [second]


# ---- findings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named_by", "asked"), [(None, None), (0, 40), (31, 40), (40, 40)], ids=["unknown", "none", "most", "all"]
)
def test_a_finding_may_come_from_a_survey(here, anna, named_by, asked):
    finding = local_programmes.add_finding(
        programme=here.programme, kind="deficit", text="Samotność", named_by=named_by, asked=asked, **anna
    )

    assert list(here.programme.findings.all()) == [finding]


@pytest.mark.parametrize(
    ("named_by", "asked", "sentence"),
    [
        (41, 40, "Nie mogło tego wskazać więcej osób, niż odpowiedziało."),
        (1, None, "Wpisz obie liczby z ankiety albo żadnej."),
        (None, 40, "Wpisz obie liczby z ankiety albo żadnej."),
    ],
)
def test_numbers_of_a_survey_agree(here, anna, named_by, asked, sentence):
    facts = {"kind": "person", "text": "Brak pracy", "named_by": named_by, "asked": asked}
    with pytest.raises(ValidationError) as refusal:
        local_programmes.add_finding(programme=here.programme, **facts, **anna)

    assert sentences(refusal) == {"__all__": [sentence]}
    with pytest.raises(IntegrityError), atomic():
        Finding.objects.create(programme=here.programme, **facts)


def test_findings_go_with_their_programme(here, anna):
    programme = local_programmes.add_local_programme(project=here.project, number=2, name="Księże", **anna)
    finding = local_programmes.add_finding(programme=programme, kind="person", text="Samotność", **anna)
    local_programmes.correct_finding(finding=finding, kind="deficit", **anna)
    other = local_programmes.add_finding(programme=programme, kind="environment", text="Hałas", **anna)
    local_programmes.withdraw_finding(finding=other, **anna)

    local_programmes.withdraw_local_programme(programme=programme, **anna)

    assert not Finding.objects.exists()


def test_a_round_knows_when_it_was_approved(here, anna):
    planned = rounds.correct_round(
        planned=here.round, approval="Zarządzenie 7", approved_on=date(2018, 9, 28), **anna
    )

    assert planned.approved_on == date(2018, 9, 28)
