"""The file of one person on a day: support given and planned, what happened, what counts, who looked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from osnowa.audit.actions import label
from osnowa.audit.pseudonyms import pseudonyms
from osnowa.audit.queries import looks_at
from osnowa.casework import compliance
from osnowa.casework.models import Contact
from osnowa.casework.queries import contacts_of_person, minimum_of
from osnowa.clock import periods
from osnowa.desk.delivery import Delivery
from osnowa.indicators.queries.members import IndicatorVerdict, verdicts_of
from osnowa.organisations.models import Role
from osnowa.participants.abilities import EnrolmentAbilities
from osnowa.participants.models import CaseworkerAssignment, Enrolment, Person
from osnowa.participants.queries import enrolments_visible_to, persons_visible_to
from osnowa.participants.queries.file import Participation, PersonFile
from osnowa.participants.queries.people import WITHOUT_SUPPORT
from osnowa.participants.queries.visibility import day_after, known_by, looks_at_nobody_without_reason
from osnowa.projects.models import SupportForm
from osnowa.projects.periods import in_force
from osnowa.projects.standing import Standing
from osnowa.rulepacks.registry import pack
from osnowa.support.models import LedgerEntry
from osnowa.support.queries import timeline
from osnowa.trainings import attendance
from osnowa.trainings.models import Attendance, Course, Session
from osnowa.trainings.queries import attendance_of, sessions_visible_to

#: So many events stand on the file; the whole of it is one click away.
EVENTS_AT_MOST = 8
#: So many of them are still ahead.
AHEAD_AT_MOST = 2


@dataclass(frozen=True)
class Event:
    """One point of the timeline; ``kind`` is empty for what happened, ``next`` for what is planned, ``warn``
    for an exception.
    """

    on: date
    title: str
    body: str = ""
    kind: str = ""
    at: time | None = None


@dataclass(frozen=True)
class FormReceived:
    """A form of support of one participant; ``is_monthly``: what is planned is planned for each month."""

    form: SupportForm
    delivery: Delivery
    is_monthly: bool = False


@dataclass(frozen=True)
class MonthNow:
    """Personal contacts of the month of the day asked for, and those by phone or online."""

    personal: int
    remote: int
    required: int


@dataclass(frozen=True)
class CourseOfSupport:
    """What one participation brought by the day: support, events, frequency, figures."""

    participation: Participation
    forms: Sequence[FormReceived] = ()
    events: Sequence[Event] = ()
    month: MonthNow | None = None
    frequency: Decimal | None = None
    contact_count: int = 0
    marks: Sequence[Attendance] = ()
    verdicts: Sequence[IndicatorVerdict] = ()
    core_field_count: int = 0

    @property
    def enrolment(self) -> Enrolment:
        """The enrolment it is about."""
        return self.participation.enrolment

    @property
    def shown(self) -> list[Event]:
        """The events of the summary: the nearest ahead, then the latest that happened."""
        ahead = [event for event in self.events if event.kind == "next"]
        happened = [event for event in self.events if event.kind != "next"]
        nearest = ahead[-AHEAD_AT_MOST:]
        return [*nearest, *happened[: EVENTS_AT_MOST - len(nearest)]]


@dataclass(frozen=True)
class _Evidence:
    """What was recorded of one participation, as far as it may be read."""

    ledger: Sequence[LedgerEntry]
    contacts: Sequence[Contact]
    marks: Sequence[Attendance]
    ahead: Sequence[Session]
    own_only: bool
    by_label: Mapping[str, Contact] = field(default_factory=dict)


def chosen(file: PersonFile, slug: str = "") -> Participation | None:
    """Return the participation the page speaks of: of the project asked for, else the newest open one."""
    readable = [each for each in file.participations if each.can.open_file]
    asked = [each for each in readable if each.enrolment.project.slug == slug]
    return next(iter(asked or readable), None)


def course_of(who: Standing, participation: Participation) -> CourseOfSupport:
    """Return what ``participation`` brought by ``who.on``, as far as ``who`` may read it.

    As many queries for one record as for a thousand.
    """
    can, enrolment = participation.can, participation.enrolment
    evidence = _evidence(who, participation)
    lengths = (attendance.Marked(mark.minutes, mark.session.minutes) for mark in evidence.marks)
    return CourseOfSupport(
        participation=participation,
        forms=list(_forms(who, participation, evidence)),
        events=sorted(_events(participation, evidence), key=_moment, reverse=True),
        month=_month(who.on, participation, evidence.contacts)
        if _reads_contacts(who, can, enrolment)
        else None,
        frequency=attendance.frequency(lengths),
        contact_count=len(evidence.contacts),
        marks=evidence.marks,
        verdicts=verdicts_of(enrolment, who.on, participation.current, openly=can.grounds)
        if can.identity == "full"
        else (),
        core_field_count=len(pack(enrolment.project.rule_pack).entries("core_fields")),
    )


def looked_this_month(who: Standing, person: Person) -> int:
    """Return how many people opened the file of ``person`` in this month up to ``who.on`` (one query).

    ``who`` reads it now and is one of them, also where the look was noted under another day of the demo.
    """
    tenant = who.centre.pk
    since = timezone.make_aware(datetime.combine(compliance.first_of_month(who.on), time.min))
    others = looks_at(label(person), tenant).exclude(actor__in=pseudonyms(label(who.user), tenant))
    of_month = others.filter(at__gte=since, at__lt=day_after(who.on))
    return of_month.order_by().values("actor").distinct().count() + 1


def needs_reason(who: Standing, pk: int) -> bool:
    """Return whether ``who`` may open the file of the person ``pk``, but only by saying why (two queries at
    most, and only for a data protection officer).
    """
    if not looks_at_nobody_without_reason(who) or persons_visible_to(who).filter(pk=pk).exists():
        return False
    return Person.objects.filter(known_by(who.on), pk=pk, merged_into__isnull=True).exists()


# ---- what was recorded -------------------------------------------------------------------------------------


def _reads_contacts(who: Standing, can: EnrolmentAbilities, enrolment: Enrolment) -> bool:
    return can.notes or can.own_notes or who.has(enrolment.project_id, Role.AUDITOR)


def _evidence(who: Standing, participation: Participation) -> _Evidence:
    can, enrolment = participation.can, participation.enrolment
    contacts: list[Contact] = []
    if _reads_contacts(who, can, enrolment):
        # A note is opened on the page of contacts, never on the way past.
        known = contacts_of_person(who, enrolment.person_id).filter(enrolment=enrolment)
        contacts = list(known.defer("note"))
    marks: QuerySet[Attendance] = Attendance.objects.none()
    ahead: QuerySet[Session] = Session.objects.none()
    if can.attendance or can.own_attendance:
        mine = sessions_visible_to(who)
        marks = attendance_of(enrolment, who.on)
        if not can.attendance:
            marks = marks.filter(session__in=mine)
        ahead = _ahead(mine, participation, who.on)
    sees_any = can.attendance or can.own_attendance or bool(contacts)
    return _Evidence(
        ledger=list(timeline(enrolment, who.on)) if sees_any else [],
        contacts=contacts,
        marks=list(marks),
        ahead=list(ahead),
        own_only=not can.attendance,
        by_label={contact.label: contact for contact in contacts},
    )


def _ahead(sessions: QuerySet[Session], participation: Participation, on: date) -> QuerySet[Session]:
    groups = [
        stay.membership.group_id
        for stay in participation.stays
        if in_force(stay.membership.joined_on, stay.membership.left_before, on)
    ]
    if participation.ending or not groups:
        return sessions.none()
    return (
        sessions.filter(edition__group__in=groups, held_on__gte=on, state=Session.State.PLANNED)
        .exclude(attendances__enrolment=participation.enrolment, attendances__superseded_at__isnull=True)
        .select_related("edition__course", "edition__place", "place")
        .order_by("held_on", "begins_at", "pk")
    )


# ---- forms of support --------------------------------------------------------------------------------------


def _forms(who: Standing, participation: Participation, evidence: _Evidence) -> Iterator[FormReceived]:
    """Yield the forms planned for the participant's groups, or delivered already, in the project's order."""
    received: dict[int, list[LedgerEntry]] = defaultdict(list)
    for entry in _readable(evidence):
        received[entry.form_id].append(entry)
    groups = [stay.membership.group_id for stay in participation.stays]
    known = SupportForm.objects.filter(
        Q(pk__in=received.keys())
        | Q(courses__editions__group__in=groups)
        | Q(local_programmes__rounds__groups__in=groups),
        project=participation.enrolment.project_id,
    )
    absences, next_days = _by_form(evidence)
    if not (evidence.ledger or evidence.marks or evidence.ahead or participation.can.attendance):
        return
    # A form may leave the number of meetings to its courses.
    courses = Course.objects.filter(form=OuterRef("pk"), editions__group__in=groups).order_by()
    meetings = courses.values("form").annotate(sum=Sum("meetings")).values("sum")
    for form in known.distinct().annotate(meetings=Subquery(meetings)):
        monthly = form.unit == SupportForm.Unit.CONTACTS_A_MONTH
        entries = received[form.pk]
        delivered = _delivered(form, entries, evidence.contacts, who.on)
        yield FormReceived(
            form=form,
            delivery=Delivery(
                delivered=delivered,
                planned=Decimal(_required(who.on, participation)) if monthly else _planned_amount(form),
                absences=absences.get(form.pk, 0),
                last_on=max((entry.began_on for entry in entries), default=None),
                next_on=next_days.get(form.pk),
            ),
            is_monthly=monthly,
        )


def _planned_amount(form: Any) -> Decimal | None:
    """Return what the form plans, or else the meetings of its courses for the participant's groups."""
    if form.planned_amount is not None or form.unit != SupportForm.Unit.MEETINGS:
        return form.planned_amount
    return Decimal(form.meetings) if form.meetings else None


