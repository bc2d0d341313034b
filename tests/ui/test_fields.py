import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from osnowa.ui.fields import ChoiceSeg, DayField, HourField, LastDayField, MoneyField


@pytest.mark.parametrize(
    "typed", ["2.10.2018", "02.10.2018", "2018-10-02", "02102018", " 2. 10. 2018 ", "2.10.2018."]
)
def test_day_field_reads_what_people_type(typed):
    assert DayField().clean(typed) == dt.date(2018, 10, 2)


@pytest.mark.parametrize("typed", ["31.02.2018", "2018-13-01", "30022018"])
def test_day_field_says_that_no_calendar_has_the_day(typed):
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)

    assert refused.value.messages == ["Nie ma takiego dnia w kalendarzu"]


@pytest.mark.parametrize("typed", ["2.10", "2.10.18", "jutro", ""])
def test_day_field_says_how_to_write_a_day(typed):
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)

    assert refused.value.messages == ["Podaj dzień w postaci 2.10.2018"]


def test_day_field_shows_days_as_pages_do_and_keeps_what_it_could_not_read():
    field = DayField(required=False)

    assert field.prepare_value(dt.date(2018, 10, 2)) == "2.10.2018"
    assert field.prepare_value("31.02.2018") == "31.02.2018"
    assert field.clean("") is None


def test_day_field_is_not_changed_by_another_way_of_writing():
    assert not DayField().has_changed(dt.date(2018, 10, 2), "02.10.2018")
    assert DayField().has_changed(dt.date(2018, 10, 2), "3.10.2018")


def test_last_day_field_keeps_the_day_before_which_it_ends():
    field, end = LastDayField(required=False), dt.date(2018, 11, 1)

    assert field.clean("31.10.2018") == end
    assert field.clean("") is None
    assert field.prepare_value(end) == "31.10.2018"
    assert field.prepare_value("31.02.2018") == "31.02.2018"
    assert not field.has_changed(end, "31.10.2018")


@pytest.mark.parametrize(
    ("typed", "hour"), [("10:00", dt.time(10)), ("7.30", dt.time(7, 30)), ("07:30", dt.time(7, 30))]
)
def test_hour_field_reads_what_people_type(typed, hour):
    assert HourField().clean(typed) == hour


@pytest.mark.parametrize("typed", ["25:00", "rano", ""])
def test_hour_field_says_how_to_write_an_hour(typed):
    with pytest.raises(ValidationError) as refused:
        HourField().clean(typed)

    assert refused.value.messages == ["Podaj godzinę w postaci 10:00"]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1 478 268,32", "1478268.32"),
        ("1\u00a0478\u00a0268,32", "1478268.32"),
        ("1\u202f478\u202f268,32 zł", "1478268.32"),
        ("1478268.32", "1478268.32"),
        ("5", "5.00"),
        ("5,", "5.00"),
        ("0,5", "0.50"),
        ("5,000", "5.00"),
    ],
)
def test_money_field_reads_what_people_type(typed, amount):
    cleaned = MoneyField().clean(typed)

    assert (cleaned, str(cleaned)) == (Decimal(amount), amount)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Podaj kwotę, na przykład 1 478 268,32"),
        ("dużo", "Podaj kwotę, na przykład 1 478 268,32"),
        ("1.478,32", "Podaj kwotę, na przykład 1 478 268,32"),
        ("1e5", "Podaj kwotę, na przykład 1 478 268,32"),
        ("9" * 40, "Podaj kwotę, na przykład 1 478 268,32"),
        ("NaN", "Podaj kwotę, na przykład 1 478 268,32"),
        ("1,234", "Kwota może mieć najwyżej dwa miejsca po przecinku"),
        ("-5", "Kwota nie może być mniejsza niż 0,00\u00a0zł"),
        ("−5", "Kwota nie może być mniejsza niż 0,00\u00a0zł"),
        ("100,01", "Kwota nie może być większa niż 100,00\u00a0zł"),
    ],
)
def test_money_field_says_what_is_wrong(typed, sentence):
    with pytest.raises(ValidationError) as refused:
        MoneyField(max_value=Decimal(100)).clean(typed)

    assert refused.value.messages == [sentence]


def test_money_field_may_be_negative_and_empty_where_that_makes_sense():
    field = MoneyField(min_value=None, required=False)

    assert field.clean("−5,20") == Decimal("-5.20")
    assert field.clean("") is None


def test_money_field_shows_amounts_as_pages_do():
    assert MoneyField().prepare_value(Decimal("1478268.32")) == "1\u00a0478\u00a0268,32"
    assert MoneyField().prepare_value("12,345") == "12,345"


@pytest.mark.parametrize(
    ("typed", "changed"), [("1 000", False), ("1000,00", False), ("1000,01", True), ("x", True)]
)
def test_money_field_is_changed_by_another_amount_only(typed, changed):
    assert MoneyField().has_changed(Decimal(1000), typed) is changed


def test_choice_seg_asks_to_choose():
    class Form(forms.Form):
        kind = ChoiceSeg(choices=[("o", "Osobisty"), ("t", "Telefon")])

    assert Form({}).errors["kind"] == ["Wybierz jedną z możliwości"]
    assert Form({"kind": "x"}).errors["kind"] == ["Wybierz jedną z możliwości"]
    assert Form({"kind": "t"}).is_valid()
