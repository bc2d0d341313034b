"""How two ways are compared."""

from dataclasses import asdict
from json import dumps

import pytest

from osnowa.bench import pairs
from osnowa.bench.pairs import Side, compare


class Clock:
    """A clock that only work moves, so that a busy machine changes nothing."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    Counter.clock = Clock()
    monkeypatch.setattr(pairs, "perf_counter", Counter.clock)


class Counter:
    """Something to do that counts how often it was done, and takes its time."""

    clock: Clock

    def __init__(self, seconds: float = 0.0001):
        self.seconds, self.done, self.prepared = seconds, 0, 0

    def do(self):
        self.done += 1
        self.clock.now += self.seconds

    def prepare(self):
        self.prepared += 1


def compared(ours, reference, **goal):
    return compare(
        "G0", "próba", engine="sqlite", ours=ours, reference=reference, stretch=1, **{"must": 2, **goal}
    )


def test_the_median_of_ratios_decides():
    ratio = compared(Side(Counter(0.04).do), Side(Counter(0.01).do), pairs=3)

    assert ratio.ratio == pytest.approx(4)
    assert ratio.ours_ms > ratio.reference_ms
    assert not ratio.reached
    assert dumps(asdict(ratio))


@pytest.mark.parametrize(
    ("must", "within", "reached"), [(100, 0, True), (0.01, 1000, True), (0.01, 0, False)]
)
def test_a_goal_is_a_ratio_or_a_time(must, within, reached):
    side = Side(Counter(0.001).do)

    assert compared(side, side, must=must, or_within_ms=within, pairs=1).reached is reached


def test_what_can_be_done_once_is_done_once_a_turn():
    mine, theirs = Counter(), Counter()

    compared(Side(mine.do, repeatable=False), Side(theirs.do, repeatable=False), pairs=5)

    assert (mine.done, theirs.done) == (6, 6)


def test_what_is_quick_is_repeated_within_its_turn():
    mine = Counter()

    compared(Side(mine.do), Side(Counter().do), pairs=1)

    assert mine.done > 100


def test_preparing_is_not_timed():
    slow = Counter(0.02)

    ratio = compared(Side(Counter(0.001).do, prepare=slow.do), Side(Counter(0.001).do), pairs=3)

    assert ratio.ours_ms == pytest.approx(1)
