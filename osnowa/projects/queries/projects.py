"""Which projects somebody may know of, and what was in force in them on a day."""

from datetime import date

from django.db.models import QuerySet

from osnowa.organisations.models import Role
from osnowa.projects.models import Project, Terms
from osnowa.projects.standing import Standing


def projects_visible_to(who: Standing) -> QuerySet[Project]:
    """Return the projects ``who`` may know of: those of their team roles; all for officers of the whole centre."""
    if who.centre_roles & {Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER}:
        return Project.objects.all()
    return Project.objects.filter(pk__in=list(who.team))


def terms_in_force(project: Project, on: date) -> Terms | None:
    """Return the terms of ``project`` in force on the day ``on``, or None before the first row."""
    return Terms.objects.filter(project=project, valid_from__lte=on).order_by("-valid_from").first()
