"""What views hand to components: a place to go, a moment on a timeline, a column and the cells of a table.

Templates read them by name, so a plain dict with the same keys works too; the dataclasses make a misspelt
key an error in Python.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One link of a menu, of tabs, of filter chips.

    ``count`` is shown plainly beside the label, ``problem`` as a red tag ("2 błędy") instead of it.
    """

    label: str
    address: str
    is_current: bool = False
    count: int | str | None = None
    problem: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Moment:
    """One point of a timeline: ``when`` as it should be read, what happened, and who or how it went.

    ``kind`` is empty for what happened, ``next`` for what is planned, ``warn`` for an exception.
    """

    when: str
    title: str
    body: str = ""
    kind: str = ""
    address: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table; ``kind`` are layout classes of its cells ("tn nb")."""

    label: str
    kind: str = ""


@dataclass(frozen=True)
class State:
    """A state in a cell: icon, word, colour."""

    kind: str
    word: str


#: What stands in a cell: words, a link (of an entry its label and address), or a state.
Cell = str | Entry | State
