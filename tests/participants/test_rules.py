"""The small rules: terms in months, ages, numbers, capacity, completeness."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.participants.capacity import most_at_once
from osnowa.participants.completeness import CORE_FIELDS, PATHS, missing
from osnowa.participants.months import add_months, age_on
from osnowa.participants.numbering import next_number, sign_of
from osnowa.rulepacks.registry import packs

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2019, 3, 16), 3, date(2019, 6, 16)),
        (date(2018, 11, 30), 3, date(2019, 2, 28)),
        (date(2019, 11, 30), 3, date(2020, 2, 29)),
        (date(2019, 12, 31), 3, date(2020, 3, 31)),
        (date(2019, 12, 31), 2, date(2020, 2, 29)),
        (date(2019, 10, 15), 3, date(2020, 1, 15)),
        (date(2019, 8, 31), 1, date(2019, 9, 30)),
        (date(2019, 8, 31), 0, date(2019, 8, 31)),
        (date(2018, 12, 1), 12, date(2019, 12, 1)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
    ],
)
def test_a_term_in_months_ends_on(day, months, then):
    assert add_months(day, months) == then


def test_a_term_cannot_be_negative():
    with pytest.raises(ValueError, match="before it begins"):
        add_months(date(2019, 1, 1), -1)


@given(day=DAYS, months=st.integers(0, 120))
def test_a_term_lands_in_the_right_month_on_the_same_day_or_the_last(day, months):
    then = add_months(day, months)

    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then.day < day.day and (then + timedelta(days=1)).day == 1)


@given(one=DAYS, other=DAYS, months=st.integers(0, 36))
def test_an_earlier_start_never_ends_later(one, other, months):
    earlier, later = sorted((one, other))

    assert add_months(earlier, months) <= add_months(later, months)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1971, 5, 3), date(2018, 10, 2), 47),
        (date(1971, 10, 2), date(2018, 10, 2), 47),
        (date(1971, 10, 3), date(2018, 10, 2), 46),
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
        (date(2018, 10, 2), date(2018, 10, 2), 0),
    ],
)
def test_age_is_in_completed_years(born, day, age):
    assert age_on(born, day) == age


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError, match="before birth"):
        age_on(date(2000, 1, 2), date(2000, 1, 1))


@pytest.mark.parametrize(
    ("titles", "slug", "sign"),
    [
        (("PAS – ja", "PAS-ja"), "pas-ja", "PAS-ja"),
        (("", "TRAMPOLINA"), "trampolina", "TRAMPOLINA"),
        (("WE-EP", "Wszechstronne edukowanie – efektywne pomaganie"), "we-ep", "WE-EP"),
        (("", "Wrocławska Wygrana Rodzina"), "wygrana-rodzina", "WYGRANA-RODZINA"),
        (("", "A/B"), "ab", "AB"),
    ],
)
def test_the_sign_of_a_project_is_short(titles, slug, sign):
    assert sign_of(*titles, slug=slug) == sign


@pytest.mark.parametrize(
    ("round_number", "taken", "number"),
    [
        (1, [], "PAS-ja/1/01"),
        (1, ["PAS-ja/1/01", "PAS-ja/1/02"], "PAS-ja/1/03"),
        (1, ["PAS-ja/1/01", "PAS-ja/1/09"], "PAS-ja/1/10"),
        (1, ["PAS-ja/1/99"], "PAS-ja/1/100"),
        (2, ["PAS-ja/1/07", "PAS-ja/12/03"], "PAS-ja/2/01"),
        (1, ["U/7", "PAS-ja/1/x", "PAS-ja/1/02/a"], "PAS-ja/1/01"),
        (None, ["PAS-ja/1/07", "PAS-ja/04"], "PAS-ja/05"),
    ],
)
def test_the_next_number_follows_the_highest(round_number, taken, number):
    assert next_number("PAS-ja", round_number, taken) == number


DAY = date(2019, 1, 1)


def on(number: int) -> date:
    """Return the day ``number`` of January."""
    return DAY + timedelta(days=number - 1)


@pytest.mark.parametrize(
    ("stays", "within", "most"),
    [
        ([], (on(1), None), 0),
        ([(on(1), None)], (on(5), None), 1),
        ([(on(1), on(5))], (on(5), None), 0),
        ([(on(1), on(5)), (on(5), on(9))], (on(1), on(9)), 1),
        ([(on(1), on(6)), (on(5), on(9))], (on(1), on(9)), 2),
        ([(on(1), on(6)), (on(5), on(9))], (on(7), on(9)), 1),
        ([(on(8), None), (on(9), None), (on(10), None)], (on(1), None), 3),
        ([(on(8), None), (on(9), None), (on(10), None)], (on(1), on(9)), 1),
    ],
)
def test_the_fullest_day_decides(stays, within, most):
    assert most_at_once(stays, within) == most


COMPLETE = {
    "person__first_name": "Renata",
    "person__last_name": "Łącka",
    "person__pesel_index": "1:ab",
    "person__lacks_pesel": False,
    "person__sex": "woman",
    "person__birth_date": date(1971, 5, 3),
    "person__postal_code": "50-502",
    "person__locality": "Wrocław",
    "person__phone": "+48601234567",
    "person__email": "",
    "education": 0,
    "labour_status": "inactive",
}


@pytest.mark.parametrize(
    ("changed", "lacking"),
    [
        ({}, []),
        ({"education": None}, ["education"]),
        ({"person__pesel_index": None}, ["pesel"]),
        ({"person__pesel_index": None, "person__lacks_pesel": True}, []),
        ({"person__phone": ""}, ["contact"]),
        ({"person__phone": "", "person__email": "r@example.pl"}, []),
        ({"person__postal_code": "", "person__locality": ""}, ["postal_code", "locality"]),
        ({"labour_status": ""}, ["labour_status"]),
        ({"person__birth_date": None, "person__sex": ""}, ["sex", "birth_date"]),
    ],
)
def test_what_a_record_lacks(changed, lacking):
    assert missing(CORE_FIELDS, {**COMPLETE, **changed}) == lacking


@pytest.mark.parametrize("code", sorted(packs()))
def test_every_core_field_of_a_pack_has_a_meaning(code):
    codes = [entry.code for entry in packs()[code].entries("core_fields")]

    assert missing(codes, dict.fromkeys(PATHS)) == codes
