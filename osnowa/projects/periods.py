"""How a project lies in time: its days, the stage it is in, and what has to stay inside them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

StageCode = Literal["preparation", "running", "closed"]


@dataclass(frozen=True)
class Period:
    """The days from ``begins_on`` to ``ends_on``, both included; a day nobody knows yet is None.

    ``as_written`` is what the contract says when it knows only months ("XII 2017 – IV 2019"); pages show it
    instead of the days.
    """

    begins_on: date | None = None
    ends_on: date | None = None
    as_written: str = ""

    def holds(self, first: date, last: date | None = None) -> bool:
        """Return whether every day from ``first`` to ``last`` (by default ``first``) lies inside.

        An unknown end holds everything on its side.
        """
        last = first if last is None else last
        begins = self.begins_on is None or self.begins_on <= first
        ends = self.ends_on is None or last <= self.ends_on
        return begins and ends

    def stage_on(self, day: date) -> StageCode:
        """Return the stage on ``day``; without a first day a project is still being prepared."""
        if self.begins_on is None or day < self.begins_on:
            return "preparation"
        if self.ends_on is not None and self.ends_on < day:
            return "closed"
        return "running"


def in_force(begins_on: date, ends_before: date | None, on: date) -> bool:
    """Return whether what holds from ``begins_on`` up to, not on, ``ends_before`` holds on ``on``."""
    return begins_on <= on and (ends_before is None or on < ends_before)


def overlap(begins_on: date, ends_before: date | None, other_begins: date, other_ends: date | None) -> bool:
    """Return whether two half-open periods share a day; an end of None never comes."""
    return (other_ends is None or begins_on < other_ends) and (
        ends_before is None or other_begins < ends_before
    )


@dataclass(frozen=True)
class HappensInProject:
    """How the rows of a model lie in a project: the lookup ``project``, and the days they speak of.

    A model that carries this as ``happens_in_project`` cannot be left outside when a project's period moves
    (docs/adr/0310-evidence-declares-itself.md). ``last`` is by default the same field as ``first``; ``only``
    are lookups of the rows that count, for example ``{"superseded_at": None}``.
    """

    project: str
    first: str
    last: str = ""
    only: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "last", self.last or self.first)
