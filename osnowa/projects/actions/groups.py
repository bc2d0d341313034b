"""Groups of participants."""

from datetime import datetime
from typing import TypedDict, Unpack

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.projects.actions.changes import Change, OfAnotherProject
from osnowa.projects.models import Group, Partnership, ProgrammeRound, Project


class GroupFacts(TypedDict, total=False):
    """A group; with a ``partnership`` its people are the partner's people."""

    round: ProgrammeRound | None
    partnership: Partnership | None
    name: str
    capacity: int | None
    is_sensitive: bool


@action
def add_group(*, project: Project, by: User, at: datetime, **facts: Unpack[GroupFacts]) -> Group:
    """Add a group to ``project``; its name stands there once.

    Raises:
        OfAnotherProject: the round or the partnership is of another project.
    """
    change = Change(by, at)
    group = change.add(Group(project=change.lock(project)), facts)
    _check_group(group)
    return group


@action
def correct_group(*, group: Group, by: User, at: datetime, **facts: Unpack[GroupFacts]) -> Group:
    """Correct a group; with another partnership its people become the other partner's people.

    Raises:
        OfAnotherProject: the round or the partnership is of another project.
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(group.project)
    group = change.correct(change.fresh(group), facts)
    _check_group(group)
    return group


@action
def withdraw_group(*, group: Group, by: User, at: datetime) -> Group:
    """Withdraw a group in which nobody is or was.

    Raises:
        StillNeeded: somebody belongs to it, or a course or an initiative names it.
    """
    change = Change(by, at)
    change.lock(group.project)
    return change.withdraw(change.fresh(group))


def _check_group(group: Group) -> None:
    if group.round and group.round.programme.project_id != group.project_id:
        raise OfAnotherProject(field="round")
    if group.partnership and group.partnership.project_id != group.project_id:
        raise OfAnotherProject(field="partnership")
