"""One group on a day: who is in it, how often they come, and what it meets for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from osnowa.participants.access import abilities_by_enrolment
from osnowa.participants.models import Enrolment
from osnowa.participants.names import as_read, shown_to
from osnowa.participants.queries import enrolments_of_group, enrolments_visible_to
from osnowa.projects.access import Reach, project_abilities
from osnowa.projects.models import Group, Project
from osnowa.projects.queries.projects import groups_of
from osnowa.projects.standing import Standing
from osnowa.trainings import attendance
from osnowa.trainings.models import Edition
from osnowa.trainings.queries import editions_visible_to, frequencies_in_group


@dataclass(frozen=True)
class GroupMember:
    """One participant in the group; ``opens`` the file of the person. Frequency in percent."""

    enrolment: Enrolment
    name: str
    opens: bool
    frequency: Decimal | None

    @property
    def level(self) -> str:
        """``ok``, ``warn`` or ``bad`` by the thresholds of attendance; empty where nobody was marked."""
        return attendance.level(self.frequency) if self.frequency is not None else ""


@dataclass(frozen=True)
class GroupOnDay:
    """A group as of ``on``: its people in Polish order of names, and its courses."""

    group: Group
    on: date
    members: Sequence[GroupMember]
    editions: Sequence[Edition]


def groups_visible_to(who: Standing, project: Project) -> QuerySet[Group]:
    """Return the groups of ``project`` whose people ``who`` may list: all, or those their partner runs.

    To be in a group of a sensitive name says something of a person, so a social worker, who knows everybody
    by name, finds it on the files of their own people only.
    """
    groups, can = groups_of(project), project_abilities(who, project)
    if can.see_people == Reach.ALL:
        return groups
    theirs = Q(partnership__in=who.partnerships.get(project.pk, ()))
    return groups.filter(theirs | Q(is_sensitive=False) if can.see_names == Reach.ALL else theirs)


def group_on(who: Standing, group: Group, on: date) -> GroupOnDay:
    """Return who is in ``group`` on ``on``, as far as ``who`` may know; the queries do not grow."""
    known = enrolments_visible_to(who).values("pk")
    enrolments = list(enrolments_of_group(group, on).filter(pk__in=known))
    abilities = abilities_by_enrolment(who, enrolments)
    frequencies = frequencies_in_group(group, on)
    members = [
        GroupMember(
            enrolment=each,
            name=shown_to(who, each, abilities=abilities[each.pk]),
            opens=abilities[each.pk].open_file,
            frequency=frequencies.get(each.pk),
        )
        for each in as_read(enrolments, abilities)
    ]
    editions = editions_visible_to(who).filter(group=group).select_related("course", "trainer")
    return GroupOnDay(group, on, members, list(editions.order_by("course__name")))
