"""What a project still lacks: to work with people, and to have a page that everybody may read. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Lack(StrEnum):
    """One thing that is not set yet."""

    PERIOD = "period"
    COORDINATOR = "coordinator"
    SUPPORT_FORMS = "support_forms"
    OFFICE = "office"
    LEAD = "lead"
    TEXT = "text"
    GROUPS = "groups"
    INDICATORS = "indicators"
    TARGETS = "targets"
    PLAN = "plan"
    PROGRAMME_GOAL = "programme_goal"
    PROGRAMME_FORMS = "programme_forms"
    PROGRAMME_ROUND = "programme_round"
    PROGRAMME_RESULT = "programme_result"
    ROUND_AREAS = "round_areas"
    ROUND_COORDINATOR = "round_coordinator"
    ROUND_GROUPS = "round_groups"


@dataclass(frozen=True)
class RoundSoFar:
    """What is set of one round."""

    pk: int
    number: int
    has_areas: bool = True
    has_coordinator: bool = True
    has_groups: bool = True


@dataclass(frozen=True)
class ProgrammeSoFar:
    """What is set of one local programme; one without territory (``is_categorial``) needs no areas."""

    pk: int
    number: int
    name: str
    is_categorial: bool = False
    has_goal: bool = True
    has_forms: bool = True
    has_results: bool = True
    rounds: Sequence[RoundSoFar] = ()


@dataclass(frozen=True)
class ProjectSoFar:
    """What is set of a project on a day.

    ``has_period``: its terms say when it begins, or how the contract writes it; ``has_coordinator``: somebody
    coordinates it that day; ``has_group_forms``: some planned support is given to groups; ``has_text``: a
    problem, a goal, activities, or a section of its page; ``has_targets`` and ``has_plan``: none of its
    indicators is without a target, or without a planned value.
    """

    has_period: bool = True
    has_coordinator: bool = True
    has_forms: bool = True
    has_group_forms: bool = True
    has_groups: bool = True
    has_office: bool = True
    has_lead: bool = True
    has_text: bool = True
    has_indicators: bool = True
    has_targets: bool = True
    has_plan: bool = True
    programmes: Sequence[ProgrammeSoFar] = ()


@dataclass(frozen=True)
class Missing:
    """One thing to set, and of which programme or round it is."""

    lack: Lack
    programme: ProgrammeSoFar | None = None
    round: RoundSoFar | None = None


def missing(project: ProjectSoFar) -> list[Missing]:
    """Return what is not set yet, in the order in which one sets it; empty when nothing is left.

    Groups are asked for where support is given to groups, and round by round where programmes have rounds;
    targets and their plan once there are indicators.
    """
    rounds = [each for programme in project.programmes for each in programme.rounds]
    of_project = (
        (Lack.PERIOD, project.has_period),
        (Lack.COORDINATOR, project.has_coordinator),
        (Lack.OFFICE, project.has_office),
        (Lack.LEAD, project.has_lead),
        (Lack.TEXT, project.has_text),
        (Lack.SUPPORT_FORMS, project.has_forms),
        (Lack.GROUPS, project.has_groups or bool(rounds) or not project.has_group_forms),
        (Lack.INDICATORS, project.has_indicators),
        (Lack.TARGETS, project.has_targets or not project.has_indicators),
        (Lack.PLAN, project.has_plan or not project.has_indicators),
    )
    found = [Missing(lack) for lack in _unset(of_project)]
    for programme in project.programmes:
        found += [Missing(lack, programme) for lack in _of_programme(programme)]
        for each in programme.rounds:
            found += [Missing(lack, programme, each) for lack in _of_round(programme, each)]
    return found


def missing_on_page(project: ProjectSoFar) -> list[Lack]:
    """Return what the public page of a project cannot do without: when it is, what it is, what it is for."""
    needed = (
        (Lack.PERIOD, project.has_period),
        (Lack.LEAD, project.has_lead),
        (Lack.TEXT, project.has_text),
    )
    return _unset(needed)


def missing_on_programme_page(programme: ProgrammeSoFar) -> list[Lack]:
    """Return what the public page of a local programme cannot do without: a goal, a round, a result."""
    needed = (
        (Lack.PROGRAMME_GOAL, programme.has_goal),
        (Lack.PROGRAMME_ROUND, bool(programme.rounds)),
        (Lack.PROGRAMME_RESULT, programme.has_results),
    )
    return _unset(needed)


def _of_programme(programme: ProgrammeSoFar) -> list[Lack]:
    needed = (
        (Lack.PROGRAMME_GOAL, programme.has_goal),
        (Lack.PROGRAMME_FORMS, programme.has_forms),
        (Lack.PROGRAMME_RESULT, programme.has_results),
        (Lack.PROGRAMME_ROUND, bool(programme.rounds)),
    )
    return _unset(needed)


def _of_round(programme: ProgrammeSoFar, each: RoundSoFar) -> list[Lack]:
    needed = (
        (Lack.ROUND_AREAS, each.has_areas or programme.is_categorial),
        (Lack.ROUND_COORDINATOR, each.has_coordinator),
        (Lack.ROUND_GROUPS, each.has_groups),
    )
    return _unset(needed)


def _unset(needed: Iterable[tuple[Lack, bool]]) -> list[Lack]:
    return [lack for lack, is_set in needed if not is_set]
