"""Names of voivodeships, powiats and gminas, read once from ``packs/teryt.csv``.

All voivodeships are known; powiats and gminas only of those whose rows name them. A name that is not on the
list is marked, never refused: gminas merge, towns change powiats, and the list is not the register itself.
Source: docs/sources.md#teryt
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from osnowa.rulepacks.registry import PACKS

Level = Literal["voivodeship", "powiat", "gmina"]


@dataclass(frozen=True)
class Doubt:
    """A name that is not on the list; ``meant`` is the one on it that differs only in capitals, if any."""

    level: Level
    name: str
    meant: str = ""


@cache
def division() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Return voivodeship → powiat → gminas; without powiats nobody listed those of the voivodeship."""
    found: dict[str, dict[str, set[str]]] = {}
    with (PACKS / "teryt.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            powiats = found.setdefault(row["voivodeship"], {})
            if row["powiat"]:
                gminas = powiats.setdefault(row["powiat"], set())
                gminas |= {row["gmina"]} - {""}
    return MappingProxyType(
        {
            voivodeship: MappingProxyType({name: frozenset(each) for name, each in powiats.items()})
            for voivodeship, powiats in found.items()
        }
    )


def voivodeships() -> list[str]:
    """Return the sixteen voivodeships in the order of the register."""
    return list(division())


def powiats() -> list[str]:
    """Return every powiat on the list."""
    return sorted({name for known in division().values() for name in known})


def gminas() -> list[str]:
    """Return every gmina on the list, each name once."""
    return sorted({name for known in division().values() for each in known.values() for name in each})


def doubts(voivodeship: str, powiat: str, gmina: str) -> Iterator[Doubt]:
    """Yield the names that the list does not know where it should; of empty names nothing is said."""
    known = division()
    if voivodeship and voivodeship not in known:
        yield Doubt("voivodeship", voivodeship, _meant(voivodeship, known))
        return
    listed = known.get(voivodeship, {})
    if not listed:
        return
    if powiat and powiat not in listed:
        yield Doubt("powiat", powiat, _meant(powiat, listed))
    within = listed.get(powiat) or frozenset().union(*listed.values())
    if gmina and gmina not in within:
        yield Doubt("gmina", gmina, _meant(gmina, within))


def _meant(name: str, known: Mapping[str, object] | frozenset[str]) -> str:
    folded = name.strip().casefold()
    return next((each for each in known if each.casefold() == folded), "")
