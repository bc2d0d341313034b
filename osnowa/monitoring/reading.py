"""A register's file read back: which column is which, and every row in the register's own order.

Columns are known by header; "w tym" stands twice, so it is known by the column before it, else by occurrence.
Their order may be another one. Days written DD.MM.RRRR, with or without an hour, are read too.
Source: docs/sources.md#sm-efs
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from typing import IO

from osnowa.rulepacks.registers import Column, Kind, Register

POLISH_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?", re.ASCII)
ISO_DAY_AND_HOUR = re.compile(r"(\d{4})-(\d{2})-(\d{2})[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?", re.ASCII)


class Unreadable(ValueError):
    """No file of the register; ``fault`` says why: ``encoding``, ``empty``, ``headers``, ``quotes``."""

    def __init__(self, fault: str, **params: object) -> None:
        super().__init__(fault)
        self.fault, self.params = fault, params


@dataclass(frozen=True)
class Header:
    """What the first row says: the place of each column in the file (None: missing), and what is unknown.

    ``moved``: the columns are all there, in another order than the register's.
    """

    places: tuple[int | None, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    moved: bool


@dataclass(frozen=True)
class Row:
    """One row in the order of the register's columns; ``number`` is the one that a spreadsheet shows."""

    number: int
    cells: tuple[str, ...]
    is_ragged: bool = False


@dataclass(frozen=True)
class Table:
    """A file that was read: its header, and its rows as they come."""

    header: Header
    rows: Iterator[Row]


def read_csv(register: Register, file: IO[bytes]) -> Table:
    """Return the table of a CSV; rows are read as they are asked for.

    Raises:
        Unreadable: not UTF-8, nothing in it, or no header of the register. Later rows raise it too.
    """
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    return read_table(register, _lines(text, register.file.separator))


def read_table(register: Register, rows: Iterable[Sequence[str]]) -> Table:
    """Return the table of rows of texts, the header first, wherever they were read.

    Raises:
        Unreadable: no rows, or a first one in which no column of the register is named.
    """
    lines = iter(rows)
    first = next(lines, None)
    if first is None:
        raise Unreadable("empty")
    header = recognise(register, first)
    if all(place is None for place in header.places):
        raise Unreadable("headers", found=tuple(first[:5]))
    return Table(header, _rows(register, header, len(first), lines))


def recognise(register: Register, cells: Sequence[str]) -> Header:
    """Return where each column of the register stands under ``cells``.

    Of several columns with one header each takes the cell after the column that stands before it; what is
    left goes to them in order. Case and spare spaces do not matter.
    """
    waiting: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        waiting.setdefault(_folded(cell), []).append(place)
    after: dict[int, int] = {}
    for index, column in enumerate(register.columns):
        before = {_folded(name) for name in register.columns[index - 1].headers}
        beside = [
            place
            for place in waiting.get(_folded(column.header), ())
            if place and _folded(cells[place - 1]) in before
        ]
        if len(waiting.get(_folded(column.header), ())) > 1 and len(beside) == 1:
            after[index] = beside[0]
    taken = set(after.values())
    places: list[int | None] = []
    for index, column in enumerate(register.columns):
        free = (
            place
            for name in map(_folded, column.headers)
            for place in waiting.get(name, ())
            if place not in taken
        )
        chosen = after[index] if index in after else next(free, None)
        places.append(chosen)
        if chosen is not None:
            taken.add(chosen)
    known = [place for place in places if place is not None]
    return Header(
        places=tuple(places),
        unknown=tuple(cell for place, cell in enumerate(cells) if place not in known and cell.strip()),
        missing=tuple(
            column.header for column, place in zip(register.columns, places, strict=True) if place is None
        ),
        moved=known != sorted(known),
    )


def as_day(text: str) -> str:
    """Return a day as RRRR-MM-DD where ``text`` says one, with or without an hour; else ``text`` as it is."""
    stripped = text.strip()
    if found := POLISH_DAY.fullmatch(stripped):
        parts = (int(found[3]), int(found[2]), int(found[1]))
    elif found := ISO_DAY_AND_HOUR.fullmatch(stripped):
        parts = (int(found[1]), int(found[2]), int(found[3]))
    else:
        return text
    try:
        return date(*parts).isoformat()
    except ValueError:
        return text


def _lines(text: TextIOWrapper, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(text, delimiter=separator, strict=True)
    except UnicodeDecodeError as fault:
        raise Unreadable("encoding") from fault
    except csv.Error as fault:
        raise Unreadable("quotes") from fault
    finally:
        # The file belongs to the caller, who may read it again.
        if not text.closed:
            text.detach()


def _rows(register: Register, header: Header, width: int, lines: Iterator[Sequence[str]]) -> Iterator[Row]:
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        yield Row(
            number=number,
            cells=tuple(
                _read(register, column, cells[place]) if place is not None and place < len(cells) else ""
                for column, place in zip(register.columns, header.places, strict=True)
            ),
            is_ragged=len(cells) != width,
        )


def _read(register: Register, column: Column, text: str) -> str:
    if column.kind != Kind.DATE and column.code != "started_on":
        return text
    if not column.repeats:
        return as_day(text)
    sign = register.file.list_separator
    return sign.join(as_day(each) for each in text.split(sign))


def _folded(header: str) -> str:
    return " ".join(header.split()).casefold()
