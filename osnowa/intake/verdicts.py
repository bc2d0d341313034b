"""Rows of a list and who is known already → what would happen to each row, before anything happens. Pure.

A row is new, a known person, somebody in the project already, a likely duplicate about whom a person decides,
or refused with all reasons at once. Nobody is ever deleted or joined here.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal, Protocol

from osnowa.intake.faults import Said
from osnowa.intake.headers import fields, lacking, twice
from osnowa.intake.reading import Row, Table
from osnowa.intake.values import Dictionaries, Reading, Values, read
from osnowa.participants import pesel
from osnowa.participants.likeness import Crowd, Identity, Likeness

Kind = Literal["new", "same_person", "in_project", "likely_duplicate", "refused"]
KINDS: tuple[Kind, ...] = ("new", "same_person", "in_project", "likely_duplicate", "refused")
#: Nobody older than this is registered; a birth further back is a slip of the finger.
OLDEST_AGE = 120
#: Rows between two words to whoever waits.
TELL_EVERY = 500
#: What follows from the day of the list or from another field: no reason to call something a change.
NOT_COMPARED = frozenset({"age", "ordinal", "lacks_pesel"})


class UnfitMapping(ValueError):
    """The mapping has no names of people, or gives one field to two columns; ``fields`` are those."""

    def __init__(self, code: Literal["lacking", "twice"], which: Collection[str]) -> None:
        super().__init__(code, *sorted(which))
        self.code = code
        self.fields = frozenset(which)


@dataclass(frozen=True)
class Known:
    """Somebody the centre knows; ``facts``: field → value as ``values`` reads it; ``ref`` is the caller's."""

    ref: Hashable
    facts: Values
    in_project: bool = False


class Register(Protocol):
    """Answers in bulk, so that a database needs a constant number of statements."""

    def holders(self, pesels: Collection[str]) -> Mapping[str, Known]:
        """Return who has which of ``pesels``."""

    def likely(self, people: Sequence[Identity]) -> Mapping[Hashable, Sequence[tuple[Known, Likeness]]]:
        """Return for the ``ref`` of each of ``people`` who that may be, the likeliest first."""


@dataclass(frozen=True)
class Remark:
    """What is said of one cell; of the whole row when ``letter`` is empty."""

    letter: str
    header: str
    field: str
    said: Said


@dataclass(frozen=True)
class Change:
    """What a row says otherwise than the record; ``before`` is None where the record is silent."""

    field: str
    before: object
    after: object


@dataclass(frozen=True)
class Candidate:
    """Who a row may be: somebody known (``ref``), or a row above in the same file (``row``)."""

    likeness: Likeness
    ref: Hashable = None
    row: int | None = None


