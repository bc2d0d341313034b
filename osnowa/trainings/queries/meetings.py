"""Meetings in time: what is when, who is expected, who still has to be marked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from osnowa.clock.periods import in_force
from osnowa.organisations.folding import search_norm
from osnowa.organisations.models import Role
from osnowa.participants.models import Exit, GroupMembership
from osnowa.projects.models import Project
from osnowa.projects.standing import Standing
from osnowa.trainings import timetable
from osnowa.trainings.models import Attendance, Edition, ListApproval, Session
from osnowa.trainings.queries.visibility import sessions_visible_to


@dataclass(frozen=True)
class Meeting:
    """One session as a timetable shows it, on the day it is asked for.

    ``expected`` people are in the group that day and were enrolled when it is asked for; ``unmarked`` of them
    have no mark (in the future all of them, whatever was recorded later).
    """

    session: Session
    expected: int
    unmarked: int
    is_ahead: bool

    @property
    def marked(self) -> int:
        """How many of the expected are marked."""
        return self.expected - self.unmarked

    @property
    def waits(self) -> bool:
        """Whether somebody still has to be marked."""
        return not self.is_ahead and not self.session.is_cancelled and self.unmarked > 0


def meetings_between(who: Standing, first: date, last: date) -> list[Meeting]:
    """Return the meetings visible to ``who`` from ``first`` to ``last`` (inclusive) in order of time."""
    sessions = _counted(sessions_visible_to(who).filter(held_on__range=(first, last)), who.on)
    return [_meeting(session, who.on) for session in sessions.order_by("held_on", "begins_at", "pk")]


def sessions_to_mark(who: Standing, editions: QuerySet[Edition]) -> QuerySet[Session]:
    """Return the sessions of ``editions`` up to today on which somebody is not marked."""
    sessions = sessions_visible_to(who).filter(
        edition__in=editions, held_on__lte=who.on, state=Session.State.PLANNED
    )
    return _counted(sessions, who.on).filter(unmarked__gt=0)


def meetings_to_mark(who: Standing, editions: QuerySet[Edition], *, at_most: int) -> list[Meeting]:
    """Return meetings of ``editions`` up to today on which somebody is not marked, oldest first."""
    waiting = sessions_to_mark(who, editions).order_by("held_on", "begins_at", "pk")
    return [_meeting(session, who.on) for session in waiting[:at_most]]


def sessions_beside(edition: Edition, days: Collection[date]) -> QuerySet[Session]:
    """Return the planned sessions of the same group or trainer on ``days``, their own included.

    Without an account a trainer is known by name.
    """
    same = Q(edition__group=edition.group_id)
    if edition.trainer_id:
        same |= Q(edition__trainer=edition.trainer_id)
    elif name := search_norm(edition.trainer_name):
        same |= Q(edition__trainer=None, edition__trainer_norm=name)
    sessions = Session.objects.filter(same, held_on__in=set(days), state=Session.State.PLANNED)
    return sessions.select_related("edition__course__form")


def at_same_place(sessions: Collection[Session]) -> list[tuple[Session, Session]]:
    """Return pairs: one of ``sessions`` and another planned one in its place at its hours (1 query).

    A session without a place of its own is where its edition is.
    """
    places = {place_of(session) for session in sessions} - {None}
    days = {session.held_on for session in sessions}
    there = Q(place__in=places) | Q(place=None, edition__place__in=places)
    others = Session.objects.filter(there, held_on__in=days, state=Session.State.PLANNED)
    return [
        (session, other)
        for other in others.select_related("edition__course__form").order_by("held_on", "begins_at", "pk")
        for session in sessions
        if other.pk != session.pk
        and (other.held_on, place_of(other)) == (session.held_on, place_of(session))
        and timetable.collide(session.begins_at, session.ends_at, other.begins_at, other.ends_at)
    ]


def place_of(session: Session) -> int | None:
    """Return the id of the place of a session, which is its edition's when it has none; None for unknown."""
    return session.place_id or session.edition.place_id


def with_approval(sessions: QuerySet[Session]) -> QuerySet[Any]:
    """Return ``sessions``, each with ``is_approved``: whether somebody answers for its list now."""
    standing = ListApproval._base_manager.filter(session=OuterRef("pk"), withdrawn_at__isnull=True)
    return sessions.annotate(is_approved=Exists(standing))


