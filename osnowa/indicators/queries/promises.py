"""What a project promised, as the table of figures reads it; one kept statement for each noun."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from osnowa.indicators.models import Indicator, PlannedValue, Target
from osnowa.indicators.queries.kept import PROJECT, Text, as_date, rows, text
from osnowa.projects.models import Project

Course = Sequence[tuple[date, int]]


def indicators_of(project: Project) -> list[Indicator]:
    """Return the indicators of ``project`` in their order."""
    names = [field.attname for field in Indicator._meta.concrete_fields]
    found = rows(_indicators(connection.vendor), {"project": project.pk})
    return [Indicator.from_db(connection.alias, names, row) for row in found]


def targets_of(project: Project) -> Mapping[int, Course]:
    """Return (valid from, value) of every target by id of the indicator; nothing where none was set."""
    return _by_indicator(rows(_targets(connection.vendor), {"project": project.pk}))


def plans_of(project: Project) -> Mapping[int, Course]:
    """Return (planned on, value) of every planned value by id of the indicator; nothing where none was."""
    return _by_indicator(rows(_plans(connection.vendor), {"project": project.pk}))


def _by_indicator(found: list[tuple[Any, ...]]) -> Mapping[int, Course]:
    course: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for indicator, day, value in found:
        course[indicator].append((as_date(day), value))
    return course


# Whoever asks has found the project in the scope of its centre; the text serves all centres.


@cache
def _indicators(vendor: str) -> Text:
    return text(Indicator._base_manager.filter(project=PROJECT).order_by("position", "code").query)


@cache
def _targets(vendor: str) -> Text:
    found = Target._base_manager.filter(indicator__project=PROJECT).order_by("valid_from")
    return text(found.values_list("indicator", "valid_from", "value").query)


@cache
def _plans(vendor: str) -> Text:
    found = PlannedValue._base_manager.filter(indicator__project=PROJECT).order_by("planned_on")
    return text(found.values_list("indicator", "planned_on", "value").query)
