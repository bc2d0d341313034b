"""What was refused comes back as a file to correct: row, column, reason, and the row as it came."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from python_calamine import load_workbook

from osnowa.intake import exports, packed, reading, sentences, values, verdicts
from osnowa.intake.faults import Said, Unreadable
from osnowa.intake.headers import propose
from osnowa.intake.reading import open_book
from osnowa.intake.values import Dictionaries
from osnowa.participants.likeness import POINTS, Likeness
from osnowa.participants.reasons import REASONS
from tests.intake import files

ROOM = Path(verdicts.__file__).parent


class Nobody:
    def holders(self, pesels):
        return {}

    def likely(self, people):
        return {}


@pytest.fixture
def refused():
    rows = [
        ("Imię", "Nazwisko", "PESEL", "Uwagi"),
        ("Anna", "Kowalska", "", "dobrze"),
        ("Ewa2", "Nowak", 2270803624.5, "=1+1"),
        ("Jan", "Lis", "0123", "+48 601"),
    ]
    table = open_book(files.xlsx(rows)).table()
    found = verdicts.judge(
        table, propose(table.headers).mapping, Nobody(), dictionaries=Dictionaries(), today=date(2026, 11, 22)
    )
    return table, found


EXPECTED = [
    ["wiersz", "kolumna", "powód", "Imię", "Nazwisko", "PESEL", "Uwagi"],
    [
        "3", "A Imię; C PESEL",
        "„Ewa2” nie wygląda na imię ani nazwisko. "
        + sentences.of(Said("pesel_scientific", {"text": "2270803624.5"})),
        "Ewa2", "Nowak", "2270803624.5", "=1+1",
    ],
    [
        "4", "C PESEL", "Liczba cyfr w numerze PESEL to 4, a potrzebnych jest 11.",
        "Jan", "Lis", "0123", "+48 601",
    ],
]  # fmt: skip


def test_the_csv_has_a_line_per_row_and_runs_nothing(refused):
    content = exports.refused_as_csv(*refused)

    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert lines == [[f"'{c}" if c.startswith(("=", "+")) else c for c in line] for line in EXPECTED]
    assert content.startswith(b"\xef\xbb\xbf")


def test_the_sheet_holds_nothing_but_text(refused):
    content = exports.refused_as_xlsx(*refused)

    sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    assert [[str(cell) for cell in row] for row in sheet.to_python()] == EXPECTED
    assert all(isinstance(cell, str) for row in sheet.to_python() for cell in row)
    assert packed.looked_through(content).sheets[sheet.name].formulas == 0


@pytest.mark.parametrize("written", [exports.refused_as_csv, exports.refused_as_xlsx])
def test_the_file_can_be_brought_again(refused, written):
    table = open_book(written(*refused)).table()
    mapping = propose(table.headers).mapping

    again = verdicts.judge(table, mapping, Nobody(), dictionaries=Dictionaries(), today=date(2026, 11, 22))

    assert mapping == {3: "first_name", 4: "last_name", 5: "pesel", 6: "remarks"}
    assert [[fault.said.code for fault in verdict.faults] for verdict in again] == [
        [fault.said.code for fault in verdict.faults] for verdict in refused[1] if verdict.faults
    ]
    assert [verdict.facts["remarks"] for verdict in again] == ["=1+1", "+48 601"]


def codes(pattern, *rooms):
    return {code for room in rooms for code in re.findall(pattern, (ROOM / f"{room}.py").read_text("utf-8"))}


def test_every_reason_to_refuse_a_file_has_a_sentence():
    raised = codes(r'Unreadable\(\s*"(\w+)"', "packed", "reading") | {
        "password",
        "old_format",
        "which_encoding",
    }

    assert raised == set(sentences.FILES)


def test_every_fault_and_note_has_a_sentence():
    said = codes(r'(?:Said|_faulty|refuse)\((?:"\w+", )?\s*"(\w+)"', "values", "verdicts", "reading")
    known = set(sentences.FAULTS) | set(sentences.NOTES)

    assert said - known == set()
    assert set(sentences.FAULTS).isdisjoint(sentences.NOTES)
    assert {f"cell_{gap.value}" for gap in reading.Gap} <= set(sentences.FAULTS)
    assert {f"pesel_{fault}" for fault in ("digits", "length", "checksum", "date")} <= set(sentences.FAULTS)


def test_every_likeness_and_verdict_has_words():
    assert set(REASONS) == {*POINTS, "pesel_same"}
    assert set(sentences.KINDS) == set(verdicts.KINDS)


def test_sentences_are_filled_and_show_days_as_people_write_them():
    said = Said("which_day", values.read("birth_date", "2/10/1980").fault.params)

    assert sentences.of(said).startswith("„02/10/1980” może znaczyć 2.10.1980 albo 10.02.1980.")
    assert sentences.of_file(Unreadable("too_large", size=30, most=20)).startswith("Plik ma 30 MB")
    assert (
        sentences.of_likeness(Likeness(90, ("last_name_same", "phone_same")))
        == "to samo nazwisko, ten sam telefon"
    )
