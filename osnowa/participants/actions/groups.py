"""What can happen between a participant and a group: joining, leaving, correcting, withdrawing."""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.errors import Refused
from osnowa.participants.models import Enrolment, Exit, GroupMembership
from osnowa.participants.queries.participation import has_place, locked, marks_in_group
from osnowa.projects.models import Group
from osnowa.projects.periods import Period, in_force, overlap
from osnowa.projects.queries.projects import latest_period


class GroupOfAnotherProject(Refused):
    """A group takes participants of its own project."""

    message = _("Grupa „%(group)s” należy do innego projektu.")
    field = "group"


class GroupIsFull(Refused):
    """On some day of the stay there is no place."""

    message = _("Grupa „%(group)s” ma komplet. Liczba miejsc: %(capacity)s.")
    field = "group"


class JoinedBeforeEnrolment(Refused):
    """Not a participant yet."""

    message = _("Ta osoba jest w projekcie dopiero od %(enrolled_on)s.")
    field = "joined_on"
    why = "dni-udzialu"


class JoinedAfterExit(Refused):
    """Not a participant any more."""

    message = _("Udział tej osoby w projekcie zakończył się %(ended_on)s.")
    field = "joined_on"
    why = "dni-udzialu"


class OutsideGroup(Refused):
    """The round, or the project, is shorter."""

    message = _("Udział w grupie musi leżeć w okresie %(period)s.")
    field = "joined_on"
    why = "okres-projektu"


class InGroupAlready(Refused):
    """Twice on one day in one group."""

    message = _("W tych dniach ta osoba już jest w tej grupie: od %(joined_on)s.")
    field = "joined_on"


class LeftBeforeJoining(Refused):
    """The last day lies before the first."""

    message = _("Ostatni dzień w grupie nie może być przed pierwszym.")
    field = "left_before"


class MarkedInGroup(Refused):
    """Attendance was marked on a day that would fall outside."""

    message = _("Dnia %(held_on)s zapisano obecność tej osoby na zajęciach grupy. Najpierw wycofaj ten wpis.")
    field = "left_before"
    why = "zalezne-zapisy"


@action
def join_group(
    *,
    enrolment: Enrolment,
    group: Group,
    joined_on: date,
    by: User,
    at: datetime,
    left_before: date | None = None,
) -> GroupMembership:
    """Put a participant into ``group`` from ``joined_on`` up to, not including, ``left_before``.

    Groups are composed ahead, so the days may lie after ``at``.

    Raises:
        GroupOfAnotherProject, GroupIsFull: not this group.
        JoinedBeforeEnrolment, JoinedAfterExit, OutsideGroup, InGroupAlready, LeftBeforeJoining: not then.
    """
    enrolment = locked(enrolment)
    membership = GroupMembership(
        enrolment=enrolment, group=group, joined_on=joined_on, left_before=left_before
    )
    _check(membership)
    # The table checks its constraints itself: `action` says the same sentence when it refuses.
    membership.full_clean(validate_constraints=False)
    membership.save()
    record(
        verb="participants.group.joined",
        subject=enrolment,
        by=by,
        at=at,
        within=enrolment.project,
        person=label(enrolment.person),
        sealed_after=_told(membership),
    )
    return membership


@action
def leave_group(*, membership: GroupMembership, left_before: date, by: User, at: datetime) -> GroupMembership:
    """End the stay in the group: the day before ``left_before`` is the last one.

    Raises:
        LeftBeforeJoining: it would never have begun.
        MarkedInGroup: attendance was marked on or after that day.
        OutsideGroup: after the round or the project.
    """
    return correct_membership(
        membership=membership, joined_on=membership.joined_on, left_before=left_before, by=by, at=at
    )


