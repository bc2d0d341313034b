"""Who may look after the directory and the accounts of a centre."""

from dataclasses import dataclass

from osnowa.organisations.asker import Asker
from osnowa.organisations.models import Membership, Place, Role

__all__ = ["Asker", "CentreAbilities", "centre_abilities", "may_end", "may_read_address"]

# Whom a protected address (a shelter, a flat of somebody in danger) reaches through the directory.
READS_PROTECTED_ADDRESSES = frozenset({Role.COORDINATOR, Role.SOCIAL_WORKER, Role.HOUSING_MANAGER})


@dataclass(frozen=True)
class CentreAbilities:
    """What somebody may do with the directory (organisations, places, areas) and the centre's accounts."""

    manage_directory: bool
    manage_members: bool
    see_members: bool
    correct_centre: bool


def centre_abilities(who: Asker) -> CentreAbilities:
    """Return what ``who`` may do: administrators everything here, coordinators the directory."""
    is_administrator = Role.ADMINISTRATOR in who.centre_roles
    return CentreAbilities(
        manage_directory=is_administrator or Role.COORDINATOR in who.team_roles,
        manage_members=is_administrator,
        see_members=is_administrator or Role.DATA_PROTECTION_OFFICER in who.centre_roles,
        correct_centre=is_administrator,
    )


def may_read_address(who: Asker, place: Place) -> bool:
    """Return whether ``who`` may read where ``place`` is; a protected address is not for every member."""
    return not place.is_protected or not READS_PROTECTED_ADDRESSES.isdisjoint(who.team_roles)


def may_end(who: Asker, membership: Membership) -> bool:
    """Return whether ``who`` may end or withdraw ``membership``: nobody takes the keys from themselves."""
    is_own = membership.user_id == who.user.pk and membership.role == Role.ADMINISTRATOR
    return centre_abilities(who).manage_members and not is_own
