"""A file somebody brings → a table of plain cells, with the row numbers the sheet shows. Pure.

The content decides what the file is, never its name. Whatever cannot be read is refused with a code
(``faults.Unreadable``); what can be read in part marks the cells that cannot with a ``Gap``.
"""

import codecs
import csv
import re
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from io import BytesIO, StringIO
from itertools import chain, islice
from typing import Literal

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
    XmlError,
    ZipError,
    load_workbook,
)

from osnowa.intake import headers
from osnowa.intake.faults import Said, Unreadable
from osnowa.intake.packed import (
    MAX_CELLS,
    MAX_ROWS,
    MAX_SHEET_ROWS,
    MEGABYTE,
    SheetFacts,
    letters,
    looked_through,
)

MAX_BYTES = 20 * MEGABYTE
MAX_COLUMNS = 300
#: The header stands below titles and logos, not deeper than this.
HEADER_WITHIN = 60
#: Rows by which the separator of a CSV is guessed.
SAMPLE = 40

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Old and protected Office files name their parts in UTF-16.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SEPARATORS = (";", "\t", ",", "|")
POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
#: Typographic marks that people really have in lists.
ORDINARY = frozenset("„”“‚’‘–—…§°·\xa0´×\xad•€")
#: UTF-8 read as a Western or Central European page and saved again: "ł" has become "Å‚".
BROKEN = re.compile("Å[‚›ºº¼„šźŽ»¹]|Ä[…‡™†˜]|Ã³|Ĺ[‚›şĽ„šź»]|Ă³|Ä\x85|\ufffd")


class Gap(Enum):
    """Why a cell holds nothing that may be used."""

    MERGED = "merged"
    UNCOMPUTED = "uncomputed"


#: An empty cell is an empty text, as the parser hands it out.
Cell = str | float | int | bool | date | datetime | time | timedelta | Gap


@dataclass(frozen=True)
class Column:
    """One column; ``letter`` is what the spreadsheet shows above it."""

    letter: str
    header: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row with as many cells as the table has columns; ``number`` is what the spreadsheet shows."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """What is below the row of headers.

    ``empty_rows``, ``repeated_headers``: rows that were left out, and why. ``notes`` tell what was assumed.
    """

    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty_rows: int = 0
    repeated_headers: int = 0
    notes: tuple[Said, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers from left to right."""
        return tuple(column.header for column in self.columns)


@dataclass(frozen=True)
class Numbered:
    """The rows of a sheet with the numbers shown beside them, from the column ``first_column`` on."""

    first_column: int
    rows: Iterator[tuple[int, Sequence[Cell]]]


@dataclass(frozen=True)
class Book:
    """A file that can be read; ``sheets`` are those with data, in their order."""

    kind: Literal["xlsx", "ods", "csv"]
    sheets: tuple[str, ...]
    notes: tuple[Said, ...] = ()
    _numbered: "Callable[[str], Numbered]" = field(repr=False, default=lambda _sheet: Numbered(0, iter(())))

    def table(self, sheet: str | None = None) -> Table:
        """Return the table in ``sheet``; it may be left out when only one sheet has data.

        Raises:
            Unreadable: ``which_sheet``, ``no_sheet``, ``no_header``, ``empty``, ``too_many_rows``.
        """
        if sheet is None:
            if len(self.sheets) > 1:
                raise Unreadable("which_sheet", sheets=", ".join(self.sheets))
            sheet = self.sheets[0]
        if sheet not in self.sheets:
            raise Unreadable("no_sheet", sheet=sheet)
        return _table(sheet, self._numbered(sheet), self.notes)


