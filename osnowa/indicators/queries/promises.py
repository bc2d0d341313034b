"""What a project promised, as the table of figures reads it: one kept statement for all of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import itemgetter

from django.db import connection
from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce

from osnowa.indicators.models import Indicator
from osnowa.indicators.queries.kept import PROJECT, Text, as_date, rows, text
from osnowa.indicators.splits import THINGS
from osnowa.projects.models import Project

Course = Sequence[tuple[date, int]]

_TARGET, _PLAN, _PART = 0, 1, 2


@dataclass(frozen=True)
class PromisedPart:
    """One part of the target in force from ``valid_from``; ``thing`` names a thing of the project.

    ``thing`` is empty where ``key`` is a code, and where the name of a group would tell too much.
    """

    valid_from: date
    dimension: str
    key: str
    kind: str
    value: int
    thing: str


@dataclass(frozen=True)
class Promised:
    """One indicator: (valid from, value) of each target, (planned on, value) of each planned value."""

    indicator: Indicator
    targets: Course
    plan: Course
    parts: Sequence[PromisedPart] = ()

    def target_on(self, day: date) -> tuple[date | None, int | None]:
        """Return since when the target of ``day`` is in force, and its value; None before the first one."""
        return max((each for each in self.targets if each[0] <= day), default=(None, None))

    def parts_on(self, day: date) -> list[PromisedPart]:
        """Return the parts of the target in force on ``day``, in the order in which they were written."""
        since, _value = self.target_on(day)
        return [part for part in self.parts if part.valid_from == since]


def promises_of(project: Project) -> list[Promised]:
    """Return the indicators of ``project`` in their order, with everything promised of each (one query)."""
    names = [field.attname for field in Indicator._meta.concrete_fields]
    indicators: dict[int, Indicator] = {}
    courses: dict[tuple[int, int], list[tuple[date, int]]] = defaultdict(list)
    parts: dict[int, list[tuple[int, PromisedPart]]] = defaultdict(list)
    key, width = names.index(Indicator._meta.pk.attname), len(names)
    for row in rows(_promises(connection.vendor), {"project": project.pk}):
        columns, (kind, day, value, *of_part) = row[:width], row[width:]
        pk = columns[key]
        if pk not in indicators:
            indicators[pk] = Indicator.from_db(connection.alias, names, columns)
        if kind == _PART:
            parts[pk].append(_part(as_date(day), value, *of_part))
        elif day is not None:
            courses[pk, kind].append((as_date(day), value))
    return [
        Promised(
            each,
            sorted(courses[each.pk, _TARGET]),
            sorted(courses[each.pk, _PLAN]),
            [part for _order, part in sorted(parts[each.pk], key=itemgetter(0))],
        )
        for each in sorted(indicators.values(), key=lambda each: (each.position, each.code))
    ]


@cache
def _promises(vendor: str) -> Text:
    # Whoever asks has found the project in the scope of its centre; the text serves all centres.
    own = Indicator._base_manager.order_by().filter(project=PROJECT)
    names = [field.attname for field in Indicator._meta.concrete_fields]
    # Each part of the union has the same columns; what a target or a plan cannot say is empty.
    nothing = [Value(0), Value(""), Value(""), Value(""), Value(0), Value("")]
    # Targets are joined from outside, so that an indicator without any promise is there too.
    targets = own.values_list(*names, Value(_TARGET), "targets__valid_from", "targets__value", *nothing)
    plans = own.filter(planned_values__isnull=False).values_list(
        *names, Value(_PLAN), "planned_values__planned_on", "planned_values__value", *nothing
    )
    part = "targets__parts"
    things = Coalesce(*(f"{part}__{thing}" for thing in THINGS), Value(0))
    hidden = When(**{f"{part}__group__is_sensitive": True, "then": Value("")})
    called = Coalesce(
        f"{part}__local_programme__name",
        f"{part}__group__name",
        f"{part}__partnership__organisation__name",
        Value(""),
    )
    parts = own.filter(targets__parts__isnull=False).values_list(
        *names,
        Value(_PART),
        "targets__valid_from",
        f"{part}__value",
        f"{part}__pk",
        f"{part}__dimension",
        f"{part}__code",
        f"{part}__kind",
        things,
        Case(hidden, default=called),
    )
    return text(targets.union(plans, parts, all=True).query)


def _part(
    day: date, value: int, pk: int, dimension: str, code: str, kind: str, thing: int, name: str
) -> tuple[int, PromisedPart]:
    return pk, PromisedPart(day, dimension, str(thing) if thing else code, kind, value, name)
