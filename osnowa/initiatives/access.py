"""Who may do what with the community initiatives of a project."""

from dataclasses import dataclass

from osnowa.projects.access import Reach, project_abilities
from osnowa.projects.models import Project
from osnowa.projects.standing import Standing


@dataclass(frozen=True)
class InitiativeAbilities:
    """What somebody may do: ``see`` the list, ``open_evidence`` (it may name people), ``keep`` it all."""

    see: bool = False
    open_evidence: bool = False
    keep: bool = False


def initiative_abilities(who: Standing, project: Project) -> InitiativeAbilities:
    """Return what ``who`` may do with the initiatives of ``project``; no query.

    Whoever sees figures sees what they count; a list of those who came opens to those who may see the people
    behind a number. Partner staff see the initiatives of their own groups
    (``queries.initiatives_visible_to``).
    """
    can = project_abilities(who, project)
    return InitiativeAbilities(
        see=can.see_figures != Reach.NONE,
        open_evidence=can.see_figure_members != Reach.NONE,
        keep=can.set_up,
    )
