"""What a project promised, as the table of figures reads it: one kept statement for all of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db import connection
from django.db.models import Value

from osnowa.indicators.models import Indicator
from osnowa.indicators.queries.kept import PROJECT, Text, as_date, rows, text
from osnowa.projects.models import Project

Course = Sequence[tuple[date, int]]

_TARGET, _PLAN = 0, 1


@dataclass(frozen=True)
class Promised:
    """One indicator: (valid from, value) of each target, (planned on, value) of each planned value."""

    indicator: Indicator
    targets: Course
    plan: Course


def promises_of(project: Project) -> list[Promised]:
    """Return the indicators of ``project`` in their order, with everything promised of each (one query)."""
    names = [field.attname for field in Indicator._meta.concrete_fields]
    indicators: dict[int, Indicator] = {}
    courses: dict[tuple[int, int], list[tuple[date, int]]] = defaultdict(list)
    key = names.index(Indicator._meta.pk.attname)
    for *columns, kind, day, value in rows(_promises(connection.vendor), {"project": project.pk}):
        pk = columns[key]
        if pk not in indicators:
            indicators[pk] = Indicator.from_db(connection.alias, names, columns)
        if day is not None:
            courses[pk, kind].append((as_date(day), value))
    return [
        Promised(each, sorted(courses[each.pk, _TARGET]), sorted(courses[each.pk, _PLAN]))
        for each in sorted(indicators.values(), key=lambda each: (each.position, each.code))
    ]


@cache
def _promises(vendor: str) -> Text:
    # Whoever asks has found the project in the scope of its centre; the text serves all centres.
    own = Indicator._base_manager.order_by().filter(project=PROJECT)
    names = [field.attname for field in Indicator._meta.concrete_fields]
    # Targets are joined from outside, so that an indicator without any promise is there too.
    targets = own.values_list(*names, Value(_TARGET), "targets__valid_from", "targets__value")
    plans = own.filter(planned_values__isnull=False).values_list(
        *names, Value(_PLAN), "planned_values__planned_on", "planned_values__value"
    )
    return text(targets.union(plans, all=True).query)
