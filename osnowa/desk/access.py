"""Who may open what the desk composes."""

from dataclasses import dataclass

from osnowa.organisations.models import Role
from osnowa.participants.abilities import EnrolmentAbilities
from osnowa.projects.standing import Standing

#: Read the entries of their projects.
_OF_THEIR_PROJECTS = (Role.COORDINATOR, Role.AUDITOR)


@dataclass(frozen=True)
class LogAbilities:
    """Which entries of the centre's log somebody may read.

    ``whole``: all of them; ``accounts``: those about accounts and memberships; ``projects``: those that say
    they belong to one of these projects (ids). An entry that cannot tell its project is not shown for one.
    """

    whole: bool = False
    accounts: bool = False
    projects: tuple[int, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether there is a log for them at all."""
        return self.whole or self.accounts or bool(self.projects)


def log_abilities(who: Standing) -> LogAbilities:
    """Return which part of the centre's log ``who`` may read today; no query."""
    return LogAbilities(
        whole=Role.DATA_PROTECTION_OFFICER in who.centre_roles,
        accounts=Role.ADMINISTRATOR in who.centre_roles,
        projects=tuple(who.projects_as(*_OF_THEIR_PROJECTS)),
    )


def may_read_history(can: EnrolmentAbilities) -> bool:
    """Return whether who changed and opened a person's file may be read, given what may be done with it.

    Whoever reads the whole identity: the coordinator, the person's own worker, an auditor, the data
    protection officer with a reason.
    """
    return can.open_file and can.identity == "full"