def lists_to_approve(who: Standing) -> QuerySet[Session]:
    """Return the sessions up to today with marks and without an approval, oldest first.

    Of the projects that ``who`` coordinates or audits: others do not answer for lists.
    """
    projects = who.projects_as(Role.COORDINATOR, Role.AUDITOR)
    standing = ListApproval._base_manager.filter(session=OuterRef("pk"), withdrawn_at__isnull=True)
    marked = Attendance._base_manager.filter(session=OuterRef("pk"), superseded_at__isnull=True)
    return Session.objects.filter(
        ~Exists(standing),
        Exists(marked),
        edition__course__form__project__in=projects,
        held_on__lte=who.on,
        state=Session.State.PLANNED,
    ).order_by("held_on", "begins_at", "pk")


def meetings_to_approve(who: Standing, *, at_most: int) -> list[Meeting]:
    """Return the first of ``lists_to_approve`` as meetings (1 query)."""
    return [_meeting(session, who.on) for session in _counted(lists_to_approve(who), who.on)[:at_most]]


def approvals_of(session: Session) -> QuerySet[ListApproval]:
    """Return the approvals of a list, newest first, each with who gave and withdrew it, and its scan."""
    return (
        ListApproval.objects.filter(session=session)
        .select_related("approved_by", "withdrawn_by", "scan")
        .order_by("-pk")
    )


def session_for_change(pk: int) -> Session:
    """Return a session with its form of support and ``is_approved``, locked together with its edition.

    For a session that was found in its scope: this asks for no centre. One statement locks, so that two verbs
    never hold one lock each and wait for the other; the next one reads, since what the first one joined is as
    it was before the wait.

    Raises:
        Session.DoesNotExist: somebody withdrew it.
    """
    sessions = Session._base_manager.filter(pk=pk)
    list(sessions.select_for_update(of=("self", "edition"), no_key=True).select_related("edition").order_by())
    # Whether its list is approved is read with it: saving marks asks for nothing more.
    known = with_approval(sessions)
    return known.select_related("edition__course__form__project", "edition__group__round").get()


def hold_project(**found: Any) -> None:
    """Lock the project that ``found`` leads to (lookups of a project), before anything that belongs to it.

    Its days do not move, and its forms of support stay as they are, to the end of the transaction.
    """
    # In one order: two verbs that hold several projects never wait for each other in a ring.
    projects = Project.objects.filter(pk__in=Project.objects.filter(**found).order_by().values("pk"))
    list(projects.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))


def edition_for_change(pk: int) -> Edition:
    """Return an edition as it is now, locked to the end of the transaction."""
    list(Edition.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk).values_list("pk"))
    # Read once the lock is held: what a locking statement joins is as it was before it waited.
    editions = Edition.objects.select_related("course__form__project", "group__round", "trainer")
    return editions.get(pk=pk)


def _counted(sessions: QuerySet[Session], on: date) -> QuerySet[Any]:
    """Return ``sessions`` with the numbers ``expected`` and ``unmarked`` as they are known ``on`` a day."""
    day = OuterRef("held_on")
    ended = Exit.objects.current().filter(
        enrolment=OuterRef("enrolment"), ended_on__lt=OuterRef(OuterRef("held_on")), ended_on__lte=on
    )
    expected = GroupMembership.objects.filter(
        in_force(day, "joined_on", "left_before"),
        ~Exists(ended),
        Q(enrolment__enrolled_on__lte=day) & Q(enrolment__enrolled_on__lte=on),
        group=OuterRef("edition__group"),
    )
    marked = Attendance.objects.current().filter(
        session=OuterRef(OuterRef("pk")), enrolment=OuterRef("enrolment")
    )
    return sessions.select_related(
        "edition__course__form__project", "edition__group", "edition__trainer", "edition__place", "place"
    ).annotate(expected=_number_of(expected), unmarked=_number_of(expected.filter(~Exists(marked))))


def _number_of(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("group").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def _meeting(session: Any, on: date) -> Meeting:
    is_ahead = session.held_on > on
    unmarked = session.expected if is_ahead else session.unmarked
    return Meeting(session=session, expected=session.expected, unmarked=unmarked, is_ahead=is_ahead)
