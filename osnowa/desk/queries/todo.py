"""What waits for somebody: lists, documents, measurements, people, milestones; the most overdue first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from osnowa.organisations.addresses import panel
from osnowa.organisations.models import Role
from osnowa.participants.abilities import allowed
from osnowa.participants.models import Enrolment, Exit, Ground, Outcome
from osnowa.participants.names import shown_to
from osnowa.participants.queries.grounds import described
from osnowa.participants.queries.visibility import caseload_of
from osnowa.projects.models import Milestone
from osnowa.projects.standing import Standing
from osnowa.rulepacks.registry import pack
from osnowa.support.models import LedgerEntry
from osnowa.trainings.models import Session
from osnowa.trainings.queries import editions_marked_by, lists_to_approve, sessions_to_mark

#: A ground that ends within so many days is told of.
GROUND_ENDS_WITHIN = timedelta(days=30)
#: Whoever got no support for longer is told of.
WITHOUT_SUPPORT_FOR = timedelta(days=30)

Kind = Literal["attendance", "approval", "document", "silence", "measurement", "ground", "milestone"]
#: In the order in which they stand on pages.
KINDS: tuple[Kind, ...] = (
    *("attendance", "approval", "document", "silence"),
    *("measurement", "ground", "milestone"),
)
#: What has a day that passes; all else only waits longer and longer.
_WITH_A_DAY = frozenset({"attendance", "measurement", "ground", "milestone"})

#: Who marks attendance, and who only reads it.
_MARKS = (Role.COORDINATOR, Role.TRAINER, Role.PARTNER_STAFF)
_ONLY_READ_MARKS = (Role.SOCIAL_WORKER, Role.AUDITOR)


@dataclass(frozen=True)
class Due:
    """One thing that waits: its kind, the day, and the key of the row that it is about."""

    kind: Kind
    on: date
    pk: int


@dataclass(frozen=True)
class DueItem:
    """One thing that waits, in words; ``days_over`` is how many days ago its day was, less than 0 ahead."""

    due: Due
    title: str
    about: str
    address: str
    days_over: int

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed."""
        return self.due.kind in _WITH_A_DAY and self.days_over > 0


def marks_attendance(who: Standing, *, has_meetings: bool) -> bool:
    """Return whether ``who``, to whom there are meetings or not, marks somebody somewhere; no query."""
    # An outside trainer has no role in the team, only editions.
    return who.is_any(*_MARKS) or (has_meetings and not who.is_any(*_ONLY_READ_MARKS))


def due_of(who: Standing, *, marks: bool) -> list[Due]:
    """Return all that waits for ``who``, by day; ``marks`` is ``marks_attendance``. One query at most."""
    parts = [
        *(_sessions(who) if marks else ()),
        *_approvals(who),
        *_documents(who),
        *_silences(who),
        *_measurements(who),
        *_grounds(who),
        *_milestones(who),
    ]
    if not parts:
        return []
    first, *others = (_as_rows(kind, rows, on) for kind, rows, on in parts)
    found = [Due(kind, on, pk) for kind, on, pk in first.union(*others, all=True)]
    return sorted(found, key=lambda due: (due.on, KINDS.index(due.kind), due.pk))


def by_kind(due: Iterable[Due]) -> dict[Kind, list[Due]]:
    """Return ``due``, which stand by day, by kind, first the kind of the earliest day; no query."""
    kinds: dict[Kind, list[Due]] = {}
    for each in due:
        kinds.setdefault(each.kind, []).append(each)
    return kinds


def is_overdue(due: Due, on: date) -> bool:
    """Return whether the day of ``due`` has passed on the day ``on``."""
    return due.kind in _WITH_A_DAY and due.on < on


def told(who: Standing, due: Sequence[Due]) -> list[DueItem]:
    """Return ``due`` in words, in their order; one query for each kind among them."""
    keys = {kind: [each.pk for each in due if each.kind == kind] for kind in KINDS}
    words: dict[tuple[str, int], tuple[str, str, str]] = {
        **_sessions_told(keys["attendance"], keys["approval"]),
        **_grounds_told(who, "document", keys["document"]),
        **_silences_told(who, keys["silence"]),
        **_measurements_told(who, keys["measurement"]),
        **_grounds_told(who, "ground", keys["ground"]),
        **_milestones_told(keys["milestone"]),
    }
    # What somebody finished since the list was read is not there any more.
    return [
        DueItem(each, *words[each.kind, each.pk], days_over=(who.on - each.on).days)
        for each in due
        if (each.kind, each.pk) in words
    ]


