"""Every row gets a verdict with all its reasons, before anything happens."""

from datetime import date

import pytest
from stdnum.pl import pesel as standard

from osnowa.intake.headers import propose
from osnowa.intake.packed import letters
from osnowa.intake.reading import Column, Row, Table, open_book
from osnowa.intake.values import Dictionaries
from osnowa.intake.verdicts import KINDS, Known, UnfitMapping, identity, judge, totals
from osnowa.participants.likeness import Crowd
from osnowa.rulepacks.registry import pack
from tests.intake import files

TODAY = date(2026, 11, 22)


def number(first_ten):
    return first_ten + standard.calc_check_digit(first_ten)


ANNA = number("8010020002")  # a woman born on 2.10.1980
EWA = number("8105120004")
JAN = number("7503030001")


class Centre:
    """Who is known, as a database would answer: in bulk; counts how often it was asked."""

    def __init__(self, *known):
        self.known = known
        self.asked = 0

    def holders(self, pesels):
        self.asked += 1
        return {k.facts["pesel"]: k for k in self.known if k.facts.get("pesel") in pesels}

    def likely(self, people):
        self.asked += 1
        by_ref = {known.ref: known for known in self.known}
        crowd = Crowd(identity(known.facts, known.ref) for known in self.known)
        return {p.ref: [(by_ref[found.ref], like) for found, like in crowd.like(p)] for p in people}


def judged(headers, *rows, known=(), mapping=None):
    columns = tuple(Column(letters(place), header) for place, header in enumerate(headers))
    table = Table(
        "Lista",
        1,
        columns,
        tuple(
            Row(place, tuple("" if cell is None else cell for cell in row))
            for place, row in enumerate(rows, start=2)
        ),
    )
    own = pack("esf-plus-2021-2027")
    return judge(
        table,
        mapping or propose(headers).mapping,
        Centre(*known),
        dictionaries=Dictionaries(tuple(own.choices("education")), tuple(own.choices("labour_statuses"))),
        today=TODAY,
    )


def faults(verdict):
    return [(remark.letter, remark.said.code) for remark in verdict.faults]


HEAD = ("Imię", "Nazwisko", "PESEL", "Data urodzenia", "Płeć", "Telefon", "Kod pocztowy")


def test_a_new_person_gets_day_and_sex_from_the_pesel():
    (verdict,) = judged(HEAD, ("Anna", "Kowalska", ANNA, None, None, 601234567.0, "50502"))

    assert verdict.kind == "new"
    assert verdict.facts == {
        "first_name": "Anna", "last_name": "Kowalska", "pesel": ANNA, "birth_date": date(1980, 10, 2),
        "sex": "woman", "phone": "+48601234567", "postal_code": "50-502",
    }  # fmt: skip


def test_all_reasons_are_said_at_once_with_their_columns():
    (verdict,) = judged(HEAD, ("Anna2", None, "123", "2.10.80", "?", "12", "5050"))

    assert verdict.kind == "refused"
    assert faults(verdict) == [
        ("A", "not_a_name"), ("C", "pesel_length"), ("D", "short_year"), ("E", "not_a_sex"),
        ("F", "not_a_phone"), ("G", "not_a_postal_code"), ("B", "no_name"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("Anna", "Kowalska", ANNA, "3.10.1980", None), [("D", "birth_date_differs")]),
        (("Anna", "Kowalska", ANNA, None, "M"), [("E", "sex_differs")]),
        (("Anna", "Kowalska", ANNA, "2.10.1980", "K"), []),
        (("Anna", "Kowalska", None, "1.1.2027", None), [("D", "born_in_future")]),
        (("Anna", "Kowalska", None, "1.1.1905", None), [("D", "born_too_long_ago")]),
        (("Anna", "Kowalska", None, "1.1.1906", None), []),
        ((None, "Kowalska", ANNA, None, None), [("A", "no_name")]),
        # The number tells the two readings apart.
        (("Anna", "Kowalska", ANNA, "2/10/1980", None), []),
        (("Ewa", "Kowalska", EWA, "2/10/1980", None), [("D", "which_day")]),
    ],
)
def test_what_contradicts_is_refused(row, expected):
    (verdict,) = judged(HEAD[:5], row)

    assert faults(verdict) == expected


def test_an_unclear_day_is_decided_by_the_pesel_and_said_so():
    (verdict,) = judged(HEAD[:4], ("Anna", "Kowalska", ANNA, "2/10/1980"))

    assert verdict.facts["birth_date"] == date(1980, 10, 2)
    assert [note.said.code for note in verdict.notes] == ["day_by_pesel"]


def test_a_person_without_pesel_may_have_another_identifier():
    (verdict,) = judged(
        ("Imię", "Nazwisko", "PESEL/Inny identyfikator", "brak PESEL"),
        ("Ivan", "Petrenko", "FK 12345", "Tak"),
    )

    assert verdict.kind == "new"
    assert (verdict.facts["lacks_pesel"], verdict.facts["other_identifier"]) == (True, "FK 12345")


def test_a_pesel_and_the_sign_that_there_is_none_contradict():
    (verdict,) = judged(("Imię", "Nazwisko", "PESEL", "brak PESEL"), ("Anna", "Kowalska", ANNA, "Tak"))

    assert faults(verdict) == [("D", "pesel_and_none")]


def test_two_columns_that_disagree_are_not_guessed():
    head = ("Imię", "Nazwisko", "Adres", "Kod pocztowy")
    row = ("Anna", "Kowalska", "Traugutta 12/3, 50-502 Wrocław", "50-416")

    assert faults(judged(head, row)[0]) == [("D", "columns_differ")]
    assert faults(judged(head, (*row[:3], "50-502"))[0]) == []


