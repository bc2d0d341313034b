"""Texts of statements are kept for those alike, and never answer anybody else."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import BigIntegerField, DateField
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from osnowa import statements
from osnowa.participants.models import Enrolment
from osnowa.statements import Asked, Kept

DAY = Asked("day", DateField())


@pytest.fixture
def question():
    """Numbers of enrolments by a day, and how often its text was built."""

    def build(descending=False):
        question.built += 1
        known = Enrolment.objects.filter(enrolled_on__lte=DAY)
        return known.order_by("-number" if descending else "number").values_list("number")

    question = Kept(build)
    question.built = 0
    return question


def numbers(question, day, *args):
    return [number for (number,) in question.rows({"day": day}, *args)]


def test_a_text_is_built_once_and_asked_with_other_values(here, question):
    everybody = sorted(Enrolment.objects.values_list("number", flat=True))

    assert numbers(question, date(2019, 4, 16)) == everybody
    assert numbers(question, date(2000, 1, 1)) == []
    assert question.count({"day": date(2019, 4, 16)}) == len(everybody)
    assert question.built == 1


def test_other_arguments_are_another_text(here, question):
    assert numbers(question, date(2019, 4, 16), True) == numbers(question, date(2019, 4, 16))[::-1]
    assert question.built == 2


def test_another_centre_never_gets_the_text(cast, question):
    with scope(centre=cast.here.centre):
        ours = numbers(question, date(2019, 4, 16))
    with scope(centre=cast.elsewhere.centre):
        theirs = numbers(question, date(2019, 4, 16))

    assert question.built == 2
    assert ours
    assert not set(ours) & set(theirs)


def test_what_is_nowhere_is_not_asked_for(here):
    nowhere = Kept(lambda: Enrolment.objects.filter(pk__in=[]).values_list("pk"))

    with CaptureQueriesContext(connection) as asked:
        assert nowhere.rows({}) == []
        assert nowhere.count({}) == 0
    assert not asked.captured_queries


def test_only_so_many_texts_are_kept(here, question, monkeypatch):
    monkeypatch.setattr(statements, "MOST_TEXTS", 2)
    for descending in (0, 1, 2, 3):
        numbers(question, date(2019, 4, 16), descending)

    assert len(question.readings) <= 2


def test_places_fill_a_list(here):
    places = [Asked(f"id {number}", BigIntegerField()) for number in range(2)]
    some = Kept(lambda: Enrolment.objects.filter(pk__in=places).values_list("pk"))
    first, second = Enrolment.objects.values_list("pk", flat=True)[:2]

    assert {pk for (pk,) in some.rows({"id 0": first, "id 1": second})} == {first, second}


def test_objects_come_with_what_belongs_to_them(here):
    people = Kept(lambda: Enrolment.objects.select_related("person", "project").order_by("number"))

    kept, asked = people.objects({}), list(people.build())
    assert kept == asked
    with CaptureQueriesContext(connection) as queries:
        for ours, theirs in zip(kept, asked, strict=True):
            assert (ours.person, ours.project) == (theirs.person, theirs.project)
            assert ours.person.pesel == theirs.person.pesel
            assert ours.enrolled_on == theirs.enrolled_on
            assert not ours.get_deferred_fields()
    assert not queries.captured_queries


def test_rows_are_read_as_django_reads_them(here):
    rows = Kept(
        lambda: Enrolment.objects.order_by("number").values_list(
            "enrolled_on", "person__is_hidden", "person__registered_at", "person__pesel"
        )
    )

    assert rows.rows({}) == list(rows.build())


def test_nothing_is_no_object_either(here):
    assert Kept(lambda: Enrolment.objects.filter(pk__in=[])).objects({}) == []