def _readable(evidence: _Evidence) -> list[LedgerEntry]:
    """Return the entries that may be told: all, or those proved by records one may read."""
    if not evidence.own_only:
        return list(evidence.ledger)
    proofs = evidence.by_label.keys() | {mark.session.source for mark in evidence.marks}
    return [entry for entry in evidence.ledger if entry.source in proofs]


def _delivered(
    form: SupportForm, entries: Sequence[LedgerEntry], contacts: Iterable[Contact], on: date
) -> Decimal:
    if form.unit == SupportForm.Unit.HOURS:
        return Decimal(sum(entry.minutes or 0 for entry in entries)) / 60
    if form.unit == SupportForm.Unit.CONTACTS_A_MONTH:
        return Decimal(sum(contact.form_id == form.pk for contact in _personal(contacts, on)))
    return Decimal(len(entries))


def _personal(contacts: Iterable[Contact], on: date) -> list[Contact]:
    """Return the personal contacts of the month of ``on`` that took place."""
    month = compliance.first_of_month(on)
    return [
        each
        for each in contacts
        if each.took_place and each.channel == Contact.Channel.PERSONAL and each.contacted_on >= month
    ]


def _by_form(evidence: _Evidence) -> tuple[dict[int, int], dict[int, date]]:
    absences: dict[int, int] = defaultdict(int)
    for mark in evidence.marks:
        if not mark.is_there:
            absences[mark.session.edition.course.form_id] += 1
    days: dict[int, date] = {}
    for session in evidence.ahead:
        days.setdefault(session.edition.course.form_id, session.held_on)
    return absences, days


