"""A file becomes a table of plain cells, or is refused with the reason."""

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.intake import packed, reading
from osnowa.intake.faults import Unreadable
from osnowa.intake.reading import Gap, open_book
from tests.intake import files
from tests.intake.files import ANNA, HEADERS, inline, ods_row

HEAD = f'<row r="1">{inline("A1", "Imię")}{inline("B1", "Nazwisko")}{inline("C1", "PESEL")}</row>'
BODY = f'<row r="2">{inline("A2", "Anna")}{inline("B2", "Kowalska")}{inline("C2", "80051200001")}</row>'


def rows_of(content, **kwargs):
    table = open_book(content, **kwargs).table()
    return [(row.number, row.cells) for row in table.rows]


def code_of(content, name="", sheet=None):
    with pytest.raises(Unreadable) as refused:
        open_book(content, name).table(sheet)
    return refused.value.code


@pytest.mark.parametrize(
    "content",
    [
        files.xlsx([HEADERS, ANNA]),
        files.csv([HEADERS, ANNA]),
        files.csv([HEADERS, ANNA], separator=","),
        files.csv([HEADERS, ANNA], separator="\t"),
        files.csv([HEADERS, ANNA], encoding="utf-8-sig"),
        files.csv([HEADERS, ANNA], encoding="cp1250"),
        files.csv([HEADERS, ANNA], encoding="utf-16"),
        files.csv([HEADERS, ANNA], encoding="utf-16-le"),
        b"sep=;\r\n" + files.csv([HEADERS, ANNA]),
        files.ods(ods_row(*HEADERS) + ods_row(*ANNA)),
        files.sheet_xml(HEAD + BODY),
    ],
)
def test_the_same_list_is_read_from_every_kind_of_file(content):
    table = open_book(content).table()

    assert (table.headers, table.header_row) == (HEADERS, 1)
    assert [(row.number, row.cells) for row in table.rows] == [(2, ANNA)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso8859_2", "utf-16", "utf-16-be"])
def test_polish_letters_are_read_in_every_encoding(encoding):
    names = ("Świętosława", "Źdźbło-Żółć", "")
    content = files.csv([HEADERS, names, ("Łucja", "Gąsior", "")], encoding=encoding)

    assert [cells[:2] for _row, cells in rows_of(content)] == [names[:2], ("Łucja", "Gąsior")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        # DOS page 852 has Polish letters where the others have boxes.
        (files.csv([HEADERS, ("Świętosława", "Źdźbło", "1")], encoding="cp852"), "which_encoding"),
        (
            "Imię;Nazwisko;PESEL\nŁucja;Gąsior;1".encode().decode("cp1252", "replace").encode(),
            "broken_letters",
        ),
        ("Imię;Nazwisko;PESEL\n\ufffducja;G\ufffdsior;1".encode(), "broken_letters"),
        (b"%PDF-1.7\n\x00\x01\x02binary", "not_spreadsheet"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not_spreadsheet"),
        (b"<html><table><tr><td>PESEL</td></tr></table></html>", "web_page"),
        (b"<?xml version='1.0'?><Workbook/>", "web_page"),
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (files.packed({"word/document.xml": "<w/>"}), "not_spreadsheet"),
        (files.xlsx([HEADERS, ANNA])[:900], "broken"),
        (b"PK\x03\x04" + b"\0" * 400, "broken"),
        (reading.COMPOUND + bytes(600) + reading.ENCRYPTED, "password"),
        (reading.COMPOUND + bytes(600), "old_format"),
        (files.xlsx([]), "empty"),
        (files.xlsx([HEADERS]), "empty"),
        (files.xlsx([("Anna", "Kowalska", "80051200001"), ("Ewa", "Nowak", "80051200001")]), "no_header"),
        (files.csv([("raz", "dwa"), ("trzy", "cztery")]), "no_header"),
        (b"x" * (reading.MAX_BYTES + 1), "too_large"),
        (files.with_parts(files.xlsx([HEADERS, ANNA]), {"xl/vbaProject.bin": b"macro"}), "macros"),
        (files.with_parts(files.xlsx([HEADERS, ANNA]), {"[Content_Types].xml": "macroEnabled"}), "macros"),
        (files.with_parts(files.ods(ods_row(*HEADERS)), {"Basic/Standard/M.xml": "<m/>"}), "macros"),
        (files.with_parts(files.ods(""), {"META-INF/manifest.xml": "<encryption-data/>"}), "password"),
        (files.with_parts(files.xlsx([HEADERS]), {"xl/workbook.xml": "<!DOCTYPE x><x/>"}), "broken"),
        (files.with_parts(files.xlsx([HEADERS]), {"xl/workbook.xml": "<broken"}), "broken"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(content, code):
    assert code_of(content) == code


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        # One far cell asks for a rectangle of 17 thousand million.
        (HEAD + f'<row r="1048576">{inline("XFD1048576", "x")}</row>', "too_many_rows"),
        (HEAD + f'<row r="40000">{inline("XFD40000", "x")}</row>', "too_many_cells"),
        (
            HEAD + f"<row r='40000'>{inline('XFD40000', 'x').replace(chr(34), chr(39))}</row>",
            "too_many_cells",
        ),
        (HEAD + f'<row r="90000">{inline("A90000", "x")}</row>', "too_many_rows"),
        (HEAD + "<row>" + "<c><v>1</v></c>" * 9000 + "</row>", "too_many_cells"),
        # A cell without a reference stands where its row says.
        (HEAD + '<row r="4000000000"><c><v>1</v></c></row>', "too_many_rows"),
        (HEAD + '<row r="4000000000"/><row><c><v>1</v></c></row>', "too_many_rows"),
        (HEAD + "<row/>" * 60_000 + "<row><c><v>1</v></c></row>", "too_many_rows"),
        (HEAD + "<row>" + "<c><v>1</v></c>" * 3_100_000 + "</row>", "bomb"),
        (HEAD + '<x:row r="9">' + '<x:c s="1"><x:v>1</x:v></x:c>' * 9000 + "</x:row>", "too_many_cells"),
    ],
)
def test_a_sheet_that_would_not_fit_into_memory_is_refused(rows, code):
    assert code_of(files.sheet_xml(rows)) == code


@pytest.mark.parametrize(
    "parts",
    [
        # One more part under the same name in other letters.
        {"xl/worksheets/Sheet1.xml": "<worksheet/>"},
        {"xl\\worksheets\\sheet1.xml": "<worksheet/>"},
        # Two sheets of one name: the parser takes the first.
        {
            "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="Lista" sheetId="1" r:id="rId1"/>'
            '<sheet name="Lista" sheetId="2" r:id="rId1"/></sheets></workbook>'
        },
    ],
)
def test_a_part_that_could_be_taken_for_another_is_refused(parts):
    assert code_of(files.with_parts(files.xlsx([HEADERS, ANNA]), parts)) == "broken"


def test_the_part_that_is_looked_at_is_the_one_that_is_parsed():
    rels = '<Relationships><Relationship Id="rId1" Target="xl/worksheets/sheet1.xml"/></Relationships>'
    workbook = (
        '<workbook xmlns:r="r"><sheets><sheet name="Lista" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    far = (
        f'<worksheet><sheetData>{HEAD}<row r="40000">{inline("XFD40000", "x")}</row></sheetData></worksheet>'
    )
    decoy = f"<worksheet><sheetData>{HEAD}{BODY}</sheetData></worksheet>"

    content = files.with_parts(
        files.xlsx([HEADERS, ANNA]),
        {
            "xl/workbook.xml": workbook,
            "xl/_rels/workbook.xml.rels": rels,
            "xl/worksheets/sheet1.xml": far,
            "xl/xl/worksheets/sheet1.xml": decoy,
        },
    )

    assert code_of(content) == "too_many_cells"


def test_cells_with_a_colour_only_do_not_make_a_sheet_long():
    coloured = '<row r="1048576"><c r="A1048576" s="1"/></row>'

    assert rows_of(files.sheet_xml(HEAD + BODY + coloured)) == [(2, ANNA)]


def test_a_bomb_is_refused_by_its_directory():
    content = files.with_parts(files.xlsx([HEADERS, ANNA]), {"xl/media/image.bin": bytes(60_000_000)})

    assert code_of(content) == "bomb"


@pytest.mark.parametrize(("said", "code"), [(1_000, "bomb"), (900_000, "broken")])
def test_a_directory_that_lies_about_a_size_is_found_while_unpacking(said, code):
    honest = files.sheet_xml(HEAD + BODY + " " * 500_000)

    assert rows_of(honest) == [(2, ANNA)]
    assert code_of(files.with_size(honest, "xl/worksheets/sheet1.xml", said)) == code


@pytest.mark.parametrize("above", ["", f"<!--{'x' * 3_000_000}-->"])
def test_a_table_of_texts_that_claims_to_be_huge_is_refused(above):
    strings = f'{above}<sst count="4000000000" uniqueCount="4000000000"><si><t>Imię</t></si></sst>'
    content = files.with_parts(files.xlsx([HEADERS, ANNA]), {"xl/sharedStrings.xml": strings})

    assert code_of(content) == "broken"


def test_cells_without_references_are_read_where_they_stand():
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    plain = "".join(f"<row>{''.join(map(cell.format, row))}</row>" for row in (HEADERS, ANNA))

    assert rows_of(files.sheet_xml(plain)) == [(2, ANNA)]


def test_a_long_text_shared_by_very_many_cells_is_refused():
    strings = f"<sst><si><t>{'x' * 30_000}</t></si></sst>"
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    content = files.with_parts(
        files.xlsx([HEADERS, ANNA]),
        {
            "xl/sharedStrings.xml": strings,
            "xl/worksheets/sheet1.xml": f"{start}{cells}</sheetData></worksheet>",
        },
    )

    assert code_of(content) == "bomb"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (ods_row("x", more=' table:number-rows-repeated="1048000"'), "too_many_rows"),
        (ods_row("x", cell_more=' table:number-columns-repeated="16384"') * 600, "too_many_cells"),
        (ods_row('x<text:s text:c="2000000000"/>'), "bomb"),
        (
            ods_row("x" * 30_000, more=' table:number-rows-repeated="20000"'),
            "bomb",
        ),
    ],
)
def test_repeated_rows_of_an_ods_are_counted(rows, code):
    assert code_of(files.ods(ods_row(*HEADERS) + rows)) == code


