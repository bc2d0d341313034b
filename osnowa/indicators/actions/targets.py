"""Targets: what the contract and its annexes promise."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.indicators.models import Indicator, Target
from osnowa.projects.actions.changes import Change


class TargetFacts(TypedDict, total=False):
    """A promised value in force from ``valid_from``; ``women`` and ``men`` when the contract splits it."""

    valid_from: date
    value: int
    women: int | None
    men: int | None
    reason: str


@action
def set_target(*, indicator: Indicator, by: User, at: datetime, **facts: Unpack[TargetFacts]) -> Target:
    """Put a target in force from a day until the next row; earlier rows stay as they are."""
    change = Change(by, at)
    change.lock(indicator.project)
    return change.add(Target(indicator=change.fresh(indicator)), facts)


@action
def correct_target(*, target: Target, by: User, at: datetime, **facts: Unpack[TargetFacts]) -> Target:
    """Correct a target that was typed wrong; a change agreed by annex is a new row.

    Raises:
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(target.indicator.project)
    return change.correct(change.fresh(target), facts)


@action
def withdraw_target(*, target: Target, by: User, at: datetime) -> Target:
    """Withdraw a target; the row before holds again.

    Raises:
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(target.indicator.project)
    return change.withdraw(change.fresh(target))
