"""Who may do what in a project: the table of roles, and the abilities read from it."""

from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Any

from osnowa.organisations.models import Role
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import OFFICERS
from osnowa.projects.standing import Standing


class Reach(IntEnum):
    """How far an ability goes; nothing is false, so ``if can.see_figures`` reads as it should.

    What ``OWN`` means is decided by the app that holds the records: the caseload of a social worker, the
    editions of a trainer, the groups of a partner.
    """

    NONE = 0
    OWN = 1
    ALL = 2


@dataclass(frozen=True)
class ProjectAbilities:
    """What somebody may do in one project today.

    ``see``: the project exists for them; ``see_plan``: its settings page; ``describe``: its own data;
    ``withdraw``: take it back, when nothing depends on it;
    ``set_up``: terms, forms of support, local programmes, groups, targets; ``appoint``: team and partners;
    ``see_figures``: numbers (``OWN``: of their own people only); ``see_figure_members``: the people behind
    a number; ``see_names``: a row in a list; ``see_people``: the file; ``see_attendance`` and
    ``mark_attendance``: of the project's courses; ``enrol``: new people. What a file then shows is said by
    the app that keeps people, and what of the log by the app that reads it.
    """

    see: bool = False
    see_plan: bool = False
    describe: bool = False
    withdraw: bool = False
    set_up: bool = False
    appoint: bool = False
    see_figures: Reach = Reach.NONE
    see_figure_members: Reach = Reach.NONE
    see_names: Reach = Reach.NONE
    see_people: Reach = Reach.NONE
    see_attendance: Reach = Reach.NONE
    enrol: bool = False
    mark_attendance: Reach = Reach.NONE


@dataclass(frozen=True)
class PortfolioAbilities:
    """What somebody may do with the list of projects and the programmes that pay for them."""

    create_project: bool = False
    keep_programmes: bool = False


#: One row per role held in a project's team; two roles add up, column by column.
IN_TEAM = {
    Role.COORDINATOR: ProjectAbilities(
        see=True,
        see_plan=True,
        describe=True,
        set_up=True,
        appoint=True,
        see_figures=Reach.ALL,
        see_figure_members=Reach.ALL,
        see_names=Reach.ALL,
        see_people=Reach.ALL,
        see_attendance=Reach.ALL,
        enrol=True,
        mark_attendance=Reach.ALL,
    ),
    Role.SOCIAL_WORKER: ProjectAbilities(
        see=True,
        see_plan=True,
        see_figures=Reach.ALL,
        see_figure_members=Reach.ALL,
        see_names=Reach.ALL,
        see_people=Reach.OWN,
        see_attendance=Reach.OWN,
        enrol=True,
    ),
    Role.TRAINER: ProjectAbilities(
        see=True,
        see_names=Reach.OWN,
        see_attendance=Reach.OWN,
        mark_attendance=Reach.OWN,
    ),
    Role.ACCOUNTANT: ProjectAbilities(see=True, see_plan=True, see_figures=Reach.ALL),
    Role.COMMITTEE_MEMBER: ProjectAbilities(see=True),
    Role.HOUSING_MANAGER: ProjectAbilities(see=True),
    Role.PARTNER_STAFF: ProjectAbilities(
        see=True,
        see_figures=Reach.OWN,
        see_figure_members=Reach.OWN,
        see_names=Reach.OWN,
        see_people=Reach.OWN,
        see_attendance=Reach.OWN,
        mark_attendance=Reach.OWN,
    ),
    # A controller sees everything and changes nothing.
    Role.AUDITOR: ProjectAbilities(
        see=True,
        see_plan=True,
        see_figures=Reach.ALL,
        see_figure_members=Reach.ALL,
        see_names=Reach.ALL,
        see_people=Reach.ALL,
        see_attendance=Reach.ALL,
    ),
}

#: The same for roles of the whole centre; people only by a stated reason, which is another way in.
IN_CENTRE = {
    Role.ADMINISTRATOR: ProjectAbilities(see=True, see_plan=True, describe=True, withdraw=True, appoint=True),
    Role.DATA_PROTECTION_OFFICER: ProjectAbilities(see=True),
}


def project_abilities(who: Standing, project: Project) -> ProjectAbilities:
    """Return what ``who`` may do in ``project`` today; no query."""
    if project.centre_id != who.centre.pk:
        return ProjectAbilities()
    rows = [IN_TEAM[Role(role)] for role in who.team.get(project.pk, ())]
    rows += [IN_CENTRE[Role(role)] for role in who.centre_roles & OFFICERS]
    held: dict[str, Any] = {
        column.name: max((getattr(row, column.name) for row in rows), default=column.default)
        for column in fields(ProjectAbilities)
    }
    return ProjectAbilities(**held)


def portfolio_abilities(who: Standing) -> PortfolioAbilities:
    """Return what ``who`` may do outside any single project of the centre; no query."""
    administers = Role.ADMINISTRATOR in who.centre_roles
    return PortfolioAbilities(
        create_project=administers,
        keep_programmes=administers or Role.COORDINATOR in who.team_roles,
    )
