"""Who may mark attendance, plan meetings and read the register."""

from dataclasses import dataclass

from osnowa.organisations.models import Role
from osnowa.projects.access import Reach, project_abilities
from osnowa.projects.standing import Standing
from osnowa.trainings.models import Edition
from osnowa.trainings.queries import editions_visible_to

#: Roles in whose work there are sessions, if perhaps none today.
_WITH_SESSIONS = (
    *(Role.COORDINATOR, Role.SOCIAL_WORKER, Role.TRAINER),
    *(Role.PARTNER_STAFF, Role.AUDITOR),
)


@dataclass(frozen=True)
class EditionAbilities:
    """What somebody may do with one edition.

    ``see_everybody``: the whole register, otherwise only the rows of their own caseload; ``mark``:
    attendance; ``write_topic``: what a meeting was about; ``set_up``: courses, groups, dates, cancelling;
    ``approve``: answer for a list; ``open_scan``: of a signed list, on which hidden names stand too.
    """

    see_everybody: bool = False
    mark: bool = False
    write_topic: bool = False
    set_up: bool = False
    approve: bool = False
    open_scan: bool = False


def edition_abilities(who: Standing, edition: Edition) -> EditionAbilities:
    """Return what ``who`` may do with ``edition``; no query when its course and group were read with it."""
    project = edition.course.form.project
    can = project_abilities(who, project)
    acts_for = who.partnerships.get(project.pk, frozenset())
    leads = edition.trainer_id == who.user.pk and project.pk not in who.away_from
    is_theirs = leads or edition.group.partnership_id in acts_for
    return EditionAbilities(
        see_everybody=can.see_attendance == Reach.ALL or is_theirs,
        mark=can.mark_attendance == Reach.ALL or is_theirs,
        write_topic=can.set_up or is_theirs,
        set_up=can.set_up,
        approve=can.set_up,
        open_scan=can.see_attendance == Reach.ALL,
    )


def may_see_sessions(who: Standing) -> bool:
    """Return whether the timetable is for ``who`` at all; an outside trainer has only their editions."""
    return who.is_any(*_WITH_SESSIONS) or editions_visible_to(who).exists()
