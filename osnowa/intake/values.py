"""A cell of somebody's list → our value, with what was wrong or what was done to it. Pure.

Nothing is guessed where two readings are possible: such a cell is a fault that names both. What was
understood although it was not written as it should be (a lost zero, a split name) carries a note.
Source: docs/sources.md#lists-of-centres
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from osnowa.intake.faults import Said
from osnowa.intake.headers import folded
from osnowa.intake.reading import Cell, Gap
from osnowa.organisations.numbers import canonical_phone
from osnowa.participants import pesel

SPELLINGS = Path(__file__).parent / "spellings.toml"
#: Day 0 of Excel, which takes 1900 for a leap year; days before 1.3.1900 are never read.
EXCEL_BEGINS = date(1899, 12, 30)
#: Days that a bare number may mean: 1.3.1900 to 31.12.2099.
EXCEL_DAYS = range(61, 73_051)
YEARS = range(1900, 2100)
#: Births of 1901–1909 and 2001–2009 lose one zero, those of 1900 and 2000 two.
SHORTENED_PESEL = (9, 10)
EMAIL = re.compile(r"[\x21-\x3f\x41-\x7e]+@[\x21-\x3f\x41-\x7e]+\.[\x21-\x3f\x41-\x7e]+")
SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+(?:\s*[eE]\s*\+?\d+)?|\s*[eE]\s*\+?\d+)")
#: What calamine and Excel write where a formula failed.
FAILED = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#ARG!", "#N/D!", "#NAZWA?"}
)
#: Longest texts that the record holds.
LONGEST = {
    "first_name": 80, "last_name": 80, "email": 254, "street": 120, "house_number": 12, "flat_number": 12,
    "locality": 100, "gmina": 100, "powiat": 100, "voivodeship": 40, "number": 40, "case_number": 40,
}  # fmt: skip

#: Values by field: one column may fill several (a name, an address).
Values = Mapping[str, object]


@dataclass(frozen=True)
class Dictionaries:
    """What the project's rule pack calls its codes: pairs of code and label."""

    education: tuple[tuple[str, str], ...] = ()
    labour_status: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Reading:
    """What one cell says. No values and no fault: the cell is empty."""

    values: Values = field(default_factory=dict)
    fault: Said | None = None
    notes: tuple[Said, ...] = ()
    #: The days that an unclear date may mean.
    candidates: tuple[date, ...] = ()


NOTHING = Reading()


def read(
    code: str, cell: Cell, dictionaries: Dictionaries = Dictionaries(), *, synthetic: bool = False
) -> Reading:
    """Return what ``cell`` says in a column of the field ``code``.

    ``synthetic``: PESEL numbers of 2200–2299 are taken for 1900–1999 (a demo's setting).
    """
    if cell == "":
        return NOTHING
    if isinstance(cell, Gap):
        return _faulty(f"cell_{cell.value}")
    if isinstance(cell, str):
        cell = _tidied(cell)
        if not cell or cell in ("-", "–", "—", "."):
            return NOTHING
        if cell in FAILED:
            return _faulty("formula_failed", text=cell)
    return _READERS.get(code, _text)(code, cell, dictionaries, synthetic)


def _faulty(code: str, **params: object) -> Reading:
    return Reading(fault=Said(code, params))


def _tidied(text: str) -> str:
    # An apostrophe keeps a spreadsheet from running what begins so, in our own file of refused rows as well.
    plain = text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text
    return " ".join(plain.replace("\u200b", "").replace("\ufeff", "").split())


def written(cell: Cell) -> str:
    """Return a cell as a person would read it: whole numbers without a point, days as 2018-10-02."""
    if isinstance(cell, Gap):
        return ""
    if isinstance(cell, bool):
        return "TAK" if cell else "NIE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, timedelta):
        return str(cell)
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