# ---- what waits --------------------------------------------------------------------------------------------

_Part = tuple[Kind, QuerySet[Any], Any]


def _as_rows(kind: Kind, rows: QuerySet[Any], on: Any) -> QuerySet[Any]:
    named = rows.order_by().annotate(due_kind=Value(kind, output_field=CharField()), due_on=on)
    return named.values_list("due_kind", "due_on", "pk")


def _sessions(who: Standing) -> Iterable[_Part]:
    yield "attendance", sessions_to_mark(who, editions_marked_by(who)), F("held_on")


def _approvals(who: Standing) -> Iterable[_Part]:
    """Yield the marked sessions whose list nobody answers for yet."""
    if led := who.projects_as(Role.COORDINATOR):
        lists = lists_to_approve(who).filter(edition__course__form__project__in=led)
        yield "approval", lists, F("held_on")


def _silences(who: Standing) -> Iterable[_Part]:
    """Yield the participations under way whose last support lies longer ago than it should."""
    if led := who.projects_as(Role.COORDINATOR):
        left = Exit.objects.current().filter(enrolment=OuterRef("pk"), ended_on__lte=who.on)
        support = LedgerEntry.objects.current().filter(enrolment=OuterRef("pk"), began_on__lte=who.on)
        last = support.order_by("-ended_on").values("ended_on")[:1]
        silent = (
            Enrolment.objects.filter(~Exists(left), project__in=led, enrolled_on__lte=who.on)
            .annotate(last_support_on=Subquery(last, output_field=DateField()))
            .filter(last_support_on__lt=who.on - WITHOUT_SUPPORT_FOR)
        )
        yield "silence", silent, F("last_support_on")


def _documents(who: Standing) -> Iterable[_Part]:
    """Yield the documents that wait for the check of ``who``: what they stated waits for somebody else."""
    if led := who.projects_as(Role.COORDINATOR):
        enrolled = Enrolment.objects.filter(
            person=OuterRef("person"), project__in=led, enrolled_on__lte=who.on
        )
        waiting = (
            Ground.objects.current()
            .filter(Exists(enrolled), state=Ground.State.AWAITING, valid_from__lte=who.on)
            # Not "exclude": a ground that nobody of the centre stated waits as well.
            .filter(Q(stated_by__isnull=True) | ~Q(stated_by=who.user))
        )
        yield "document", waiting, TruncDate("recorded_at")


def _measurements(who: Standing) -> Iterable[_Part]:
    """Yield the exits whose second measurement is still to come and would still count."""
    if who.is_any(Role.COORDINATOR, Role.SOCIAL_WORKER):
        measured = Outcome.objects.current().filter(enrolment=OuterRef("enrolment"))
        ended = Exit.objects.current().filter(
            Exists(measured.filter(before_on__lte=who.on)),
            ~Exists(measured.filter(after_on__lte=who.on)),
            enrolment__in=_followed_by(who).values("pk"),
            ended_on__lte=who.on,
            outcome_due_on__gte=who.on,
        )
        yield "measurement", ended, F("outcome_due_on")


def _grounds(who: Standing) -> Iterable[_Part]:
    """Yield the verified grounds of people in the project that end soon and have no successor."""
    if who.is_any(Role.COORDINATOR, Role.SOCIAL_WORKER):
        left = Exit.objects.current().filter(enrolment=OuterRef("pk"), ended_on__lte=who.on)
        followed = _followed_by(who).filter(~Exists(left), person=OuterRef("person"))
        later = Ground.objects.current().filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=OuterRef("valid_until")),
            ~Q(state=Ground.State.REJECTED),
            person=OuterRef("person"),
            kind=OuterRef("kind"),
        )
        ending = Ground.objects.current().filter(
            Exists(followed),
            ~Exists(later),
            state=Ground.State.VERIFIED,
            valid_until__range=(who.on, who.on + GROUND_ENDS_WITHIN),
        )
        yield "ground", ending, F("valid_until")


