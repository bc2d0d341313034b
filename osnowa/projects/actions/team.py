"""The team: who is who in the project, since when, and whose word goes."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.clock.periods import not_over
from osnowa.errors import Refused
from osnowa.organisations.models import Membership, Role, Unit
from osnowa.projects.actions.changes import Change, OfAnotherCentre, OfAnotherProject
from osnowa.projects.hierarchy import chain
from osnowa.projects.models import Partnership, Project, TeamRole
from osnowa.projects.periods import in_force, overlap


class RoleInTheSameDays(Refused):
    message = _("Ta osoba ma już tę rolę w tych dniach.")
    field = "begins_on"


class UserOutsideTheCentre(Refused):
    message = _("Ta osoba nie ma konta w ośrodku. Dodaje je osoba, która administruje ośrodkiem.")
    field = "user"
    why = "kto-w-zespole"


class HolderIsFixed(Refused):
    message = _("Rola zostaje przy tej osobie. Zakończ ją i powołaj kogoś innego.")
    field = "user"
    why = "role"


class RoleIsFixed(Refused):
    message = _("Rodzaj roli zostaje. Zakończ tę rolę i powołaj tę osobę do innej.")
    field = "role"
    why = "role"


class ReportsInACircle(Refused):
    message = _("Ta osoba podlegałaby sama sobie.")
    field = "reports_to"


class OwnLastCoordination(Refused):
    message = _("To twoja jedyna rola koordynacji w tym projekcie. Odebrać może ją inna osoba.")
    why = "role"


class TeamRoleFacts(TypedDict, total=False):
    """A role from ``begins_on`` up to, not including, ``ends_before``; with a ``user`` it gives rights."""

    user: User | None
    person_name: str
    role: str
    title: str
    unit: Unit | None
    partnership: Partnership | None
    reports_to: TeamRole | None
    appointment: str
    begins_on: date
    ends_before: date | None


@action
def appoint(*, project: Project, by: User, at: datetime, **facts: Unpack[TeamRoleFacts]) -> TeamRole:
    """Give somebody a role in the team of ``project``; without a ``user`` it only names who is responsible.

    Raises:
        UserOutsideTheCentre: the user has no membership of the centre then; the administrator adds it.
        RoleInTheSameDays: they hold this role already on one of these days.
        OfAnotherProject: the partnership or the superior is of another project.
        ReportsInACircle, OfAnotherCentre, Gone.
    """
    change = Change(by, at)
    role = change.add(TeamRole(project=change.lock(project)), facts)
    _check_role(role)
    return role


@action
def correct_team_role(
    *, team_role: TeamRole, by: User, at: datetime, **facts: Unpack[TeamRoleFacts]
) -> TeamRole:
    """Correct or end a role; holder and kind stay, so that the past still says who had which rights.

    A role that only named somebody may get an account.

    Raises:
        HolderIsFixed, RoleIsFixed: end the role and appoint anew.
        OwnLastCoordination: ``by`` would take the coordination of this project from themselves.
        UserOutsideTheCentre, RoleInTheSameDays, OfAnotherProject, ReportsInACircle, OfAnotherCentre, Gone.
    """
    change = Change(by, at)
    change.lock(team_role.project)
    role = change.fresh(team_role)
    holder, kind = role.user_id, role.role
    role = change.correct(role, facts)
    if holder is not None and role.user_id != holder:
        raise HolderIsFixed
    if role.role != kind:
        raise RoleIsFixed
    _check_role(role)
    _check_coordination_stays(role, change)
    return role


@action
def withdraw_team_role(*, team_role: TeamRole, by: User, at: datetime) -> TeamRole:
    """Withdraw an appointment made by mistake; one that was real is ended instead.

    Raises:
        OwnLastCoordination: ``by`` would take the coordination of this project from themselves.
        StillNeeded: somebody reports to it, or it coordinates a round.
    """
    change = Change(by, at)
    change.lock(team_role.project)
    role = change.withdraw(change.fresh(team_role))
    _check_coordination_stays(role, change)
    return role


def _check_role(role: TeamRole) -> None:
    if role.user and not _belongs(role):
        raise UserOutsideTheCentre
    if role.unit and role.unit.organisation.centre_id != role.project.centre_id:
        raise OfAnotherCentre(field="unit")
    if role.partnership and role.partnership.project_id != role.project_id:
        raise OfAnotherProject(field="partnership")
    if role.reports_to and role.reports_to.project_id != role.project_id:
        raise OfAnotherProject(field="reports_to")
    others = role.project.team_roles.exclude(pk=role.pk).filter(user=role.user, role=role.role)
    days = (role.begins_on, role.ends_before)
    if role.user and any(overlap(*days, other.begins_on, other.ends_before) for other in others):
        raise RoleInTheSameDays
    above = dict(role.project.team_roles.values_list("pk", "reports_to"))
    if role.pk in chain(role.pk, above):
        raise ReportsInACircle


def _belongs(role: TeamRole) -> bool:
    return (
        Membership.objects.filter(user=role.user, centre=role.project.centre)
        .filter(not_over(role.begins_on))
        .exists()
    )


def _check_coordination_stays(role: TeamRole, change: Change) -> None:
    """Refuse when ``by`` was coordinating through ``role`` and coordinates no more."""
    if role.role != Role.COORDINATOR or role.user_id != change.by.pk:
        return
    own = TeamRole.objects.filter(project=role.project_id, user=change.by, role=Role.COORDINATOR)
    if not any(in_force(each.begins_on, each.ends_before, change.on) for each in own):
        raise OwnLastCoordination
