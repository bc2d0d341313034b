"""Who was where: the roster of a session, the register of an edition, the attendance of one person."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Greatest

from osnowa.accounts.models import User
from osnowa.clock.periods import in_force
from osnowa.participants.models import Enrolment, Exit, GroupMembership
from osnowa.trainings import attendance
from osnowa.trainings.models import Attendance, Edition, MarkBatch, Session
from osnowa.trainings.queries.meetings import with_approval

#: For so long after a saving whoever made it may take it back at one click.
UNDONE_WITHIN = timedelta(hours=1)


def roster(session: Session) -> QuerySet[Enrolment]:
    """Return who may be marked on ``session``: in its group that day, already enrolled, not after their exit.

    The same people as the ``expected`` of a ``Meeting`` that is not ahead.
    """
    day = session.held_on
    ended = Exit._base_manager.filter(enrolment=OuterRef("pk"), superseded_at__isnull=True, ended_on__lt=day)
    # The base managers: the session was found in its scope, and whoever is in its group belongs to it too.
    return Enrolment._base_manager.filter(
        in_force(day, "joined_on", "left_before", path="memberships__"),
        ~Exists(ended),
        memberships__group=session.edition.group_id,
        enrolled_on__lte=day,
    )


@dataclass(frozen=True)
class Member:
    """One participant in the register: current marks by session, and the sessions they are expected on."""

    enrolment: Enrolment
    marks: Mapping[int, Attendance]
    expected_on: frozenset[int]
    frequency: Decimal | None


@dataclass(frozen=True)
class Register:
    """The register of an edition as of ``on``: sessions in order of time, members of names (hidden last).

    ``approved`` are the ids of sessions whose lists are approved now.
    """

    edition: Edition
    on: date
    sessions: list[Session]
    members: list[Member] = field(default_factory=list)
    approved: frozenset[int] = frozenset()

    def held(self) -> list[Session]:
        """Sessions up to today that were not called off."""
        return [s for s in self.sessions if s.held_on <= self.on and not s.is_cancelled]

    def expected(self, session: Session) -> list[Member]:
        """Members expected on ``session``."""
        return [m for m in self.members if session.pk in m.expected_on]

    def unmarked(self, session: Session) -> list[Member]:
        """Members expected on ``session`` who have no mark there."""
        return [m for m in self.members if session.pk in m.expected_on and session.pk not in m.marks]

    def marked(self, session: Session) -> list[Member]:
        """Members with a mark on ``session``."""
        return [m for m in self.members if session.pk in m.marks]

    def there(self, session: Session) -> int:
        """How many came to ``session``."""
        return sum(m.marks[session.pk].is_there for m in self.marked(session))

    @property
    def frequency(self) -> Decimal | None:
        """The frequency of all members together, in percent; None without any mark."""
        lengths = {session.pk: session.minutes for session in self.sessions}
        return attendance.frequency(
            attendance.Marked(mark.minutes, lengths[pk]) for m in self.members for pk, mark in m.marks.items()
        )


def register(
    edition: Edition,
    on: date,
    *,
    people: QuerySet[Enrolment] | None = None,
    only: Session | None = None,
) -> Register:
    """Return the register of ``edition`` as of ``on``, restricted to ``people`` when given (4 queries).

    Marks of sessions after ``on`` are neither shown nor counted, who enrolled after it is not in it. With
    ``only`` (read ``with_approval``) it speaks of that one session (3 queries), and so do its frequencies.
    """
    dates = edition.sessions.select_related("place").order_by("held_on", "begins_at", "pk")
    sessions: list[Any] = [only] if only else list(with_approval(dates))
    marks = _marks([s.pk for s in sessions if s.held_on <= on])
    memberships = defaultdict(list)
    for row in GroupMembership.objects.filter(group=edition.group_id):
        memberships[row.enrolment_id].append(row)
    ended_on = (
        Exit.objects.current().filter(enrolment=OuterRef("pk"), ended_on__lte=on).values("ended_on")[:1]
    )
    enrolments = Enrolment.objects.filter(pk__in=memberships.keys() | marks.keys(), enrolled_on__lte=on)
    if people is not None:
        enrolments = enrolments.filter(pk__in=people)
    lengths = {session.pk: session.minutes for session in sessions}
    # The place in the alphabet would tell a hidden name: they come last.
    name = Case(When(person__is_hidden=False, then=F("person__sort_key")))
    members = []
    for enrolment in (
        enrolments.select_related("person", "project")
        .annotate(ended_on=Subquery(ended_on))
        .order_by("person__is_hidden", name, "pk")
    ):
        own = marks.get(enrolment.pk, {})
        took_part = (enrolment.enrolled_on, enrolment.ended_on)
        in_group = memberships[enrolment.pk]
        expected = frozenset(s.pk for s in sessions if _is_expected(s, *took_part, in_group))
        if own or expected:
            counted = (attendance.Marked(mark.minutes, lengths[pk]) for pk, mark in own.items())
            members.append(Member(enrolment, own, expected, attendance.frequency(counted)))
    approved = frozenset(session.pk for session in sessions if session.is_approved)
    return Register(edition, on, sessions, members, approved)


def _is_expected(
    session: Session, since: date, until: date | None, memberships: Collection[GroupMembership]
) -> bool:
    """Say in Python what ``roster`` says in SQL, for all sessions of a page at once."""
    day = session.held_on
    if session.is_cancelled or day < since or (until and until < day):
        return False
    return any(m.joined_on <= day and (m.left_before is None or day < m.left_before) for m in memberships)


def _marks(sessions: Collection[int]) -> dict[int, dict[int, Attendance]]:
    found: dict[int, dict[int, Attendance]] = defaultdict(dict)
    for mark in Attendance.objects.current().filter(session__in=sessions):
        found[mark.enrolment_id][mark.session_id] = mark
    return found


def attendance_of(enrolment: Enrolment, on: date) -> QuerySet[Attendance]:
    """Return the current marks of one participant up to ``on``, newest first, each with its session."""
    return (
        Attendance.objects.current()
        .filter(enrolment=enrolment, session__held_on__lte=on)
        .select_related("session__edition__course", "session__edition__group", "session__place")
        .order_by("-session__held_on", "-session__begins_at", "-pk")
    )


def batches_with_authors(ids: Collection[int]) -> QuerySet[MarkBatch]:
    """Return the savings with these ids, each with who saved it."""
    return MarkBatch.objects.filter(pk__in=ids).select_related("marked_by")


def last_batch(session: Session, by: User, at: datetime) -> Any:
    """Return the last saving of ``session`` by somebody that they may still take back ``at`` this moment.

    It comes ``with_people``. None when there is none of the last hour: what was saved earlier is not a slip
    of now.
    """
    savings = MarkBatch.objects.filter(
        session=session, marked_by=by, undone_at=None, marked_at__gte=at - UNDONE_WITHIN
    )
    return with_people(savings).order_by("pk").last()


def with_people(savings: QuerySet[MarkBatch]) -> QuerySet[Any]:
    """Return ``savings``, each with ``people``: how many it marked, or whose marks it withdrew."""
    marked = Count("marks__enrolment", distinct=True)
    ended = Count("ended_marks__enrolment", distinct=True)
    return savings.annotate(people=Greatest(marked, ended))
