"""Programmes, their priorities and measures: where the money comes from."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.organisations.models import Centre
from osnowa.projects.actions.changes import Change
from osnowa.projects.models import Measure, Priority, Programme


class NotPartOfItself(Refused):
    message = _("Poddziałanie należy do działania tej samej osi, które samo nie jest poddziałaniem.")
    field = "parent"


class ProgrammeFacts(TypedDict, total=False):
    """What is known of a programme; ``period`` as written (``2014–2020``), ``region`` of a regional one.

    ``is_eu`` says that the money is that of the European Union.
    """

    code: str
    name: str
    fund: str
    period: str
    region: str
    is_eu: bool


class PriorityFacts(TypedDict, total=False):
    """What is known of a priority; ``number`` as written."""

    number: str
    name: str


class MeasureFacts(TypedDict, total=False):
    """What is known of a measure; ``parent`` makes it a sub-measure."""

    parent: Measure | None
    number: str
    name: str
    is_iti: bool


@action
def add_programme(*, centre: Centre, by: User, at: datetime, **facts: Unpack[ProgrammeFacts]) -> Programme:
    """Put a programme on the list of ``centre``; its code stands there once."""
    return Change(by, at).add(Programme(centre=centre), facts)


@action
def correct_programme(
    *, programme: Programme, by: User, at: datetime, **facts: Unpack[ProgrammeFacts]
) -> Programme:
    """Correct what is known of a programme; facts that are not given stay.

    Raises:
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    return change.correct(change.lock(programme), facts)


@action
def withdraw_programme(*, programme: Programme, by: User, at: datetime) -> Programme:
    """Take a programme off the list.

    Raises:
        StillNeeded: it has priorities, or a project names it.
    """
    change = Change(by, at)
    return change.withdraw(change.lock(programme))


@action
def add_priority(*, programme: Programme, by: User, at: datetime, **facts: Unpack[PriorityFacts]) -> Priority:
    """Add a priority (axis) to ``programme``; its number stands there once."""
    change = Change(by, at)
    return change.add(Priority(programme=change.lock(programme)), facts)


@action
def correct_priority(
    *, priority: Priority, by: User, at: datetime, **facts: Unpack[PriorityFacts]
) -> Priority:
    """Correct number or name of a priority; it stays in its programme.

    Raises:
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(priority.programme)
    return change.correct(change.fresh(priority), facts)


@action
def withdraw_priority(*, priority: Priority, by: User, at: datetime) -> Priority:
    """Take a priority off its programme.

    Raises:
        StillNeeded: it has measures.
    """
    change = Change(by, at)
    change.lock(priority.programme)
    return change.withdraw(change.fresh(priority))


@action
def add_measure(*, priority: Priority, by: User, at: datetime, **facts: Unpack[MeasureFacts]) -> Measure:
    """Add a measure, or with ``parent`` a sub-measure, to ``priority``.

    Raises:
        NotPartOfItself: the parent is of another priority, or is a sub-measure itself.
    """
    change = Change(by, at)
    change.lock(priority.programme)
    measure = change.add(Measure(priority=priority), facts)
    _check_parent(measure)
    return measure


@action
def correct_measure(*, measure: Measure, by: User, at: datetime, **facts: Unpack[MeasureFacts]) -> Measure:
    """Correct what is known of a measure; it stays in its priority.

    Raises:
        NotPartOfItself: the parent is of another priority, a sub-measure itself, or the measure has parts.
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(measure.priority.programme)
    measure = change.correct(change.fresh(measure), facts)
    _check_parent(measure)
    return measure


@action
def withdraw_measure(*, measure: Measure, by: User, at: datetime) -> Measure:
    """Take a measure off its priority.

    Raises:
        StillNeeded: it has sub-measures, or a project names it.
    """
    change = Change(by, at)
    change.lock(measure.priority.programme)
    return change.withdraw(change.fresh(measure))


def _check_parent(measure: Measure) -> None:
    parent = measure.parent
    if parent is None:
        return
    is_whole = parent.parent_id is None and parent.pk != measure.pk and not measure.parts.exists()
    if parent.priority_id != measure.priority_id or not is_whole:
        raise NotPartOfItself
