"""Two people change the plan at once: one succeeds, the other reads a sentence."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django_scopes import scope

from osnowa.audit import verification
from osnowa.projects.actions import groups, projects, rounds, team, terms
from osnowa.projects.hierarchy import chain
from osnowa.projects.models import Group, ProgrammeRound, Project, TeamRole, Terms
from tests.cast import NOW, assemble

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage(transactional_db):
    """The cast in a database that threads can see."""
    return assemble()


def at_once(stage, *deeds: Callable[[], object]) -> list[str]:
    """Start ``deeds`` together in the first centre and return what was refused; the log must still verify."""
    gate, refused = Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            with scope(centre=stage.here.centre):
                gate.wait()
                deed()
        except ValidationError as refusal:
            refused.extend(refusal.messages)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verification.verify().findings == ()
    return refused


def test_one_address_leads_to_one_project(stage):
    def create():
        projects.create_project(
            centre=stage.here.centre,
            title="Dom na Nowo",
            rule_pack="esf-2014-2020",
            by=stage.adam,
            at=NOW,
        )

    assert at_once(stage, create, create) == ["Tę nazwę w adresie ma już inny projekt."]
    with scope(centre=stage.here.centre):
        assert Project.objects.filter(slug="dom-na-nowo").count() == 1


def test_terms_begin_once_a_day(stage):
    def add():
        terms.add_terms(
            project=stage.here.project,
            valid_from=date(2019, 3, 1),
            begins_on=date(2018, 9, 25),
            ends_on=date(2020, 6, 30),
            reason="aneks 1",
            by=stage.anna,
            at=NOW,
        )

    assert at_once(stage, add, add) == ["Od tego dnia obowiązują już inne warunki projektu."]
    with scope(centre=stage.here.centre):
        assert Terms.objects.filter(project=stage.here.project).count() == 2


def test_two_who_make_each_other_the_superior_do_not_close_a_circle(stage):
    with scope(centre=stage.here.centre):
        roles = TeamRole.objects.filter(project=stage.here.project)
        kasia, sabina = roles.get(user=stage.kasia), roles.get(user=stage.sabina)

    refused = at_once(
        stage,
        lambda: team.correct_team_role(team_role=kasia, reports_to=sabina, by=stage.anna, at=NOW),
        lambda: team.correct_team_role(team_role=sabina, reports_to=kasia, by=stage.adam, at=NOW),
    )

    assert refused == ["Ta osoba podlegałaby sama sobie."]
    with scope(centre=stage.here.centre):
        above = dict(TeamRole.objects.values_list("pk", "reports_to"))
    assert kasia.pk not in chain(kasia.pk, above)


def test_a_round_does_not_go_from_under_a_new_group(stage):
    with scope(centre=stage.here.centre):
        planned = rounds.plan_round(
            programme=stage.here.programme,
            number=2,
            begins_on=date(2019, 7, 1),
            ends_on=date(2020, 6, 30),
            by=stage.anna,
            at=NOW,
        )

    refused = at_once(
        stage,
        lambda: rounds.withdraw_round(planned=planned, by=stage.anna, at=NOW),
        lambda: groups.add_group(
            project=stage.here.project, name="Grupa 2", round=planned, by=stage.adam, at=NOW
        ),
    )

    assert len(refused) == 1
    with scope(centre=stage.here.centre):
        has_round = ProgrammeRound.objects.filter(pk=planned.pk).exists()
        has_group = Group.objects.filter(name="Grupa 2").exists()
    assert has_round is has_group


def test_two_who_withdraw_the_same_are_not_both_thanked(stage):
    with scope(centre=stage.here.centre):
        group = groups.add_group(project=stage.here.project, name="Grupa 2", by=stage.anna, at=NOW)

    def withdraw():
        groups.withdraw_group(group=Group(pk=group.pk, project=stage.here.project), by=stage.anna, at=NOW)

    assert at_once(stage, withdraw, withdraw) == ["Tego wpisu już nie ma: ktoś go w międzyczasie wycofał."]
