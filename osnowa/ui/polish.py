"""How numbers, money, days, phones and counted nouns are written in Polish.

Pure functions: they know values and words, no template, no request. The filters of ``{% load ui %}`` are thin
doors to them. A value that is missing is shown as ``–`` everywhere, so an empty cell never looks like a zero.
"""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils import timezone

Number = int | float | Decimal | Fraction

NBSP = "\u00a0"
MINUS = "\u2212"
MISSING = "–"

MONTHS_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
MONTHS = (
    "styczeń",
    "luty",
    "marzec",
    "kwiecień",
    "maj",
    "czerwiec",
    "lipiec",
    "sierpień",
    "wrzesień",
    "październik",
    "listopad",
    "grudzień",
)
IN_MONTHS = (
    "w styczniu",
    "w lutym",
    "w marcu",
    "w kwietniu",
    "w maju",
    "w czerwcu",
    "w lipcu",
    "w sierpniu",
    "we wrześniu",
    "w październiku",
    "w listopadzie",
    "w grudniu",
)
WEEKDAYS = ("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela")

# Two first digits that the Polish numbering plan gives to mobile networks; everything else is an area code.
MOBILE_PREFIXES = frozenset({"45", "50", "51", "53", "57", "60", "66", "69", "72", "73", "78", "79", "88"})


def exact(number: Number) -> Decimal | Fraction:
    """Return ``number`` without binary noise: a float is taken as people read it (0.1 is one tenth)."""
    if isinstance(number, float):
        return Decimal(repr(number))
    if isinstance(number, Fraction):
        return number
    return Decimal(number)


def rounded(number: Number, places: int) -> Decimal:
    """Return ``number`` rounded to ``places`` decimals, halves away from zero, as Polish accounting does."""
    value = exact(number)
    if isinstance(value, Fraction):
        # Division of two integers, rounded once: a Fraction has no exact Decimal.
        scaled = abs(value) * 10**places
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        return Decimal(whole if value >= 0 else -whole).scaleb(-places)
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def odmien(number: Number, one: str, few: str, many: str, fraction: str | None = None) -> str:
    """Return the form of a noun that agrees with ``number``: osoba, osoby, osób.

    ``one`` goes with exactly 1; ``few`` with numbers ending in 2–4, not in 12–14; ``many`` with the rest and
    with 0. A number that is not whole takes ``fraction`` (genitive singular: 1,5 dnia), by default ``few``,
    which is the same word for feminine nouns. The sign does not matter.
    """
    value = abs(exact(number))
    if value != int(value):
        return few if fraction is None else fraction
    whole = int(value)
    if whole == 1:
        return one
    if whole % 10 in (2, 3, 4) and whole % 100 not in (12, 13, 14):
        return few
    return many


def liczba(number: Number | None, places: int | None = None) -> str:
    """Return ``number`` with spaces between thousands and a decimal comma: ``1 478``, ``1,5``, ``−7``.

    ``places`` fixes the number of decimals; without it a number keeps the ones it has, less trailing zeros.
    """
    if number is None:
        return MISSING
    if places is None:
        value = exact(number)
        # Two decimals are enough for a fraction that never ends.
        decimal = rounded(value, 2) if isinstance(value, Fraction) else value
        digits = f"{abs(decimal):,f}"
        if "." in digits:
            digits = digits.rstrip("0").rstrip(".")
    else:
        decimal = rounded(number, places)
        digits = f"{abs(decimal):,f}"
    sign = MINUS if decimal < 0 else ""
    return sign + digits.replace(",", NBSP).replace(".", ",")


def z_liczba(number: Number, one: str, few: str, many: str, fraction: str | None = None) -> str:
    """Return the number together with its noun: ``3 osoby``; they never part at the end of a line."""
    return f"{liczba(number)}{NBSP}{odmien(number, one, few, many, fraction)}"


def kwota(amount: Decimal | int | None) -> str:
    """Return an amount of money without its unit: ``1 478 268,32``.

    Raises:
        TypeError: the amount is a float; money is never a float.
    """
    if isinstance(amount, float):
        raise TypeError("money is never a float")
    return liczba(amount, 2)


def zl(amount: Decimal | int | None) -> str:
    """Return an amount of money in złoty: ``1 478 268,32 zł``.

    Raises:
        TypeError: the amount is a float; money is never a float.
    """
    return MISSING if amount is None else f"{kwota(amount)}{NBSP}zł"


