"""What was refused, as a file to correct and bring again: row, column, reason, and the row as it came."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from itertools import chain

import xlsxwriter
from django.utils.translation import gettext as _

from osnowa.intake import sentences
from osnowa.intake.keeping import Kept
from osnowa.intake.reading import Gap, Table
from osnowa.intake.values import written
from osnowa.intake.verdicts import Verdict

#: A cell that begins so would be taken for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Excel's own bound for the text of a cell.
LONGEST_CELL = 32_767

#: Letter and header of each column.
Columns = Sequence[Sequence[str]]


def refused_as_csv(table: Table, verdicts: Iterable[Verdict]) -> bytes:
    """Return the refused rows for a Polish spreadsheet: semicolons, UTF-8 with a mark, no formulas."""
    return _as_csv(_head(table.headers), _rows(table, verdicts))


def refused_as_xlsx(table: Table, verdicts: Iterable[Verdict]) -> bytes:
    """Return the refused rows as a sheet of nothing but text: no zero is lost and nothing runs."""
    return _as_xlsx(_head(table.headers), _rows(table, verdicts))


def kept_as_csv(columns: Columns, rows: Iterable[tuple[int, Kept]]) -> bytes:
    """Return kept rows (number and what is kept) with their reasons, as ``refused_as_csv`` does."""
    return _as_csv(_head([header for _letter, header in columns]), _kept_rows(rows))


def kept_as_xlsx(columns: Columns, rows: Iterable[tuple[int, Kept]]) -> bytes:
    """Return kept rows (number and what is kept) with their reasons, as ``refused_as_xlsx`` does."""
    return _as_xlsx(_head([header for _letter, header in columns]), _kept_rows(rows))


def _kept_rows(rows: Iterable[tuple[int, Kept]]) -> Iterator[Sequence[str]]:
    for number, kept in rows:
        places = dict.fromkeys(f"{fault.letter} {fault.header}".strip() for fault in kept.faults)
        reasons = " ".join(filter(None, (*(fault.sentence for fault in kept.faults), kept.stood)))
        yield [str(number), "; ".join(filter(None, places)), reasons, *kept.cells]


def _as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(_harmless, head))
    writer.writerows(map(_harmless, row) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _as_xlsx(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"num_format": "@", "bold": True})
    sheet = book.add_worksheet(_("Odrzucone wiersze"))
    sheet.freeze_panes(1, 3)
    sheet.set_column(2, 2, 70)
    for place, row in enumerate(chain([head], rows)):
        for column, cell in enumerate(row):
            sheet.write_string(place, column, cell[:LONGEST_CELL], text if place else bold)
    book.close()
    return out.getvalue()


def _head(headers: Sequence[str]) -> list[str]:
    return [_("wiersz"), _("kolumna"), _("powód"), *headers]


def _rows(table: Table, verdicts: Iterable[Verdict]) -> Iterator[Sequence[str]]:
    """Yield one line per refused row, so that the corrected file can be brought again as it is."""
    came = {row.number: row for row in table.rows}
    for verdict in verdicts:
        if verdict.kind != "refused":
            continue
        cells = ["" if isinstance(cell, Gap) else written(cell) for cell in came[verdict.row].cells]
        places = dict.fromkeys(f"{fault.letter} {fault.header}".strip() for fault in verdict.faults)
        reasons = " ".join(sentences.of(fault.said) for fault in verdict.faults)
        yield [str(verdict.row), "; ".join(filter(None, places)), reasons, *cells]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