@cache
def _spellings(of: str) -> Mapping[str, tuple[str, ...]]:
    """Return folded spelling → codes."""
    codes: dict[str, tuple[str, ...]] = {}
    for code, spellings in tomllib.loads(SPELLINGS.read_text(encoding="utf-8"))[of].items():
        for spelling in spellings:
            codes[folded(spelling)] = (*codes.get(folded(spelling), ()), code)
    return MappingProxyType(codes)


def _text(code: str, cell: Cell, _d: Dictionaries, _s: bool) -> Reading:
    # A house number 12/3 typed into a spreadsheet becomes the third of December.
    if isinstance(cell, date | time | timedelta) and code in LONGEST:
        return _faulty("became_date", text=written(cell))
    text = written(cell)
    longest = LONGEST.get(code)
    if longest and len(text) > longest:
        return _faulty("too_long", most=longest, count=len(text))
    return Reading({code: text})


def _name(code: str, cell: Cell, d: Dictionaries, s: bool) -> Reading:
    reading = _text(code, cell, d, s)
    text = str(reading.values.get(code, ""))
    if any(letter.isdigit() or letter in "@;<>=_" for letter in text):
        return _faulty("not_a_name", text=text)
    tidy = re.sub(r"\s*[-–]\s*", "-", text)
    shouted = tidy.isupper() and len(tidy) > 1
    if shouted:
        # str.title would make "Świątek'A" of an apostrophe; names part at spaces and hyphens only.
        tidy = re.sub(r"[^\s\-']+", lambda word: word[0].capitalize(), tidy)
    return reading if reading.fault else Reading({code: tidy}, None, (Said("name_case"),) if shouted else ())


def _full_name(code: str, cell: Cell, d: Dictionaries, s: bool) -> Reading:
    whole = _name("first_name", written(cell), d, s)
    if whole.fault:
        return whole
    text = str(whole.values["first_name"])
    is_surname_first = code == "surname_first"
    if text.count(",") == 1:
        surname, first = (part.strip() for part in text.split(","))
    else:
        words = text.split()
        if len(words) < 2:
            return _faulty("one_word_name", text=text)
        surname, first = (words[0], words[1:]) if is_surname_first else (words[-1], words[:-1])  # type: ignore[assignment]
        first = " ".join(first)
    if not surname or not first:
        return _faulty("one_word_name", text=text)
    note = Said("name_split", {"first": first, "last": surname})
    return Reading({"first_name": first, "last_name": surname}, None, (note, *whole.notes))


def _pesel(code: str, cell: Cell, _d: Dictionaries, synthetic: bool) -> Reading:
    if isinstance(cell, float) and not cell.is_integer():
        return _faulty("pesel_scientific", text=str(cell))
    # Programs that take every number for a fraction write 80051200001.0.
    text = re.sub(r"^(\d+)[.,]0$", r"\1", written(cell).strip("'’ "))
    if folded(text) in _spellings("none"):
        return Reading({"lacks_pesel": True}, None, (Said("pesel_none", {"text": text}),))
    if SCIENTIFIC.fullmatch(text):
        return _faulty("pesel_scientific", text=text)
    number = pesel.compact(text)
    notes: tuple[Said, ...] = ()
    if number.isascii() and number.isdigit() and len(number) in SHORTENED_PESEL:
        padded = number.zfill(pesel.DIGITS)
        if _is_pesel(padded, synthetic):
            number, notes = padded, (Said("zero_restored", {"count": pesel.DIGITS - len(number)}),)
    try:
        found = pesel.read(number, synthetic=synthetic)
    except pesel.NotPesel as fault:
        return _faulty(f"pesel_{fault.fault}", count=len(number))
    return Reading({code: found.number}, None, notes)


def _is_pesel(number: str, synthetic: bool) -> bool:
    try:
        pesel.read(number, synthetic=synthetic)
    except pesel.NotPesel:
        return False
    return True


