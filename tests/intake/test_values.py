"""A cell in anybody's spelling becomes our value, or a fault that says why not."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.pl import pesel as standard

from osnowa.intake.reading import Gap
from osnowa.intake.values import EXCEL_BEGINS, Dictionaries, read, written
from osnowa.rulepacks.registry import pack


def dictionaries(code):
    own = pack(code)
    return Dictionaries(tuple(own.choices("education")), tuple(own.choices("labour_statuses")))


OLD = dictionaries("esf-2014-2020")
NEW = dictionaries("esf-plus-2021-2027")
BORN = date(1980, 10, 2)


def number(first_ten):
    """Return a valid PESEL that begins so."""
    return first_ten + standard.calc_check_digit(first_ten)


FULL = number("8010020001")
ONE_ZERO = number("0210020001")
TWO_ZEROS = number("0030020001")


def notes(reading):
    return [note.code for note in reading.notes]


@pytest.mark.parametrize(
    ("code", "cell", "values", "said"),
    [
        ("pesel", FULL, {"pesel": FULL}, []),
        ("pesel", float(FULL), {"pesel": FULL}, []),
        ("pesel", f"'{FULL}", {"pesel": FULL}, []),
        ("pesel", f"{FULL}.0", {"pesel": FULL}, []),
        ("pesel", f"{FULL[:6]} {FULL[6:]}", {"pesel": FULL}, []),
        ("pesel", float(ONE_ZERO), {"pesel": ONE_ZERO}, ["zero_restored"]),
        ("pesel", ONE_ZERO[1:], {"pesel": ONE_ZERO}, ["zero_restored"]),
        ("pesel", float(TWO_ZEROS), {"pesel": TWO_ZEROS}, ["zero_restored"]),
        ("pesel", "nie posiada", {"lacks_pesel": True}, ["pesel_none"]),
        ("birth_date", datetime(1980, 10, 2), {"birth_date": BORN}, []),  # noqa: DTZ001 - a cell knows no zone
        ("birth_date", BORN, {"birth_date": BORN}, []),
        ("birth_date", "2.10.1980", {"birth_date": BORN}, []),
        ("birth_date", "02.10.1980 r.", {"birth_date": BORN}, []),
        ("birth_date", "02-10-1980", {"birth_date": BORN}, []),
        ("birth_date", "1980-10-02", {"birth_date": BORN}, []),
        ("birth_date", "1980/10/02", {"birth_date": BORN}, []),
        ("birth_date", "1980-10-02 00:00:00", {"birth_date": BORN}, []),
        ("birth_date", "2 października 1980", {"birth_date": BORN}, []),
        ("birth_date", "2 X 1980", {"birth_date": BORN}, []),
        ("birth_date", "19801002", {"birth_date": BORN}, []),
        ("birth_date", 19801002.0, {"birth_date": BORN}, []),
        ("birth_date", 29496.0, {"birth_date": BORN}, ["day_of_number"]),
        ("birth_date", "25/12/1980", {"birth_date": date(1980, 12, 25)}, []),
        ("birth_date", "12/25/1980", {"birth_date": date(1980, 12, 25)}, ["month_first"]),
        ("birth_date", "3/3/1980", {"birth_date": date(1980, 3, 3)}, []),
        ("sex", "K", {"sex": "woman"}, []),
        ("sex", "Mężczyzna", {"sex": "man"}, []),
        ("sex", "ŻEŃSKA", {"sex": "woman"}, []),
        ("disability", "Odmowa podania informacji", {"disability": "refused"}, []),
        ("disability", "TAK", {"disability": "yes"}, []),
        ("disability", True, {"disability": "yes"}, []),
        ("disability", 0.0, {"disability": "no"}, []),
        ("lacks_pesel", "Nie", {"lacks_pesel": False}, []),
        ("phone", 601234567.0, {"phone": "+48601234567"}, []),
        ("phone", "tel. 71/78 22 322", {"phone": "+48717822322"}, []),
        ("phone", "601 234 567 / 602 345 678", {"phone": "+48601234567"}, ["second_phone"]),
        ("postal_code", "50-502", {"postal_code": "50-502"}, []),
        ("postal_code", "50 502", {"postal_code": "50-502"}, []),
        ("postal_code", 50502.0, {"postal_code": "50-502"}, []),
        ("postal_code", 2797.0, {"postal_code": "02-797"}, ["zero_restored"]),
        ("email", "anna@example.pl", {"email": "anna@example.pl"}, []),
        ("email", "brak", {}, ["left_empty"]),
        ("full_name", "Anna Ewa Lis", {"first_name": "Anna Ewa", "last_name": "Lis"}, ["name_split"]),
        ("surname_first", "Lis - Wąs Ewa", {"first_name": "Ewa", "last_name": "Lis-Wąs"}, ["name_split"]),
        ("full_name", "Kowalska, Anna", {"first_name": "Anna", "last_name": "Kowalska"}, ["name_split"]),
        ("last_name", "ŻÓŁĆ-WĄS", {"last_name": "Żółć-Wąs"}, ["name_case"]),
        ("last_name", "O’Neil", {"last_name": "O’Neil"}, []),
        ("house_and_flat", "12A/3", {"house_number": "12A", "flat_number": "3"}, []),
        ("house_and_flat", 12.0, {"house_number": "12"}, []),
        ("street", "ul. Traugutta", {"street": "Traugutta"}, []),
        ("locality", "  Wrocław ", {"locality": "Wrocław"}, []),
        ("house_number", 12.0, {"house_number": "12"}, []),
        ("locality", "–", {}, []),
        ("locality", "", {}, []),
        ("locality", " ", {}, []),
    ],
)  # fmt: skip
def test_a_cell_is_understood(code, cell, values, said):
    reading = read(code, cell)

    assert (dict(reading.values), reading.fault, notes(reading)) == (values, None, said)


@pytest.mark.parametrize(
    ("code", "cell", "fault"),
    [
        ("pesel", "8,01002E+10", "pesel_scientific"),
        ("pesel", "1.2345E+10", "pesel_scientific"),
        ("pesel", 80100200.5, "pesel_scientific"),
        ("pesel", "80100200.5", "pesel_scientific"),
        ("pesel", "8E+10", "pesel_scientific"),
        ("pesel", "8010020001X", "pesel_digits"),
        ("pesel", "123", "pesel_length"),
        # Ten digits that no zero makes a PESEL.
        ("pesel", "1111111112", "pesel_length"),
        ("pesel", FULL[:-1] + str((int(FULL[-1]) + 1) % 10), "pesel_checksum"),
        ("pesel", number("8013320001"), "pesel_date"),
        ("birth_date", "2/10/1980", "which_day"),
        ("birth_date", "2.10.80", "short_year"),
        ("birth_date", 1980.0, "only_year"),
        ("birth_date", "1980", "only_year"),
        ("birth_date", "31.02.1980", "no_such_day"),
        ("birth_date", "1980-13-01", "no_such_day"),
        ("birth_date", "2.10.0980", "no_such_day"),
        ("birth_date", "2 mroźnia 1980", "not_a_day"),
        ("birth_date", "wiosną", "not_a_day"),
        ("birth_date", -3.0, "not_a_day"),
        ("birth_date", True, "not_a_day"),
        ("birth_date", time(8, 30), "not_a_day"),
        ("sex", "1", "not_a_sex"),
        ("sex", "Anna", "not_a_sex"),
        ("disability", "może", "not_an_answer"),
        ("lacks_pesel", "odmowa", "not_an_answer"),
        ("phone", "12", "not_a_phone"),
        ("phone", "anna@example.pl", "not_a_phone"),
        ("postal_code", "5050", "not_a_postal_code"),
        ("postal_code", "Wrocław", "not_a_postal_code"),
        ("email", "łucja@example.pl", "not_an_email"),
        ("email", "anna", "not_an_email"),
        ("full_name", "Anna", "one_word_name"),
        ("first_name", "Anna2", "not_a_name"),
        ("last_name", "x" * 81, "too_long"),
        ("house_number", datetime(2026, 12, 3), "became_date"),  # noqa: DTZ001 - a cell knows no zone
        ("house_and_flat", datetime(2026, 12, 3), "became_date"),  # noqa: DTZ001 - a cell knows no zone
        ("house_and_flat", "za rogiem", "not_a_house_number"),
        ("address", "u sąsiada", "address_unclear"),
        ("locality", "#N/A", "formula_failed"),
        ("locality", Gap.MERGED, "cell_merged"),
        ("pesel", Gap.UNCOMPUTED, "cell_uncomputed"),
    ],
)
def test_a_cell_is_refused_with_the_reason(code, cell, fault):
    reading = read(code, cell)

    assert (dict(reading.values), reading.fault.code) == ({}, fault)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("Wyższe", 5, 5),
        ("wyższe (ISCED 5-8)", 5, 5),
        ("Wyższe (ISCED 5–8)", 5, 5),
        ("ISCED 6", 5, 5),
        ("średnie", 3, 3),
        ("policealne", 4, 3),
        ("gimnazjalne", 2, 2),
        ("podstawowe", 1, 2),
        ("Ponadgimnazjalne (ISCED 3) lub policealne (ISCED 4)", None, 3),
        ("brak", 0, 2),
        ("3", 3, 3),
        (3.0, 3, 3),
        ("dobre", None, None),
    ],
)
def test_education_is_found_in_the_pack_of_the_project(text, old, new):
    assert read("education", text, OLD).values.get("education") == old
    assert read("education", text, NEW).values.get("education") == new


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("osoba bezrobotna zarejestrowana w ewidencji urzędów pracy", "unemployed-registered", "unemployed"),
        ("bezrobotny zarejestrowany w PUP", "unemployed-registered", "unemployed"),
        # Registered or not, the list does not say.
        ("bezrobotna", None, "unemployed"),
        ("Osoba bierna zawodowo", "inactive", "inactive"),
        ("emerytka", "inactive", "inactive"),
        ("OSOBA PRACUJĄCA", "employed", "employed"),
        ("employed", "employed", "employed"),
        ("w drodze", None, None),
    ],
)
def test_labour_status_is_found_in_the_pack_of_the_project(text, old, new):
    assert read("labour_status", text, OLD).values.get("labour_status") == old
    assert read("labour_status", text, NEW).values.get("labour_status") == new


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ul. Traugutta 12/3, 50-502 Wrocław", ("Traugutta", "12", "3", "50-502", "Wrocław")),
        ("Traugutta 12 m. 3 50-502 Wrocław", ("Traugutta", "12", "3", "50-502", "Wrocław")),
        ("50-502 Wrocław, Komuny Paryskiej 7A", ("Komuny Paryskiej", "7A", None, "50-502", "Wrocław")),
        ("Na Grobli 5", ("Na Grobli", "5", None, None, None)),
    ],
)
def test_an_address_in_one_cell_is_split_and_said_so(text, parts):
    reading = read("address", text)

    names = ("street", "house_number", "flat_number", "postal_code", "locality")
    assert tuple(reading.values.get(name) for name in names) == parts
    assert notes(reading) == ["address_split"]


def test_an_unclear_day_names_both_days_that_it_may_be():
    reading = read("birth_date", "2/10/1980")

    assert reading.candidates == (date(1980, 10, 2), date(1980, 2, 10))


DAYS = st.dates(min_value=date(1900, 3, 1), max_value=date(2099, 12, 31))


@given(day=DAYS, form=st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y", "%Y/%m/%d", "%Y%m%d"]))
def test_every_day_comes_back_from_every_form(day, form):
    assert read("birth_date", day.strftime(form)).values == {"birth_date": day}


@given(day=DAYS)
def test_every_day_comes_back_from_the_number_of_a_spreadsheet(day):
    serial = float((day - EXCEL_BEGINS).days)
    reading = read("birth_date", serial)

    # The numbers 1900–2099 are days of 1905 and years at once, so they are refused.
    assert reading.values == ({} if 1900 <= serial < 2100 else {"birth_date": day})


@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), serial=st.integers(0, 9999))
def test_every_pesel_comes_back_from_a_number(day, serial):
    month = day.month + (20 if day.year >= 2000 else 0)
    own = number(f"{day:%y}{month:02}{day:%d}{serial:04}")
    # With three zeros lost it cannot be told from a typo: the first nine months of 1900.
    expected = {"pesel": own} if int(own) >= 10**8 else {}

    assert read("pesel", float(own)).values == expected


@given(
    st.sampled_from(
        ["pesel", "birth_date", "sex", "phone", "email", "address", "education", "full_name", "street"]
    ),
    st.text(max_size=40) | st.floats() | st.booleans(),
)
def test_no_cell_whatever_breaks_a_reader(code, cell):  # fmt: skip
    reading = read(code, cell, NEW)

    assert not (reading.values and reading.fault)


def test_a_cell_is_written_as_people_read_it():
    cells = ["", Gap.MERGED, 12.0, 1.5, True, BORN, datetime(1980, 10, 2, 8, 5), "x"]  # noqa: DTZ001 - a cell knows no zone

    assert [written(cell) for cell in cells] == [
        "",
        "",
        "12",
        "1.5",
        "TAK",
        "1980-10-02",
        "1980-10-02 08:05",
        "x",
    ]
