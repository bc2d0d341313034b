"""Promises of a project: added, corrected, withdrawn, and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from osnowa.audit.models import Entry
from osnowa.errors import Refused
from osnowa.indicators.actions import (
    add_indicator,
    correct_indicator,
    correct_planned_value,
    correct_target,
    plan_value,
    set_target,
    withdraw_indicator,
    withdraw_planned_value,
    withdraw_target,
)
from osnowa.indicators.actions.looks import note_look
from osnowa.indicators.models import Indicator, PlannedValue, Target
from osnowa.indicators.queries import Part
from osnowa.indicators.queries.looks import looked_lately
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db

FACTS = {
    "code": "uczestnicy",
    "rule": "participants",
    "name": "Uczestnicy projektu",
    "short_name": "Uczestnicy",
    "kind": "product",
    "position": 2,
}


@pytest.fixture
def by(cast):
    return {"by": cast.anna, "at": NOW}


def test_an_indicator_is_added_with_its_promises(here, by):
    indicator = add_indicator(project=here.project, **FACTS, **by)
    set_target(indicator=indicator, valid_from=date(2018, 9, 25), value=180, reason="umowa", **by)
    plan_value(indicator=indicator, planned_on=date(2019, 6, 30), value=90, **by)

    assert (indicator.targets.get().value, indicator.planned_values.get().value) == (180, 90)
    assert [entry.verb for entry in Entry.objects.order_by("-number")[:3]] == [
        "indicators.plannedvalue.added",
        "indicators.target.added",
        "indicators.indicator.added",
    ]


def test_promises_are_corrected(here, by):
    target = here.indicator.targets.get()
    planned = plan_value(indicator=here.indicator, planned_on=date(2019, 6, 30), value=90, **by)

    correct_indicator(indicator=here.indicator, short_name="Zagrożeni", **by)
    correct_target(target=target, value=185, **by)
    correct_planned_value(planned=planned, value=95, **by)

    target.refresh_from_db()
    assert (Indicator.objects.get().short_name, target.value) == ("Zagrożeni", 185)
    assert PlannedValue.objects.get().value == 95


def test_an_indicator_takes_its_promises_along(here, by):
    plan_value(indicator=here.indicator, planned_on=date(2019, 6, 30), value=90, **by)

    withdraw_indicator(indicator=here.indicator, **by)

    assert [model.objects.count() for model in (Indicator, Target, PlannedValue)] == [0, 0, 0]


def test_a_target_and_a_planned_value_are_withdrawn(here, by):
    planned = plan_value(indicator=here.indicator, planned_on=date(2019, 6, 30), value=90, **by)

    withdraw_target(target=here.indicator.targets.get(), **by)
    withdraw_planned_value(planned=planned, **by)

    assert [model.objects.count() for model in (Indicator, Target, PlannedValue)] == [1, 0, 0]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"rule": "EECO01"}, "rule", "Pakiet reguł projektu nie zna tej reguły liczenia."),
        ({"code": "zagrozeni"}, "__all__", "Wskaźnik o tym kodzie już jest w projekcie."),
        ({"code": "nie tak"}, "code", "Wpisz poprawną „nazwę skróconą” zawierającą jedynie"),
    ],
)
def test_an_indicator_is_refused(here, by, changes, field, sentence):
    with pytest.raises(ValidationError) as refusal:
        add_indicator(project=here.project, **{**FACTS, **changes}, **by)

    assert field in refusal.value.message_dict
    if field != "code":
        assert refusal.value.message_dict[field] == [sentence]
    assert Indicator.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"valid_from": date(2018, 9, 25), "value": 190, "reason": "aneks"},
            "Od tego dnia obowiązuje już inna wartość docelowa.",
        ),
        (
            {"valid_from": date(2008, 9, 25), "value": 190, "reason": "aneks"},
            "Wartość docelowa nie może obowiązywać przed projektem, czyli przed 25.09.2018. Sprawdź rok.",
        ),
    ],
)
def test_a_target_is_refused(here, by, facts, sentence):
    with pytest.raises(ValidationError) as refusal:
        set_target(indicator=here.indicator, **facts, **by)

    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2019, 3, 31), 50), (date(2019, 3, 31), 90), (date(2019, 9, 30), 90), (date(2019, 9, 30), 91)],
)
def test_a_cumulative_plan_rises(here, by, day, value):
    plan_value(indicator=here.indicator, planned_on=date(2019, 6, 30), value=90, **by)

    assert plan_value(indicator=here.indicator, planned_on=day, value=value, **by).pk


@pytest.mark.parametrize(("day", "value"), [(date(2019, 3, 31), 91), (date(2019, 9, 30), 89)])
def test_a_cumulative_plan_never_falls(here, by, day, value):
    plan_value(indicator=here.indicator, planned_on=date(2019, 6, 30), value=90, **by)

    with pytest.raises(Refused) as refusal:
        plan_value(indicator=here.indicator, planned_on=day, value=value, **by)

    assert refusal.value.message_dict == {
        "value": ["Plan liczy narastająco, więc nie może maleć: na 30.06.2019 zapisano 90."]
    }


def test_a_look_at_a_list_is_noted_once_in_a_while(here, cast, by):
    assert not looked_lately(here.indicator, cast.anna, NOW)

    note_look(indicator=here.indicator, part=Part.WOMEN, as_of=TODAY, **by)

    assert looked_lately(here.indicator, cast.anna, NOW)
    assert not looked_lately(here.indicator, cast.sabina, NOW)
    entry = Entry.objects.latest("number")
    assert entry.verb == "indicators.members.seen"
