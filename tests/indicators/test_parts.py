"""Targets that the contract splits: kept, refused, counted and shown."""

import csv
import json
import re
from datetime import date
from io import StringIO

import pytest
from django.db import IntegrityError, connection
from django.db.models import F
from django.db.transaction import atomic
from django.test.utils import CaptureQueriesContext

from osnowa.audit.models import Entry
from osnowa.errors import Refused
from osnowa.indicators import exports
from osnowa.indicators.actions import (
    correct_indicator,
    correct_target,
    set_target,
    withdraw_indicator,
    withdraw_target,
)
from osnowa.indicators.models import Dimension, Target, TargetPart
from osnowa.indicators.queries import members, table
from osnowa.indicators.queries.breakdowns import BREAKDOWNS, age_on, choices_of
from osnowa.organisations.addresses import panel
from osnowa.participants.models import Enrolment, Person
from osnowa.projects.models import Group, LocalProgramme, Project
from tests.accessibility import faults
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db

SINCE = date(2018, 9, 25)


@pytest.fixture
def by(cast):
    return {"by": cast.anna, "at": NOW}


def part(dimension, key, value, kind="share"):
    return {"dimension": dimension, "key": str(key), "kind": kind, "value": value}


SEXES = [part("sex", "woman", 6), part("sex", "man", 4)]


@pytest.fixture
def split(here, by):
    """Put a target of ten in force today, split by sex unless told otherwise."""

    def split(*parts, value=10, indicator=here.indicator, valid_from=TODAY):
        return set_target(
            indicator=indicator,
            valid_from=valid_from,
            value=value,
            reason="aneks",
            parts=parts or SEXES,
            **by,
        )

    return split


def kept(target):
    return [(each.dimension, each.key, each.kind, each.value) for each in target.parts.all()]


def test_a_target_keeps_its_parts_and_the_journal_every_one(split):
    target = split(*SEXES, part("age", "over-54", 3, "of_which"))

    assert kept(target) == [
        ("sex", "woman", "share", 6),
        ("sex", "man", "share", 4),
        ("age", "over-54", "of_which", 3),
    ]
    assert Entry.objects.filter(verb="indicators.targetpart.added").count() == 3


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ([part("sex", "woman", 6)], "Podział „płeć” daje razem 6, a wartość docelowa to 10."),
        (
            [part("sex", "woman", 6), part("sex", "man", 5)],
            "Podział „płeć” daje razem 11, a wartość docelowa to 10.",
        ),
        (
            [part("age", "over-54", 11, "of_which")],
            "Części „wiek” to 11, więcej niż wartość docelowa: 10.",
        ),
        (
            [part("sex", "woman", 6), part("sex", "man", 4, "of_which")],
            "W podziale „płeć” wybierz wszędzie „część podziału” albo wszędzie „w tym”.",
        ),
        (
            [part("ground", "poverty", 10)],
            "Jedna osoba może mieć kilka podstaw wsparcia, więc taka część jest zawsze „w tym”.",
        ),
        (
            [part("sex", "woman", 5), part("sex", "woman", 5)],
            "Ta sama część jest tu dwa razy: płeć, kobieta.",
        ),
        ([part("education", "9", 10)], "Projekt nie zna takiej części: wykształcenie."),
        ([part("shoes", "42", 10)], "Projekt nie zna takiej części: shoes."),
        ([part("group", "999999", 10)], "Projekt nie zna takiej części: grupa."),
    ],
)
def test_parts_that_do_not_fit_are_refused(split, here, parts, sentence):
    with pytest.raises(Exception) as refusal:  # noqa: PT011 - a refusal, or what a constraint says
        split(*parts)

    assert refusal.value.messages == [sentence]
    assert Target.objects.count() == 1


def test_a_part_is_never_of_another_project(split, cast):
    with pytest.raises(Refused, match="Projekt nie zna takiej części: grupa"):
        split(part("group", cast.elsewhere.group.pk, 10))


def test_only_people_are_split(split, figures, by):
    with pytest.raises(Refused, match="Na części dzieli się tylko cel, który liczy osoby"):
        split(indicator=figures.events)
    split(indicator=figures.risk)

    with pytest.raises(Refused, match="reguła musi liczyć osoby"):
        correct_indicator(indicator=figures.risk, rule="initiatives-held", **by)


