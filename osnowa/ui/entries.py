"""What views hand to components: a place to go, and a moment on a timeline.

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
