"""What is now? Ask here at the edge of the system, and hand the answer on as ``at`` and ``today``."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from osnowa.clock.models import DemoClock
from osnowa.statements import Kept

# What this request already read: a list of no or one answer. Without a request nothing is kept, so a worker
# that lives for days sees the demo clock move.
_kept: ContextVar[list[date | None] | None] = ContextVar("osnowa_clock_kept", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Remember the demo clock from its first reading until the end of the block."""
    token = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(token)


def forget() -> None:
    """Read the demo clock anew next time; whoever moves it inside a request calls this."""
    kept = _kept.get()
    if kept:
        kept.clear()


@Kept
def _stands_at() -> QuerySet[Any, Any]:
    return DemoClock.objects.filter(pk=DemoClock.ONLY).values_list("today")


def demo_day() -> date | None:
    """Return the day a demo database stands at, or None where there is no demo."""
    kept = _kept.get()
    if kept:
        return kept[0]
    # Read before every page, hence a kept text; one row at most.
    day = next((day for (day,) in _stands_at.rows({})), None)
    if kept is not None:
        kept.append(day)
    return day


def keep(day: date | None) -> None:
    """Remember the demo clock until the end of the request; somebody read it along with something else."""
    kept = _kept.get()
    if kept is not None and not kept:
        kept.append(day)


def in_demo() -> bool:
    """Return whether this database is a demo."""
    return demo_day() is not None


def now() -> datetime:
    """Return the present moment in Polish time; in a demo, the real time of day on the demo's day."""
    really = timezone.localtime()
    day = demo_day()
    # `replace` keeps the time of day and lets the zone choose winter or summer time of that day.
    return really if day is None else really.replace(year=day.year, month=day.month, day=day.day, fold=0)


def today() -> date:
    """Return the present day in Poland; in a demo, the demo's day."""
    return demo_day() or timezone.localdate()