def test_a_correction_moves_value_and_parts_together(split, by):
    target = split()

    correct_target(target=target, value=20, parts=[part("sex", "woman", 5), part("sex", "man", 15)], **by)
    assert kept(target) == [("sex", "woman", "share", 5), ("sex", "man", "share", 15)]

    correct_target(target=target, value=4, parts=[part("round", 1, 4)], **by)
    assert kept(target) == [("round", "1", "share", 4)]

    correct_target(target=target, parts=[], **by)
    assert kept(target) == []

    with pytest.raises(Refused, match="Nic nie zostało zmienione"):
        correct_target(target=target, parts=[], **by)


def test_parts_that_stay_have_to_fit_a_corrected_value(split, by):
    target = split()

    with pytest.raises(Refused, match="daje razem 10, a wartość docelowa to 12"):
        correct_target(target=target, value=12, **by)


def test_a_new_row_leaves_the_parts_of_the_old_one(split, here, by):
    split(valid_from=date(2019, 1, 1))
    split(part("sex", "woman", 12), part("sex", "man", 8), value=20)

    told = {
        day: [each.target for each in table(here.project, day).rows[0].parts] for day in (NOW.date(), SINCE)
    }

    assert told == {TODAY: [12, 8], SINCE: []}
    assert [each.target for each in table(here.project, date(2019, 2, 1)).rows[0].parts] == [6, 4]


def test_parts_go_with_their_target_and_their_indicator(split, here, by):
    withdraw_target(target=split(), **by)
    assert TargetPart.objects.count() == 0

    split()
    withdraw_indicator(indicator=here.indicator, **by)
    assert TargetPart.objects.count() == 0


def write_past_the_verbs(target, **fields):
    return TargetPart.objects.create(
        **{"target": target, "dimension": "sex", "code": "woman", "kind": "of_which", "value": 1, **fields}
    )


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"code": ""}, "part_of_target_names_one_thing"),
        ({"dimension": "group"}, "part_of_target_names_one_thing"),
        ({"dimension": "ground", "code": "poverty", "kind": "share"}, "overlapping_part_is_no_share"),
        ({"value": 11}, "parts_are_within_the_target"),
        ({"dimension": "ground", "code": "poverty", "value": 11}, "parts_are_within_the_target"),
    ],
)
def test_the_database_refuses_a_part_that_does_not_fit(split, fields, name):
    target = split(part("age", "over-54", 1, "of_which"))

    with pytest.raises(IntegrityError, match=name), atomic():
        write_past_the_verbs(target, **fields)

    assert write_past_the_verbs(target, value=10).pk


def test_the_database_keeps_parts_within_their_target(split):
    target = split()

    for written in (
        lambda: write_past_the_verbs(target, code="other"),
        lambda: TargetPart.objects.filter(code="man").update(value=F("value") + 1),
    ):
        with pytest.raises(IntegrityError, match="parts_are_within_the_target"), atomic():
            written()
    with pytest.raises(IntegrityError, match="target_covers_its_parts"), atomic():
        Target.objects.filter(pk=target.pk).update(value=9)
    with pytest.raises(IntegrityError), atomic():
        write_past_the_verbs(target, value=0)

    assert Target.objects.filter(pk=target.pk).update(value=11) == 1


def test_overlapping_parts_may_be_more_than_the_whole_together(split):
    target = split(part("ground", "poverty", 8, "of_which"), part("ground", "illness", 7, "of_which"))

    with pytest.raises(IntegrityError, match="target_covers_its_parts"), atomic():
        Target.objects.filter(pk=target.pk).update(value=7)
    assert Target.objects.filter(pk=target.pk).update(value=8) == 1


def test_the_database_refuses_a_part_of_another_project(split, here, cast):
    target = split(part("age", "over-54", 1, "of_which"))
    own = Group.objects.create(project=here.project, name="Własna")

    with pytest.raises(IntegrityError, match="part_of_target_is_of_the_project"), atomic():
        write_past_the_verbs(target, dimension="group", code="", group_id=cast.elsewhere.group.pk)
    assert write_past_the_verbs(target, dimension="group", code="", group=own).pk


