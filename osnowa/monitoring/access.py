"""Who may read what a register is told, and who tells it."""

from dataclasses import dataclass

from osnowa.organisations.models import Role
from osnowa.participants.abilities import EnrolmentAbilities
from osnowa.projects.models import Project
from osnowa.projects.standing import Standing


@dataclass(frozen=True)
class RegisterAbilities:
    """``read``: faults of everybody, files made, answers; ``file``: make files and take answers in.

    A file holds special categories of data of everybody, hidden people too: only who may read all of it makes
    it. ``read`` goes with hidden names, which coordinator and auditor know.
    """

    read: bool = False
    file: bool = False


def register_abilities(who: Standing, project: Project) -> RegisterAbilities:
    """Return what ``who`` may do with the register of ``project``; no query."""
    if project.centre_id != who.centre.pk:
        return RegisterAbilities()
    files = who.has(project.pk, Role.COORDINATOR)
    return RegisterAbilities(read=files or who.has(project.pk, Role.AUDITOR), file=files)


def may_read_own_faults(can: EnrolmentAbilities) -> bool:
    """Return whether somebody with the abilities ``can`` over a participation reads what is wrong with it."""
    return can.folder