def test_the_empty_end_of_an_ods_does_not_count():
    end = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )

    assert rows_of(files.ods(ods_row(*HEADERS) + ods_row(*ANNA) + end)) == [(2, ANNA)]


def test_more_rows_than_the_bound_are_refused():
    rows = [HEADERS, *[ANNA] * (packed.MAX_ROWS + 1)]

    assert code_of(files.csv(rows)) == "too_many_rows"
    assert len(rows_of(files.csv(rows[:-1]))) == packed.MAX_ROWS


def test_the_header_is_found_below_titles_and_empty_rows_are_counted():
    rows = [
        ["Lista uczestników projektu PAS-ja"], [], ["stan na dzień", "2.10.2018"], [],
        ["Lp.", "Nazwisko i imię", "PESEL"], ["1", "2", "3"],
        ["1.", "Kowalska Anna", "80051200001"], [], ["Lp.", "Nazwisko i imię", "PESEL"],
        ["2.", "Nowak Ewa", "80051200002"], [], [],
    ]  # fmt: skip

    table = open_book(files.xlsx(rows)).table()

    assert (table.header_row, table.headers) == (5, ("Lp.", "Nazwisko i imię", "PESEL"))
    assert [row.number for row in table.rows] == [7, 10]
    assert (table.empty_rows, table.repeated_headers) == (1, 2)


