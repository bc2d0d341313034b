"""Who may bring lists of people into a project."""

from osnowa.organisations.models import Role
from osnowa.projects.models import Project
from osnowa.projects.standing import Standing


def may_bring_lists(who: Standing, project: Project) -> bool:
    """Return whether ``who`` may bring lists to ``project``: the coordinator, who sees everybody there.

    A social worker enrols one by one into their own caseload; a list would open other people's files.
    """
    return who.has(project.pk, Role.COORDINATOR)
