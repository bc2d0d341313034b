"""Lists of invented people, as centres have them."""

from stdnum.pl import pesel as standard

from tests.intake import files

HEADERS = ("Lp.", "Nazwisko", "Imię", "Nr PESEL", "Tel. kontaktowy", "Wykształcenie", "Data zgłoszenia")
#: Names that no two of a list share, however they sound.
SYLLABLES = ("ba", "ce", "do", "fi", "gu", "ha", "ke", "lo", "mi", "nu", "pa", "re", "so", "ti", "wu")


def number(day: int) -> str:
    """Return a PESEL of a woman, another one for each ``day`` (below 4 000)."""
    year, rest = 60 + day // 336, day % 336
    ten = f"{year:02}{1 + rest // 28:02}{1 + rest % 28:02}{day % 1000:03}2"
    return ten + standard.calc_check_digit(ten)


def surname(place: int) -> str:
    """Return a surname that nobody else has."""
    size = len(SYLLABLES)
    parts = (place // size**2 % size, place // size % size, place % size)
    return "".join(SYLLABLES[part] for part in parts).capitalize() + "rt"


def row(place: int) -> list[object]:
    """Return one person of a list."""
    return [
        place + 1,
        surname(place),
        "Anna",
        number(place),
        f"601 {place // 1000:03} {place % 1000:03}",
        "",
        "2.10.2018",
    ]


#: What was planted, by place in the list: column and what stands there.
PLANTED = {
    3: (3, "12345678901"),
    20: (3, "8.0051E+10"),
    41: (1, ""),
    77: (6, "31.02.2019"),
    99: (5, "szkoła życia"),
    120: (4, "brak zasięgu"),
    150: (3, number(10)),
}


def people(count: int, *, planted: bool = True) -> list[list[object]]:
    """Return a list of ``count`` people with its headers, and seven faults in it."""
    rows = [row(place) for place in range(count)]
    for place, (column, cell) in PLANTED.items() if planted else ():
        if place < count:
            rows[place][column] = cell
    return [["Lista uczestników projektu"], list(HEADERS), *rows]


def workbook(count: int = 180, *, planted: bool = True) -> bytes:
    """Return that list as a spreadsheet."""
    return files.xlsx(people(count, planted=planted))