@action
def correct_membership(
    *, membership: GroupMembership, joined_on: date, left_before: date | None, by: User, at: datetime
) -> GroupMembership:
    """Change the days of a stay in a group; without ``left_before`` it goes on.

    Raises:
        MarkedInGroup: attendance was marked on a day that would fall outside.
        GroupIsFull …: see ``join_group``.
    """
    enrolment = locked(membership.enrolment)
    membership = GroupMembership.objects.get(pk=membership.pk)
    membership.enrolment = enrolment
    before = _told(membership)
    membership.joined_on, membership.left_before = joined_on, left_before
    _check(membership)
    _check_marks(membership)
    membership.full_clean(validate_constraints=False)
    membership.save()
    record(
        verb="participants.group.corrected",
        subject=enrolment,
        by=by,
        at=at,
        within=enrolment.project,
        person=label(enrolment.person),
        sealed_before=before,
        sealed_after=_told(membership),
    )
    return membership


@action
def withdraw_membership(*, membership: GroupMembership, by: User, at: datetime) -> GroupMembership:
    """Delete a stay in a group that was noted by mistake; the audit keeps what it said.

    Raises:
        MarkedInGroup: attendance was marked in it.
    """
    enrolment = locked(membership.enrolment)
    days = marks_in_group(enrolment, membership.group)
    marked = next((day for day in days if _holds(membership, day)), None)
    if marked:
        raise MarkedInGroup(held_on=date_format(marked))
    record(
        verb="participants.group.withdrawn",
        subject=enrolment,
        by=by,
        at=at,
        within=enrolment.project,
        person=label(enrolment.person),
        sealed_before=_told(membership),
    )
    membership.delete()
    return membership


def _check(membership: GroupMembership) -> None:
    enrolment = membership.enrolment
    # Everybody who wants the last place waits here.
    group = Group.objects.select_for_update(of=("self",)).select_related("round").get(pk=membership.group_id)
    if group.project_id != enrolment.project_id:
        raise GroupOfAnotherProject(group=group.name)
    if membership.left_before and membership.left_before <= membership.joined_on:
        raise LeftBeforeJoining
    if membership.joined_on < enrolment.enrolled_on:
        raise JoinedBeforeEnrolment(enrolled_on=date_format(enrolment.enrolled_on))
    ended = Exit.objects.current().filter(enrolment=enrolment).first()
    if ended and membership.joined_on > ended.ended_on:
        raise JoinedAfterExit(ended_on=date_format(ended.ended_on))
    _check_period(membership, group)
    _check_others(membership, group)


def _check_period(membership: GroupMembership, group: Group) -> None:
    round_ = group.round
    project = membership.enrolment.project
    period = Period(round_.begins_on, round_.ends_on) if round_ else latest_period(project)
    last = membership.left_before - timedelta(days=1) if membership.left_before else membership.joined_on
    if not period.holds(membership.joined_on, last):
        shown = (date_format(day) if day else "…" for day in (period.begins_on, period.ends_on))
        raise OutsideGroup(period=" – ".join(shown))


def _check_others(membership: GroupMembership, group: Group) -> None:
    others = GroupMembership.objects.filter(group=group).exclude(pk=membership.pk)
    stay = (membership.joined_on, membership.left_before)
    for other in others.filter(enrolment=membership.enrolment):
        if overlap(*stay, other.joined_on, other.left_before):
            raise InGroupAlready(joined_on=date_format(other.joined_on))
    if not has_place(membership, group):
        raise GroupIsFull(group=group.name, capacity=group.capacity)


def _check_marks(membership: GroupMembership) -> None:
    same = GroupMembership.objects.filter(enrolment=membership.enrolment, group=membership.group_id)
    stays = [membership, *same.exclude(pk=membership.pk)]
    for day in marks_in_group(membership.enrolment, membership.group):
        if not any(_holds(stay, day) for stay in stays):
            raise MarkedInGroup(held_on=date_format(day))


def _holds(membership: GroupMembership, day: date) -> bool:
    return in_force(membership.joined_on, membership.left_before, day)


def _told(membership: GroupMembership) -> dict[str, object]:
    return {
        "group": label(membership.group),
        "joined_on": membership.joined_on,
        "left_before": membership.left_before,
    }
