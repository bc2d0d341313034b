"""How two ways of doing the same are compared: side by side in one run, as the median of their ratios."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

#: A side that is quicker than this is repeated within its turn, so that the clock can see it.
SHORTEST_TURN = 0.03
PAIRS = 11


@dataclass(frozen=True)
class Ratio:
    """Ours ÷ reference for one goal; ``must`` and ``stretch`` are the largest ratios allowed and hoped for.

    Times are medians in milliseconds (for statements their number), ``ratio`` is the median of the ratios of
    the pairs.
    """

    goal: str
    name: str
    engine: str
    pairs: int
    ours_ms: float
    reference_ms: float
    ratio: float
    must: float
    stretch: float
    reached: bool


@dataclass(frozen=True)
class Side:
    """One of two ways: ``do`` is timed, ``prepare`` before each turn is not.

    What can be done only once (saving) is not ``repeatable`` within a turn.
    """

    do: Callable[[], object]
    prepare: Callable[[], object] = lambda: None
    repeatable: bool = True

    def turns(self) -> int:
        """Return how often it is done in one turn; done at least once now, which also warms it up."""
        self.prepare()
        self.do()
        return max(1, round(SHORTEST_TURN / self.seconds(1))) if self.repeatable else 1

    def seconds(self, turns: int) -> float:
        """Return the seconds that one doing takes, as the average of ``turns``."""
        self.prepare()
        begun = perf_counter()
        for _turn in range(turns):
            self.do()
        return (perf_counter() - begun) / turns


def compare(
    goal: str,
    name: str,
    *,
    engine: str,
    ours: Side,
    reference: Side,
    must: float,
    stretch: float,
    or_within_ms: float = 0.0,
    pairs: int = PAIRS,
) -> Ratio:
    """Return the ratio of two ways of doing the same, each tried before it counts.

    Turns alternate, and so does who begins. ``or_within_ms``: so quick is quick enough, whatever the ratio.
    """
    our_turns, their_turns = ours.turns(), reference.turns()
    taken: list[tuple[float, float]] = []
    for number in range(pairs):
        if number % 2:
            theirs = reference.seconds(their_turns)
            taken.append((ours.seconds(our_turns), theirs))
        else:
            mine = ours.seconds(our_turns)
            taken.append((mine, reference.seconds(their_turns)))
    in_ms = [(mine * 1000, theirs * 1000) for mine, theirs in taken]
    return judge(goal, name, in_ms, engine=engine, must=must, stretch=stretch, or_within_ms=or_within_ms)


def judge(
    goal: str,
    name: str,
    taken: Sequence[tuple[float, float]],
    *,
    engine: str,
    must: float,
    stretch: float,
    or_within_ms: float = 0.0,
) -> Ratio:
    """Return the ratio that pairs of (ours, reference) in milliseconds give: the median of their ratios."""
    ratio = median(mine / theirs for mine, theirs in taken)
    ours_ms, reference_ms = (median(side) for side in zip(*taken, strict=True))
    return Ratio(
        goal=goal,
        name=name,
        engine=engine,
        pairs=len(taken),
        ours_ms=round(ours_ms, 3),
        reference_ms=round(reference_ms, 3),
        ratio=round(ratio, 3),
        must=must,
        stretch=stretch,
        reached=ratio <= must or ours_ms <= or_within_ms,
    )
