"""What was refused, as a file to correct and bring again: row, column, reason, and the row as it came."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO

import xlsxwriter
from django.utils.translation import gettext as _

from osnowa.intake import sentences
from osnowa.intake.reading import Gap, Table
from osnowa.intake.values import written
from osnowa.intake.verdicts import Verdict

#: A cell that begins so would be taken for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Excel's own bound for the text of a cell.
LONGEST_CELL = 32_767


def refused_as_csv(table: Table, verdicts: Iterable[Verdict]) -> bytes:
    """Return the refused rows for a Polish spreadsheet: semicolons, UTF-8 with a mark, no formulas."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(_harmless, _head(table)))
    writer.writerows(map(_harmless, row) for row in _rows(table, verdicts))
    return out.getvalue().encode("utf-8-sig")


def refused_as_xlsx(table: Table, verdicts: Iterable[Verdict]) -> bytes:
    """Return the refused rows as a sheet of nothing but text: no zero is lost and nothing runs."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"num_format": "@", "bold": True})
    sheet = book.add_worksheet(_("Odrzucone wiersze"))
    sheet.freeze_panes(1, 3)
    sheet.set_column(2, 2, 70)
    for place, row in enumerate([_head(table), *_rows(table, verdicts)]):
        for column, cell in enumerate(row):
            sheet.write_string(place, column, cell[:LONGEST_CELL], text if place else bold)
    book.close()
    return out.getvalue()


def _head(table: Table) -> list[str]:
    return [_("wiersz"), _("kolumna"), _("powód"), *table.headers]


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
