"""What somebody is, here and today: read once a request, passed to every question of access."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osnowa.accounts.models import User
    from osnowa.organisations.models import Centre


@dataclass(frozen=True)
class Standing:
    """The roles of ``user`` in ``centre`` on the day ``on``.

    ``centre_roles`` are centre-wide; ``team`` maps a project's id to the roles held in its team that day;
    ``partnerships`` maps a project's id to the ids of the partnerships the user acts for there. ``at`` is the
    moment of asking; without it nothing that is open for minutes only is open. ``away_from`` are the ids of
    the projects in which the user is a trainer on other days only: whoever left does not teach there either.
    """

    user: "User"
    centre: "Centre"
    on: date
    centre_roles: frozenset[str] = frozenset()
    team: Mapping[int, frozenset[str]] = field(default_factory=dict)
    partnerships: Mapping[int, frozenset[int]] = field(default_factory=dict)
    at: datetime | None = None
    away_from: frozenset[int] = frozenset()

    def __hash__(self) -> int:
        """Two that are equal are one key; mappings have no hash of their own."""
        mappings = (frozenset(self.team.items()), frozenset(self.partnerships.items()))
        return hash((self.user, self.centre, self.on, self.at, self.centre_roles, self.away_from, mappings))

    def but(self, **changes: Any) -> "Standing":
        """Return the same standing with some of it changed."""
        return replace(self, **changes)

    def has(self, project_id: int, *roles: str) -> bool:
        """Return whether any of ``roles`` is held in the project."""
        return not self.team.get(project_id, frozenset()).isdisjoint(roles)

    def is_any(self, *roles: str) -> bool:
        """Return whether any of ``roles`` is held centre-wide or in any project."""
        return not (self.centre_roles | self.team_roles).isdisjoint(roles)

    def projects_as(self, *roles: str) -> list[int]:
        """Return the ids of the projects in which any of ``roles`` is held, ascending."""
        return sorted(project for project, held in self.team.items() if not held.isdisjoint(roles))

    @property
    def team_roles(self) -> frozenset[str]:
        """All roles held in any project."""
        return frozenset().union(*self.team.values()) if self.team else frozenset()
