"""The register's file: byte for byte, in bounded memory, and read back as it was written."""

import csv
import tracemalloc
import zipfile
from datetime import date
from io import BytesIO, StringIO
from itertools import repeat
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osnowa.monitoring.reading import Header, Row, Unreadable, as_day, read_csv, read_table, recognise
from osnowa.monitoring.rows import row
from osnowa.monitoring.writing import csv_file, file_name, headers, xlsx_file
from osnowa.rulepacks.registers import Kind
from tests.monitoring.people import ENDED, SL2014, SM_EFS, ZOFIA_THEN, to_sl2014, to_sm_efs

ZOFIA_ROW = row(to_sm_efs(), ENDED)
IN_SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def written(rows, register=SM_EFS) -> bytes:
    return b"".join(csv_file(register, rows))


def read(data: bytes, register=SM_EFS) -> list[Row]:
    return list(read_csv(register, BytesIO(data)).rows)


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.fault


# Writing.


def test_the_file_bears_the_name_and_day_of_the_portal():
    assert file_name(SM_EFS, date(2026, 11, 22)) == "Uczestnicy_projektu_Efs_2026-11-22.csv"
    assert file_name(SM_EFS, date(2026, 1, 2), "xlsx") == "Uczestnicy_projektu_Efs_2026-01-02.xlsx"


def test_the_csv_is_the_one_the_portal_takes_byte_for_byte():
    lines = written([ZOFIA_ROW]).split(b"\r\n")

    assert lines[0].startswith(b"\xef\xbb\xbfNumer projektu;Obywatelstwo;Rodzaj uczestnika;")
    assert lines[0].count(b";") == 42
    assert lines[0].split(b";")[24] == lines[0].split(b";")[30] == b"w tym"
    assert lines[1] == ";".join(ZOFIA_ROW).encode()
    assert lines[2:] == [b""]


def test_a_file_of_nobody_is_its_headers():
    assert written([]) == b"\xef\xbb\xbf" + ";".join(headers(SM_EFS)).encode() + b"\r\n"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a;b", '"a;b"'),
        ('tzw. "Zosia"', '"tzw. ""Zosia"""'),
        ("dwa\nwiersze", '"dwa\nwiersze"'),
        ("=1+1", "=1+1"),
        ("+48717822322", "+48717822322"),
        ("- tak", "- tak"),
        ("'", "'"),
    ],
)
def test_only_what_would_break_a_row_is_quoted_and_nothing_is_put_before_a_text(text, cell):
    cells = (*ZOFIA_ROW[:-1], text)

    assert written([cells]).decode().endswith(f";{cell}\r\n")


def test_sl2014_is_written_with_its_own_headers():
    lines = written([row(to_sl2014(), ZOFIA_THEN)], SL2014).decode("utf-8-sig").split("\r\n")

    assert lines[0].startswith("Kraj;Rodzaj uczestnika;Nazwa instytucji;Imię;")
    assert len(next(csv.reader([lines[1]], delimiter=";"))) == 43


def test_writing_keeps_no_rows():
    tracemalloc.start()
    try:
        total = sum(map(len, csv_file(SM_EFS, repeat(ZOFIA_ROW, 20_000))))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert total > 10_000_000
    assert peak < 2_000_000


def sheet(rows) -> tuple[int, ElementTree.Element]:
    out = BytesIO()
    count = xlsx_file(SM_EFS, rows, out)
    with zipfile.ZipFile(out) as book:
        return count, ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own


def test_every_cell_of_the_worksheet_is_a_text():
    risky = ("=1+1", "0123", "2026-03-02", "http://example.org", "-5", "1E5", "'x", " a ")
    cells = (*risky, *ZOFIA_ROW[len(risky) :])

    count, found = sheet([cells])

    kinds = {cell.get("t") for cell in found.iter(f"{IN_SPREADSHEET}c")}
    texts = ["".join(cell.itertext()) for cell in found.findall(f".//{IN_SPREADSHEET}row[@r='2']/*")]
    assert count == 1
    assert kinds == {"inlineStr"}
    assert list(found.iter(f"{IN_SPREADSHEET}f")) == []
    assert texts[: len(risky)] == list(risky)


def test_the_worksheet_holds_both_headers_w_tym():
    _, found = sheet([])
    texts = ["".join(cell.itertext()) for cell in found.findall(f".//{IN_SPREADSHEET}row[@r='1']/*")]

    assert tuple(texts) == headers(SM_EFS)


# Reading.

#: Texts as a person or the portal may write them; no lone CR, which no spreadsheet writes, and no NUL.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=12)
ROWS = st.lists(
    st.tuples(
        *(
            TEXTS if column.kind != Kind.DATE and column.code != "started_on" else st.just("2026-03-02")
            for column in SM_EFS.columns
        )
    ),
    max_size=3,
)


