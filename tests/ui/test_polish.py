import datetime as dt
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from osnowa.ui import polish

NBSP = "\u00a0"
PERSON = ("osoba", "osoby", "osób")


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "osób"),
        (1, "osoba"),
        (2, "osoby"),
        (4, "osoby"),
        (5, "osób"),
        (11, "osób"),
        (12, "osób"),
        (14, "osób"),
        (21, "osób"),
        (22, "osoby"),
        (24, "osoby"),
        (25, "osób"),
        (101, "osób"),
        (102, "osoby"),
        (112, "osób"),
        (122, "osoby"),
        (1_000_000, "osób"),
        (-1, "osoba"),
        (-3, "osoby"),
        (1.0, "osoba"),
        (1.5, "osoby"),
        (0.5, "osoby"),
        (Decimal("5.25"), "osoby"),
        (Decimal("5.00"), "osób"),
        (Fraction(1, 3), "osoby"),
    ],
)
def test_odmien_agrees_with_the_number(number, word):
    assert polish.odmien(number, *PERSON) == word


@pytest.mark.parametrize(("number", "word"), [(1, "dzień"), (2, "dni"), (5, "dni"), (1.5, "dnia")])
def test_odmien_takes_its_own_form_for_fractions(number, word):
    assert polish.odmien(number, "dzień", "dni", "dni", "dnia") == word


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (3, f"3{NBSP}osoby"),
        (Decimal("1.5"), f"1,5{NBSP}osoby"),
        (1478, f"1{NBSP}478{NBSP}osób"),
    ],
)
def test_z_liczba_keeps_number_and_noun_together(number, shown):
    assert polish.z_liczba(number, *PERSON) == shown


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [
        (None, None, "–"),
        (0, None, "0"),
        (1478, None, f"1{NBSP}478"),
        (-7, None, "−7"),
        (Decimal("1.50"), None, "1,5"),
        (Decimal("1E+3"), None, f"1{NBSP}000"),
        (0.1, None, "0,1"),
        (Fraction(1, 3), None, "0,33"),
        (Fraction(-5, 2), 0, "−3"),
        (2.5, 0, "3"),
        (Decimal("-0.001"), 2, "0,00"),
        (1, 2, "1,00"),
    ],
)
def test_liczba(number, places, shown):
    assert polish.liczba(number, places) == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Decimal("1478268.32"), f"1{NBSP}478{NBSP}268,32{NBSP}zł"),
        (Decimal("-25679.91"), f"−25{NBSP}679,91{NBSP}zł"),
        (Decimal("0.005"), f"0,01{NBSP}zł"),
        (5, f"5,00{NBSP}zł"),
        (None, "–"),
    ],
)
def test_zl(amount, shown):
    assert polish.zl(amount) == shown


def test_kwota_has_no_unit():
    assert polish.kwota(Decimal("412920.09")) == f"412{NBSP}920,09"


@pytest.mark.parametrize("format_money", [polish.zl, polish.kwota])
def test_money_is_never_a_float(format_money):
    with pytest.raises(TypeError):
        format_money(0.1)


@pytest.mark.parametrize(
    ("percent", "shown"),
    [
        (Decimal("89.2"), "89,20%"),
        (89.2, "89,20%"),
        (100, "100,00%"),
        (Fraction(100, 3), "33,33%"),
        (Fraction(200, 3), "66,67%"),
        (Decimal("105.605"), "105,61%"),
        (-3, "−3,00%"),
        (None, "–"),
    ],
)
def test_procent(percent, shown):
    assert polish.procent(percent) == shown


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (dt.date(2018, 10, 2), "2.10.2018"),
        (dt.date(2019, 4, 16), "16.04.2019"),
        # Half past eleven at night in Greenwich is already the next day in Wrocław.
        (dt.datetime(2019, 4, 16, 23, 30, tzinfo=dt.UTC), "17.04.2019"),
        (None, "–"),
    ],
)
def test_dzien(day, shown):
    assert polish.dzien(day) == shown


def test_chwila_and_godzina_tell_the_time_of_the_place():
    at = dt.datetime(2019, 4, 16, 5, 5, tzinfo=dt.UTC)

    assert polish.chwila(at) == "16.04.2019, 7:05"
    assert polish.godzina(at) == "7:05"
    assert polish.godzina(at.astimezone(ZoneInfo("Europe/Warsaw"))) == "7:05"
    assert polish.godzina(dt.time(15, 30)) == "15:30"
    assert polish.godzina(None) == polish.chwila(None) == "–"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (dt.date(2018, 9, 25), dt.date(2020, 6, 30), "25.09.2018 – 30.06.2020"),
        (dt.date(2018, 9, 25), dt.date(2018, 9, 25), "25.09.2018"),
        (dt.date(2018, 9, 25), None, f"od{NBSP}25.09.2018"),
        (None, dt.date(2020, 6, 30), f"do{NBSP}30.06.2020"),
        (None, None, "–"),
    ],
)
def test_okres(first, last, shown):
    assert polish.okres(first, last) == shown


@pytest.mark.parametrize(
    ("day", "roman", "name", "inside"),
    [
        (dt.date(2018, 9, 30), "IX 2018", "wrzesień 2018", "we wrześniu"),
        (dt.date(2019, 4, 1), "IV 2019", "kwiecień 2019", "w kwietniu"),
    ],
)
def test_months(day, roman, name, inside):
    shown = [polish.miesiac(day), polish.nazwa_miesiaca(day), polish.w_miesiacu(day)]

    assert [words.replace(NBSP, " ") for words in shown] == [roman, name, inside]


def test_dzien_tygodnia():
    assert polish.dzien_tygodnia(dt.date(2019, 4, 16)) == "wtorek"
    assert polish.dzien_tygodnia(None) == "–"


@pytest.mark.parametrize(
    ("number", "shown", "dialled"),
    [
        ("+48717822322", "71 78 22 322", "+48717822322"),
        ("71 78 22 322", "71 78 22 322", "+48717822322"),
        ("+48601234567", "601 234 567", "+48601234567"),
        ("800120226", "800 120 226", "+48800120226"),
        ("+49 30 901820", "+49 30 901820", "+4930901820"),
        ("112", "112", "112"),
        ("wewn. 12", "wewn. 12", "12"),
    ],
)
def test_telefon(number, shown, dialled):
    assert polish.telefon(number).replace(NBSP, " ") == shown
    assert polish.telefon_e164(number) == dialled


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Kontakty w kwietniu", f"Kontakty w{NBSP}kwietniu"),
        ("W projekcie i w domu", f"W{NBSP}projekcie i{NBSP}w{NBSP}domu"),
        ("(z 24 osób)", f"(z{NBSP}24 osób)"),
        ("plan B jest", "plan B jest"),
        ("PAS-ja", "PAS-ja"),
        ("do końca", "do końca"),
        ("witamina A", "witamina A"),
        ("Filia nr 46", f"Filia nr{NBSP}46"),
        ("10:00 – 14:00", f"10:00{NBSP}–{NBSP}14:00"),
        ("nr telefonu", "nr telefonu"),
        ("XII 2017 – dalej", "XII 2017 – dalej"),
    ],
)
def test_nbsp_keeps_together_what_belongs_together(text, kept):
    assert polish.nbsp(text) == kept
