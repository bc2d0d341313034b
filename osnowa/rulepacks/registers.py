"""National registers of participants, read once from ``packs/registers/*.toml``: columns, texts, files."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from osnowa.rulepacks.registry import PACKS

REGISTERS = PACKS / "registers"


class Kind(StrEnum):
    """What a column holds; ``DERIVED`` is computed and ``SYSTEM`` is set by programs: nobody types either."""

    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes-no"
    YES_NO_REFUSED = "yes-no-refused"
    NUMBER = "number"
    DERIVED = "derived"
    SYSTEM = "system"


class Need(StrEnum):
    """When a column must be filled; of those marked ``EITHER`` one is enough."""

    REQUIRED = "required"
    CONDITIONAL = "conditional"
    EITHER = "either"
    EXIT = "exit"
    OPTIONAL = "optional"
    SYSTEM = "system"


class Sub(StrEnum):
    """Whether a term is followed by another one in the column "w tym"."""

    REQUIRED = "required"
    ALLOWED = "allowed"
    NONE = "none"


class UnknownRegister(LookupError):
    """Nobody described a register of that name."""


class NoTranslation(LookupError):
    """Records of a rule pack cannot be said in the words of this register."""


@dataclass(frozen=True)
class Step:
    """One part of the paper form, in its order."""

    code: str
    label: str


@dataclass(frozen=True)
class Column:
    """One column of the file, or (in ``Register.kept``) a field that we keep beside them.

    ``header`` is what an imported file says, ``long_header`` what an exported one says where that differs.
    ``when`` names the condition of a conditional column. ``repeats``: several values stand side by side.
    ``sensitive``: a special category of data. ``after`` is where a kept field stands on the paper form.
    """

    code: str
    header: str
    kind: Kind
    step: str
    need: Need
    source: str
    verified: bool
    long_header: str = ""
    when: str = ""
    dictionary: str = ""
    repeats: bool = False
    sensitive: bool = False
    after: str = ""

    @property
    def may_be_refused(self) -> bool:
        """Whether "odmowa podania informacji" is an answer here."""
        return self.kind == Kind.YES_NO_REFUSED

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header under which the column is known."""
        return tuple(dict.fromkeys(filter(None, (self.header, self.long_header))))


@dataclass(frozen=True)
class Term:
    """One text of a register's dictionary, byte for byte; ``parents`` are codes it may follow in "w tym"."""

    code: str
    text: str
    source: str
    verified: bool
    parents: tuple[str, ...] = ()
    sub: Sub = Sub.NONE
    marks: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Translation:
    """How records of one rule pack are said in a register.

    ``is_rehearsal``: the register is not the one of that period, so the file may be tried but not sent;
    ``not_asked`` are columns that records of that period cannot have. ``codes`` hold only what differs: by
    dictionary, our code → the register's; a "w tym" may stand there as ``status/code``.
    """

    rule_pack: str
    is_rehearsal: bool
    not_asked: frozenset[str]
    codes: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class FileForm:
    """How the register's file is written; ``name`` holds ``{day}`` and ``{suffix}``."""

    name: str
    separator: str
    line_end: str
    byte_order_mark: bool
    list_separator: str
    source: str
    verified: bool


@dataclass(frozen=True)
class FeedbackForm:
    """Headers under which a returned file may say which row, whom, which field and what is wrong."""

    rows: tuple[str, ...]
    identifiers: tuple[str, ...]
    technical_ids: tuple[str, ...]
    fields: tuple[str, ...]
    messages: tuple[str, ...]
    source: str
    verified: bool


@dataclass(frozen=True)
class Register:
    """A register of participants: its columns in the order of the file, and the texts they take."""

    code: str
    label: str
    steps: tuple[Step, ...]
    columns: tuple[Column, ...]
    kept: tuple[Column, ...]
    dictionaries: Mapping[str, Mapping[str, Term]]
    translations: Mapping[str, Translation]
    file: FileForm
    feedback: FeedbackForm

    @cached_property
    def by_code(self) -> Mapping[str, Column]:
        """Every column and kept field by its code."""
        return MappingProxyType({each.code: each for each in (*self.columns, *self.kept)})

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The index of each column in a row of the file."""
        return MappingProxyType({each.code: index for index, each in enumerate(self.columns)})

    @cached_property
    def in_order_of_form(self) -> tuple[Column, ...]:
        """Columns and kept fields as the paper form asks them: by step, then by place."""
        steps = {step.code: place for place, step in enumerate(self.steps)}
        places = {code: float(index) for code, index in self.positions.items()}
        for place, each in enumerate(self.kept, start=1):
            places[each.code] = places[each.after] + place / 1000
        everything = (*self.columns, *self.kept)
        return tuple(sorted(everything, key=lambda each: (steps[each.step], places[each.code])))

    @cached_property
    def places_on_form(self) -> Mapping[str, int]:
        """The place of each field on the paper form, from 0."""
        return MappingProxyType({each.code: place for place, each in enumerate(self.in_order_of_form)})

    def fields_of(self, step: str) -> tuple[Column, ...]:
        """Return the fields that one step of the paper form asks, in its order."""
        return tuple(each for each in self.in_order_of_form if each.step == step)

    def translation(self, rule_pack: str) -> Translation:
        """Return how records of ``rule_pack`` are said here.

        Raises:
            NoTranslation: nobody has described it.
        """
        try:
            return self.translations[rule_pack]
        except KeyError as missing:
            raise NoTranslation(f"{self.code} has no translation of {rule_pack}") from missing

    def term(self, dictionary: str, code: str) -> Term | None:
        """Return the term with the register's own ``code``; None where it has none."""
        return self.dictionaries[dictionary].get(code)

    def choices(self, column: str) -> list[tuple[str, str]]:
        """Return ``(code, text)`` pairs for a form field of ``column``; a refusal only where it is taken.

        Raises:
            KeyError: there is no such column, or it has no dictionary.
        """
        asked = self.by_code[column]
        terms = self.dictionaries[asked.dictionary].values()
        return [(each.code, each.text) for each in terms if each.code != "refused" or asked.may_be_refused]

    def using(self, **dictionaries: str) -> "Register":
        """Return this register with other dictionaries: ``using(education="education-split")``.

        Templates of a register differ from call to call; the columns stay.

        Raises:
            KeyError: there is no such dictionary.
        """
        for name in (*dictionaries, *dictionaries.values()):
            if name not in self.dictionaries:
                raise KeyError(f"{self.code} has no dictionary {name}")
        columns = tuple(
            replace(each, dictionary=dictionaries.get(each.dictionary, each.dictionary))
            for each in self.columns
        )
        return replace(self, columns=columns)


