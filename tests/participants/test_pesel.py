"""PESEL: a table an official could check, and what holds of every number."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.participants.pesel import NotPesel, Pesel, masked, read

WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
#: First year of the century → what is added to the month.
CENTURIES = {1800: 80, 1900: 0, 2000: 20, 2100: 40, 2200: 60}


def number_for(day: date, serial: int, digit_of_sex: int) -> str:
    """Return the number the register would give."""
    month = day.month + CENTURIES[day.year // 100 * 100]
    first_ten = f"{day.year % 100:02}{month:02}{day.day:02}{serial:03}{digit_of_sex}"
    check = -sum(int(digit) * weight for digit, weight in zip(first_ten, WEIGHTS, strict=True)) % 10
    return f"{first_ten}{check}"


@pytest.mark.parametrize(
    ("typed", "born", "sex"),
    [
        ("44051401359", date(1944, 5, 14), "man"),
        (number_for(date(2002, 7, 8), 362, 2), date(2002, 7, 8), "woman"),
        ("02122401358", date(1902, 12, 24), "man"),
        ("440514 01359", date(1944, 5, 14), "man"),
        ("440514-01359", date(1944, 5, 14), "man"),
        (number_for(date(1899, 12, 31), 1, 2), date(1899, 12, 31), "woman"),
        (number_for(date(2100, 1, 1), 1, 3), date(2100, 1, 1), "man"),
        (number_for(date(2296, 2, 29), 7, 4), date(2296, 2, 29), "woman"),
        (number_for(date(2000, 2, 29), 7, 5), date(2000, 2, 29), "man"),
    ],
)
def test_a_number_says_birth_and_sex(typed, born, sex):
    assert read(typed) == Pesel("".join(typed.replace("-", "").split()), born, sex)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "digits"),
        ("4405140135A", "digits"),
        ("٤٤٠٥١٤٠١٣٥٩", "digits"),
        ("4405140135", "length"),
        ("440514013590", "length"),
        ("44051401358", "checksum"),
        ("44051410359", "checksum"),
        ("02381307589", "date"),
        (number_for(date(2000, 2, 28), 1, 1).replace("002228", "002230", 1), "checksum"),
    ],
)
def test_what_is_no_number_says_why(typed, fault):
    with pytest.raises(NotPesel) as refusal:
        read(typed)

    assert refusal.value.fault == fault


@pytest.mark.parametrize(
    ("born", "synthetic", "read_as"),
    [
        (date(2284, 5, 3), True, date(1984, 5, 3)),
        (date(2284, 5, 3), False, date(2284, 5, 3)),
        (date(2200, 1, 1), True, date(1900, 1, 1)),
        (date(2299, 12, 31), True, date(1999, 12, 31)),
        (date(2296, 2, 29), True, date(1996, 2, 29)),
        (date(1984, 5, 3), True, date(1984, 5, 3)),
    ],
)
def test_synthetic_numbers_stand_for_the_last_century(born, synthetic, read_as):
    assert read(number_for(born, 11, 2), synthetic=synthetic).birth_date == read_as


@given(
    born=st.dates(date(1800, 1, 1), date(2299, 12, 31)),
    serial=st.integers(0, 999),
    digit_of_sex=st.integers(0, 9),
)
def test_every_number_of_the_register_is_read_back(born, serial, digit_of_sex):
    number = number_for(born, serial, digit_of_sex)

    assert read(number) == Pesel(number, born, "man" if digit_of_sex % 2 else "woman")


@given(
    born=st.dates(date(1800, 1, 1), date(2299, 12, 31)),
    serial=st.integers(0, 999),
    place=st.integers(0, 10),
    other=st.integers(1, 9),
)
def test_one_wrong_digit_is_always_found(born, serial, place, other):
    number = number_for(born, serial, 4)
    wrong = str((int(number[place]) + other) % 10)

    with pytest.raises(NotPesel):
        read(number[:place] + wrong + number[place + 1 :])


@given(born=st.dates(date(2200, 1, 1), date(2299, 12, 31)))
def test_a_synthetic_birthday_keeps_its_day_and_month(born):
    shifted = read(number_for(born, 5, 5), synthetic=True).birth_date

    assert (shifted.year, shifted.month, shifted.day) == (born.year - 300, born.month, born.day)
    assert shifted < date(2000, 1, 1) <= born - timedelta(days=1)


def test_masked_shows_the_last_four_digits():
    assert masked("44051401359") == "*******1359"
