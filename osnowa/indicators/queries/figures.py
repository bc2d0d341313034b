"""The figures of a project on a day, and how each grew: one service for every page and file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects

from osnowa.indicators import planning
from osnowa.indicators.models import Dimension, Indicator, Target, TargetPart
from osnowa.indicators.queries.breakdowns import code_name
from osnowa.indicators.queries.promises import Promised, PromisedPart, promises_of
from osnowa.indicators.queries.questions import Asking, Counted, altogether
from osnowa.initiatives.queries import initiatives_visible_to
from osnowa.participants.queries import enrolments_visible_to
from osnowa.projects.access import Reach, project_abilities
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import terms_in_force
from osnowa.projects.standing import Standing
from osnowa.rulepacks.registry import Entry, pack

PERSON, EVENT = "enrolment", "initiative"


@dataclass(frozen=True)
class PartRow:
    """One part of a target beside what it is of: ``of_which`` only some of the whole, or a share of it."""

    dimension: str
    dimension_name: str
    key: str
    name: str
    of_which: bool
    total: int
    target: int
    percent: Decimal | None


@dataclass(frozen=True)
class IndicatorRow:
    """One figure on a day. Women, men, other are None where the unit is not a person.

    ``planned`` is what the plan says of that day, ``difference`` is total − planned; both None without a
    plan. ``plan`` are its (day, cumulative value), for ``planning.planned_on`` of any other day.
    ``parts`` are those of the target in force; empty where nothing is split, and in ``table_and_series``.
    """

    indicator: Indicator
    code: str
    name: str
    short_name: str
    unit: str
    total: int
    women: int | None
    men: int | None
    other: int | None
    target: int | None
    percent: Decimal | None
    planned: int | None
    difference: int | None
    status: planning.Status
    plan: tuple[tuple[date, int], ...] = ()
    parts: tuple[PartRow, ...] = ()


@dataclass(frozen=True)
class IndicatorTable:
    """The figures of ``project`` as of ``as_of``; ``is_partial``: of those only whom somebody may see."""

    project: Project
    as_of: date
    rows: tuple[IndicatorRow, ...]
    is_partial: bool = False

    def row(self, code: str) -> IndicatorRow | None:
        """Return the row of the indicator ``code``, None when there is none."""
        return next((row for row in self.rows if row.code == code), None)


def table(project: Project, as_of: date, who: Standing | None = None) -> IndicatorTable:
    """Return the figures of ``project`` by the end of ``as_of``, as ``who`` may see them.

    What happened after that day is not counted; targets, plan and threshold are those in force on it. Whoever
    sees only their own people gets figures of those. ``who`` is None where nobody asks in person: a command,
    a public page. Four statements, however many people and indicators.

    Raises:
        PermissionDenied: ``who`` sees no figures of the project.
        ScopeError: the scope of the project's centre is not open.
    """
    # First whether the project may be asked at all: the rest trusts that it was found in its scope.
    question = asking(project, as_of, who)
    promised = promises_of(project)
    dimensions = dict.fromkeys(part.dimension for each in promised for part in each.parts_on(as_of))
    counted = question.how_many((each.indicator.rule for each in promised), dimensions)
    return _table(question, promised, counted)


def asking(project: Project, as_of: date, who: Standing | None = None) -> Asking:
    """Return the way to ask for figures of ``project`` as ``who`` may see them (one query).

    Raises:
        PermissionDenied: ``who`` sees no figures of the project.
    """
    terms = terms_in_force(project, as_of)
    question = Asking(project, as_of, terms.outcome_gain if terms else None)
    if who is None:
        return question
    reach = project_abilities(who, project).see_figures
    if reach == Reach.NONE:
        raise PermissionDenied
    if reach == Reach.ALL:
        return question
    return replace(
        question,
        enrolments=enrolments_visible_to(who).filter(project=project),
        initiatives=initiatives_visible_to(who).filter(project=project),
    )


def table_and_series(
    project: Project, days: Sequence[date], who: Standing | None = None
) -> tuple[IndicatorTable, dict[str, list[int]]]:
    """Return the table of the last of ``days``, and the value of each indicator by the end of each, by code.

    ``days`` ascend and there is at least one; for months take ``planning.ends_of_months``. The day from which
    each member counts is read once and gives both, so the number of statements grows neither with the days
    nor with the indicators (only with thresholds that annexes changed).

    Raises:
        PermissionDenied: ``who`` sees no figures of the project.
    """
    prefetch_related_objects([project], "terms")
    question = asking(project, days[-1], who)
    promised = promises_of(project)
    values: dict[str, list[int]] = defaultdict(list)
    for same in _by_threshold(project, days):
        # The last run ends with the last day, so its answer is that of the table.
        begun = asking(project, same[-1], who).begun(each.indicator.rule for each in promised)
        for rule, found in begun.items():
            values[rule] += planning.accumulate(((each.on, each.number) for each in found), same)
    totals = {rule: altogether(rule, found) for rule, found in begun.items()}
    course = {each.indicator.code: values[each.indicator.rule] for each in promised}
    return _table(question, promised, totals), course


def rules_of(project: Project) -> dict[str, Entry]:
    """Return the counting rules of the project's rule pack by code, with their labels and sources."""
    return dict(pack(project.rule_pack).dictionaries["indicator_rules"])


