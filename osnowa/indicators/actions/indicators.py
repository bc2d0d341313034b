"""Indicators: the figures a project promised to reach."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.indicators.models import Indicator, TargetPart
from osnowa.indicators.queries.figures import PERSON, rules_of, unit_of
from osnowa.projects.actions.changes import Change
from osnowa.projects.models import Project


class UnknownRule(Refused):
    message = _("Pakiet reguł projektu nie zna tej reguły liczenia.")
    field = "rule"
    why = "pakiet-regul"


class SplitCountsPeople(Refused):
    message = _("Cel tego wskaźnika dzieli się na części, więc reguła musi liczyć osoby.")
    field = "rule"
    why = "czesci-celu"


class IndicatorFacts(TypedDict, total=False):
    """An indicator; ``rule`` is the code of a counting rule of the project's rule pack."""

    code: str
    rule: str
    name: str
    short_name: str
    kind: str
    position: int


@action
def add_indicator(*, project: Project, by: User, at: datetime, **facts: Unpack[IndicatorFacts]) -> Indicator:
    """Add an indicator to ``project``; its code stands there once.

    Raises:
        UnknownRule: the project's rule pack has no such counting rule.
    """
    change = Change(by, at)
    indicator = change.add(Indicator(project=change.lock(project)), facts)
    _check_rule(indicator)
    return indicator


@action
def correct_indicator(
    *, indicator: Indicator, by: User, at: datetime, **facts: Unpack[IndicatorFacts]
) -> Indicator:
    """Correct an indicator; with another rule the figure counts anew for every day.

    Raises:
        UnknownRule: the project's rule pack has no such counting rule.
        SplitCountsPeople: its target has parts, and the rule counts no people.
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(indicator.project)
    indicator = change.correct(change.fresh(indicator), facts)
    _check_rule(indicator)
    return indicator


@action
def withdraw_indicator(*, indicator: Indicator, by: User, at: datetime) -> Indicator:
    """Withdraw an indicator with its targets and its plan; the people it counted stay as they are.

    Raises:
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(indicator.project)
    indicator = change.fresh(indicator)
    parts = TargetPart.objects.filter(target__indicator=indicator)
    promises = [*parts, *indicator.targets.all(), *indicator.planned_values.all()]
    return change.withdraw(indicator, along=promises)


def _check_rule(indicator: Indicator) -> None:
    if indicator.rule not in rules_of(indicator.project):
        raise UnknownRule
    is_split = TargetPart.objects.filter(target__indicator=indicator).exists()
    if is_split and unit_of(indicator, indicator.project) != PERSON:
        raise SplitCountsPeople
