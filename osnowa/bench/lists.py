"""A list of people: reading it against the parser alone, and its dry run against three milliseconds a row."""

from datetime import date
from io import BytesIO
from time import perf_counter

import xlsxwriter
from django.db import connection
from python_calamine import load_workbook
from stdnum.pl import pesel

from osnowa.bench.pairs import Ratio, Side, compare, judge
from osnowa.intake.headers import propose
from osnowa.intake.queries.judged import judged
from osnowa.intake.reading import open_book
from osnowa.projects.models import Project

HEADERS = ("Lp.", "Nazwisko", "Imię", "PESEL", "Telefon", "Ulica", "Nr domu", "Kod pocztowy", "Miejscowość")
#: 10 000 rows in half a minute.
ROW_MS = 3.0
LONGEST = 10_000
_SOUNDS = ("ba", "ce", "do", "fi", "gu", "ha", "ke", "lo", "mi", "nu", "pa", "re", "so", "ti", "wu")


def workbook(count: int) -> bytes:
    """Return a spreadsheet of ``count`` invented people, each with a PESEL; the same each time."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet("Lista")
    sheet.write_row(0, 0, HEADERS)
    for place in range(count):
        sheet.write_row(place + 1, 0, _row(place))
    book.close()
    return out.getvalue()


def _row(place: int) -> list[str]:
    size = len(_SOUNDS)
    surname = "".join(_SOUNDS[place // size**power % size] for power in (3, 2, 1, 0)).capitalize()
    day, serial = place % 28 + 1, place // 28 % 1000
    ten = f"{60 + place // 28_000 * 3:02}{place % 12 + 1:02}{day:02}{serial:03}2"
    number = ten + pesel.calc_check_digit(ten)
    return [
        str(place + 1),
        surname,
        "Anna",
        number,
        f"601{place:06}",
        "Traugutta",
        str(place % 90 + 1),
        "50-502",
        "Wrocław",
    ]


def list_of_strangers(project: Project, *, today: date, count: int, pairs: int) -> list[Ratio]:
    """Compare reading ``count`` rows with the parser alone, and measure their dry run into ``project``."""
    content = workbook(count)
    table = open_book(content).table()
    mapping = propose(table.headers).mapping

    def reading() -> None:
        open_book(content).table()

    def parsing() -> None:
        load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python()

    def tried() -> float:
        begun = perf_counter()
        found = judged(project, open_book(content).table(), mapping, today=today, synthetic=True)
        if len(found) != count:
            raise AssertionError(f"{len(found)} verdicts on {count} rows")
        return (perf_counter() - begun) * 1000

    taken = [(tried(), ROW_MS * count) for _turn in range(min(pairs, 3))]
    return [
        compare(
            "G12",
            f"czytanie listy {count} osób do samego parsera",
            engine=connection.vendor,
            ours=Side(reading),
            reference=Side(parsing),
            must=1.2,
            stretch=1.1,
            pairs=pairs,
        ),
        judge(
            "G12",
            f"próba listy {count} osób do {ROW_MS:g} ms na wiersz",
            taken,
            engine=connection.vendor,
            must=1,
            stretch=0.5,
        ),
    ]