def test_known_people_are_told_from_new_ones_with_what_would_change():
    facts = {"first_name": "Anna", "last_name": "Kowalska", "pesel": ANNA, "phone": "", "sex": "woman"}
    ewa = {"first_name": "Ewa", "last_name": "Nowak", "pesel": EWA, "phone": "+48602345678"}

    verdicts = judged(
        HEAD,
        ("Anna", "Kowalska", ANNA, None, None, "601234567", None),
        ("Ewa", "Nowak-Lis", EWA, None, None, "602345678", None),
        ("Jan", "Lis", JAN, None, None, None, None),
        known=[Known(7, facts), Known(8, ewa, in_project=True)],
    )

    assert [(v.kind, v.known) for v in verdicts] == [("same_person", 7), ("in_project", 8), ("new", None)]
    assert [(c.field, c.before, c.after) for c in verdicts[0].changes] == [("phone", None, "+48601234567")]
    assert [(c.field, c.before, c.after) for c in verdicts[1].changes] == [
        ("last_name", "Nowak", "Nowak-Lis")
    ]


def test_a_likely_duplicate_waits_for_a_person_and_names_the_reasons():
    without_pesel = Known(7, {"first_name": "Anna", "last_name": "Kowalska", "birth_date": date(1980, 2, 10)})

    (verdict,) = judged(HEAD[:3], ("Anna", "Kowalska", ANNA), known=[without_pesel])

    assert verdict.kind == "likely_duplicate"
    (candidate,) = verdict.candidates
    assert candidate.ref == 7
    assert candidate.likeness.reasons == (
        "last_name_same",
        "first_name_same",
        "birth_date_day_and_month_swapped",
    )


def test_rows_of_one_file_are_compared_with_each_other():
    head = ("Imię", "Nazwisko", "PESEL", "Data urodzenia", "Numer w projekcie")

    verdicts = judged(
        head,
        ("Anna", "Kowalska", ANNA, None, "1"),
        ("Anna", "Kowalska", ANNA, None, "2"),
        ("Jan", "Rzepka", None, "3.3.1975", "3"),
        ("Jan", "Żepka", None, "3.3.1975", "4"),
        ("Ewa", "Nowak", EWA, None, "3"),
    )

    assert [v.kind for v in verdicts] == ["new", "refused", "new", "likely_duplicate", "refused"]
    assert [(r.said.code, r.said.params) for v in verdicts for r in v.faults] == [
        ("repeated_pesel", {"row": 2}), ("repeated_number", {"row": 4}),
    ]  # fmt: skip
    assert [candidate.row for candidate in verdicts[3].candidates] == [4]


def test_totals_add_up_to_all_rows():
    verdicts = judged(HEAD[:3], ("Anna", "Kowalska", ANNA), ("Ewa", "Nowak", "x"), ("Jan", "Lis", JAN))

    assert totals(verdicts) == {
        "new": 2,
        "same_person": 0,
        "in_project": 0,
        "likely_duplicate": 0,
        "refused": 1,
    }
    assert sum(totals(verdicts).values()) == 3
    assert tuple(totals(())) == KINDS


def test_the_database_is_asked_twice_whatever_the_length_of_the_list():
    for count in (1, 50):
        centre = Centre()
        table = open_book(
            files.csv([HEAD[:3], *[("Anna", f"Kowalska{'a' * i}", "") for i in range(count)]])
        ).table()
        judge(
            table,
            {0: "first_name", 1: "last_name", 2: "pesel"},
            centre,
            dictionaries=Dictionaries(),
            today=TODAY,
        )
        assert centre.asked == 2


def test_a_list_of_180_people_with_seven_faults():
    rows = [
        (
            "Anna",
            f"Kowal{'abcdefghij'[n // 18] * (n % 18 + 1)}",
            number(f"80{1 + n // 28:02}{1 + n % 28:02}{n:03}2"),
            "601234567",
        )
        for n in range(180)
    ]
    faulty = {
        10: (None, *rows[10][1:]), 20: (*rows[20][:2], "123", rows[20][3]),
        30: (*rows[30][:2], "8,01002E+10", None),
        40: (*rows[40][:2], rows[41][2], None), 50: (*rows[50][:3], "12"), 60: ("Anna1", *rows[60][1:]),
        70: (*rows[70][:2], rows[70][2][:-1] + str((int(rows[70][2][-1]) + 1) % 10), None),
    }  # fmt: skip
    brought = [faulty.get(place, row) for place, row in enumerate(rows)]
    told = []

    table = open_book(files.xlsx([("Imię", "Nazwisko", "PESEL", "Telefon"), *brought])).table()
    verdicts = judge(
        table,
        propose(table.headers).mapping,
        Centre(),
        dictionaries=Dictionaries(),
        today=TODAY,
        tell=told.append,
    )

    assert [verdict.row for verdict in verdicts if verdict.kind == "refused"] == [12, 22, 32, 43, 52, 62, 72]
    assert totals(verdicts)["new"] == 173
    assert told == [180]


@pytest.mark.parametrize(
    ("mapping", "code", "which"),
    [
        ({2: "pesel"}, "lacking", {"first_name", "last_name"}),
        ({0: "first_name", 1: "last_name", 2: "last_name"}, "twice", {"last_name"}),
    ],
)
def test_a_mapping_that_names_nobody_or_a_field_twice_is_refused(mapping, code, which):
    with pytest.raises(UnfitMapping) as refused:
        judged(HEAD[:3], ("Anna", "Kowalska", ANNA), mapping=mapping)

    assert (refused.value.code, refused.value.fields) == (code, which)