def test_every_dimension_says_how_it_is_counted():
    assert list(BREAKDOWNS) == list(Dimension)


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(1994, 10, 2), date(2018, 10, 1), 23),
        (date(1994, 10, 2), date(2018, 10, 2), 24),
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
    ],
)
def test_an_age_is_whole_years(born_on, day, age):
    assert age_on(born_on, day) == age


@pytest.fixture
def told_apart(figures, people):
    """People of every dimension; risk counts Ewa, Łucja, Adam and Grażyna, first supported on 2.10.2018."""
    ewa, adam = people["ewa"], people["adam"]
    Person.objects.filter(pk=ewa.person_id).update(birth_date=date(1993, 10, 3))
    Person.objects.filter(pk=adam.person_id).update(birth_date=date(1963, 10, 2))
    Enrolment.objects.filter(pk=ewa.pk).update(labour_status="inactive", education=5)
    figures.ground(ewa, kind="illness")
    # Everybody is in the group of the world; whoever moves stands where they are on the asked day.
    moved = figures.partner_group()
    adam.memberships.create(group=moved, joined_on=date(2019, 1, 10))
    return moved


def promised(figures, split, *parts):
    split(*parts, value=10, indicator=figures.risk)
    row = table(figures.project, TODAY).rows[0]
    return {(each.dimension, each.key): each.total for each in row.parts}


def test_each_part_stands_beside_what_was_reached(figures, told_apart, split):
    programme = LocalProgramme.objects.get(rounds__groups=figures.world.group)

    counted = promised(
        figures,
        split,
        part("sex", "woman", 6),
        part("sex", "man", 4),
        part("age", "under-25", 2, "of_which"),
        part("age", "over-54", 2, "of_which"),
        part("labour_status", "inactive", 2, "of_which"),
        part("education", "5", 2, "of_which"),
        part("ground", "disability", 2, "of_which"),
        part("ground", "illness", 2, "of_which"),
        part("round", 1, 2, "of_which"),
        part("local_programme", programme.pk, 2, "of_which"),
        part("group", figures.world.group.pk, 2, "of_which"),
        part("group", told_apart.pk, 2, "of_which"),
        part("partnership", figures.world.partnership.pk, 2, "of_which"),
    )

    assert counted == {
        ("sex", "woman"): 3,
        ("sex", "man"): 1,
        ("age", "under-25"): 1,
        ("age", "over-54"): 1,
        ("labour_status", "inactive"): 1,
        ("education", "5"): 1,
        ("ground", "disability"): 2,
        ("ground", "illness"): 1,
        ("round", "1"): 3,
        ("local_programme", str(programme.pk)): 3,
        ("group", str(figures.world.group.pk)): 3,
        ("group", str(told_apart.pk)): 1,
        ("partnership", str(figures.world.partnership.pk)): 1,
    }
    who = figures.who(figures.cast.anna)
    for of, number in counted.items():
        assert members(figures.project, figures.risk, TODAY, who, of=of).total == number, of


def test_parts_cost_no_statement(figures, told_apart, split):
    def asked():
        with CaptureQueriesContext(connection) as statements:
            table(Project.objects.get(pk=figures.project.pk), TODAY)
        return len(statements)

    before = asked()
    split(
        *(
            part(dimension, next(iter(keys)), 1, "of_which")
            for dimension, keys in choices_of(figures.project).items()
        ),
        indicator=figures.risk,
    )

    assert asked() == before


def test_a_group_whose_name_tells_too_much_is_not_named(figures, people, split):
    group = figures.partner_group()
    Group.objects.filter(pk=group.pk).update(is_sensitive=True)
    split(part("group", group.pk, 2, "of_which"), indicator=figures.risk)

    assert [each.name for each in table(figures.project, TODAY).rows[0].parts] == ["nazwy nie pokazujemy"]


