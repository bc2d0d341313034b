"""What is left to set: a table of what is there and what is asked for."""

from dataclasses import replace

import pytest

from osnowa.projects.readiness import (
    Lack,
    ProgrammeSoFar,
    ProjectSoFar,
    RoundSoFar,
    missing,
    missing_on_page,
    missing_on_programme_page,
)

ROUND = RoundSoFar(1, 1)
PROGRAMME = ProgrammeSoFar(1, 2, "Razem", rounds=(ROUND,))
READY = ProjectSoFar(programmes=(PROGRAMME,))
NOTHING = ProjectSoFar(
    has_period=False,
    has_coordinator=False,
    has_forms=False,
    has_group_forms=False,
    has_groups=False,
    has_office=False,
    has_lead=False,
    has_text=False,
    has_indicators=False,
    has_targets=False,
    has_plan=False,
)


def lacks_of(project):
    return [each.lack for each in missing(project)]


def with_programme(**facts):
    return replace(READY, programmes=(replace(PROGRAMME, **facts),))


def with_round(**facts):
    return with_programme(rounds=(replace(ROUND, **facts),))


@pytest.mark.parametrize(
    ("project", "lacks"),
    [
        (READY, []),
        (ProjectSoFar(), []),  # a project need not have local programmes
        (
            NOTHING,
            [
                *(Lack.PERIOD, Lack.COORDINATOR, Lack.OFFICE, Lack.LEAD, Lack.TEXT, Lack.SUPPORT_FORMS),
                Lack.INDICATORS,
            ],
        ),
        (replace(READY, has_period=False), [Lack.PERIOD]),
        (replace(READY, has_coordinator=False), [Lack.COORDINATOR]),
        (replace(READY, has_office=False), [Lack.OFFICE]),
        (replace(READY, has_lead=False), [Lack.LEAD]),
        (replace(READY, has_text=False), [Lack.TEXT]),
        (replace(READY, has_indicators=False), [Lack.INDICATORS]),
        (replace(READY, has_targets=False, has_plan=False), [Lack.TARGETS, Lack.PLAN]),
        (replace(READY, has_forms=False), [Lack.SUPPORT_FORMS]),
        (replace(ProjectSoFar(), has_groups=False), [Lack.GROUPS]),
        (replace(ProjectSoFar(), has_groups=False, has_group_forms=False), []),
        (replace(READY, has_groups=False), []),  # asked for round by round
        (with_programme(has_goal=False), [Lack.PROGRAMME_GOAL]),
        (with_programme(has_forms=False), [Lack.PROGRAMME_FORMS]),
        (with_programme(has_results=False), [Lack.PROGRAMME_RESULT]),
        (with_programme(rounds=()), [Lack.PROGRAMME_ROUND]),
        (with_round(has_areas=False), [Lack.ROUND_AREAS]),
        (with_programme(is_categorial=True, rounds=(replace(ROUND, has_areas=False),)), []),
        (with_round(has_coordinator=False), [Lack.ROUND_COORDINATOR]),
        (with_round(has_groups=False), [Lack.ROUND_GROUPS]),
    ],
)
def test_what_is_missing(project, lacks):
    assert lacks_of(project) == lacks


def test_each_programme_and_round_is_named():
    rounds = (ROUND, replace(ROUND, has_groups=False))
    second = replace(PROGRAMME, pk=2, number=3, has_goal=False, rounds=rounds)

    found = missing(replace(READY, programmes=(PROGRAMME, second)))

    assert [(each.lack, each.programme, each.round) for each in found] == [
        (Lack.PROGRAMME_GOAL, second, None),
        (Lack.ROUND_GROUPS, second, rounds[1]),
    ]


@pytest.mark.parametrize(
    ("project", "lacks"),
    [
        (READY, []),
        (NOTHING, [Lack.PERIOD, Lack.LEAD, Lack.TEXT]),
        (replace(NOTHING, has_period=True, has_lead=True, has_text=True), []),
        (replace(READY, has_text=False), [Lack.TEXT]),
    ],
)
def test_what_a_public_page_cannot_do_without(project, lacks):
    assert missing_on_page(project) == lacks


@pytest.mark.parametrize(
    ("programme", "lacks"),
    [
        (PROGRAMME, []),
        (replace(PROGRAMME, has_forms=False), []),
        (
            ProgrammeSoFar(1, 1, "Pusty", has_goal=False, has_results=False),
            [Lack.PROGRAMME_GOAL, Lack.PROGRAMME_ROUND, Lack.PROGRAMME_RESULT],
        ),
    ],
)
def test_what_the_page_of_a_programme_cannot_do_without(programme, lacks):
    assert missing_on_programme_page(programme) == lacks