def _day(code: str, cell: Cell, _d: Dictionaries, _s: bool) -> Reading:
    if isinstance(cell, datetime):
        return Reading({code: cell.date()})
    if isinstance(cell, date):
        return Reading({code: cell})
    if isinstance(cell, bool | time | timedelta):
        return _faulty("not_a_day", text=written(cell))
    if isinstance(cell, int | float):
        return _day_of_number(code, cell)
    return _day_of_text(code, str(cell))


def _day_of_number(code: str, number: float) -> Reading:
    if number in YEARS:
        return _faulty("only_year", text=written(number))
    if 19_000_101 <= number <= 20_991_231:
        return _calendar(code, *divmod(int(number) // 100, 100), int(number) % 100)
    # Days from 30.12.1899: 2191 of them are years as well, and those were refused above.
    if int(number) in EXCEL_DAYS:
        day = EXCEL_BEGINS + timedelta(days=int(number))
        return Reading(
            {code: day}, None, (Said("day_of_number", {"text": written(float(int(number))), "day": day}),)
        )
    return _faulty("not_a_day", text=written(number))


def _day_of_text(code: str, text: str) -> Reading:
    plain = re.sub(r"(?<=\d)\s*r(?:oku|\.)?$", "", text.strip(" ."), flags=re.IGNORECASE)
    # A time of day behind the date says nothing here.
    plain = re.sub(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$", "", plain).strip(" .")
    if found := re.fullmatch(r"(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})", plain):
        return _calendar(code, *map(int, found.groups()))
    if found := re.fullmatch(r"(\d{1,2})\s*[-.]\s*(\d{1,2})\s*[-.]\s*(\d{4})", plain):
        day, month, year = map(int, found.groups())
        return _calendar(code, year, month, day)
    if found := re.fullmatch(r"(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(\d{4})", plain):
        return _slashes(code, *map(int, found.groups()))
    if found := re.fullmatch(r"(\d{1,2})[ .\-/]*([^\W\d]+)[ .\-/]*(\d{4})", plain):
        months = _spellings("months").get(folded(found[2]))
        if months:
            return _calendar(code, int(found[3]), int(months[0]), int(found[1]))
    if re.fullmatch(r"\d{8}", plain) and int(plain[:4]) in YEARS:
        return _calendar(code, int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    if re.fullmatch(r"\d{1,2}[-./]\d{1,2}[-./]\d{2}", plain):
        return _faulty("short_year", text=text)
    if re.fullmatch(r"\d{4}", plain):
        return _faulty("only_year", text=text)
    if re.fullmatch(r"\d{5}", plain):
        return _day_of_number(code, int(plain))
    return _faulty("not_a_day", text=text)


def _calendar(code: str, year: int, month: int, day: int) -> Reading:
    try:
        found = date(year, month, day)
    except ValueError:
        return _faulty("no_such_day", text=f"{day}.{month}.{year}")
    return Reading({code: found}) if year in YEARS else _faulty("no_such_day", text=f"{day}.{month}.{year}")


def _slashes(code: str, first: int, second: int, year: int) -> Reading:
    """Return the day of 02/10/2018, which is in October in Poland and in February in America."""
    if first == second or second > 12 or first > 12:
        day, month = (second, first) if second > 12 else (first, second)
        reading = _calendar(code, year, month, day)
        if second > 12 and reading.values:
            return Reading(reading.values, None, (Said("month_first", {"day": reading.values[code]}),))
        return reading
    try:
        candidates = (date(year, second, first), date(year, first, second))
    except ValueError:
        return _faulty("no_such_day", text=f"{first}/{second}/{year}")
    fault = Said(
        "which_day", {"text": f"{first:02}/{second:02}/{year}", "one": candidates[0], "other": candidates[1]}
    )
    return Reading(fault=fault, candidates=candidates)


def _sex(code: str, cell: Cell, _d: Dictionaries, _s: bool) -> Reading:
    return _spelt(code, cell, "sex", "not_a_sex")


def _answer(code: str, cell: Cell, _d: Dictionaries, _s: bool) -> Reading:
    if isinstance(cell, bool):
        return Reading({code: "yes" if cell else "no"})
    return _spelt(code, cell, "answer", "not_an_answer")


def _yes_no(code: str, cell: Cell, d: Dictionaries, s: bool) -> Reading:
    reading = _answer(code, cell, d, s)
    if reading.values.get(code) == "refused":
        return _faulty("not_an_answer", text=written(cell))
    return Reading({code: reading.values[code] == "yes"}) if reading.values else reading


def _spelt(code: str, cell: Cell, of: str, fault: str) -> Reading:
    found = _spellings(of).get(folded(written(cell)))
    return Reading({code: found[0]}) if found else _faulty(fault, text=written(cell))


def _phone(code: str, cell: Cell, _d: Dictionaries, _s: bool) -> Reading:
    text = written(cell)
    first, *others = [
        part for part in re.split(r"\s*(?:[,;|]|\blub\b|\bi\b|/(?=\s*\+?\d{3}))\s*", text) if part
    ]
    first = re.sub(r"^(?:tel|kom|nr)[.:\s]*", "", first, flags=re.IGNORECASE)
    try:
        number = canonical_phone(first, takes_short=False)
    except ValueError:
        return _faulty("not_a_phone", text=text)
    notes = (Said("second_phone", {"text": ", ".join(others)}),) if others else ()
    return Reading({code: number}, None, notes)


def _email(code: str, cell: Cell, _d: Dictionaries, _s: bool) -> Reading:
    text = re.sub(r"^mailto:", "", written(cell), flags=re.IGNORECASE)
    if folded(text) in _spellings("none"):
        return Reading(notes=(Said("left_empty", {"text": text}),))
    return Reading({code: text}) if EMAIL.fullmatch(text) else _faulty("not_an_email", text=text)


def _postal_code(code: str, cell: Cell, _d: Dictionaries, _s: bool) -> Reading:
    text = written(cell)
    digits = re.sub(r"[\s\-–—−]", "", text)
    if isinstance(cell, int | float) and re.fullmatch(r"\d{4}", digits):
        padded = f"0{digits}"
        return Reading({code: f"{padded[:2]}-{padded[2:]}"}, None, (Said("zero_restored", {"count": 1}),))
    if not re.fullmatch(r"[0-9]{5}", digits):
        return _faulty("not_a_postal_code", text=text)
    return Reading({code: f"{digits[:2]}-{digits[2:]}"})


def _labour_status(code: str, cell: Cell, d: Dictionaries, _s: bool) -> Reading:
    return _of_pack(code, written(cell), d.labour_status, "labour_status")


def _education(code: str, cell: Cell, d: Dictionaries, _s: bool) -> Reading:
    text = written(cell)
    reading = _of_pack(code, text, d.education, "education")
    if reading.fault:
        levels = [int(own) for own in _spellings("education").get(folded(text), ())] or list(_isced(text))
        # A pack with fewer levels holds one entry for a band: 4 belongs to 3, and 1 to 2.
        held = [own for own, label in d.education if len(levels) == 1 and levels[0] in _isced(label)]
        if len(held) != 1:
            return reading
        reading = Reading({code: held[0]}, None, (Said("spelt_otherwise", {"text": text, "code": held[0]}),))
    return Reading({code: int(str(reading.values[code]))}, None, reading.notes)


def _isced(text: str) -> range:
    """Return the levels that a label names: ``ISCED 5–8`` → 5 … 8, ``ISCED 3 … ISCED 4`` → 3 … 4."""
    levels = [int(digit) for digit in re.findall(r"(?<!\d)[0-8](?!\d)", text.partition("ISCED")[2] or text)]
    return range(min(levels), max(levels) + 1) if levels else range(0)


def _of_pack(code: str, text: str, entries: tuple[tuple[str, str], ...], of: str) -> Reading:
    """Return the entry of the pack that ``text`` names: by code, by label, by label without its bracket."""
    by_text = _entries_by_text(entries)
    words = folded(text)
    if words in by_text:
        return Reading({code: by_text[words]})
    held = set(by_text.values())
    spelt = [own for own in _spellings(of).get(words, ()) if own in held]
    if len(spelt) == 1:
        return Reading({code: spelt[0]}, None, (Said("spelt_otherwise", {"text": text, "code": spelt[0]}),))
    return _faulty(f"not_a_{of}", text=text)


@lru_cache(maxsize=64)
def _entries_by_text(entries: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    by_text = {folded(label.partition("(")[0]): own for own, label in entries}
    return (
        by_text
        | {folded(label): own for own, label in entries}
        | {folded(own): own for own, _label in entries}
    )


def _house_and_flat(_code: str, cell: Cell, _d: Dictionaries, _s: bool) -> Reading:
    if isinstance(cell, date | time | timedelta):
        return _faulty("became_date", text=written(cell))
    found = re.fullmatch(
        r"(\d+\s?[A-Za-z]?(?:-\d+\s?[A-Za-z]?)?)(?:\s*(?:/|\bm\.?|\blok\.?)\s*(\w+))?", written(cell)
    )
    if not found:
        return _faulty("not_a_house_number", text=written(cell))
    values = {"house_number": found[1].replace(" ", "")}
    return Reading({**values, "flat_number": found[2]} if found[2] else values)


ADDRESS = re.compile(
    r"(?:(?:ul\.?|ulica)\s+)?(?P<street>[^\d,][^,]*?)\s+(?P<house>\d+\s?[A-Za-z]?)(?:\s*(?:/|\bm\.?|\blok\.?)\s*(?P<flat>\w+))?"
    r"(?:\s*,?\s*(?P<code>\d{2}\s?-\s?\d{3})\s*,?\s*(?P<town>[^\d,]+))?",
    re.IGNORECASE,
)
TOWN_FIRST = re.compile(r"(?P<code>\d{2}\s?-\s?\d{3})\s+(?P<town>[^\d,]+),\s*(?P<rest>.+)")


def _address(_code: str, cell: Cell, _d: Dictionaries, _s: bool) -> Reading:
    text = written(cell)
    place = ""
    if turned := TOWN_FIRST.fullmatch(text):
        place, text = f"{turned['code']} {turned['town'].strip()}", turned["rest"]
    found = ADDRESS.fullmatch(f"{text}, {place}" if place else text)
    if not found:
        return _faulty("address_unclear", text=written(cell))
    postal = (found["code"] or "").replace(" ", "")
    values = {
        "street": found["street"],
        "house_number": found["house"].replace(" ", ""),
        "flat_number": found["flat"] or "",
        "postal_code": postal,
        "locality": (found["town"] or "").strip(),
    }
    told = {field: value for field, value in values.items() if value}
    return Reading(told, None, (Said("address_split", {"text": written(cell)}),))


def _street(code: str, cell: Cell, d: Dictionaries, s: bool) -> Reading:
    reading = _text(code, cell, d, s)
    return (
        reading
        if reading.fault
        else Reading(
            {code: re.sub(r"^(?:ul\.|ulica)\s*", "", str(reading.values[code]), flags=re.IGNORECASE)}
        )
    )


_READERS: Mapping[str, Callable[[str, Cell, Dictionaries, bool], Reading]] = MappingProxyType(
    {
        "first_name": _name,
        "last_name": _name,
        "full_name": _full_name,
        "surname_first": _full_name,
        "pesel": _pesel,
        "lacks_pesel": _yes_no,
        **dict.fromkeys(("birth_date", "enrolled_on", "started_on", "ended_on"), _day),
        "sex": _sex,
        "phone": _phone,
        "email": _email,
        "postal_code": _postal_code,
        "education": _education,
        "labour_status": _labour_status,
        **dict.fromkeys(
            ("disability", "foreign_origin", "third_country", "minority", "homelessness"), _answer
        ),
        "on_path": _yes_no,
        "house_and_flat": _house_and_flat,
        "address": _address,
        "street": _street,
    }
)