def _required(on: date, participation: Participation) -> int:
    """Return how many personal contacts the month of ``on`` needs."""
    enrolment, ending = participation.enrolment, participation.ending
    return compliance.required_in(
        on,
        since=enrolment.first_support_on or enrolment.enrolled_on,
        until=ending.exit.ended_on if ending else None,
        minimum=minimum_of(enrolment.project),
    )


def _month(on: date, participation: Participation, contacts: Sequence[Contact]) -> MonthNow:
    month = compliance.first_of_month(on)
    held = [each for each in contacts if each.took_place and each.contacted_on >= month]
    personal = len(_personal(contacts, on))
    return MonthNow(
        personal=personal,
        remote=len(held) - personal,
        required=_required(on, participation),
    )


# ---- the timeline ------------------------------------------------------------------------------------------


def _moment(event: Event) -> tuple[date, time]:
    return event.on, event.at or time.min


def _events(participation: Participation, evidence: _Evidence) -> Iterator[Event]:
    marks = {mark.session.source: mark for mark in evidence.marks}
    for entry in _readable(evidence):
        if contact := evidence.by_label.get(entry.source):
            yield _met(contact)
        elif mark := marks.get(entry.source):
            yield _marked(mark)
        else:
            yield Event(entry.began_on, entry.form.name)
    yield from (_met(contact) for contact in evidence.contacts if not contact.took_place)
    yield from (_marked(mark) for mark in evidence.marks if not mark.is_there)
    yield from (_planned(session) for session in evidence.ahead)
    yield from _milestones(participation)