def test_columns_keep_the_letters_of_the_sheet():
    content = files.xlsx([], also=lambda _b, s: (s.write_row(3, 26, HEADERS), s.write_row(4, 26, ANNA)))

    table = open_book(content).table()

    assert [column.letter for column in table.columns] == ["AA", "AB", "AC"]
    assert table.rows[0].number == 5


def test_a_column_without_a_header_stays():
    table = open_book(files.xlsx([HEADERS, (*ANNA, "dopisek")])).table()

    assert table.headers == (*HEADERS, "")
    assert table.rows[0].cells == (*ANNA, "dopisek")


def test_numbers_days_and_answers_keep_their_kind():
    def also(book, sheet):
        sheet.write_datetime(1, 0, datetime(1980, 5, 12), book.add_format({"num_format": "dd.mm.yyyy"}))  # noqa: DTZ001 - a cell knows no zone
        sheet.write_number(1, 1, 2270803624)
        sheet.write_boolean(1, 2, True)

    (row,) = open_book(files.xlsx([("Data urodzenia", "PESEL", "Niepełnosprawność")], also=also)).table().rows

    assert row.cells == (date(1980, 5, 12), 2270803624.0, True)


def test_merged_cells_leave_gaps_beside_the_first():
    def also(_book, sheet):
        sheet.merge_range("A2:A3", "Anna")
        sheet.write_row(1, 1, ("Kowalska", "1"))
        sheet.write_row(2, 1, ("Nowak", "2"))

    assert rows_of(files.xlsx([HEADERS], also=also)) == [
        (2, ("Anna", "Kowalska", "1")),
        (3, (Gap.MERGED, "Nowak", "2")),
    ]


