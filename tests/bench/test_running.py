"""The crowd is the same each time, the floor gives the same numbers, and nobody's database is touched."""

from dataclasses import asdict
from json import dumps

import pytest
from django.db import connection
from django_scopes import scope

from osnowa.accounts.models import User
from osnowa.bench import crowd, floor
from osnowa.bench.running import check_same_numbers, run, step_count
from osnowa.casework.queries import ledger_rows_expected
from osnowa.organisations.models import Centre
from osnowa.participants.models import Enrolment, Ground
from osnowa.support.queries import entries_differing_from_sources


@pytest.fixture
def project(worker):
    centre = Centre.objects.create(slug="pomiar", name="Ośrodek", short_name="Ośrodek")
    with scope(centre=centre):
        yield crowd.make(centre, 120, worker=worker)


@pytest.fixture
def worker(db):
    return User.objects.create_user("pomiar@example.pl", None, name="Osoba mierząca")


def test_support_of_a_crowd_is_proved(project):
    faults = entries_differing_from_sources(ledger_rows_expected())

    assert (faults.missing, faults.unproved, faults.wrong_starts) == (frozenset(), frozenset(), ())


def test_a_crowd_has_people_of_all_kinds(project):
    assert Enrolment.objects.filter(project=project).count() == 120
    assert set(Ground.objects.values_list("state", flat=True)) == {"awaiting", "verified", "rejected"}
    assert all(
        number > 0 for numbers in floor.figures(project.pk, crowd.ENDS, 300).values() for number in numbers
    )


def test_the_same_arguments_make_the_same_crowd(project, worker):
    again = crowd.make(project.centre, 120, worker=worker, slug="drugi")

    assert floor.figures(again.pk, crowd.ENDS, 300) == floor.figures(project.pk, crowd.ENDS, 300)


@pytest.mark.parametrize("share", [0, 0.3, 0.6, 1])
def test_the_floor_answers_the_same_question(project, share):
    check_same_numbers(project, crowd.BEGINS + (crowd.ENDS - crowd.BEGINS) * share)


def test_another_question_is_not_compared(project):
    Ground.objects.all().delete()
    numbers = floor.figures(project.pk, crowd.ENDS, 300)
    assert numbers["at-risk"] == [0, 0, 0]

    project.terms.update(outcome_gain=100)
    project.initiatives.filter(state="done").update(state="planned")
    Enrolment.objects.update(first_support_on=None)

    check_same_numbers(project, crowd.ENDS)


@pytest.mark.django_db(transaction=True)
def test_a_run_leaves_the_configured_database_alone():
    Centre.objects.create(slug="nasz", name="Nasz", short_name="Nasz")
    configured, steps = connection.settings_dict["NAME"], []

    ratios = run(people=200, pairs=1, progress=steps.append)

    assert connection.settings_dict["NAME"] == configured
    assert [centre.slug for centre in Centre.objects.all()] == ["nasz"]
    assert sum(steps) == step_count(200)
    growth = ["G4"] if connection.vendor == "sqlite" else []
    lists = ["G8"] * 12
    goals = ["G1", "G1", "G2", *growth, "G15", "G15", "G15", *lists, "G17", "G17", "G12", "G12"]
    assert [ratio.goal for ratio in ratios] == goals + (["G7"] if connection.vendor == "postgresql" else [])
    assert dumps([asdict(ratio) for ratio in ratios])
    assert all(ratio.reached for ratio in ratios if ratio.goal == "G15")