def _met(contact: Contact) -> Event:
    facts = [contact.form.name, str(contact.worker)]
    if contact.minutes:
        facts.insert(1, _("%(minutes)s min") % {"minutes": contact.minutes})
    channel = contact.get_channel_display()
    if contact.took_place:
        title = _("Kontakt: %(channel)s") % {"channel": channel}
        return Event(contact.contacted_on, title, " · ".join(facts), at=contact.began_at)
    title = _("Próba kontaktu bez skutku: %(channel)s") % {"channel": channel}
    return Event(contact.contacted_on, title, str(contact.worker), "warn", contact.began_at)


def _marked(mark: Attendance) -> Event:
    body = str(mark.get_status_display())
    if mark.status in ("late", "left_early"):
        body = _("%(status)s, %(minutes)s min") % {"status": body, "minutes": mark.minutes}
    session = mark.session
    return Event(
        session.held_on, _meeting(session), body, "" if mark.is_there else "warn", at=session.begins_at
    )


def _planned(session: Session) -> Event:
    place = session.place or session.edition.place
    shown = place.name if place and not place.is_protected else ""
    body = _("zaplanowane, %(place)s") % {"place": shown} if shown else _("zaplanowane")
    return Event(session.held_on, _meeting(session), body, "next", session.begins_at)


def _meeting(session: Session) -> str:
    course = session.edition.course
    if course.meetings:
        facts = {"course": course.name, "number": session.number, "of": course.meetings}
        return _("%(course)s, spotkanie %(number)s z %(of)s") % facts
    return _("%(course)s, spotkanie %(number)s") % {"course": course.name, "number": session.number}


def _milestones(participation: Participation) -> Iterator[Event]:
    enrolment, ending, progress = participation.enrolment, participation.ending, participation.progress
    yield Event(enrolment.enrolled_on, _("Zgłoszenie do projektu"), enrolment.number)
    started = enrolment.first_support_on
    if started and participation.state != WITHOUT_SUPPORT:
        yield Event(started, _("Wejście do projektu"), _("pierwsze wsparcie"))
    if ending:
        yield Event(ending.exit.ended_on, _("Zakończenie udziału"), ending.reason)
    if progress:
        yield Event(progress.outcome.before_on, _("Pierwszy pomiar postępu"), progress.outcome.instrument)
        if progress.gain_hundredths is not None and progress.outcome.after_on:
            gain = number_format(Decimal(progress.gain_hundredths) / 100)
            body = _("zmiana o %(gain)s pkt") % {"gain": gain}
            yield Event(progress.outcome.after_on, _("Drugi pomiar postępu"), body)


# ---- whom to ask -------------------------------------------------------------------------------------------


def carried_by(who: Standing, person: Person) -> list[str]:
    """Return who carries the cases of ``person`` today, where ``who`` knows of them (one query)."""
    known = enrolments_visible_to(who).filter(person=person)
    carried = CaseworkerAssignment.objects.filter(periods.in_force(who.on), enrolment__in=known)
    return sorted({str(each.worker) for each in carried.select_related("worker")})