@given(rows=ROWS)
@settings(max_examples=50)
def test_what_was_written_is_read(rows):
    assert [each.cells for each in read(written(rows))] == rows


def test_both_w_tym_are_told_apart():
    [found] = read(written([ZOFIA_ROW]))

    assert found.cells[24] == "Osoba długotrwale bezrobotna"
    assert found.cells[30] == "pomoc psychologiczna||usługa o charakterze społecznym"
    assert (found.number, found.is_ragged) == (2, False)


def test_an_export_with_long_headers_in_another_order_is_read():
    names = [column.long_header or column.header for column in SM_EFS.columns]
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([*names[30:], *names[:30], "Nowa kolumna"])
    writer.writerow([*ZOFIA_ROW[30:], *ZOFIA_ROW[:30], "x"])

    table = read_csv(SM_EFS, BytesIO(out.getvalue().encode()))
    cells = next(table.rows).cells

    assert cells == ZOFIA_ROW
    assert table.header.unknown == ("Nowa kolumna",)
    assert table.header.moved


def test_a_lone_w_tym_is_known_by_the_column_before_it():
    found = recognise(SM_EFS, ["w tym", "Rodzaj przyznanego wsparcia", "w tym"])

    assert (found.places[24], found.places[30]) == (0, 2)


def test_missing_and_unknown_headers_are_named():
    found = recognise(SM_EFS, ["  numer   PROJEKTU ", "Imię", "Ulubiony kolor", "", "w tym"])

    assert found.unknown == ("Ulubiony kolor",)
    assert "Nazwisko" in found.missing
    assert found.missing.count("w tym") == 1
    assert (found.places[0], found.places[4], found.places[24], found.places[30]) == (0, 1, 4, None)
    assert not found.moved


def test_the_register_s_own_headers_leave_nothing_to_say():
    assert recognise(SM_EFS, headers(SM_EFS)) == Header(tuple(range(43)), (), (), moved=False)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-02", "2026-03-02"),
        ("02.03.2026", "2026-03-02"),
        ("2.3.2026", "2026-03-02"),
        ("02.03.2026 14:05", "2026-03-02"),
        (" 02.03.2026 14:05:59 ", "2026-03-02"),
        ("2026-03-02 14:05:00", "2026-03-02"),
        ("2026-03-02T14:05:00.123", "2026-03-02"),
        ("31.02.2026", "31.02.2026"),
        ("03/02/2026", "03/02/2026"),
        ("wiosną", "wiosną"),
        ("", ""),
    ],
)
def test_days_are_read_as_people_write_them(text, day):
    assert as_day(text) == day


def test_days_are_read_in_lists_too_and_nowhere_else():
    cells = list(ZOFIA_ROW)
    cells[31] = "02.03.2026 10:00||01.04.2026"
    cells[42] = "02.03.2026"

    [found] = read(written([cells]))

    assert (found.cells[31], found.cells[42]) == ("2026-03-02||2026-04-01", "02.03.2026")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        ("Imię;Nazwisko\r\nŻaneta;Żak\r\n".encode("cp1250"), "encoding"),
        ("Imię;Nazwisko\r\n".encode("utf-16"), "encoding"),
        (b"kolor;smak\r\nczerwony;kwasny\r\n", "headers"),
        ('Imię;Nazwisko\r\n"Jan;Kos\r\n'.encode(), "quotes"),
        (b"PK\x03\x04\x14\x00\x00", "headers"),
    ],
)
def test_what_is_no_file_of_the_register_is_refused(data, fault):
    assert refusal(data) == fault


def test_a_file_without_the_mark_and_with_other_line_ends_is_read():
    assert [each.cells for each in read(written([ZOFIA_ROW])[3:].replace(b"\r\n", b"\n"))] == [ZOFIA_ROW]


def test_empty_and_ragged_rows_are_kept_apart():
    short = b"FEDS;Obywatelstwo polskie\r\n"

    found = read(written([ZOFIA_ROW]) + b";;\r\n\r\n" + short)

    assert [(each.number, each.is_ragged) for each in found] == [(2, False), (5, True)]
    assert found[1].cells[:3] == ("FEDS", "Obywatelstwo polskie", "")


def test_the_caller_keeps_the_file():
    file = BytesIO(written([ZOFIA_ROW]))
    table = read_csv(SM_EFS, file)

    assert len(list(table.rows)) == 1
    assert not file.closed


def test_rows_read_elsewhere_are_taken_too():
    table = read_table(SM_EFS, [headers(SM_EFS), ZOFIA_ROW])

    assert next(table.rows).cells == ZOFIA_ROW
