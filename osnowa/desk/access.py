"""Who may open what the desk composes."""

from collections.abc import Collection

from osnowa.desk.queries.log import part_of
from osnowa.organisations.models import Role
from osnowa.participants.abilities import EnrolmentAbilities
from osnowa.participants.models import Person
from osnowa.participants.queries.visibility import has_open_look
from osnowa.projects.standing import Standing


def may_open_log(who: Standing) -> bool:
    """Return whether any part of the centre's log is for ``who``; no query."""
    return part_of(who).opens


def may_read_history(can: EnrolmentAbilities) -> bool:
    """Return whether who changed and opened a person's file may be read, given what may be done with it.

    Whoever reads the whole identity: the coordinator, the person's own worker, an auditor, the data
    protection officer with a reason.
    """
    return can.open_file and can.identity == "full"


def may_report(who: Standing, person: Person, projects: Collection[int]) -> bool:
    """Return whether ``who`` may have everything that is kept about ``person``, who is in ``projects`` (ids).

    Who coordinates all of them, and the data protection officer who gave a reason (a query for them only).
    """
    if who.is_any(Role.COORDINATOR) and {*projects} <= {*who.projects_as(Role.COORDINATOR)}:
        return True
    return has_open_look(who, person)
