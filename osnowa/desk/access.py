"""Who may open what the desk composes."""

from osnowa.desk.queries.log import part_of
from osnowa.participants.abilities import EnrolmentAbilities
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
