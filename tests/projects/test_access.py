"""Who may do what in a project: the table of roles, and how two roles add up."""

from dataclasses import fields, replace

import pytest

from osnowa.organisations.models import CENTRE_WIDE, Role
from osnowa.projects.access import (
    IN_TEAM,
    ProjectAbilities,
    Reach,
    portfolio_abilities,
    project_abilities,
)
from osnowa.projects.models import TeamRole
from osnowa.projects.queries.projects import projects_visible_to
from osnowa.projects.queries.standing import standing_of
from tests.cast import TODAY

NONE, OWN, ALL = Reach.NONE, Reach.OWN, Reach.ALL

#: Plan read, set up, appoint, figures, people behind a number, names, files, attendance, its marks, enrol.
COLUMNS = (
    *("see_plan", "set_up", "appoint", "see_figures", "see_figure_members", "see_names", "see_people"),
    *("see_attendance", "mark_attendance", "enrol"),
)
TABLE = {
    "anna": (1, 1, 1, ALL, ALL, ALL, ALL, ALL, ALL, 1),
    "sabina": (1, 0, 0, ALL, ALL, ALL, OWN, OWN, NONE, 1),
    "tomek": (0, 0, 0, NONE, NONE, OWN, NONE, OWN, OWN, 0),
    "bartek": (0, 0, 0, OWN, OWN, OWN, OWN, OWN, OWN, 0),
    "kasia": (1, 0, 0, ALL, NONE, NONE, NONE, NONE, NONE, 0),
    "ewa": (1, 0, 0, ALL, ALL, ALL, ALL, ALL, NONE, 0),
    "iga": (0, 0, 0, NONE, NONE, NONE, NONE, NONE, NONE, 0),
    "adam": (1, 0, 1, NONE, NONE, NONE, NONE, NONE, NONE, 0),
    "hanna": (0, 0, 0, NONE, NONE, NONE, NONE, NONE, NONE, 0),
    "celina": (0, 0, 0, NONE, NONE, NONE, NONE, NONE, NONE, 0),
}


@pytest.mark.parametrize("name", TABLE)
def test_a_role_may_what_the_table_says(cast, here, name):
    can = project_abilities(standing_of(getattr(cast, name), here.centre, TODAY), here.project)

    assert can.see is True
    assert {column: int(getattr(can, column)) for column in COLUMNS} == {
        column: int(value) for column, value in zip(COLUMNS, TABLE[name], strict=True)
    }


def test_every_role_of_a_team_stands_in_the_table():
    assert set(IN_TEAM) == {role for role in Role if role not in CENTRE_WIDE}


@pytest.mark.parametrize("name", ["anna", "sabina", "bartek", "ewa"])
def test_a_team_sees_nothing_of_another_project(cast, here, name):
    who = standing_of(getattr(cast, name), here.centre, TODAY)

    assert project_abilities(who, cast.unrelated) == ProjectAbilities()
    assert list(projects_visible_to(who)) == [here.project]


@pytest.mark.parametrize("name", ["iga", "adam"])
def test_officers_know_every_project_of_their_centre_and_no_other(cast, here, name, foreign):
    who = standing_of(getattr(cast, name), here.centre, TODAY)

    assert set(projects_visible_to(who)) == {here.project, cast.unrelated}
    assert project_abilities(who, foreign.project) == ProjectAbilities()


def test_two_roles_add_up_column_by_column(cast, here):
    who = standing_of(cast.kasia, here.centre, TODAY)
    both = replace(who, team={here.project.pk: frozenset({Role.ACCOUNTANT, Role.TRAINER})})

    can = project_abilities(both, here.project)

    for column in fields(ProjectAbilities):
        rows = (IN_TEAM[Role.ACCOUNTANT], IN_TEAM[Role.TRAINER])
        assert getattr(can, column.name) == max(getattr(row, column.name) for row in rows)
    assert (can.see_figures, can.mark_attendance, can.see_people) == (ALL, OWN, NONE)


def test_an_auditor_loses_everything_on_the_last_day(cast, here):
    who = standing_of(cast.ewa, here.centre, TODAY.replace(month=7, day=1))

    assert project_abilities(who, here.project) == ProjectAbilities()
    assert not projects_visible_to(who).exists()


def test_abilities_need_no_query(cast, here, django_assert_num_queries):
    who = standing_of(cast.anna, here.centre, TODAY)

    with django_assert_num_queries(0):
        project_abilities(who, here.project)
        portfolio_abilities(who)


@pytest.mark.parametrize(
    ("name", "creates", "keeps"),
    [("anna", False, True), ("adam", True, True), ("sabina", False, False), ("iga", False, False)],
)
def test_projects_are_opened_by_the_administrator(cast, here, name, creates, keeps):
    can = portfolio_abilities(standing_of(getattr(cast, name), here.centre, TODAY))

    assert (can.create_project, can.keep_programmes) == (creates, keeps)


@pytest.mark.parametrize(("role", "is_away"), [(Role.TRAINER, True), (Role.SOCIAL_WORKER, False)])
def test_only_a_trainer_who_left_does_not_teach_there(here, cast, role, is_away):
    """A worker whose role ended may still be asked to lead a training as somebody from outside the team."""
    TeamRole.objects.filter(project=here.project, user=cast.sabina).update(role=role, ends_before=TODAY)

    who = standing_of(cast.sabina, here.centre, TODAY)

    assert (here.project.pk in who.away_from) is is_away
