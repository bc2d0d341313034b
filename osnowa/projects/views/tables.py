"""How rows of the plan are handed to templates: cells and addresses are prepared, templates only draw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from osnowa.projects.periods import in_force
from osnowa.projects.queries.setup import BELONGS_TO
from osnowa.projects.views.nouns import Noun, Owner


@dataclass(frozen=True)
class State:
    """A word about a row and its kind, as ``{% status %}`` takes them."""

    kind: str
    word: str


@dataclass(frozen=True)
class Row:
    """One row of the plan: its name, what stands under it, cells in the order of the table's heads.

    ``depth`` says how far below the row above it belongs.
    """

    name: str
    note: str
    cells: Sequence[str]
    state: State | None = None
    address: str = ""
    correct: str = ""
    withdraw: str = ""
    is_current: bool = False
    depth: int = 0

    @property
    def branch(self) -> str:
        """What is drawn before the name of a row that belongs to the one above."""
        return "\N{NO-BREAK SPACE}" * 4 * (self.depth - 1) + "└ " if self.depth else ""


@dataclass(frozen=True)
class Table:
    """All rows of one noun; ``add`` is empty and nothing ``is_kept`` for those who only read."""

    title: str
    anchor: str
    heads: Sequence[str]
    rows: Sequence[Row]
    has_state: bool = False
    lede: str = ""
    add: str = ""
    add_label: str | Promise = ""
    empty: str = ""
    empty_body: str = ""
    is_kept: bool = field(init=False)
    labelled: list[tuple[Row, list[tuple[str, str]]]] = field(init=False)

    def __post_init__(self) -> None:
        cells = [(row, list(zip(self.heads[1:], row.cells, strict=True))) for row in self.rows]
        object.__setattr__(self, "labelled", cells)
        object.__setattr__(self, "is_kept", any(row.correct for row in self.rows))


def state_of_days(begins_on: date, ends_before: date | None, day: date) -> State:
    """Return whether something dated holds on ``day``, is over, or comes later."""
    if in_force(begins_on, ends_before, day):
        return State("ok", _("teraz"))
    return State("idle", _("później") if begins_on > day else _("zakończone"))


def texts_of(row: Model, names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the longer texts of ``row`` with their names, those left empty skipped."""
    known = [(str(row._meta.get_field(name).verbose_name), getattr(row, name)) for name in names]
    return [(f"{name[0].upper()}{name[1:]}", text) for name, text in known if text]


def links(noun: Noun, owner: Owner, row: Any, *, may: bool) -> dict[str, str]:
    """Return where ``row`` is corrected and withdrawn, for a ``Row``; nothing for those who only read."""
    if not may:
        return {}
    return {verb: noun.address(verb, owner, row.pk) for verb in ("correct", "withdraw")}


def adding(noun: Noun, owner: Owner, *, may: bool, parent: Model | None = None) -> dict[str, Any]:
    """Return where one more is added, for a ``Table``; ``parent`` is what it will belong to."""
    if not may:
        return {}
    about = f"?{BELONGS_TO}={parent.pk}" if parent else ""
    return {"add": f"{noun.address('add', owner)}{about}", "add_label": noun.words.add}
