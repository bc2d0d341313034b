"""What a packed spreadsheet (XLSX, ODS) holds, found out before a parser unpacks it. Pure.

The parser builds a full rectangle of cells and a text of its own for every cell, so a file of a few kilobytes
can ask for any amount of memory: by a cell in the far corner, by repeated rows, by one long text shared by a
million cells. All of that is counted here while the parts are unpacked piece by piece; nothing large is kept.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import chain
from typing import Literal
from xml.etree import ElementTree
from xml.parsers import expat

from osnowa.intake.faults import Unreadable

MEGABYTE = 1024 * 1024
#: The bounds of this project, not of any law: a list of 50,000 people in 60 columns keeps below each of them.
MAX_ROWS = 50_000
#: Titles above the list and sums below it are rows as well.
MAX_SHEET_ROWS = MAX_ROWS + 1_000
MAX_UNPACKED = 400 * MEGABYTE
MAX_CELLS = 3_000_000
MAX_RECTANGLE = 8_000_000
MAX_TEXT = 300 * MEGABYTE
MAX_PARTS = 2_000
MAX_MERGED_ROWS = 200_000
#: A list packs 10 to 40 times; a bomb 1000 times. Small parts may pack well by chance.
MAX_RATIO = 250
RATIO_COUNTS_FROM = 20 * MEGABYTE
#: Parts that are read whole: the list of sheets and the manifest.
MAX_INDEX = 2 * MEGABYTE
PIECE = 1024 * 1024

#: A cell in column CA or further, or in row 100,000 or further, as every program writes it; found fast.
FAR = re.compile(rb"""<c r="(?:[A-Za-z]{3}|[C-Zc-z][A-Za-z]|[A-Za-z]{0,2}[0-9]{6})""")
#: The same, however else XML lets one write it.
FAR_OTHERWISE = re.compile(rb"""\br\s*=\s*["'](?:[A-Za-z]{3}|[C-Zc-z][A-Za-z]|[A-Za-z]{0,2}[0-9]{6})""")
PLAIN = b'<c r="'
ROW = re.compile(rb"""<(?:\w+:)?row\b(?:[^>]*?\br\s*=\s*["']([0-9]+))?""")
#: How many texts a table of texts claims to hold: the parser makes room for as many.
CLAIMED = re.compile(rb"""\b(?:uniqueCount|count)\s*=\s*["']([0-9]+)""")
#: The shortest cell with a value: no more cells than that fit into a part.
SHORTEST_CELL = len(b"<c><v>1</v></c>")
VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)\b")
FILLED = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']([A-Za-z]+)([0-9]+)["'](?:[^>]*[^/])?>""")
FORMULA = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)([0-9]+)"[^>]*>"""
    rb"""\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(<(?:\w+:)?v>[^<])?"""
)
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)\"""")
SHARED = re.compile(rb"""\bt="s"[^>]*>\s*<(?:\w+:)?v>([0-9]+)<""")
LOCAL_HEADER = 30


@dataclass
class SheetFacts:
    """What one sheet holds; rows and columns are counted from 0."""

    #: Of a small sheet only whether there are any.
    cells: int = 0
    formulas: int = 0
    #: Cells whose formula was never computed.
    uncomputed: set[tuple[int, int]] = field(default_factory=set)
    #: First row, first column, last row, last column.
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Packed:
    """A packed spreadsheet that is safe to parse."""

    kind: Literal["xlsx", "ods"]
    sheets: dict[str, SheetFacts]


def looked_through(content: bytes) -> Packed:
    """Return what the file holds, having refused whatever should not be parsed.

    Raises:
        Unreadable: ``not_spreadsheet``, ``broken``, ``bomb``, ``macros``, ``password``, ``too_many_rows`` or
            ``too_many_cells``.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            listed = archive.infolist()
            parts = {part.filename: part for part in listed}
            # The parser does not tell letters by case: of two such parts it could take the one not looked at.
            if len({name.lower().replace("\\", "/") for name in parts}) < len(listed):
                raise Unreadable("broken")
            _check_directory(parts)
            if "xl/workbook.xml" in parts:
                return Packed("xlsx", _of_xlsx(content, parts))
            if "content.xml" in parts and _starts(content, parts.get("mimetype"), b"spreadsheet"):
                return Packed("ods", _of_ods(content, parts))
            if "xl/workbook.bin" in parts:
                raise Unreadable("old_format")
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, ElementTree.ParseError, OSError) as fault:
        raise Unreadable("broken") from fault
    except (KeyError, ValueError, NotImplementedError) as fault:
        if isinstance(fault, Unreadable):
            raise
        raise Unreadable("broken") from fault
    raise Unreadable("not_spreadsheet")


