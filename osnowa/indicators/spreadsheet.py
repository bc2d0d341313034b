"""Rows as a text that a Polish spreadsheet opens: semicolons, and nothing taken for a formula. Pure."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

#: A cell that begins so would be taken for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return ``head`` and ``rows`` as CSV text without a byte-order mark; None is an empty cell.

    A text that a spreadsheet would run is preceded by an apostrophe; numbers stay numbers.
    """
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