def _milestones(who: Standing) -> Iterable[_Part]:
    """Yield the milestones whose planned day has passed and which are not reached."""
    if led := who.projects_as(Role.COORDINATOR):
        unreached = Q(reached_on__isnull=True) | Q(reached_on__gt=who.on)
        late = Milestone.objects.filter(unreached, project__in=led, planned_on__lt=who.on)
        yield "milestone", late, F("planned_on")


def _followed_by(who: Standing) -> QuerySet[Enrolment]:
    """Return the participations that ``who`` answers for: of projects they coordinate, of their caseload."""
    carried = Q(
        Exists(caseload_of(who).filter(enrolment=OuterRef("pk"))),
        project__in=who.projects_as(Role.SOCIAL_WORKER),
    )
    led = Q(project__in=who.projects_as(Role.COORDINATOR))
    return Enrolment.objects.filter(led | carried, enrolled_on__lte=who.on)


# ---- in words ----------------------------------------------------------------------------------------------

_Told = Mapping[tuple[str, int], tuple[str, str, str]]


def _sessions_told(to_mark: Sequence[int], to_approve: Sequence[int]) -> _Told:
    if not to_mark and not to_approve:
        return {}
    sessions = Session.objects.select_related("edition__course", "edition__group").in_bulk(
        [*to_mark, *to_approve]
    )
    return {
        **{("attendance", pk): _session(_("Zaznacz obecność"), sessions[pk]) for pk in to_mark},
        **{("approval", pk): _session(_("Zatwierdź listę obecności"), sessions[pk]) for pk in to_approve},
    }


def _session(title: str, session: Session) -> tuple[str, str, str]:
    edition = session.edition
    which = _("%(course)s, spotkanie %(number)s") % {"course": edition.course.name, "number": session.number}
    group = "" if edition.group.is_sensitive else edition.group.name
    address = f"{panel('trainings:edition', edition.pk)}?spotkanie={session.pk}"
    return title, " · ".join(filter(None, [which, group])), address


def _silences_told(who: Standing, keys: Sequence[int]) -> _Told:
    if not keys:
        return {}
    enrolments = Enrolment.objects.filter(pk__in=keys).select_related("person", "project")
    return {
        ("silence", each.pk): (
            _("Osoba bez wsparcia od ponad 30 dni"),
            f"{_name(who, each.person)} · {each.project.title}",
            panel("desk:person", each.person_id),
        )
        for each in enrolments
    }


def _grounds_told(who: Standing, kind: Kind, keys: Sequence[int]) -> _Told:
    if not keys:
        return {}
    enrolled = _followed_by(who).filter(person=OuterRef("person")).order_by("pk")
    grounds = Ground.objects.filter(pk__in=keys).select_related("person")
    known = grounds.annotate(rule_pack=Subquery(enrolled.values("project__rule_pack")[:1]))
    return {(kind, each.pk): _ground(who, kind, each) for each in known}


def _ground(who: Standing, kind: Kind, ground: Any) -> tuple[str, str, str]:
    title = _("Sprawdź dokument") if kind == "document" else _("Odnów podstawę wsparcia")
    words = described([ground], pack(ground.rule_pack), who.on)[0].document
    address = f"{panel('desk:person', ground.person_id)}#podstawy"
    return title, f"{_name(who, ground.person)} · {words}", address


def _measurements_told(who: Standing, keys: Sequence[int]) -> _Told:
    if not keys:
        return {}
    exits = Exit.objects.filter(pk__in=keys).select_related("enrolment__person")
    return {
        ("measurement", each.pk): (
            _("Zapisz drugi pomiar postępu"),
            _name(who, each.enrolment.person),
            panel("participants:measure", each.enrolment_id),
        )
        for each in exits
    }


def _milestones_told(keys: Sequence[int]) -> _Told:
    if not keys:
        return {}
    return {
        ("milestone", each.pk): (
            _("Zapisz, kiedy osiągnięto kamień milowy"),
            f"{each.title} · {each.project.title}",
            panel("projects:correct_milestone", each.project.slug, each.pk),
        )
        for each in Milestone.objects.filter(pk__in=keys).select_related("project")
    }


def _name(who: Standing, person: Any) -> str:
    # These are people of the projects one coordinates and of the own caseload: their names are read.
    return shown_to(who, person, abilities=allowed({"caseworker"}))