def unit_of(indicator: Indicator, project: Project) -> str:
    """Return what the indicator counts: ``PERSON`` or ``EVENT``."""
    return str(rules_of(project)[indicator.rule].marks["counts"])


def target_on(indicator: Indicator, day: date) -> Target | None:
    """Return the target in force on ``day``; None before the first one. Reads the prefetched rows."""
    begun = [target for target in indicator.targets.all() if target.valid_from <= day]
    return max(begun, key=lambda target: target.valid_from, default=None)


def _table(question: Asking, promised: Iterable[Promised], totals: Mapping[str, Counted]) -> IndicatorTable:
    rows = tuple(_row(each, totals[each.indicator.rule], question.day, question.project) for each in promised)
    return IndicatorTable(question.project, question.day, rows, is_partial=question.enrolments is not None)


def _row(promised: Promised, counted: Counted, as_of: date, project: Project) -> IndicatorRow:
    indicator = promised.indicator
    _since, target = promised.target_on(as_of)
    planned = planning.planned_on(promised.plan, as_of)
    return IndicatorRow(
        indicator=indicator,
        code=indicator.code,
        name=indicator.name,
        short_name=indicator.short_name,
        unit=EVENT if counted.women is None else PERSON,
        total=counted.total,
        women=counted.women,
        men=counted.men,
        other=counted.other,
        target=target,
        percent=planning.percent_of(counted.total, target),
        planned=planned,
        difference=None if planned is None else counted.total - planned,
        status=planning.status_of(counted.total, planned),
        plan=tuple(promised.plan),
        parts=tuple(
            _part(part, counted.split[part.dimension], project)
            for part in promised.parts_on(as_of)
            if part.dimension in counted.split
        ),
    )


def _part(part: PromisedPart, counted: Mapping[str, int], project: Project) -> PartRow:
    total = counted.get(part.key, 0)
    return PartRow(
        dimension=part.dimension,
        dimension_name=str(Dimension(part.dimension).label),
        key=part.key,
        name=part.thing or code_name(part.dimension, part.key, project),
        of_which=part.kind == TargetPart.Kind.OF_WHICH,
        total=total,
        target=part.value,
        percent=planning.percent_of(total, part.value),
    )


def _by_threshold(project: Project, days: Sequence[date]) -> list[list[date]]:
    """Return ``days`` in runs over which the threshold of progress is the same."""
    terms = sorted(project.terms.all(), key=lambda each: each.valid_from)

    def threshold(day: date) -> Any:
        begun = [each for each in terms if each.valid_from <= day] or terms[:1]
        return begun[-1].outcome_gain if begun else None

    runs: dict[int, list[date]] = defaultdict(list)
    number, last = 0, threshold(days[0])
    for day in days:
        now = threshold(day)
        number, last = (number, last) if now == last else (number + 1, now)
        runs[number].append(day)
    return list(runs.values())
