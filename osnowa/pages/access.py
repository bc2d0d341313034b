"""Who may put something above or beside public pages."""

from osnowa.organisations.access import centre_abilities
from osnowa.pages.models import PageLink
from osnowa.projects.access import project_abilities
from osnowa.projects.models import Project
from osnowa.projects.standing import Standing


def may_announce(who: Standing) -> bool:
    """Return whether ``who`` may write notices and links of the whole centre."""
    return centre_abilities(who).manage_directory


def may_link(who: Standing, project: Project | None) -> bool:
    """Return whether ``who`` may set links on the page of ``project``, or on those of the centre."""
    return project_abilities(who, project).describe if project else may_announce(who)


def may_keep(who: Standing, link: PageLink) -> bool:
    """Return whether ``who`` may correct and withdraw ``link``."""
    return may_link(who, link.project)
