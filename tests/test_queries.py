import pytest
from django.db import connection

from osnowa.participants.models import Enrolment
from tests.queries import same_queries_for

pytestmark = pytest.mark.guard


def test_a_joined_question_passes(here):
    def names():
        return [enrolment.person.last_name for enrolment in Enrolment.objects.select_related("person")]

    same_queries_for(names, lambda: here.crowd(1), at_most=1)


def test_a_question_for_each_row_is_found(here):
    def names():
        return [enrolment.person.last_name for enrolment in Enrolment.objects.all()]

    with pytest.raises(AssertionError, match="statements for one row") as found:
        same_queries_for(names, lambda: here.crowd(1), at_most=100)

    assert "2 × SELECT" in str(found.value)
    assert '"participants_person"' in str(found.value)


def test_too_many_questions_are_found(here):
    def three_questions():
        for _ in range(3):
            Enrolment.objects.count()

    with pytest.raises(AssertionError, match="3 statements, allowed are 2"):
        same_queries_for(three_questions, lambda: here.crowd(1), at_most=2)


def test_the_first_call_is_not_counted(here):
    kept = []

    def remembered():
        if not kept:
            kept.append(Enrolment.objects.count())
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    same_queries_for(remembered, lambda: here.crowd(1), at_most=1)