def open_book(content: bytes, name: str = "") -> Book:
    """Return what ``content`` holds; ``name`` only names the single sheet of a CSV and is compared with it.

    Raises:
        Unreadable: the file is too large, no spreadsheet, protected, with macros, or would not fit in memory.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable("too_large", most=MAX_BYTES // MEGABYTE, size=-(-len(content) // MEGABYTE))
    if not content.strip():
        raise Unreadable("empty")
    if content.startswith(ZIP):
        return _packed_book(content, name)
    if content.startswith(COMPOUND):
        raise Unreadable("password" if ENCRYPTED in content else "old_format")
    return _csv_book(content, name)


def _packed_book(content: bytes, name: str) -> Book:
    packed = looked_through(content)
    with _parsing():
        workbook = load_workbook(BytesIO(content))
        shown = [
            each.name
            for each in workbook.sheets_metadata
            if each.visible == SheetVisibleEnum.Visible and each.typ == SheetTypeEnum.WorkSheet
        ] or workbook.sheet_names
    sheets = tuple(each for each in shown if each in packed.sheets and packed.sheets[each].cells)
    if not sheets:
        raise Unreadable("empty")
    notes = (*_name_differs(name, packed.kind),)
    formulas = sum(packed.sheets[each].formulas for each in sheets)
    if formulas:
        notes = (*notes, Said("formulas", {"count": formulas}))

    return Book(packed.kind, sheets, notes, lambda sheet: _sheet_rows(workbook, sheet, packed.sheets[sheet]))


@contextmanager
def _parsing() -> Iterator[None]:
    """Turn whatever the parser throws into a refusal."""
    try:
        yield
    except PasswordError as fault:
        raise Unreadable("password") from fault
    except (CalamineError, WorksheetNotFound, ZipError, XmlError, OSError) as fault:
        raise Unreadable("broken") from fault
    except BaseException as fault:
        # A panic of the parser is no Exception, so that nobody catches it by chance; here it is meant.
        if type(fault).__name__ == "PanicException":
            raise Unreadable("broken") from fault
        raise


def _sheet_rows(workbook: CalamineWorkbook, name: str, facts: SheetFacts) -> Numbered:
    with _parsing():
        sheet = workbook.get_sheet_by_name(name)
        if sheet.start is None:
            raise Unreadable("empty")
        first_row, first_column = sheet.start
        if sheet.total_height > MAX_SHEET_ROWS:
            raise Unreadable("too_many_rows", most=MAX_ROWS)
        rows = sheet.to_python(skip_empty_area=True)
    return Numbered(first_column, _plain_rows(rows, first_row, first_column, facts))


def _plain_rows(
    rows: Sequence[Sequence[Cell]], first_row: int, first_column: int, facts: SheetFacts
) -> Iterator[tuple[int, Sequence[Cell]]]:
    covered = _covered(facts)
    gaps = covered or facts.uncomputed
    for place, cells in enumerate(rows, start=first_row):
        if gaps:
            marked = list(cells)
            for column, cell in enumerate(cells, start=first_column):
                if cell == "":
                    if (place, column) in facts.uncomputed:
                        marked[column - first_column] = Gap.UNCOMPUTED
                    elif any(first <= column <= last for first, last in covered.get(place, ())):
                        marked[column - first_column] = Gap.MERGED
            yield place + 1, marked
        else:
            yield place + 1, cells


def _covered(facts: SheetFacts) -> dict[int, list[tuple[int, int]]]:
    """Return for each row the columns from–to that a merged cell covers."""
    covered: dict[int, list[tuple[int, int]]] = {}
    for first_row, first_column, last_row, last_column in facts.merged:
        for row in range(first_row, last_row + 1):
            covered.setdefault(row, []).append((first_column, last_column))
    return covered


def _csv_book(content: bytes, name: str) -> Book:
    text, notes = decoded(content)
    if re.match(r"\s*<(!doctype|html|table|\?xml)", text[:200], re.IGNORECASE):
        raise Unreadable("web_page")
    hint = re.match(r"sep=(.)\r?\n", text)
    if hint:
        text = text[hint.end() :]
    separator = hint[1] if hint else _separator(text)
    title = name.rpartition("/")[2].rpartition("\\")[2] or "CSV"

    return Book(
        "csv",
        (title,),
        (*_name_differs(name, "csv"), *notes),
        lambda _sheet: Numbered(0, _csv_rows(text, separator)),
    )


def _csv_rows(text: str, separator: str) -> Iterator[tuple[int, Sequence[Cell]]]:
    cells = 0
    try:
        for number, row in enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator), start=1):
            cells += len(row)
            if len(row) > MAX_COLUMNS or cells > MAX_CELLS:
                raise Unreadable("too_many_cells", most=MAX_CELLS)
            yield number, row
    except csv.Error as fault:
        raise Unreadable("broken") from fault


def decoded(content: bytes) -> tuple[str, tuple[Said, ...]]:
    """Return the text of a CSV and what was assumed about its letters.

    UTF-8 with or without a mark, UTF-16, Windows-1250 and ISO 8859-2 are told apart; of the last two, the
    one in which the letters are Polish.

    Raises:
        Unreadable: ``not_spreadsheet``, ``broken_letters`` (spoilt before), ``which_encoding``.
    """
    text, encoding = _decoded(content)
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        raise Unreadable("not_spreadsheet")
    if BROKEN.search(text):
        raise Unreadable("broken_letters")
    return text, ((Said("encoding", {"encoding": encoding}),) if encoding else ())


def _decoded(content: bytes) -> tuple[str, str]:
    try:
        if content.startswith(codecs.BOM_UTF8):
            return content.decode("utf-8-sig"), ""
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16"), "UTF-16"
        sample = content[:4000]
        for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
            if len(sample) > 8 and zeros.count(0) > 0.7 * len(zeros):
                return content.decode(encoding), "UTF-16"
    except UnicodeDecodeError:
        raise Unreadable("broken_letters") from None
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    if b"\0" in content:
        raise Unreadable("not_spreadsheet")
    candidates = sorted(
        (_strangeness(text), label, text)
        for encoding, label in (("cp1250", "Windows-1250"), ("iso8859_2", "ISO 8859-2"))
        if (text := content.decode(encoding, errors="replace"))
    )
    (best, label, text), (second, _label, other) = candidates
    strange_share = best / max(1, sum(not c.isascii() for c in text))
    if strange_share > 1:
        # Neither page gives Polish letters: an old DOS page, or no text at all.
        raise Unreadable("which_encoding" if _is_mostly_text(content) else "not_spreadsheet")
    if best == second and text != other:
        raise Unreadable("which_encoding")
    return text, label


def _strangeness(text: str) -> int:
    """Return how un-Polish the letters of ``text`` are; 0 when all are Polish."""
    strange = 0
    for letter in text:
        if letter.isascii() or letter in POLISH or letter in ORDINARY:
            continue
        strange += 1 if letter.isalpha() else 5
    return strange


def _is_mostly_text(content: bytes) -> bool:
    sample = content[:4000]
    return sum(32 <= byte < 127 or byte in b"\r\n\t" for byte in sample) > 0.7 * len(sample)


def _separator(text: str) -> str:
    """Return the separator under which most columns are known, or else with which most rows agree."""
    sample = text[:200_000]

    def fitness(separator: str) -> tuple[int, float]:
        try:
            rows = list(islice(csv.reader(StringIO(sample, newline=""), delimiter=separator), SAMPLE))
        except csv.Error:
            return (0, 0.0)
        widths = [len(row) for row in rows if any(row)]
        return max(map(headers.recognised, rows), default=0), statistics.median(widths) if widths else 0.0

    return max(SEPARATORS, key=fitness)


def _name_differs(name: str, kind: str) -> Iterable[Said]:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    usual = {"csv": ("csv", "txt", "tsv"), "xlsx": ("xlsx", "xlsm"), "ods": ("ods",)}[kind]
    if ending and ending not in usual:
        yield Said("name_differs", {"ending": ending, "kind": kind.upper()})


def _table(sheet: str, numbered: Numbered, notes: tuple[Said, ...]) -> Table:
    head = list(islice(numbered.rows, HEADER_WITHIN))
    place = _header_place([cells for _number, cells in head])
    header_row, header_cells = head[place]
    width = max(index for index, cell in enumerate(header_cells) if _is_text(cell)) + 1
    names = [_header_text(cell) for cell in header_cells[:width]]
    first_name = next(index for index, cell in enumerate(header_cells) if _is_text(cell))
    rows: list[Row] = []
    empty = repeated = 0
    widest = width
    waiting_empty = 0
    for number, cells in chain(head[place + 1 :], numbered.rows):
        if all(map(_is_blank, cells)):
            waiting_empty += 1
            continue
        # Rows that only have a format stand below many a list; those between people are told.
        empty, waiting_empty = empty + waiting_empty, 0
        is_alike = len(cells) > first_name and cells[first_name] == header_cells[first_name]
        if (is_alike and _repeats(cells, names)) or (not rows and _numbers_columns(cells)):
            repeated += 1
            continue
        if len(rows) >= MAX_ROWS:
            raise Unreadable("too_many_rows", most=MAX_ROWS)
        row = tuple(cells)
        while len(row) > width and _is_blank(row[-1]):
            row = row[:-1]
        widest = max(widest, len(row))
        rows.append(Row(number, row))
    if not rows:
        raise Unreadable("empty")
    names += [""] * (widest - width)
    filled = [
        Row(r.number, r.cells + ("",) * (widest - len(r.cells))) if len(r.cells) < widest else r for r in rows
    ]
    columns = tuple(Column(letters(numbered.first_column + index), name) for index, name in enumerate(names))
    return Table(sheet, header_row, columns, tuple(filled), empty, repeated, notes)


def _header_place(rows: list[Sequence[Cell]]) -> int:
    """Return which of ``rows`` names the columns: the one with most names that we know, two at least."""
    known = [headers.recognised(cell for cell in row if isinstance(cell, str)) for row in rows]
    if known and max(known) >= 2:
        return known.index(max(known))
    for place, row in enumerate(rows):
        below = (str(cell) for other in rows[place + 1 :] for cell in other if not _is_blank(cell))
        said = [cell for cell in row if not _is_blank(cell)]
        # Without known names: the first row of nothing but words, with numbers or dates somewhere below it.
        if len(said) >= 2 and all(_is_text(cell) and not re.search(r"\d", str(cell)) for cell in said):
            if any(re.search(r"\d", cell) for cell in below):
                return place
            break
    raise Unreadable("no_header", rows=len(rows))


def _is_blank(cell: Cell) -> bool:
    return cell is Gap.MERGED or (isinstance(cell, str) and not cell.strip())


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(cell.strip())


def _header_text(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _repeats(cells: Sequence[Cell], names: list[str]) -> bool:
    own = [_header_text(cell) for cell in cells if _is_text(cell)]
    return (
        len(own) >= 2
        and own == [name for name in names if name]
        and all(isinstance(cell, str) for cell in cells)
    )


def _numbers_columns(cells: Sequence[Cell]) -> bool:
    """Return whether the row says 1, 2, 3 … under the headers, as official forms do."""
    said = [str(int(c)) if isinstance(c, float) else str(c).strip(" .") for c in cells if not _is_blank(c)]
    return len(said) >= 3 and said == [str(number) for number in range(1, len(said) + 1)]
