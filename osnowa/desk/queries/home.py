"""What the desk wants to know, composed from the apps below."""

from dataclasses import dataclass

from osnowa.projects.models import Project
from osnowa.projects.queries.projects import projects_visible_to
from osnowa.projects.standing import Standing


@dataclass(frozen=True)
class Desk:
    """What somebody finds first in the morning."""

    projects: list[Project]


def desk_of(who: Standing) -> Desk:
    """Return the desk of ``who``: the projects they work in, by title."""
    return Desk(projects=list(projects_visible_to(who).order_by("title")))
