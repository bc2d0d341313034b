"""Planned values: how much should be reached by a day."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.indicators.models import Indicator, PlannedValue
from osnowa.projects.actions.changes import Change


class PlanFalls(Refused):
    message = _("Plan liczy narastająco, więc nie może maleć: na %(day)s zapisano %(value)s.")
    field = "value"
    why = "plan-narastajaco"


class PlannedFacts(TypedDict, total=False):
    """What should be reached by the end of ``planned_on``, counted from the beginning of the project."""

    planned_on: date
    value: int


@action
def plan_value(
    *, indicator: Indicator, by: User, at: datetime, **facts: Unpack[PlannedFacts]
) -> PlannedValue:
    """Plan what should be reached by a day; between two such days the plan is a straight line.

    Raises:
        PlanFalls: an earlier day plans more, or a later one less.
    """
    change = Change(by, at)
    change.lock(indicator.project)
    planned = change.add(PlannedValue(indicator=change.fresh(indicator)), facts)
    _check_course(planned)
    return planned


@action
def correct_planned_value(
    *, planned: PlannedValue, by: User, at: datetime, **facts: Unpack[PlannedFacts]
) -> PlannedValue:
    """Correct what was planned for a day.

    Raises:
        PlanFalls: an earlier day plans more, or a later one less.
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(planned.indicator.project)
    planned = change.correct(change.fresh(planned), facts)
    _check_course(planned)
    return planned


@action
def withdraw_planned_value(*, planned: PlannedValue, by: User, at: datetime) -> PlannedValue:
    """Withdraw what was planned for a day; the line goes straight over it.

    Raises:
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(planned.indicator.project)
    return change.withdraw(change.fresh(planned))


def _check_course(planned: PlannedValue) -> None:
    against = (
        PlannedValue.objects.filter(indicator=planned.indicator_id)
        .filter(
            Q(planned_on__lt=planned.planned_on, value__gt=planned.value)
            | Q(planned_on__gt=planned.planned_on, value__lt=planned.value)
        )
        .first()
    )
    if against:
        raise PlanFalls(day=date_format(against.planned_on), value=against.value)
