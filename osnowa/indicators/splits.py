"""Whether the parts of a target fit it. Pure arithmetic.

Source: docs/sources.md#pas-ja
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

#: One person may stand in several parts of these dimensions, so the parts never sum to the whole.
OVERLAPPING = ("ground",)
#: These part people by things of the project, and are called like the field that names one; others by codes.
THINGS = ("local_programme", "group", "partnership")

Fault = Literal["mixed", "sum", "more"]


@dataclass(frozen=True)
class Share:
    """One part of a target: ``value`` people of a dimension; ``is_share``: the parts are to sum to the whole.

    ``overlaps``: one person may stand in several parts of this dimension.
    """

    dimension: str
    value: int
    is_share: bool
    overlaps: bool = False


@dataclass(frozen=True)
class Misfit:
    """What is wrong with the parts of ``dimension``: ``parts`` is their sum, or the largest of them.

    ``mixed``: some are shares and some are not; ``sum``: shares do not give the whole; ``more``: parts
    together, or one where they overlap, are more than the whole.
    """

    fault: Fault
    dimension: str
    parts: int = 0


def misfit(whole: int, shares: Iterable[Share]) -> Misfit | None:
    """Return the first dimension whose parts do not fit a target of ``whole``; None where all fit."""
    by_dimension: dict[str, list[Share]] = defaultdict(list)
    for share in shares:
        by_dimension[share.dimension].append(share)
    for dimension, parts in by_dimension.items():
        together = sum(part.value for part in parts)
        largest = max(part.value for part in parts)
        if len({part.is_share for part in parts}) > 1:
            return Misfit("mixed", dimension)
        if parts[0].is_share and together != whole:
            return Misfit("sum", dimension, together)
        if parts[0].overlaps and largest > whole:
            return Misfit("more", dimension, largest)
        if not parts[0].overlaps and together > whole:
            return Misfit("more", dimension, together)
    return None
