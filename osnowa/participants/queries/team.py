"""Who of a project's team may take a case, and into which projects somebody may enrol a person."""

from datetime import date

from django.db.models import QuerySet

from osnowa.accounts.models import User
from osnowa.clock.periods import in_force
from osnowa.organisations.models import Role
from osnowa.participants.models import Person
from osnowa.participants.queries.visibility import REGISTER
from osnowa.projects.models import Project, TeamRole
from osnowa.projects.standing import Standing

#: Who may carry a case.
CARRY_CASES = (Role.SOCIAL_WORKER, Role.COORDINATOR)


def team_carrying_cases(project: Project, on: date) -> QuerySet[User]:
    """Return the people of the team who may carry cases in ``project`` on ``on``, by name."""
    held = TeamRole.objects.filter(in_force(on), project=project, role__in=CARRY_CASES, user__isnull=False)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name")


def projects_to_enrol_in(who: Standing, person: Person) -> QuerySet[Project]:
    """Return the projects into which ``who`` may enrol ``person``, who is not in them yet, by title."""
    mine = Project.objects.filter(pk__in=who.projects_as(*REGISTER))
    return mine.exclude(enrolments__person=person).order_by("sort_key", "title")
