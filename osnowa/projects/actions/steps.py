"""Tasks and milestones: what the project is to do, and what it has reached."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.projects.actions.changes import Change, OfAnotherProject
from osnowa.projects.actions.project_days import OutsideTheProject
from osnowa.projects.models import Milestone, Partnership, Project, Task


class TaskOutsideTheProject(OutsideTheProject):
    message = _("Zadanie musi się zmieścić w okresie projektu: %(period)s.")


class MilestoneOutsideTheProject(OutsideTheProject):
    message = _("Kamień milowy musi się zmieścić w okresie projektu: %(period)s.")


class ReachedInTheFuture(Refused):
    message = _("Dzień osiągnięcia nie może być późniejszy niż dziś, %(today)s.")
    field = "reached_on"


class TaskFacts(TypedDict, total=False):
    """A task, its days (both included), and the partner who is responsible for it."""

    number: int
    title: str
    description: str
    begins_on: date | None
    ends_on: date | None
    partnership: Partnership | None


class MilestoneFacts(TypedDict, total=False):
    """A milestone: when it is planned, and the day it was reached."""

    title: str
    planned_on: date
    reached_on: date | None
    note: str


@action
def add_task(*, project: Project, by: User, at: datetime, **facts: Unpack[TaskFacts]) -> Task:
    """Add a task to ``project``; its number stands there once.

    Raises:
        TaskOutsideTheProject: a day lies outside the project under its latest terms.
        OfAnotherProject: the partner is of another project.
    """
    change = Change(by, at)
    task = change.add(Task(project=change.lock(project)), facts)
    _check_task(task)
    return task


@action
def correct_task(*, task: Task, by: User, at: datetime, **facts: Unpack[TaskFacts]) -> Task:
    """Correct a task.

    Raises:
        TaskOutsideTheProject, OfAnotherProject, Gone.
    """
    change = Change(by, at)
    change.lock(task.project)
    task = change.correct(change.fresh(task), facts)
    _check_task(task)
    return task


@action
def withdraw_task(*, task: Task, by: User, at: datetime) -> Task:
    """Withdraw a task."""
    change = Change(by, at)
    change.lock(task.project)
    return change.withdraw(change.fresh(task))


@action
def add_milestone(*, project: Project, by: User, at: datetime, **facts: Unpack[MilestoneFacts]) -> Milestone:
    """Add a milestone to ``project``.

    Raises:
        MilestoneOutsideTheProject: it is planned outside the project under its latest terms.
        ReachedInTheFuture: the day it was reached comes after the day of ``at``.
    """
    change = Change(by, at)
    milestone = change.add(Milestone(project=change.lock(project)), facts)
    _check_milestone(milestone, change)
    return milestone


@action
def correct_milestone(
    *, milestone: Milestone, by: User, at: datetime, **facts: Unpack[MilestoneFacts]
) -> Milestone:
    """Correct a milestone, or say when it was reached.

    Raises:
        MilestoneOutsideTheProject, ReachedInTheFuture, Gone.
    """
    change = Change(by, at)
    change.lock(milestone.project)
    milestone = change.correct(change.fresh(milestone), facts)
    _check_milestone(milestone, change)
    return milestone


@action
def withdraw_milestone(*, milestone: Milestone, by: User, at: datetime) -> Milestone:
    """Withdraw a milestone."""
    change = Change(by, at)
    change.lock(milestone.project)
    return change.withdraw(change.fresh(milestone))


def _check_task(task: Task) -> None:
    if task.partnership and task.partnership.project_id != task.project_id:
        raise OfAnotherProject(field="partnership")
    TaskOutsideTheProject.check(task.project, begins_on=task.begins_on, ends_on=task.ends_on)


def _check_milestone(milestone: Milestone, change: Change) -> None:
    MilestoneOutsideTheProject.check(milestone.project, planned_on=milestone.planned_on)
    if milestone.reached_on and milestone.reached_on > change.on:
        raise ReachedInTheFuture(today=date_format(change.on))