def test_a_formula_gives_its_value_and_without_one_a_gap():
    computed = f'<row r="2">{inline("A2", "Anna")}<c r="B2" t="str"><f>A1&amp;A2</f><v>Kowalska</v></c></row>'
    not_computed = f'<row r="3">{inline("A3", "Ewa")}<c r="B3"><f>A1</f><v></v></c></row>'

    table = open_book(files.sheet_xml(HEAD + computed + not_computed)).table()

    assert [row.cells[:2] for row in table.rows] == [("Anna", "Kowalska"), ("Ewa", Gap.UNCOMPUTED)]
    assert [(note.code, note.params) for note in table.notes] == [("formulas", {"count": 2})]


def test_several_sheets_with_data_are_asked_about():
    def also(book, _sheet):
        second = book.add_worksheet("Rezerwa")
        second.write_row(0, 0, HEADERS)
        second.write_row(1, 0, ("Ewa", "Nowak", "1"))
        book.add_worksheet("Pusty")
        hidden = book.add_worksheet("Ukryty")
        hidden.write(0, 0, "x")
        hidden.hide()

    content = files.xlsx([HEADERS, ANNA], also=also)
    book = open_book(content)

    assert book.sheets == ("Lista", "Rezerwa")
    assert code_of(content) == "which_sheet"
    assert code_of(content, sheet="Pusty") == "no_sheet"
    assert book.table("Rezerwa").rows[0].cells == ("Ewa", "Nowak", "1")


def test_the_content_decides_and_a_wrong_name_is_told():
    book = open_book(files.xlsx([HEADERS, ANNA]), "lista.csv")

    assert book.kind == "xlsx"
    assert [note.code for note in book.notes] == ["name_differs"]
    assert open_book(files.csv([HEADERS, ANNA]), "lista.csv").notes == ()


def test_a_cell_of_several_lines_is_one_row():
    content = 'Imię;Nazwisko;Uwagi\r\nAnna;Kowalska;"raz\r\ndwa"\r\nEwa;Nowak;\r\n'.encode()

    assert rows_of(content) == [(2, ("Anna", "Kowalska", "raz\r\ndwa")), (3, ("Ewa", "Nowak", ""))]


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_in_a_spreadsheet(column, name):
    assert packed.letters(column) == name
    assert packed.place(name) == column


@given(content=st.binary(max_size=400))
def test_no_bytes_whatever_break_the_reader(content):
    for start in (b"", b"PK\x03\x04", reading.COMPOUND, b"\xff\xfe"):
        with suppress(Unreadable):
            open_book(start + content).table()
