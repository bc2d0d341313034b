"""The pure rules of the plan, as tables."""

from datetime import date

import pytest

from osnowa.projects import hierarchy, slugs, support_kinds
from osnowa.projects.periods import HappensInProject, Period, in_force, overlap
from osnowa.rulepacks import registry


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("PAS – ja", "pas-ja"),
        ("PAS-ja na Przedmieściu Oławskim i Księżu", "pas-ja-na-przedmiesciu-olawskim-i-ksiezu"),
        (
            "  Wszechstronne edukowanie – efektywne pomaganie!  ",
            "wszechstronne-edukowanie-efektywne-pomaganie",
        ),
        ("Łąka, Źródło, Żuraw 2019", "laka-zrodlo-zuraw-2019"),
        ("„4 mieszkania”", "4-mieszkania"),
        ("…", ""),
        ("a" * 100, "a" * 80),
        (
            "długie słowo " * 8,
            "dlugie-slowo-dlugie-slowo-dlugie-slowo-dlugie-slowo-dlugie-slowo-dlugie-slowo",
        ),
    ],
)
def test_an_address_is_suggested_from_the_title(title, slug):
    assert slugs.suggest(title) == slug


D = date
FIRST, LAST = D(2018, 9, 25), D(2020, 6, 30)


@pytest.mark.parametrize(
    ("period", "day", "stage"),
    [
        (Period(), D(2019, 1, 1), "preparation"),
        (Period(None, LAST), D(2019, 1, 1), "preparation"),
        (Period(FIRST, LAST), D(2018, 9, 24), "preparation"),
        (Period(FIRST, LAST), FIRST, "running"),
        (Period(FIRST, LAST), LAST, "running"),
        (Period(FIRST, LAST), D(2020, 7, 1), "closed"),
        (Period(FIRST, None), D(2120, 7, 1), "running"),
    ],
)
def test_a_project_is_in_one_stage(period, day, stage):
    assert period.stage_on(day) == stage


@pytest.mark.parametrize(
    ("period", "first", "last", "is_held"),
    [
        (Period(FIRST, LAST), FIRST, LAST, True),
        (Period(FIRST, LAST), D(2018, 9, 24), LAST, False),
        (Period(FIRST, LAST), FIRST, D(2020, 7, 1), False),
        (Period(FIRST, LAST), LAST, None, True),
        (Period(FIRST, LAST), D(2020, 7, 1), None, False),
        (Period(FIRST, None), FIRST, D(2120, 1, 1), True),
        (Period(None, LAST), D(1918, 1, 1), LAST, True),
        (Period(), D(1918, 1, 1), D(2120, 1, 1), True),
    ],
)
def test_a_period_holds_what_lies_inside(period, first, last, is_held):
    assert period.holds(first, last) is is_held


@pytest.mark.parametrize(
    ("begins_on", "ends_before", "on", "holds"),
    [
        (FIRST, None, D(2018, 9, 24), False),
        (FIRST, None, FIRST, True),
        (FIRST, LAST, D(2020, 6, 29), True),
        (FIRST, LAST, LAST, False),
    ],
)
def test_what_is_dated_holds_up_to_its_end_not_on_it(begins_on, ends_before, on, holds):
    assert in_force(begins_on, ends_before, on) is holds


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ((D(2019, 1, 1), D(2019, 2, 1)), (D(2019, 2, 1), None), False),
        ((D(2019, 1, 1), D(2019, 2, 2)), (D(2019, 2, 1), None), True),
        ((D(2019, 1, 1), None), (D(2018, 1, 1), None), True),
        ((D(2019, 1, 1), None), (D(2018, 1, 1), D(2019, 1, 1)), False),
        ((D(2019, 1, 1), None), (D(2018, 1, 1), D(2019, 1, 2)), True),
    ],
)
def test_two_periods_share_a_day(one, other, share):
    assert overlap(*one, *other) is share
    assert overlap(*other, *one) is share


def test_one_day_is_its_own_last():
    assert HappensInProject("project", first="held_on").last == "held_on"


@pytest.mark.parametrize(
    ("node", "above", "found"),
    [
        (1, {1: None}, []),
        (1, {1: 2, 2: 3, 3: None}, [2, 3]),
        (1, {1: 1}, [1]),
        (1, {1: 2, 2: 1}, [2, 1]),
        (1, {1: 2, 2: 3, 3: 2}, [2, 3]),
        (1, {}, []),
    ],
)
def test_a_chain_goes_up_and_a_circle_is_walked_once(node, above, found):
    assert hierarchy.chain(node, above) == found


def test_whoever_reports_comes_first():
    assert hierarchy.leaves_first({1: None, 2: 1, 3: 2, 4: 1}) == [3, 2, 4, 1]


@pytest.mark.parametrize(
    ("kind", "subkind", "known"),
    [
        ("active-integration", "", True),
        ("active-integration", "social", True),
        ("active-integration", "unheard", False),
        ("unheard", "", False),
    ],
)
def test_a_kind_is_one_of_the_rule_pack(kind, subkind, known):
    assert support_kinds.are_known(registry.pack("esf-2014-2020"), kind, subkind) is known