@cache
def registers() -> Mapping[str, Register]:
    """Return all registers by code."""
    found = (read_register(path) for path in sorted(REGISTERS.glob("*.toml")))
    return MappingProxyType({each.code: each for each in found})


def register(code: str) -> Register:
    """Return the register ``code``.

    Raises:
        UnknownRegister: there is none.
    """
    try:
        return registers()[code]
    except KeyError as missing:
        raise UnknownRegister(code) from missing


def register_for(rule_pack: str) -> Register:
    """Return the register that projects of ``rule_pack`` report to, not one where they only rehearse.

    Raises:
        NoTranslation: no register takes them.
    """
    for each in registers().values():
        translation = each.translations.get(rule_pack)
        if translation and not translation.is_rehearsal:
            return each
    raise NoTranslation(f"no register takes {rule_pack}")


def read_register(path: Path) -> Register:
    """Read one register.

    Raises:
        ValueError: something lacks a key, stands twice or names what is not there; names file and entry.
    """
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        described = Register(
            code=raw["code"],
            label=raw["label"],
            steps=tuple(Step(**each) for each in raw["steps"]),
            columns=tuple(map(_column, raw["columns"])),
            kept=tuple(map(_column, raw.get("kept", []))),
            dictionaries=MappingProxyType(
                {name: _terms(name, rows) for name, rows in raw["dictionaries"].items()}
            ),
            translations=MappingProxyType(
                {pack: _translation(pack, each) for pack, each in raw["translations"].items()}
            ),
            file=FileForm(**raw["file"]),
            feedback=FeedbackForm(**{key: _frozen(each) for key, each in raw["feedback"].items()}),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise ValueError(f"{path.name}: {fault}") from fault
    if loose := next(iter(_loose_ends(described)), None):
        raise ValueError(f"{path.name}: {loose}")
    return described


def _column(raw: Mapping[str, Any]) -> Column:
    return Column(**{**raw, "kind": Kind(raw["kind"]), "need": Need(raw["need"])})


def _terms(name: str, rows: Iterable[Mapping[str, Any]]) -> Mapping[str, Term]:
    terms: dict[str, Term] = {}
    for row in rows:
        facts = dict(row)
        code = facts.pop("code")
        if code in terms:
            raise ValueError(f"{name} {code} stands twice")
        terms[code] = Term(
            code=code,
            **{key: facts.pop(key) for key in ("text", "source", "verified")},
            parents=tuple(facts.pop("parents", ())),
            sub=Sub(facts.pop("sub", Sub.NONE)),
            marks=MappingProxyType(facts),
        )
    return MappingProxyType(terms)


def _translation(rule_pack: str, raw: Mapping[str, Any]) -> Translation:
    return Translation(
        rule_pack=rule_pack,
        is_rehearsal=raw["is_rehearsal"],
        not_asked=frozenset(raw.get("not_asked", ())),
        codes=MappingProxyType(
            {name: MappingProxyType(codes) for name, codes in raw.get("codes", {}).items()}
        ),
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _loose_ends(described: Register) -> Iterable[str]:
    """Yield what is named and not there, or stands twice."""
    codes = [each.code for each in (*described.columns, *described.kept)]
    steps = {each.code for each in described.steps}
    yield from (f"column {code} stands twice" for code in sorted({c for c in codes if codes.count(c) > 1}))
    for each in (*described.columns, *described.kept):
        if each.step not in steps:
            yield f"column {each.code}: no step {each.step}"
        if each.dictionary and each.dictionary not in described.dictionaries:
            yield f"column {each.code}: no dictionary {each.dictionary}"
        if (each.need == Need.CONDITIONAL) != bool(each.when):
            yield f"column {each.code}: a condition belongs to conditional columns, and only to them"
    for each in described.kept:
        if each.after not in described.positions:
            yield f"kept {each.code}: no column {each.after}"
    for translation in described.translations.values():
        for name, mapping in translation.codes.items():
            terms = described.dictionaries.get(name)
            if terms is None:
                yield f"{translation.rule_pack}: no dictionary {name}"
                continue
            lost = sorted(set(mapping.values()) - set(terms))
            yield from (f"{translation.rule_pack}: {name} has no {code}" for code in lost)
        for code in sorted(translation.not_asked - set(codes)):
            yield f"{translation.rule_pack}: no column {code}"
