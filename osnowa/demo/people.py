"""Writes the invented lives by the verbs people use, in the order in which they happened."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from osnowa.accounts.models import User
from osnowa.casework.actions import note_contact
from osnowa.demo import facts, register
from osnowa.demo.faults import Fault, InRegister
from osnowa.demo.lives import ContactSpec, GroundSpec, Life, lives
from osnowa.demo.paper import invented_scan
from osnowa.demo.plan import Plan, at
from osnowa.demo.timetable import BEGINS_AT, ENDS_AT, approved_on, meetings, trainer_of
from osnowa.participants.actions import answers, enrolments, exits, grounds, groups, outcomes, persons
from osnowa.participants.models import Enrolment
from osnowa.trainings.actions.approvals import approve_list
from osnowa.trainings.actions.courses import add_course
from osnowa.trainings.actions.editions import add_edition
from osnowa.trainings.actions.marks import Mark, mark_session
from osnowa.trainings.actions.sessions import plan_session
from osnowa.trainings.models import Attendance, Session

_NOTES = (
    "Rozmowa o planie na najbliższy miesiąc.",
    "Omówienie postępów i trudności, ustalony następny krok.",
    "Wsparcie w kontakcie z urzędem, wypełniony wniosek.",
    "Rozmowa motywująca przed spotkaniem grupy.",
    "Przegląd domowego budżetu.",
)
_STATUSES = Attendance.Status


@dataclass
class _Story:
    """One life being written: who they became in the database."""

    life: Life
    worker: User
    wrong: InRegister | None = None
    enrolment: Enrolment | None = None


@dataclass
class Diary:
    """Everything that happens in the demo, told in the order of time."""

    plan: Plan
    random: Random
    _events: list[tuple[datetime, int, Callable[[datetime], object]]] = field(default_factory=list)

    def on(self, moment: datetime, happens: Callable[[datetime], object]) -> None:
        """Put an event into the diary; of two at one moment the earlier put happens first."""
        heapq.heappush(self._events, (moment, len(self._events), happens))

    def tell(self) -> Iterator[None]:
        """Let everything happen, one event at a time."""
        for moment, _order, happens in sorted(self._events, key=lambda event: event[:2]):
            happens(moment)
            yield

    def __len__(self) -> int:
        return len(self._events)


def diary(plan: Plan, seed: int) -> Diary:
    """Return the diary of all participants of ``plan``; nothing is written yet but courses and meetings."""
    told = Diary(plan, Random(f"attendance {seed}"))  # noqa: S311 - invents, keeps no secret
    everybody = lives(seed)
    wrong = register.planted(everybody)
    stories = [_Story(life, _worker(plan, life), wrong.get(place)) for place, life in enumerate(everybody)]
    for story in stories:
        _put(told, story)
    for round_index in range(len(facts.ROUNDS)):
        for programme in range(len(plan.groups[round_index])):
            members = [s for s in stories if (s.life.round, s.life.programme) == (round_index, programme)]
            _put_meetings(told, round_index, programme, members)
    return told


def event_count(seed: int) -> int:
    """Return about how many events ``diary`` will tell, for a progress bar."""
    found = lives(seed)
    return sum(len(life.contacts) + 3 for life in found) + 29 * sum(map(len, facts.GROUP_SIZES))


def _worker(plan: Plan, life: Life) -> User:
    return plan.social_workers[life.programme % len(plan.social_workers)]


def _put(told: Diary, story: _Story) -> None:
    life = story.life
    told.on(at(life.enrolled_on, 8), lambda moment: _enter(told.plan, story, moment))
    for contact in life.contacts:
        told.on(
            at(contact.on, 15, 10), lambda moment, contact=contact: _contact(told, story, contact, moment)
        )
    if life.outcome:
        measured = life.outcome
        told.on(
            at(measured.before_on, 12),
            lambda moment: outcomes.measure_before(
                enrolment=story.enrolment,
                instrument=facts.INSTRUMENT,
                before_on=measured.before_on,
                before_points=measured.before_points,
                by=story.worker,
                at=moment,
            ),
        )
        if measured.after_on:
            told.on(
                at(measured.after_on, 12),
                lambda moment: outcomes.measure_after(
                    enrolment=story.enrolment,
                    after_on=measured.after_on,
                    after_points=measured.after_points,
                    by=story.worker,
                    at=moment,
                ),
            )
    if life.exit:
        ending = life.exit
        told.on(
            at(ending.ended_on, 17),
            lambda moment: exits.end_participation(
                enrolment=story.enrolment,
                ended_on=ending.ended_on,
                reason=ending.reason,
                situation=ending.situation,
                on_path=ending.on_path,
                by=story.worker,
                at=moment,
            ),
        )


def _enter(plan: Plan, story: _Story, moment: datetime) -> None:
    """Register, enrol, join the group, prove the grounds."""
    life, by = story.life, plan.coordinator
    somebody = life.person
    person = persons.register_person(
        centre=plan.centre,
        first_name=somebody.first_name,
        last_name=somebody.last_name,
        sex=somebody.sex,
        birth_date=somebody.birth_date,
        pesel=somebody.pesel,
        street=f"ul. {somebody.street}",
        house_number=somebody.house_number,
        flat_number=somebody.flat_number,
        postal_code=somebody.postal_code,
        phone=somebody.phone,
        **register.address(story.wrong),
        synthetic_pesel=True,
        by=by,
        at=moment,
    )
    joined_on = facts.DEMO_DAY - timedelta(days=1) if life.fault is Fault.WAITING else life.enrolled_on
    story.enrolment = enrolments.enrol(
        person=person,
        project=plan.project,
        enrolled_on=life.enrolled_on,
        education=life.education,
        labour_status=life.labour_status,
        disability="yes" if any(ground.kind == "disability" for ground in life.grounds) else "no",
        group=plan.groups[life.round][life.programme],
        joined_on=joined_on,
        caseworker=story.worker,
        by=by,
        at=moment,
    )
    answers.answer(enrolment=story.enrolment, answers=register.answers(life, story.wrong), by=by, at=moment)
    if life.fault is Fault.SEEN_ONCE and life.exit:
        groups.leave_group(
            membership=story.enrolment.memberships.get(),
            left_before=life.exit.ended_on + timedelta(days=1),
            by=by,
            at=moment,
        )
    for number, spec in enumerate(life.grounds, 1):
        _ground(story, spec, number, by, moment)


def _ground(story: _Story, spec: GroundSpec, number: int, by: User, moment: datetime) -> None:
    enrolment = story.enrolment
    sign = f"MOPS.5031.{enrolment.pk}.{number}"
    ground = grounds.add_ground(
        person=enrolment.person,
        kind=spec.kind,
        document_kind=spec.document_kind,
        document_number=sign,
        issuer="Powiatowy Zespół ds. Orzekania o Niepełnosprawności"
        if spec.kind == "disability"
        else facts.CENTRE["name"],
        valid_from=spec.valid_from,
        valid_until=spec.valid_until,
        original_place="Akta uczestnika, segregator PAS-ja",
        upload=invented_scan("Dokument pokazowy (zmyslony)", sign),
        by=story.worker,
        at=moment,
    )
    if spec.verdict == "verified":
        grounds.verify_ground(ground=ground, by=by, at=moment)
    elif spec.verdict == "rejected":
        grounds.reject_ground(ground=ground, rejection_reason=spec.reason, by=by, at=moment)


def _contact(told: Diary, story: _Story, spec: ContactSpec, moment: datetime) -> None:
    note_contact(
        enrolment=story.enrolment,
        form=told.plan.forms[spec.form],
        channel=spec.channel,
        contacted_on=spec.on,
        minutes=spec.minutes,
        took_place=spec.took_place,
        note=told.random.choice(_NOTES)
        if spec.took_place
        else "Nikogo nie było w domu, zostawiona wiadomość.",
        by=story.worker,
        at=moment,
    )


def _put_meetings(told: Diary, round_index: int, programme: int, members: list[_Story]) -> None:
    """Plan the meetings of one group at once, and put the marking of each into the diary."""
    plan = told.plan
    group = plan.groups[round_index][programme]
    trainer = plan.trainers[trainer_of(programme)]
    planned_at = at(facts.ROUNDS[round_index][0])
    editions = {}
    for meeting in sorted(meetings(round_index, programme), key=lambda meeting: meeting.held_on):
        edition = editions.get(meeting.form)
        if edition is None:
            edition = editions[meeting.form] = add_edition(
                course=_course(plan, meeting.form),
                group=group,
                trainer=trainer,
                place=plan.places[programme % len(plan.places)],
                by=plan.coordinator,
                at=planned_at,
            )
        session = plan_session(
            edition=edition,
            number=meeting.number,
            held_on=meeting.held_on,
            begins_at=BEGINS_AT,
            ends_at=ENDS_AT,
            by=plan.coordinator,
            at=planned_at,
        )
        if (round_index, programme, meeting.held_on) == (0, 0, facts.DEMO_DAY):
            # Nobody has marked this one yet: it is what a visitor of the demo does first.
            continue
        told.on(
            at(meeting.held_on, 13),
            lambda moment, session=session: _mark(told, session, members, trainer, moment),
        )
        if approval_day := approved_on(meeting.held_on):
            told.on(
                at(approval_day, 9),
                lambda moment, session=session: approve_list(session=session, by=plan.coordinator, at=moment),
            )


def _course(plan: Plan, form_name: str) -> object:
    form = plan.forms[form_name]
    found = form.courses.first()
    count = next(known[-1] for known in facts.SUPPORT_FORMS if known[0] == form_name)
    return found or add_course(
        form=form, name=form_name, meetings=count, by=plan.coordinator, at=at(facts.BEGINS_ON)
    )


def _mark(told: Diary, session: Session, members: list[_Story], trainer: User, moment: datetime) -> None:
    marks = {
        story.enrolment.pk: _status(told.random, story.life)
        for story in members
        if _is_there(story.life, session.held_on)
    }
    mark_session(session=session, marks=marks, by=trainer, at=moment)


def _is_there(life: Life, day: date) -> bool:
    """Return whether the person is on the group's list that day."""
    joined_on = facts.DEMO_DAY - timedelta(days=1) if life.fault is Fault.WAITING else life.enrolled_on
    return joined_on <= day and (life.exit is None or day <= life.exit.ended_on)


def _status(random: Random, life: Life) -> Mark:
    if life.fault is Fault.SEEN_ONCE:
        return Mark(_STATUSES.ABSENT)
    dice = random.random()
    if dice < 0.86:
        return Mark(_STATUSES.PRESENT)
    if dice < 0.90:
        return Mark(_STATUSES.LATE, 100)
    if dice < 0.92:
        return Mark(_STATUSES.LEFT_EARLY, 75)
    return Mark(_STATUSES.ABSENT if dice < 0.97 else _STATUSES.EXCUSED)
