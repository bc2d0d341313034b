"""Rounds (tury) of local programmes: days, areas, who coordinates."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.organisations.models import Area
from osnowa.projects.actions.changes import Change, OfAnotherCentre, OfAnotherProject
from osnowa.projects.actions.project_days import OutsideTheProject
from osnowa.projects.models import LocalProgramme, ProgrammeRound, TeamRole


class RoundOutsideTheProject(OutsideTheProject):
    message = _("Tura musi się zmieścić w okresie projektu: %(period)s.")


class CategorialHasNoAreas(Refused):
    message = _("Program kategorialny nie ma obszarów.")


class RoundFacts(TypedDict, total=False):
    """Days of a round, both included; ``coordinator`` is a role in the team of the same project."""

    number: int
    begins_on: date
    ends_on: date
    period_as_written: str
    areas: Iterable[Area]
    coordinator: TeamRole | None
    approval: str
    approved_on: date | None
    evaluation: str


@action
def plan_round(
    *, programme: LocalProgramme, by: User, at: datetime, **facts: Unpack[RoundFacts]
) -> ProgrammeRound:
    """Plan a round of ``programme``; its number stands there once.

    Raises:
        RoundOutsideTheProject: a day of it lies outside the period of the project's latest terms.
        OfAnotherProject: the coordinator is in the team of another project.
        CategorialHasNoAreas: the programme is without territory.
        OfAnotherCentre: an area is of another centre.
    """
    change = Change(by, at)
    change.lock(programme.project)
    planned = change.add(ProgrammeRound(programme=change.fresh(programme)), facts)
    _check_round(planned)
    return planned


@action
def correct_round(
    *, planned: ProgrammeRound, by: User, at: datetime, **facts: Unpack[RoundFacts]
) -> ProgrammeRound:
    """Correct a round, or add its closing evaluation.

    Raises:
        RoundOutsideTheProject, OfAnotherProject, CategorialHasNoAreas, OfAnotherCentre, Gone.
    """
    change = Change(by, at)
    change.lock(planned.programme.project)
    planned = change.correct(change.fresh(planned), facts)
    _check_round(planned)
    return planned


@action
def withdraw_round(*, planned: ProgrammeRound, by: User, at: datetime) -> ProgrammeRound:
    """Withdraw a round.

    Raises:
        StillNeeded: it has groups.
    """
    change = Change(by, at)
    change.lock(planned.programme.project)
    return change.withdraw(change.fresh(planned))


def _check_round(planned: ProgrammeRound) -> None:
    project = planned.programme.project
    RoundOutsideTheProject.check(project, begins_on=planned.begins_on, ends_on=planned.ends_on)
    if planned.coordinator and planned.coordinator.project_id != project.pk:
        raise OfAnotherProject(field="coordinator")
    if planned.programme.is_categorial and planned.areas.exists():
        raise CategorialHasNoAreas(field="areas")
    # Asked past the scope, in which an area of another centre would not be seen at all.
    areas = ProgrammeRound.areas.through.objects.filter(programmeround=planned)
    if areas.exclude(area__centre=project.centre_id).exists():
        raise OfAnotherCentre(field="areas")