def procent(percent: Number | None, places: int = 2) -> str:
    """Return a percentage given in percent, not as a ratio: 89.2 is written ``89,20%``."""
    return MISSING if percent is None else f"{liczba(percent, places)}%"


def _local(moment: dt.date | dt.datetime) -> dt.date | dt.datetime:
    if isinstance(moment, dt.datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def dzien(day: dt.date | dt.datetime | None) -> str:
    """Return a day as ``2.10.2018``; a moment is taken in the time of the place."""
    if day is None:
        return MISSING
    day = _local(day)
    return f"{day.day}.{day.month:02}.{day.year}"


def godzina(moment: dt.datetime | dt.time | None) -> str:
    """Return the time of day as ``7:30``."""
    if moment is None:
        return MISSING
    if isinstance(moment, dt.datetime):
        moment = _local(moment)
    return f"{moment.hour}:{moment.minute:02}"


def chwila(moment: dt.datetime | None) -> str:
    """Return a moment as ``16.04.2019, 14:05``."""
    return MISSING if moment is None else f"{dzien(moment)}, {godzina(moment)}"


def okres(first: dt.date | None, last: dt.date | None, as_written: str = "") -> str:
    """Return a period, both ends included: ``25.09.2018 – 30.06.2020``; open ends read ``od``, ``do``.

    What a contract says instead of the days (``as_written``: "XII 2017 – IV 2019") is shown as it is.
    """
    if as_written:
        return as_written
    if first is None and last is None:
        return MISSING
    if last is None:
        return f"od{NBSP}{dzien(first)}"
    if first is None:
        return f"do{NBSP}{dzien(last)}"
    return dzien(first) if first == last else f"{dzien(first)} – {dzien(last)}"


def miesiac(day: dt.date | None) -> str:
    """Return the month with a Roman numeral, for axes and tables: ``IX 2018``."""
    return MISSING if day is None else f"{MONTHS_ROMAN[day.month - 1]}{NBSP}{day.year}"


def nazwa_miesiaca(day: dt.date | None) -> str:
    """Return the month in words: ``kwiecień 2019``."""
    return MISSING if day is None else f"{MONTHS[day.month - 1]}{NBSP}{day.year}"


def w_miesiacu(day: dt.date | None) -> str:
    """Return the month as it stands inside a sentence: ``w kwietniu``, ``we wrześniu``."""
    return MISSING if day is None else IN_MONTHS[day.month - 1].replace(" ", NBSP)


def dzien_tygodnia(day: dt.date | None) -> str:
    """Return the name of the weekday: ``wtorek``."""
    return MISSING if day is None else WEEKDAYS[day.weekday()]


def telefon(number: str) -> str:
    """Return a phone number as people read it aloud: ``71 78 22 322``, mobile ``601 234 567``.

    Takes E.164 (``+48717822322``) or nine bare digits. A number of another country, or one that does not look
    like a number, is returned as it came.
    """
    digits = re.sub(r"[\s()-]", "", number)
    national = digits.removeprefix("+48")
    if not re.fullmatch(r"\d{9}", national):
        return number
    groups = (3, 3, 3) if national[:2] in MOBILE_PREFIXES or national.startswith("80") else (2, 2, 2, 3)
    parts, at = [], 0
    for size in groups:
        parts.append(national[at : at + size])
        at += size
    return NBSP.join(parts)


def telefon_e164(number: str) -> str:
    """Return the number for a ``tel:`` link: nine digits are Polish, a number with ``+`` is kept."""
    digits = re.sub(r"[^\d+]", "", number)
    return f"+48{digits}" if re.fullmatch(r"\d{9}", digits) else digits


def nbsp(text: str) -> str:
    """Return ``text`` in which what belongs together stays in one line.

    A one-letter word (w, z, i, o, u, a) never hangs at its end, "nr 5" and "10:00 – 14:00" are not torn.
    """
    text = re.sub(r"(?<![^\s(„\"–])([aiouwzAIOUWZ])[ \n]+(?=\S)", rf"\1{NBSP}", text)
    text = re.sub(r"\b([Nn]r)[ \n]+(?=\d)", rf"\1{NBSP}", text)
    return re.sub(r"(?<=\d)[ \n]+–[ \n]+(?=\d)", f"{NBSP}–{NBSP}", text)
