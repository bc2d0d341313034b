"""``osnowa doctor`` says what is not as it should be."""

import pytest
from click.testing import CliRunner
from django.db import connection

from osnowa.cli import main
from osnowa.participants import actions
from osnowa.participants.models import Answer
from osnowa.projects import triggers
from osnowa.projects.apps import guards
from tests.cast import NOW


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["enrolment_is_within_project", "trainer_has_one_meeting_at_a_time"])
def test_a_guard_that_was_left_off_is_named(name):
    (off,) = (guard for guard in guards() if guard.name == name)
    with connection.cursor() as cursor:
        for statement in triggers.take_off(connection.vendor, [off]):
            cursor.execute(statement)

    said = CliRunner().invoke(main, ["doctor"])

    assert said.exit_code == 1
    assert "źle  strażnicy bazy" in said.stdout
    assert f"brakuje strażnika {off.name}" in said.stderr


@pytest.mark.django_db
def test_guards_that_are_on_are_well():
    assert "ok   strażnicy bazy" in CliRunner().invoke(main, ["doctor"]).stdout


def test_a_sealed_answer_and_a_number_that_do_not_open_are_named(here, cast):
    actions.answer(enrolment=here.enrolment, answers={"migrant_or_minority": "no"}, by=cast.anna, at=NOW)
    paper = actions.add_paper(
        person=here.person, kind="passport", country="UA", number="FE1", by=cast.anna, at=NOW
    )
    answer = Answer.objects.get()
    with connection.cursor() as cursor:
        # A ciphertext is bound to its row: that of another one opens nowhere.
        cursor.execute(
            "UPDATE participants_answer SET sealed = (SELECT number FROM participants_identitypaper)"
        )
        cursor.execute("UPDATE participants_identitypaper SET number = 'szum'")

    said = CliRunner().invoke(main, ["doctor"])

    assert said.exit_code == 1
    assert f"odpowiedź {answer.pk} nie daje się odczytać" in said.stderr
    assert f"numer dokumentu {paper.pk} nie daje się odczytać" in said.stderr
