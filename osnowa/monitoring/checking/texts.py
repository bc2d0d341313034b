"""Whether the texts of a finished row are byte for byte what the register takes, whoever wrote the row.

Source: docs/sources.md#sm-efs-feedback
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from osnowa.monitoring.checking.faults import Fault, error
from osnowa.monitoring.facts import REFUSED
from osnowa.rulepacks.registers import Column, Kind, Register, Sub, Term

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―−"), "-")
HARD_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u200b\ufeff"), " ")
PARALLEL = ("support_kind", "support_subkind", "support_began_on")
#: How alike a shortened text must begin to be told from an unknown one.
SHORTEST_BEGINNING = 6


def row_faults(register: Register, cells: Sequence[str]) -> tuple[Fault, ...]:
    """Return every fault in the texts of a row, in the order of its columns.

    Raises:
        ValueError: the row has not as many cells as the register has columns.
    """
    texts = {column.code: text for column, text in zip(register.columns, cells, strict=True)}
    found = [*_of_cells(register, texts), *_of_lists(register, texts), *_of_pairs(register, texts)]
    places = register.positions
    signed = (replace(each, rule="texts") for each in found)
    return tuple(sorted(signed, key=lambda each: places[each.field]))


def difference(text: str, terms: Sequence[Term]) -> tuple[str, Term | None]:
    """Return how ``text`` differs from the nearest of ``terms`` ("" when it is one of them), and that term.

    ``hard-space``, ``spaces``, ``dash``, ``letters`` (composed otherwise), ``case``, ``shortened``, or
    ``unknown`` with no term. The first that explains it alone is said; several at once are ``spelling``.
    """
    steps = (
        ("hard-space", lambda said: said.translate(HARD_SPACES)),
        ("spaces", lambda said: "".join(said.split())),
        ("dash", lambda said: said.translate(DASHES)),
        ("letters", lambda said: unicodedata.normalize("NFC", said)),
        ("case", str.casefold),
    )
    for term in terms:
        if term.text == text:
            return "", term
    for name, folded in steps:
        for term in terms:
            if folded(term.text) == folded(text):
                return name, term

    def bare(said: str) -> str:
        for _, folded in steps:
            said = folded(said)
        return said.strip()

    for term in terms:
        if bare(term.text) == bare(text):
            return "spelling", term
    if len(bare(text)) >= SHORTEST_BEGINNING:
        longer = [term for term in terms if bare(term.text).startswith(bare(text))]
        if len(longer) == 1:
            return "shortened", longer[0]
    return "unknown", None


def split(register: Register, column: Column, text: str) -> list[str]:
    """Return the values of a cell: several where the column lists them, each in its place."""
    return text.split(register.file.list_separator) if column.repeats else [text]


def is_day(text: str) -> bool:
    """Return whether ``text`` is a day that exists, written RRRR-MM-DD."""
    if not ISO_DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _of_cells(register: Register, texts: dict[str, str]) -> Iterator[Fault]:
    for column in register.columns:
        for text in filter(None, split(register, column, texts[column.code])):
            if column.kind == Kind.DATE or column.code == "started_on":
                if not is_day(text):
                    yield error("text-day", column.code, typed=text)
            elif column.dictionary:
                how, meant = difference(text, _terms(register, column))
                if how == "unknown":
                    yield error("text-unknown", column.code, typed=text)
                elif how and meant:
                    yield error(f"text-{how}", column.code, typed=text, right=meant.text)


def _of_lists(register: Register, texts: dict[str, str]) -> Iterator[Fault]:
    """Parallel columns must list equally many values, and each form its kind and its day."""
    columns = [register.by_code[code] for code in PARALLEL]
    lists = {column.code: split(register, column, texts[column.code]) for column in columns}
    kinds = lists["support_kind"]
    if not any(texts[code] for code in PARALLEL):
        return
    for column in columns[1:]:
        # One kind without "w tym" leaves its column empty: that is a list of one.
        if len(lists[column.code]) != len(kinds):
            yield error("lists-differ", column.code, count=len(lists[column.code]), kinds=len(kinds))
            return
    for kind, day in zip(kinds, lists["support_began_on"], strict=True):
        if kind and not day:
            yield error("support-without-day", "support_began_on", kind=kind)
        if day and not kind:
            yield error("support-without-kind", "support_kind", day=day)


def _of_pairs(register: Register, texts: dict[str, str]) -> Iterator[Fault]:
    """Each "w tym" must belong to the value that stands before it, and be there where that asks one."""
    for main, sub in (("labour_status", "labour_substatus"), ("support_kind", "support_subkind")):
        mains = split(register, register.by_code[main], texts[main])
        subs = split(register, register.by_code[sub], texts[sub])
        above_them, below = (_terms(register, register.by_code[code]) for code in (main, sub))
        known = {term.text: term for term in above_them}
        if len(mains) != len(subs):
            continue
        for above, text in zip(mains, subs, strict=True):
            term = known.get(above)
            if term is None:
                continue
            if not text and term.sub == Sub.REQUIRED:
                yield error("text-without-sub", sub, above=above)
            # The same text may stand below several: "Inne".
            parents = {parent for each in below if each.text == text for parent in each.parents}
            has_own = any(term.code in each.parents for each in below) or term.sub == Sub.NONE
            if text and parents and has_own and term.code not in parents:
                yield error("text-of-another", sub, typed=text, above=above)


def _terms(register: Register, column: Column) -> list[Term]:
    terms = register.dictionaries[column.dictionary].values()
    return [term for term in terms if term.code != REFUSED or column.may_be_refused]
