"""What a column of somebody's list means: its header against the names we know, and how sure that is. Pure.

Source: docs/sources.md#lists-of-centres
"""

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from osnowa.organisations.folding import search_norm

Sureness = Literal["certain", "likely", "contested", "unknown"]

NAMES = Path(__file__).parent / "headers.toml"
#: Likeness from which a header is proposed: our assumption, to be checked on more lists.
LIKELY = 0.86
#: "w tym" means what its left neighbour makes of it; SM EFS has it twice.
SUB_VALUE = "w tym"
#: Columns that a list has for its own order: known, never imported.
NOT_IMPORTED = frozenset({"ordinal"})
#: Any of these sets of columns tells whom a row is about.
NAMES_OF_PERSON = (
    frozenset({"first_name", "last_name"}),
    frozenset({"full_name"}),
    frozenset({"surname_first"}),
)


@dataclass(frozen=True)
class Field:
    """One thing a column may mean; ``after`` names the field whose "w tym" it is."""

    code: str
    label: str
    names: tuple[str, ...]
    after: str = ""


@dataclass(frozen=True)
class Guess:
    """What one column may mean; ``likeness`` runs from 0 to 1.

    ``contested``: another column claims the same field as well, so a person has to say which; ``field`` is
    what both claim. ``rivals`` are the positions of the others.
    """

    column: int
    header: str
    field: str
    sureness: Sureness
    likeness: float
    rivals: tuple[int, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """All columns of a table in their order, and what each may mean."""

    guesses: tuple[Guess, ...]

    @property
    def mapping(self) -> dict[int, str]:
        """Position → field, of columns that nobody contests; each field once."""
        return {
            guess.column: guess.field
            for guess in self.guesses
            if guess.sureness in ("certain", "likely") and guess.field not in NOT_IMPORTED
        }

    @property
    def unmapped(self) -> tuple[Guess, ...]:
        """The columns that would be left out: unknown, contested, or a list's own numbering."""
        return tuple(guess for guess in self.guesses if guess.column not in self.mapping)


@cache
def fields() -> Mapping[str, Field]:
    """Return every field a column may mean, by code, in the order of the table."""
    rows = tomllib.loads(NAMES.read_text(encoding="utf-8"))["columns"]
    return MappingProxyType(
        {
            row["field"]: Field(row["field"], row["label"], tuple(row["names"]), row.get("after", ""))
            for row in rows
        }
    )


@lru_cache(maxsize=4096)
def folded(header: str) -> str:
    """Return ``header`` as words without marks, case and punctuation: ``"Nr  tel.:"`` → ``"nr tel"``."""
    return " ".join(re.findall(r"[a-z0-9]+", search_norm(header)))


def propose(headers: Sequence[str], remembered: Mapping[str, str] | None = None) -> Proposal:
    """Return what each of ``headers`` may mean.

    ``remembered`` is what people decided before for the same headers (folded header → field; an empty field
    means "leave it out") and wins over our own table.
    """
    guesses: list[Guess] = []
    last_field = ""
    for column, header in enumerate(headers):
        guess = _guess(column, header, last_field, remembered or {})
        guesses.append(guess)
        # "w tym" may stand behind a column that nobody knows: then it is not known either.
        last_field = guess.field
    return Proposal(tuple(_contested(guesses)))


def recognised(headers: Iterable[str]) -> int:
    """Return how many different fields ``headers`` name beyond doubt; by this the row of headers is found."""
    return len({field for header in headers if (field := _by_name().get(folded(header)))})


def lacking(mapped: Iterable[str]) -> frozenset[str]:
    """Return the fields without which rows are about nobody; empty when ``mapped`` suffices."""
    have = frozenset(mapped)
    if any(names <= have for names in NAMES_OF_PERSON):
        return frozenset()
    return NAMES_OF_PERSON[0] - have


def twice(mapped: Iterable[str]) -> frozenset[str]:
    """Return the fields that a mapping made by hand gives to two columns; it must be empty."""
    return frozenset(field for field, count in Counter(mapped).items() if field and count > 1)


def signature(headers: Iterable[str]) -> str:
    """Return by what a mapping is remembered: the same headers in the same order, however they are typed."""
    return hashlib.sha256("\n".join(map(folded, headers)).encode()).hexdigest()


def _guess(column: int, header: str, last_field: str, remembered: Mapping[str, str]) -> Guess:
    words = folded(header)
    if words in remembered and remembered[words] in fields():
        return Guess(column, header, remembered[words], "certain", 1.0)
    if words == SUB_VALUE:
        inner = next(
            (field.code for field in fields().values() if last_field and field.after == last_field), ""
        )
        return Guess(column, header, inner, "certain" if inner else "unknown", 1.0 if inner else 0.0)
    for text in (words, folded(re.sub(r"[(\[].*?[)\]]", " ", header)), folded(header.partition("\n")[0])):
        if field := _by_name().get(text):
            return Guess(column, header, field, "certain", 1.0)
    field, likeness = _nearest(words)
    if remembered.get(words) == "" or likeness < LIKELY:
        return Guess(column, header, "", "unknown", round(likeness, 2))
    return Guess(column, header, field, "likely", round(likeness, 2))


def _contested(guesses: list[Guess]) -> Iterable[Guess]:
    claims: dict[str, list[Guess]] = {}
    for guess in guesses:
        if guess.field:
            claims.setdefault(guess.field, []).append(guess)
    for guess in guesses:
        rivals = [other for other in claims.get(guess.field, []) if other.column != guess.column]
        others = tuple(other.column for other in rivals)
        is_alone_certain = guess.sureness == "certain" and all(r.sureness != "certain" for r in rivals)
        if not rivals or is_alone_certain:
            yield Guess(guess.column, guess.header, guess.field, guess.sureness, guess.likeness, others)
        else:
            yield Guess(guess.column, guess.header, guess.field, "contested", guess.likeness, others)


@cache
def _of_others() -> frozenset[str]:
    return frozenset(tomllib.loads(NAMES.read_text(encoding="utf-8"))["of_others"])


@cache
def _by_name() -> Mapping[str, str]:
    return {folded(name): field.code for field in fields().values() for name in field.names}


@lru_cache(maxsize=1024)
def _nearest(words: str) -> tuple[str, float]:
    """Return the field whose name is most like ``words``: by letters, or by all its words being there."""
    best, most = "", 0.0
    given = set(words.split())
    if given & _of_others():
        return best, most
    for name, field in _by_name().items():
        likeness = SequenceMatcher(None, words, name).ratio()
        own = set(name.split())
        # "numer telefonu do kontaktu" holds "numer telefonu"; one short word is too little to go by.
        if len(own) > 1 and own <= given:
            likeness = max(likeness, LIKELY + 0.1 * len(own) / len(given))
        if likeness > most:
            best, most = field, likeness
    return best, most