@dataclass(frozen=True)
class Verdict:
    """What would happen to one row, and why."""

    row: int
    kind: Kind
    facts: Values = field(default_factory=dict)
    faults: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    known: Hashable = None
    changes: tuple[Change, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass
class _Read:
    """One row while it is being read."""

    row: Row
    facts: dict[str, object] = field(default_factory=dict)
    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    days: tuple[date, ...] = ()


def judge(
    table: Table,
    mapping: Mapping[int, str],
    register: Register,
    *,
    dictionaries: Dictionaries,
    today: date,
    synthetic: bool = False,
    tell: Callable[[int], None] = lambda _done: None,
) -> tuple[Verdict, ...]:
    """Return a verdict for every row of ``table``, in its order.

    ``mapping``: position of a column → field. ``synthetic``: a demo's PESEL numbers are read as such.
    ``tell`` is called now and then with the number of rows that were read, for a progress bar.

    Raises:
        UnfitMapping: no column has names, or two columns are one field.
    """
    if missing := lacking(mapping.values()):
        raise UnfitMapping("lacking", missing)
    if doubled := twice(mapping.values()):
        raise UnfitMapping("twice", doubled)
    reads: list[_Read] = []
    for done, row in enumerate(table.rows, start=1):
        reads.append(_read_row(table, row, mapping, dictionaries, today, synthetic))
        if done % TELL_EVERY == 0 or done == len(table.rows):
            tell(done)
    _refuse_repeated(reads)
    sound = [each for each in reads if not each.faults]
    holders = register.holders({str(each.facts["pesel"]) for each in sound if each.facts.get("pesel")})
    strangers = [each for each in sound if each.facts.get("pesel") not in holders]
    likely = register.likely([identity(each.facts, each.row.number) for each in strangers])
    crowd = Crowd()
    return tuple(_verdict(each, holders, likely, crowd) for each in reads)


def totals(verdicts: Collection[Verdict]) -> dict[Kind, int]:
    """Return how many rows have which verdict; every kind is there, and they add up to all rows."""
    counted = Counter(verdict.kind for verdict in verdicts)
    return {kind: counted[kind] for kind in KINDS}


def identity(facts: Values, ref: Hashable = None) -> Identity:
    """Return who ``facts`` are about, for ``likeness``."""
    born = facts.get("birth_date")
    return Identity(
        str(facts.get("first_name", "")),
        str(facts.get("last_name", "")),
        born if isinstance(born, date) else None,
        str(facts.get("pesel") or ""),
        str(facts.get("phone") or ""),
        str(facts.get("email") or ""),
        ref,
    )


def _read_row(
    table: Table,
    row: Row,
    mapping: Mapping[int, str],
    dictionaries: Dictionaries,
    today: date,
    synthetic: bool,
) -> _Read:
    found = _Read(row)
    columns = {code: place for place, code in mapping.items()}
    for place, code in mapping.items():
        cell = row.cells[place]
        if cell != "":
            _take(found, table, place, code, read(code, cell, dictionaries, synthetic=synthetic))

    def refuse(code: str, said: str, **params: object) -> None:
        found.faults.append(_remark(table, columns.get(code), code, Said(said, params)))

    _settle_identifier(found, table, columns)
    _settle_day(found, table, columns, synthetic)
    named = {remark.field for remark in found.faults}
    for code in ("first_name", "last_name"):
        if not found.facts.get(code) and not named & {code, "full_name", "surname_first"}:
            refuse(code, "no_name")
    born = found.facts.get("birth_date")
    if isinstance(born, date) and born > today:
        refuse("birth_date", "born_in_future", day=born)
    elif isinstance(born, date) and today.year - born.year > OLDEST_AGE:
        refuse("birth_date", "born_too_long_ago", day=born, years=OLDEST_AGE)
    if found.facts.get("pesel") and found.facts.get("lacks_pesel"):
        refuse("lacks_pesel", "pesel_and_none")
    if not found.facts.get("pesel") and not found.facts.get("lacks_pesel") and "pesel" not in named:
        found.notes.append(_remark(table, columns.get("pesel"), "pesel", Said("without_pesel")))
    return found


def _remark(table: Table, place: int | None, code: str, said: Said) -> Remark:
    if place is None:
        return Remark("", "", code, said)
    column = table.columns[place]
    return Remark(column.letter, column.header, code, said)


def _take(found: _Read, table: Table, place: int, code: str, reading: Reading) -> None:
    for name, value in reading.values.items():
        held = found.facts.get(name)
        if held is not None and held != value:
            said = Said("columns_differ", {"field": fields()[name].label, "one": held, "other": value})
            found.faults.append(_remark(table, place, name, said))
        else:
            found.facts[name] = value
    if reading.fault:
        found.faults.append(_remark(table, place, code, reading.fault))
    if reading.candidates and code == "birth_date":
        found.days = reading.candidates
    found.notes.extend(_remark(table, place, code, note) for note in reading.notes)


def _settle_identifier(found: _Read, table: Table, columns: Mapping[str, int]) -> None:
    """In the column "PESEL/Inny identyfikator" something else stands for people who have no PESEL."""
    if not found.facts.get("lacks_pesel") or found.facts.get("pesel"):
        return
    others = [remark for remark in found.faults if remark.field == "pesel"]
    if others:
        place = columns["pesel"]
        found.faults = [remark for remark in found.faults if remark.field != "pesel"]
        found.facts["other_identifier"] = str(found.row.cells[place]).strip()
        found.notes.append(_remark(table, place, "pesel", Said("other_identifier")))


def _settle_day(found: _Read, table: Table, columns: Mapping[str, int], synthetic: bool) -> None:
    """What the PESEL says of day and sex: it fills, it decides between two readings, or it contradicts."""
    number = found.facts.get("pesel")
    if not number:
        return
    says = pesel.read(str(number), synthetic=synthetic)
    if says.birth_date in found.days:
        found.faults = [remark for remark in found.faults if remark.said.code != "which_day"]
        found.facts["birth_date"] = says.birth_date
        note = Said("day_by_pesel", {"day": says.birth_date})
        found.notes.append(_remark(table, columns["birth_date"], "birth_date", note))
    born, sex = found.facts.get("birth_date"), found.facts.get("sex")
    refused = {remark.field for remark in found.faults}
    if born is None and "birth_date" not in refused:
        found.facts["birth_date"] = says.birth_date
    elif born is not None and born != says.birth_date:
        said = Said("birth_date_differs", {"day": says.birth_date})
        found.faults.append(_remark(table, columns.get("birth_date"), "birth_date", said))
    if not sex and "sex" not in refused:
        found.facts["sex"] = says.sex
    elif sex in ("woman", "man") and sex != says.sex:
        found.faults.append(_remark(table, columns.get("sex"), "sex", Said("sex_differs")))


def _refuse_repeated(reads: list[_Read]) -> None:
    """Refuse a PESEL or a number in the project that stood in a row above; the first one keeps it."""
    for code, said in (("pesel", "repeated_pesel"), ("number", "repeated_number")):
        first: dict[object, int] = {}
        for each in reads:
            value = each.facts.get(code)
            if value and first.setdefault(value, each.row.number) != each.row.number:
                each.faults.append(Remark("", "", code, Said(said, {"row": first[value]})))


def _verdict(
    found: _Read,
    holders: Mapping[str, Known],
    likely: Mapping[Hashable, Sequence[tuple[Known, Likeness]]],
    crowd: Crowd,
) -> Verdict:
    number = found.row.number
    facts, notes = MappingProxyType(found.facts), tuple(found.notes)
    if found.faults:
        return Verdict(number, "refused", facts, tuple(found.faults), notes)
    person = identity(facts, number)
    above = [Candidate(likeness, row=int(str(other.ref))) for other, likeness in crowd.like(person)]
    crowd.add(person)
    known = holders.get(person.pesel)
    if known:
        kind: Kind = "in_project" if known.in_project else "same_person"
        return Verdict(number, kind, facts, (), notes, known.ref, _changes(facts, known))
    candidates = [Candidate(likeness, ref=other.ref) for other, likeness in likely.get(number, ())]
    if candidates or above:
        return Verdict(number, "likely_duplicate", facts, (), notes, candidates=(*candidates, *above))
    return Verdict(number, "new", facts, (), notes)


def _changes(facts: Values, known: Known) -> tuple[Change, ...]:
    return tuple(
        Change(name, known.facts.get(name) or None, value)
        for name, value in facts.items()
        if name in known.facts and name not in NOT_COMPARED and value != known.facts[name]
    )
