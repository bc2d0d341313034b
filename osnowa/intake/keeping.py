"""What is kept of one row between the preview and the receipt, as JSON and back. Pure.

Sentences are kept as they were said: the list is judged once, in the words of that day.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

#: Facts that are days; everything else is text, number or yes and no.
DAYS = frozenset({"birth_date", "enrolled_on"})


@dataclass(frozen=True)
class Point:
    """One thing said of a cell, or of the whole row when ``letter`` and ``header`` are empty."""

    letter: str
    header: str
    sentence: str

    @property
    def place(self) -> str:
        """Where: ``C · PESEL``."""
        return " · ".join(filter(None, (self.letter, self.header)))


@dataclass(frozen=True)
class Alteration:
    """What the list says otherwise than the record; ``before`` is empty where the record is silent."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Likely:
    """Who the row may be: a person of the centre, or a row above in the same list; ``reasons`` are codes.

    They are said in words to whoever reads them, each as much as they may hear.
    """

    points: int
    reasons: tuple[str, ...]
    person: int | None = None
    row: int | None = None


@dataclass(frozen=True)
class Kept:
    """Everything kept of one row: ``facts`` by field, ``cells`` as they came, what stood in the way.

    ``known`` is the person found by PESEL. ``replaced`` is what corrections of this row replaced, by home
    (``person``, ``enrolment``) and field; ``stood`` why it was refused or stays.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    cells: tuple[str, ...] = ()
    faults: tuple[Point, ...] = ()
    notes: tuple[Point, ...] = ()
    known: int | None = None
    alterations: tuple[Alteration, ...] = ()
    likely: tuple[Likely, ...] = ()
    replaced: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    stood: str = ""

    @property
    def name(self) -> str:
        """The name the list gives."""
        return " ".join(filter(None, (str(self.facts.get(x, "")) for x in ("first_name", "last_name"))))


def written(kept: Kept) -> str:
    """Return ``kept`` as JSON; days as ISO."""
    return json.dumps(asdict(kept), ensure_ascii=False, default=_iso, separators=(",", ":"))


def read(text: str | None) -> Kept:
    """Return what ``written`` wrote; of an emptied row nothing."""
    if not text:
        return Kept()
    told = json.loads(text)
    return Kept(
        facts=_with_days(told["facts"]),
        cells=tuple(told["cells"]),
        faults=tuple(_each(Point, told["faults"])),
        notes=tuple(_each(Point, told["notes"])),
        known=told["known"],
        alterations=tuple(_each(Alteration, told["alterations"])),
        likely=tuple(Likely(**{**row, "reasons": tuple(row["reasons"])}) for row in told["likely"]),
        replaced={home: _with_days(facts) for home, facts in told["replaced"].items()},
        stood=told["stood"],
    )


def _each(kind: Any, rows: Iterable[Mapping[str, Any]]) -> Iterable[Any]:
    return (kind(**row) for row in rows)


def _with_days(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if name in DAYS and isinstance(value, str) else value
        for name, value in facts.items()
    }


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"cannot keep {type(value).__name__}")
