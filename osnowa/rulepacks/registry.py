"""The rule packs, read once at start from ``packs/*.toml`` into a typed, read-only registry."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

PACKS = Path(__file__).parent / "packs"


@dataclass(frozen=True)
class Entry:
    """One entry of a dictionary: a code that records keep and the label that screens show.

    ``source`` is an id of docs/sources.md; ``verified`` is False while nobody has seen it in the source.
    ``marks`` are further facts of the entry (for example ``disability``).
    """

    code: str
    label: str
    source: str
    verified: bool
    marks: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Value:
    """One threshold, rate or window of a pack."""

    value: int
    label: str
    source: str
    verified: bool


class UnknownPack(LookupError):
    """A project names a rule pack that this installation does not have."""


class UnknownCode(LookupError):
    """A record holds a code that its rule pack does not know."""


@dataclass(frozen=True)
class Pack:
    """The rules a project signed under: dictionaries in their order, and values."""

    code: str
    label: str
    period: str
    register: str
    dictionaries: Mapping[str, Mapping[str, Entry]]
    values: Mapping[str, Value]

    def entries(self, dictionary: str) -> list[Entry]:
        """Return the entries of ``dictionary`` in the order of the pack."""
        return list(self.dictionaries[dictionary].values())

    def entry(self, dictionary: str, code: str) -> Entry:
        """Return one entry.

        Raises:
            UnknownCode: the pack's ``dictionary`` has no such code.
        """
        try:
            return self.dictionaries[dictionary][code]
        except KeyError as missing:
            raise UnknownCode(f"{self.code}: {dictionary} has no code {code!r}") from missing

    def choices(self, dictionary: str) -> list[tuple[str, str]]:
        """Return ``(code, label)`` pairs for a form field."""
        return [(entry.code, entry.label) for entry in self.entries(dictionary)]

    def label_of(self, dictionary: str, code: str) -> str:
        """Return the label of ``code``, or the code itself when an older pack wrote it."""
        entry = self.dictionaries[dictionary].get(code)
        return entry.label if entry else code


@cache
def packs() -> Mapping[str, Pack]:
    """Return all packs by code."""
    return MappingProxyType({pack.code: pack for pack in map(read, sorted(PACKS.glob("*.toml")))})


def pack(code: str) -> Pack:
    """Return the pack ``code``.

    Raises:
        UnknownPack: there is none.
    """
    try:
        return packs()[code]
    except KeyError as missing:
        raise UnknownPack(code) from missing


def pack_choices() -> list[tuple[str, str]]:
    """Return ``(code, label)`` pairs of all packs, newest period last."""
    return [(each.code, each.label) for each in sorted(packs().values(), key=lambda each: each.period)]


def read(path: Path) -> Pack:
    """Read one pack.

    Raises:
        ValueError: an entry lacks a key or stands twice; names file and entry.
    """
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    dictionaries: dict[str, Mapping[str, Entry]] = {}
    for name, rows in raw.items():
        if not isinstance(rows, list):
            continue
        entries: dict[str, Entry] = {}
        for row in rows:
            facts = dict(row)
            try:
                entry = Entry(
                    **{key: facts.pop(key) for key in ("code", "label", "source", "verified")},
                    marks=MappingProxyType(facts),
                )
            except KeyError as missing:
                raise ValueError(f"{path.name}: {name} {row.get('code', '?')} lacks {missing}") from missing
            if entry.code in entries:
                raise ValueError(f"{path.name}: {name} {entry.code} stands twice")
            entries[entry.code] = entry
        dictionaries[name] = MappingProxyType(entries)
    values = {name: Value(**row) for name, row in raw.get("values", {}).items()}
    return Pack(
        code=raw["code"],
        label=raw["label"],
        period=raw["period"],
        register=raw["register"],
        dictionaries=MappingProxyType(dictionaries),
        values=MappingProxyType(values),
    )
