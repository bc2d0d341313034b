"""Rows of a register as its file: CSV byte for byte as the portal takes it, XLSX with nothing but texts.

Both take rows from an iterator and keep none, so that memory does not grow with their number.
Source: docs/sources.md#sm-efs
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import StringIO
from typing import IO

from xlsxwriter import Workbook

from osnowa.rulepacks.registers import Register

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: Rows that are handed on together: a network packet for each row would be slow.
TOGETHER = 200
#: A worksheet has no more rows.
MOST_ROWS_OF_SHEET = 1_048_575
WIDTH_OF_COLUMN = 22


class TooManyRows(ValueError):
    """A worksheet cannot hold so many rows; nothing may be cut off silently."""


def file_name(register: Register, day: date, suffix: str = "csv") -> str:
    """Return ``Uczestnicy_projektu_Efs_2026-11-22.csv``."""
    return register.file.name.format(day=day.isoformat(), suffix=suffix)


def headers(register: Register) -> tuple[str, ...]:
    """Return the header row; SM EFS says "w tym" twice, and that is right."""
    return tuple(column.header for column in register.columns)


def csv_file(register: Register, rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield the file in pieces: mark of UTF-8, headers, then every row.

    Nothing is put before a text that a spreadsheet would run: the portal reads bytes, not spreadsheets.
    Whoever wants to look opens the XLSX.
    """
    form = register.file
    if form.byte_order_mark:
        yield BYTE_ORDER_MARK
    out = StringIO()
    writer = csv.writer(out, delimiter=form.separator, lineterminator=form.line_end)
    writer.writerow(headers(register))
    waiting = 1
    for row in rows:
        writer.writerow(row)
        waiting += 1
        if waiting == TOGETHER:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
            waiting = 0
    if waiting:
        yield out.getvalue().encode()


def xlsx_file(register: Register, rows: Iterable[Sequence[str]], out: IO[bytes]) -> int:
    """Write a worksheet of texts to ``out`` and return the number of rows below the headers.

    Every cell is a text in the format of texts: no leading zero goes, no day turns, no formula runs.

    Raises:
        TooManyRows: more than a worksheet holds.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with Workbook(out, options) as book:
        sheet = book.add_worksheet(register.label)
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"num_format": "@", "bold": True, "text_wrap": True, "valign": "top"})
        sheet.set_column(0, len(register.columns) - 1, WIDTH_OF_COLUMN, text)
        sheet.freeze_panes(1, 0)
        for place, header in enumerate(headers(register)):
            sheet.write_string(0, place, header, head)
        for count, row in enumerate(rows, start=1):
            if count > MOST_ROWS_OF_SHEET:
                raise TooManyRows(count)
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(count, place, cell, text)
    return count
