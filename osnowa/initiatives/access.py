"""Who may do what with the community initiatives of a project."""

from dataclasses import dataclass

from osnowa.projects.access import Reach, project_abilities
from osnowa.projects.models import Project
from osnowa.projects.standing import Standing


@dataclass(frozen=True)
class InitiativeAbilities:
    """What somebody may do: ``see`` the list and the evidence, ``keep`` it (plan, mark, prove, withdraw)."""

    see: bool = False
    keep: bool = False


def initiative_abilities(who: Standing, project: Project) -> InitiativeAbilities:
    """Return what ``who`` may do with the initiatives of ``project``; no query.

    Whoever sees figures sees what they are made of; partner staff see the initiatives of their own groups
    (``queries.initiatives_visible_to``).
    """
    can = project_abilities(who, project)
    return InitiativeAbilities(see=can.see_figures != Reach.NONE, keep=can.set_up)