def test_pages_show_parts_and_open_their_lists(figures, people, split, browse):
    split(indicator=figures.risk)
    client = browse(figures.cast.anna)
    address = panel("indicators:table", figures.project.slug)

    body = client.get(address).content.decode()
    opened = client.get(f"{address}?w=zagrozeni&podzial=sex:man").content.decode()
    printed = client.get(panel("indicators:print", figures.project.slug) + "?w=zagrozeni").content.decode()
    settings = client.get(panel("indicators:settings", figures.project.slug)).content.decode()

    assert "?w=zagrozeni&amp;podzial=sex%3Aman#dowody" in body or "podzial=sex:man#dowody" in body
    assert "1: Osoby zagrożone objęte wsparciem, mężczyzna" in opened.replace("\xa0", " ")
    assert "Cele w podziale" in printed
    # The parts stand in a row of their own, under the target: beside it they push the plan aside.
    assert re.search(r'<td colspan="4">(?:(?!</td>).)*<span>kobieta: 6</span>', settings, re.DOTALL)
    assert [faults(page) for page in (body, opened, printed, settings)] == [[], [], [], []]
    assert client.get(f"{address}?w=zagrozeni&podzial=shoes:42").status_code == 404


def test_files_hold_parts_under_their_figure(figures, people, split):
    split(*SEXES, part("age", "over-54", 3, "of_which"), indicator=figures.risk)

    head, *lines = csv.reader(StringIO(exports.as_csv(figures.project, TODAY)), delimiter=";")
    told = json.loads(exports.as_json(figures.project, TODAY))

    assert head[-2:] == ["podział", "część"]
    assert [(line[0], line[5], line[6], *line[11:]) for line in lines[:4]] == [
        ("zagrozeni", "4", "10"),
        ("zagrozeni", "3", "6", "płeć", "kobieta"),
        ("zagrozeni", "1", "4", "płeć", "mężczyzna"),
        ("zagrozeni", "0", "3", "wiek", "w tym powyżej 54 lat"),
    ]
    assert told[0]["parts"][2] == {
        "dimension": "age",
        "key": "over-54",
        "name": "powyżej 54 lat",
        "of_which": True,
        "total": 0,
        "target": 3,
    }
    assert "parts" not in told[1]
    assert "  płeć: kobieta" in exports.as_text(figures.project, TODAY)


# ---- the form


@pytest.fixture
def add(here, cast, browse):
    client = browse(cast.anna)
    address = panel("indicators:add_target", here.project.slug, here.indicator.pk)
    typed = {"valid_from": "16.04.2019", "value": "10", "reason": "aneks", "rows": "3"}
    return lambda **more: client.post(address, {**typed, **more})


def test_a_form_saves_filled_rows_and_skips_empty_ones(add, here):
    response = add(part0="sex:woman", value0="6", kind0="share", part2="sex:man", value2="4", kind2="share")

    assert response.status_code == 302
    assert kept(here.indicator.targets.get(value=10)) == [
        ("sex", "woman", "share", 6),
        ("sex", "man", "share", 4),
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"part0": "sex:woman"}, "Wpisz, ile osób ma być w tej części."),
        ({"value0": "6"}, "Wybierz, czyja to część."),
        ({"part0": "sex:woman", "value0": "6", "kind0": "share"}, "Podział „płeć” daje razem 6"),
        ({"part0": "sex:robot", "value0": "6", "kind0": "share"}, "Wybierz poprawną wartość"),
    ],
)
def test_a_form_says_what_is_wrong_with_a_row(add, typed, sentence):
    response = add(**typed)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Target.objects.count() == 1


def test_more_rows_are_added_and_nothing_typed_is_lost(add):
    response = add(part0="sex:woman", value0="6", kind0="share", wiecej="1", value="")

    body = response.content.decode()
    assert response.status_code == 200
    assert 'name="part5"' in body
    assert 'name="part6"' not in body
    assert 'value="sex:woman" selected' in body
    assert Target.objects.count() == 1
    assert faults(body) == []


def test_a_correction_shows_the_rows_there_are(split, here, cast, browse):
    target = split()
    client = browse(cast.anna)
    address = panel("indicators:correct_target", here.project.slug, target.pk)

    body = client.get(address).content.decode()
    assert [word in body for word in ('value="sex:woman" selected', 'value="sex:man" selected')] == [True] * 2

    typed = {"valid_from": "16.04.2019", "value": "10", "reason": "aneks", "rows": "5"}
    client.post(address, {**typed, "part0": "sex:man", "value0": "10", "kind0": "share"})
    assert kept(target) == [("sex", "man", "share", 10)]