def place(letters: str | bytes) -> int:
    """Return the column of ``letters``, counted from 0: A → 0, AA → 26."""
    name = letters.decode() if isinstance(letters, bytes) else letters
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def letters(column: int) -> str:
    """Return the name that a spreadsheet shows for ``column``, counted from 0: 0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _check_directory(parts: dict[str, zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS:
        raise Unreadable("bomb")
    unpacked = sum(part.file_size for part in parts.values())
    packed = sum(part.compress_size for part in parts.values())
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_COUNTS_FROM and unpacked > MAX_RATIO * max(packed, 1)):
        raise Unreadable("bomb")
    if any(part.flag_bits & 1 for part in parts.values()):
        raise Unreadable("password")
    names = {name.lower() for name in parts}
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise Unreadable("macros")
    if any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in names):
        raise Unreadable("macros")


def _pieces(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what ``part`` unpacks to, never more than its directory says: a lying size is refused."""
    at = part.header_offset
    names = int.from_bytes(content[at + 26 : at + 28], "little")
    extra = int.from_bytes(content[at + 28 : at + 30], "little")
    begin = at + LOCAL_HEADER + names + extra
    packed = memoryview(content)[begin : begin + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        if part.compress_size != part.file_size:
            raise Unreadable("broken")
        yield from (bytes(packed[start : start + PIECE]) for start in range(0, len(packed), PIECE))
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise Unreadable("broken")
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    left = part.file_size
    waiting: bytes | memoryview = packed
    while not unpacking.eof:
        piece = unpacking.decompress(waiting, PIECE)
        left -= len(piece)
        if left < 0:
            raise Unreadable("bomb")
        waiting = unpacking.unconsumed_tail
        if not piece and not waiting:
            break
        yield piece
    if left:
        raise Unreadable("broken")


def _whole(content: bytes, part: zipfile.ZipInfo) -> bytes:
    if part.file_size > MAX_INDEX:
        raise Unreadable("broken")
    text = b"".join(_pieces(content, part))
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Unreadable("broken")
    return text


def _starts(content: bytes, part: zipfile.ZipInfo | None, word: bytes) -> bool:
    return part is not None and word in _whole(content, part)


def _by_rows(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the sheet in pieces that end where a row begins, so that no cell is cut in two."""
    rest = b""
    for piece in _pieces(content, part):
        rest += piece
        end = max(rest.rfind(b"<row"), rest.rfind(b":row "))
        if end > 0:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > 32 * PIECE:
            raise Unreadable("broken")
    yield rest


def _of_xlsx(content: bytes, parts: dict[str, zipfile.ZipInfo]) -> dict[str, SheetFacts]:
    types = parts.get("[Content_Types].xml")
    if _starts(content, types, b"macroEnabled"):
        raise Unreadable("macros")
    paths = _sheet_paths(content, parts)
    facts = {name: _scan(content, parts[path]) for name, path in paths.items() if path in parts}
    # Parts that no sheet names are not parsed, but the parser reads every worksheet that a sheet names.
    if sum(sheet.cells for sheet in facts.values()) > MAX_CELLS:
        raise Unreadable("too_many_cells", most=MAX_CELLS)
    strings = parts.get(_shared_path(parts))
    if strings is not None:
        worksheets = [parts[path] for path in paths.values() if path in parts]
        most = sum(min(MAX_CELLS, sheet.file_size // SHORTEST_CELL) for sheet in worksheets)
        _check_shared(content, strings, worksheets, most)
    return facts


def _sheet_paths(content: bytes, parts: dict[str, zipfile.ZipInfo]) -> dict[str, str]:
    workbook = ElementTree.fromstring(_whole(content, parts["xl/workbook.xml"]))  # noqa: S314 - no DOCTYPE, bounded
    links = ElementTree.fromstring(_whole(content, parts["xl/_rels/workbook.xml.rels"]))  # noqa: S314 - as above
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    paths: dict[str, str] = {}
    for sheet in workbook.iter():
        if sheet.tag.endswith("}sheet") or sheet.tag == "sheet":
            link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
            name = sheet.get("name", "")
            if name in paths:
                raise Unreadable("broken")
            # Resolved as the parser does it, or another part would be looked at than is parsed.
            target = targets.get(link, "").removeprefix("/")
            paths[name] = target if target.startswith("xl/") else f"xl/{target}"
    if not paths:
        raise Unreadable("broken")
    return paths


def _shared_path(parts: dict[str, zipfile.ZipInfo]) -> str:
    return next((name for name in parts if name.lower() == "xl/sharedstrings.xml"), "")


def _scan(content: bytes, part: zipfile.ZipInfo) -> SheetFacts:
    """Look through one sheet; five searches over its bytes, because each costs as much as unpacking it."""
    facts = SheetFacts()
    is_small = part.file_size <= MAX_CELLS * SHORTEST_CELL
    is_far = False
    has_unplaced = False
    merged_rows = 0
    widest = 0
    for number, text in enumerate(_by_rows(content, part)):
        if is_small:
            facts.cells += facts.cells == 0 and VALUE.search(text) is not None
        else:
            facts.cells += max(text.count(b"<v"), text.count(b":v")) + text.count(b"<is")
        is_far = is_far or FAR.search(text) is not None
        # Above the rows stand <cols> and <col>, which are no cells.
        above = 0 if number else max(0, text.find(b"sheetData"))
        if text.count(b"<c", above) > text.count(PLAIN) or b":c" in text:
            # Cells without a reference follow one another; some references are written in another way.
            has_unplaced = True
            is_far = is_far or FAR_OTHERWISE.search(text) is not None
            rows = text.replace(b":row", b"<row").replace(b":c", b"<c").split(b"<row")
            widest = max(widest, *(row.count(b"<c") for row in rows))
        if b"<f" in text or b":c" in text:
            _note_formulas(facts, text)
        if b"mergeCell " in text:
            for first_column, first, last_column, last in MERGED.findall(text):
                merged_rows += int(last) - int(first) + 1
                if merged_rows > MAX_MERGED_ROWS:
                    raise Unreadable("broken")
                facts.merged.append((int(first) - 1, place(first_column), int(last) - 1, place(last_column)))
    if facts.cells > MAX_CELLS or widest * MAX_SHEET_ROWS > 2 * MAX_RECTANGLE:
        raise Unreadable("too_many_cells", most=MAX_CELLS)
    if is_far or has_unplaced:
        _check_rectangle(content, part, has_unplaced=has_unplaced)
    return facts


def _note_formulas(facts: SheetFacts, text: bytes) -> None:
    for column, row, value in FORMULA.findall(text):
        facts.formulas += 1
        if not value:
            facts.uncomputed.add((int(row) - 1, place(column)))


def _check_rectangle(content: bytes, part: zipfile.ZipInfo, *, has_unplaced: bool) -> None:
    """Refuse what is too long or too wide; empty cells that only have a colour do not count.

    ``has_unplaced``: some cells have no reference and stand where the row says, or one row below the last.
    """
    last_row = last_column = unnumbered = 0
    for text in _by_rows(content, part):
        for number in ROW.findall(text) if has_unplaced else ():
            unnumbered += not number
            last_row = max(last_row, int(number or 0))
        for column, row in FILLED.findall(text):
            last_row = max(last_row, int(row))
            last_column = max(last_column, place(column) + 1)
    last_row += unnumbered
    if last_row > MAX_SHEET_ROWS:
        raise Unreadable("too_many_rows", most=MAX_ROWS)
    if last_row * last_column > MAX_RECTANGLE:
        raise Unreadable("too_many_cells", most=MAX_CELLS)


def _check_shared(
    content: bytes, strings: zipfile.ZipInfo, worksheets: list[zipfile.ZipInfo], cells: int
) -> None:
    """Refuse a few long texts that very many cells share."""
    lengths: list[int] = []
    rest = b""
    for piece in _pieces(content, strings):
        rest += piece
        if any(int(count) > MAX_CELLS for count in CLAIMED.findall(rest)):
            raise Unreadable("broken")
        *texts, rest = rest.split(b"<si")
        lengths.extend(map(len, texts))
        if len(rest) > 32 * PIECE:
            raise Unreadable("broken")
    lengths.append(len(rest))
    if max(lengths) * cells <= MAX_TEXT:
        return
    # The first part is what stands before the first text.
    own = lengths[1:]
    used = (
        int(number)
        for sheet in worksheets
        for number in chain.from_iterable(SHARED.findall(text) for text in _by_rows(content, sheet))
    )
    total = 0
    for text in used:
        total += own[text] if text < len(own) else 0
        if total > MAX_TEXT:
            raise Unreadable("bomb")


class _OdsRows:
    """Follows the rows of an ODS, where one element may stand for a million rows."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetFacts] = {}
        self.total = 0
        self.text = 0
        self._begin_sheet("")
        self.sheets.clear()

    def _begin_sheet(self, name: str) -> None:
        self.facts = self.sheets.setdefault(name, SheetFacts())
        self.row = self.rows_repeated = self.column = self.widest = self.filled = self.columns_repeated = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._begin_sheet(attributes.get("table:name", ""))
        elif name == "table:table-row":
            self.rows_repeated = int(attributes.get("table:number-rows-repeated", 1))
            self.column = self.filled = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell(attributes)
        elif name == "text:s":
            # One element stands for any number of spaces.
            self._count_text(int(attributes.get("text:c", 1)))

    def _cell(self, attributes: dict[str, str]) -> None:
        self.columns_repeated = int(attributes.get("table:number-columns-repeated", 1))
        is_computed = "table:formula" in attributes
        if "office:value-type" in attributes or is_computed:
            self.filled = self.column + self.columns_repeated
            self.facts.formulas += is_computed
            if is_computed and "office:value-type" not in attributes:
                self.facts.uncomputed.add((self.row, self.column))
        rows = int(attributes.get("table:number-rows-spanned", 1))
        columns = int(attributes.get("table:number-columns-spanned", 1))
        if rows > 1 or columns > 1:
            if rows > MAX_SHEET_ROWS or len(self.facts.merged) > MAX_MERGED_ROWS // 10:
                raise Unreadable("broken")
            last = (self.row + rows - 1, self.column + columns - 1)
            self.facts.merged.append((self.row, self.column, *last))
        self.column += self.columns_repeated

    def end(self, name: str) -> None:
        if name != "table:table-row":
            return
        self.row += self.rows_repeated
        if self.filled:
            self.widest = max(self.widest, self.filled)
            self.facts.cells += self.filled * self.rows_repeated
            self.total += self.filled * self.rows_repeated
            if self.row > MAX_SHEET_ROWS:
                raise Unreadable("too_many_rows", most=MAX_ROWS)
            if self.total > MAX_CELLS or self.row * self.widest > MAX_RECTANGLE:
                raise Unreadable("too_many_cells", most=MAX_CELLS)

    def characters(self, text: str) -> None:
        self._count_text(len(text))

    def _count_text(self, length: int) -> None:
        self.text += length * max(1, self.columns_repeated) * max(1, self.rows_repeated)
        if self.text > MAX_TEXT:
            raise Unreadable("bomb")


def _of_ods(content: bytes, parts: dict[str, zipfile.ZipInfo]) -> dict[str, SheetFacts]:
    if _starts(content, parts.get("META-INF/manifest.xml"), b"encryption-data"):
        raise Unreadable("password")
    follower = _OdsRows()
    parser = expat.ParserCreate()
    parser.StartElementHandler = follower.start
    parser.EndElementHandler = follower.end
    parser.CharacterDataHandler = follower.characters
    parser.StartDoctypeDeclHandler = _refuse_doctype
    for piece in _pieces(content, parts["content.xml"]):
        parser.Parse(piece, False)
    parser.Parse(b"", True)
    return follower.sheets


def _refuse_doctype(*_declared: object) -> None:
    raise Unreadable("broken")
