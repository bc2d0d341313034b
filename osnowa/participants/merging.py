"""Whether two records may become one, and what the one will say; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Obstacle = Literal["same", "merged-already", "told-apart", "two-pesels", "same-project"]


@dataclass(frozen=True)
class Facts:
    """What decides about one of two records; ``pesel`` is any token that is equal for equal numbers."""

    key: int
    pesel: str | None
    is_merged: bool
    projects: frozenset[int]


@dataclass(frozen=True)
class FieldChoice:
    """One field of the two records: what each says, and what the kept one will say."""

    name: str
    kept: object
    merged: object
    result: object

    @property
    def changes(self) -> bool:
        """Whether the kept record will say something else than before."""
        return self.result != self.kept

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return _says(self.kept) and _says(self.merged) and self.kept != self.merged


def obstacles(kept: Facts, merged: Facts, *, told_apart: bool) -> list[Obstacle]:
    """Return everything that stands in the way of ``merged`` becoming ``kept``; empty when nothing does.

    Two different PESELs are two people. Who takes part in one project twice has evidence twice, and which of
    it is true a person must decide before: one of the two participations is withdrawn first.
    """
    found: list[Obstacle] = []
    if kept.key == merged.key:
        found.append("same")
    if kept.is_merged or merged.is_merged:
        found.append("merged-already")
    if told_apart:
        found.append("told-apart")
    if kept.pesel and merged.pesel and kept.pesel != merged.pesel:
        found.append("two-pesels")
    if kept.key != merged.key and kept.projects & merged.projects:
        found.append("same-project")
    return found


def choices(
    names: Iterable[str], kept: Mapping[str, object], merged: Mapping[str, object]
) -> list[FieldChoice]:
    """Return field by field what the kept record will say: its own word, or where it has none the other's.

    A hidden case stays hidden, whichever of the two it was. With a PESEL come the birth date and the sex it
    tells, and the box that there is none falls.
    """
    return [FieldChoice(name, kept[name], merged[name], _result(name, kept, merged)) for name in names]


def _result(name: str, kept: Mapping[str, object], merged: Mapping[str, object]) -> object:
    learns_number = not kept["pesel"] and bool(merged["pesel"])
    if name == "lacks_pesel":
        return bool(kept[name]) and not learns_number
    if name in _TOLD_BY_NUMBER and learns_number:
        return merged[name]
    return kept[name] if _says(kept[name]) else merged[name]


#: What a PESEL says, and the reason for differing from it.
_TOLD_BY_NUMBER = ("birth_date", "sex", "sex_reason")


def _says(value: object) -> bool:
    return value not in (None, "", False)
