"""Who asks: what this app has to know of a person's standing, which a higher app works out."""

from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from osnowa.accounts.models import User


class Asker(Protocol):
    """A signed-in person in one centre on one day; ``request.who`` is one."""

    @property
    def user(self) -> "User":
        """Who it is."""

    @property
    def on(self) -> date:
        """The day the roles are held on."""

    @property
    def centre_roles(self) -> frozenset[str]:
        """Centre-wide roles."""

    @property
    def team_roles(self) -> frozenset[str]:
        """All roles held in any project of the centre."""
