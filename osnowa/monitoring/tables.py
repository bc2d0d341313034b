"""A file somebody brings → rows of texts: what a portal exports, and what it answers. Pure."""

from datetime import date, datetime
from io import BytesIO

from osnowa.intake.reading import ZIP, Cell, Gap, open_book
from osnowa.monitoring.reading import Table, read_csv, read_table
from osnowa.rulepacks.registers import Register


def register_table(register: Register, content: bytes) -> Table:
    """Return the rows of a register's own file, CSV or XLSX, which the content tells apart.

    Raises:
        reading.Unreadable: not the register's file. Later rows of a CSV raise it too.
        intake.faults.Unreadable: no worksheet that could be read.
    """
    if content.startswith(ZIP):
        return read_table(register, rows_of(content))
    return read_csv(register, BytesIO(content))


def rows_of(content: bytes) -> list[tuple[str, ...]]:
    """Return the rows of any table, its headers first, as texts.

    Raises:
        intake.faults.Unreadable: the content is no table.
    """
    table = open_book(content).table()
    return [table.headers, *(tuple(map(_text, each.cells)) for each in table.rows)]


def _text(cell: Cell) -> str:
    if isinstance(cell, Gap):
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
