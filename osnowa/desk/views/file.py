"""How the file of a person is laid out: cells, words and addresses ready for the templates."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.casework.access import may_note
from osnowa.desk.access import may_read_history
from osnowa.desk.delivery import Delivery
from osnowa.desk.queries.person import CourseOfSupport, Event, FormReceived
from osnowa.indicators.counting import Answer
from osnowa.indicators.queries.members import IndicatorVerdict
from osnowa.monitoring.access import may_read_own_faults
from osnowa.organisations.addresses import panel
from osnowa.participants.models import Ground
from osnowa.participants.queries.file import GroundRow, Link, Participation, PersonFile
from osnowa.participants.queries.people import ENDED, IN_PROJECT, WITHOUT_SUPPORT
from osnowa.participants.questions import register_of
from osnowa.projects.models import SupportForm
from osnowa.trainings.models import Attendance
from osnowa.ui import polish
from osnowa.ui.entries import Entry, Moment

STATES = {
    IN_PROJECT: ("ok", gettext_lazy("w projekcie")),
    WITHOUT_SUPPORT: ("warn", gettext_lazy("bez wsparcia")),
    ENDED: ("idle", gettext_lazy("udział zakończony")),
}
ANSWERS = {
    Answer.COUNTED: ("ok", gettext_lazy("tak")),
    Answer.NEARLY: ("warn", gettext_lazy("jeszcze nie")),
    Answer.NOT: ("idle", gettext_lazy("nie dotyczy")),
}
MARK_KINDS = {"present": "ok", "late": "info", "left_early": "info", "absent": "bad", "excused": "warn"}


def context_of(file: PersonFile, course: CourseOfSupport | None, today: date) -> dict[str, Any]:
    """Return what the summary of a file shows; ``course`` is None where no participation may be read."""
    participation = course.participation if course else None
    return {
        "file": file,
        "course": course,
        "participation": participation,
        "state": STATES[participation.state] if participation else None,
        "facts": list(_facts(course, today)) if course else [],
        "tabs": tabs(file, course, here="file"),
        "forms": [_form_row(each, course, today) for each in course.forms] if course else [],
        "moments": _moments(course.shown, today) if course else [],
        "all_moments": _moments(course.events, today) if course else [],
        "data": _data(course) if course else None,
        "known": list(_known(file, participation)),
        "grounds": [_ground(each) for each in file.grounds],
        "verdicts": [_verdict(each, course) for each in course.verdicts] if course else [],
        "links": _links(file, participation),
        "note_address": _note_address(file, participation)
        if participation and not participation.ending
        else "",
        "others": _others(file, participation),
    }


def tabs(file: PersonFile, course: CourseOfSupport | None, *, here: str) -> list[Entry]:
    """Return the pages of a person that may be opened, with counts where they are known."""
    pk, can = file.person.pk, file.can
    pages = [
        (True, "file", _("Przegląd"), panel("desk:person", pk), None),
        (
            can.notes or can.own_notes or bool(course and course.month),
            "contacts",
            _("Kontakty"),
            panel("casework:contacts", pk),
            course.contact_count if course else None,
        ),
        (
            can.attendance or can.own_attendance,
            "attendance",
            _("Obecności"),
            panel("desk:person_attendance", pk),
            len(course.marks) if course else None,
        ),
        *_register(file, course),
        (may_read_history(can), "history", _("Historia"), panel("desk:person_history", pk), None),
    ]
    return [
        Entry(label, address, is_current=code == here, count=count)
        for shown, code, label, address, count in pages
        if shown
    ]


def attendance_rows(course: CourseOfSupport) -> list[dict[str, Any]]:
    """Return every mark of a participant, the latest first."""
    return [_mark_row(mark) for mark in course.marks]


def _register(file: PersonFile, course: CourseOfSupport | None) -> Iterable[tuple[bool, str, str, str, None]]:
    """Yield what the national register is told of the person; nothing where no register takes the project."""
    enrolment = course.participation.enrolment if course else None
    register = register_of(enrolment.project.rule_pack) if enrolment else None
    if enrolment and register:
        address = panel("monitoring:person", enrolment.pk)
        yield may_read_own_faults(file.can), "register", register.label, address, None


def _facts(course: CourseOfSupport, today: date) -> Iterable[tuple[str, str]]:
    participation = course.participation
    enrolment = participation.enrolment
    yield _("Numer w projekcie"), enrolment.number
    if participation.age is not None:
        yield _("Wiek przy wejściu"), polish.z_liczba(participation.age, "rok", "lata", "lat")
    ended_on = participation.ending.exit.ended_on if participation.ending else None
    groups = [stay.name for stay in participation.stays if stay.last_on is None or stay.last_on >= today]
    if groups and not ended_on:
        yield _("Grupa"), ", ".join(groups)
    started = enrolment.first_support_on
    if started and started <= today:
        yield _("W projekcie od"), polish.dzien(started)
    if ended_on:
        yield _("Ostatni dzień udziału"), polish.dzien(ended_on)
    if participation.caseworker:
        yield _("Opiekun"), participation.caseworker
    if course.month and not ended_on:
        label = _("Kontakty %(month)s") % {"month": polish.w_miesiacu(today)}
        facts = {"done": course.month.personal, "needed": course.month.required}
        needed = _("%(done)s z %(needed)s") % facts
        yield label, needed if course.month.required else str(course.month.personal)
    if course.frequency is not None:
        yield _("Frekwencja"), polish.procent(course.frequency)


def _data(course: CourseOfSupport) -> dict[str, Any] | None:
    """Return how complete the record is; None for whoever may not read the whole of it."""
    if course.participation.can.identity != "full":
        return None
    missing = len(course.participation.missing)
    return {
        "kind": "bad" if missing else "ok",
        "word": polish.z_liczba(missing, "brak", "braki", "braków") if missing else _("kompletne"),
        "filled": course.core_field_count - missing,
        "total": course.core_field_count,
    }


def _known(file: PersonFile, participation: Participation | None) -> Iterable[tuple[str, str]]:
    """Yield what may be read of the person, phones as people read them aloud."""
    yield from file.identity
    for name, value in file.contact:
        yield name, polish.telefon(value) if value == file.person.phone else value
    if participation:
        yield from participation.facts


def _form_row(received: FormReceived, course: CourseOfSupport, today: date) -> dict[str, Any]:
    delivery, form = received.delivery, received.form
    kind, words = _state(received, today, is_over=course.participation.ending is not None)
    shown = polish.liczba(delivery.delivered)
    if delivery.planned:
        shown = _("%(done)s z %(planned)s") % {"done": shown, "planned": polish.liczba(delivery.planned)}
    unit = polish.w_miesiacu(today) if received.is_monthly else _unit(form, delivery)
    return {
        "name": form.name,
        "delivery": delivery,
        "shown": shown,
        "unit": unit,
        "kind": kind,
        "words": words,
    }


def _unit(form: SupportForm, delivery: Delivery) -> str:
    """Return the unit of a form as it is read after "3" or "3 z 7", where it agrees with the planned one."""
    if form.unit != SupportForm.Unit.MEETINGS:
        return str(form.get_unit_display())
    if delivery.planned:
        return polish.odmien(delivery.planned, "spotkania", "spotkań", "spotkań")
    return polish.odmien(delivery.delivered, "spotkanie", "spotkania", "spotkań")


def _state(received: FormReceived, today: date, *, is_over: bool) -> tuple[str, str]:
    delivery = received.delivery
    upcoming = "" if delivery.next_on is None else _when(delivery.next_on, today)
    if delivery.state == "done":
        if received.is_monthly:
            # After the end, or in a month too short for it, nothing is required: nothing was done either.
            is_required = bool(delivery.planned)
            return ("ok", _("komplet w tym miesiącu")) if is_required else ("idle", _("nic do zrobienia"))
        return "ok", _("ukończone %(day)s") % {"day": polish.dzien(delivery.last_on)}
    if delivery.state == "missed":
        absences = polish.z_liczba(delivery.absences, "nieobecność", "nieobecności", "nieobecności")
        return "warn", absences
    if is_over:
        return "idle", _("udział zakończony")
    if delivery.state == "runs":
        return "idle", _("trwa, następne %(day)s") % {"day": upcoming} if upcoming else _("trwa")
    if delivery.state == "ahead":
        return "idle", _("od %(day)s") % {"day": upcoming}
    return "idle", _("jeszcze nie było")


def _when(day: date, today: date) -> str:
    return _("dziś") if day == today else polish.dzien(day)


def _moments(events: Iterable[Event], today: date) -> list[Moment]:
    return [
        Moment(
            when=f"{_when(event.on, today)}, {polish.godzina(event.at)}"
            if event.kind == "next" and event.at
            else _when(event.on, today),
            title=event.title,
            body=event.body,
            kind=event.kind,
        )
        for event in events
    ]


def _ground(row: GroundRow) -> dict[str, Any]:
    facts, ground = row.facts, row.facts.ground
    if facts.state == Ground.State.REJECTED:
        kind, words = "bad", _("odrzucony")
    elif facts.state == Ground.State.AWAITING:
        kind, words = "warn", _("czeka na sprawdzenie")
    elif not facts.is_valid:
        kind, words = "idle", _("sprawdzony, dziś nieważny")
    else:
        kind, words = "ok", _("sprawdzony")
    return {
        "row": row,
        "kind": kind,
        "words": words,
        "document": facts.document,
        "validity": polish.okres(ground.valid_from, ground.valid_until)
        if ground.valid_until
        else _("od %(day)s, bezterminowo") % {"day": polish.dzien(ground.valid_from)},
    }


def _verdict(verdict: IndicatorVerdict, course: CourseOfSupport) -> dict[str, Any]:
    kind, word = ANSWERS[verdict.answer]
    counted = verdict.answer == Answer.COUNTED
    figures = panel("indicators:table", course.enrolment.project.slug)
    part = "" if verdict.answer != Answer.NEARLY else "&czesc=niepoliczone"
    return {
        "name": verdict.indicator.short_name,
        "address": f"{figures}?w={verdict.indicator.code}{part}#dowody",
        "kind": kind,
        "word": _("tak, od %(day)s") % {"day": polish.dzien(verdict.counted_on)} if counted else word,
        "reasons": verdict.because if counted else verdict.missing if kind == "warn" else (),
    }


def _links(file: PersonFile, participation: Participation | None) -> list[dict[str, str]]:
    """Return what may be done next, in one list: with the participation first, then with the person."""
    own = list(participation.links) if participation else []
    if participation and participation.ending and (address := _note_address(file, participation)):
        # Not the first thing to do any more, but a meeting of the last days may still have to be written.
        own.append(Link("note", _("Dopisz kontakt sprzed zakończenia"), address))
    # It stands where it is needed, by the documents.
    elsewhere = {"add_ground"}
    shown = [link for link in (*own, *file.links) if link.code not in elsewhere]
    # What takes something away comes last.
    shown.sort(key=lambda link: link.code == "withdraw")
    return [{"label": link.label, "address": link.address} for link in shown]


def _note_address(file: PersonFile, participation: Participation) -> str:
    return panel("casework:note_contact", file.person.pk) if may_note(participation.can) else ""


def _others(file: PersonFile, shown: Participation | None) -> list[dict[str, Any]]:
    return [
        {
            "project": each.project,
            "number": each.enrolment.number,
            "state": STATES[each.state],
            "address": f"?projekt={each.enrolment.project.slug}" if each.can.open_file else "",
        }
        for each in file.participations
        if each is not shown
    ]


def _mark_row(mark: Attendance) -> dict[str, Any]:
    session = mark.session
    return {
        "day": session.held_on,
        "hours": f"{polish.godzina(session.begins_at)}–{polish.godzina(session.ends_at)}",
        "course": session.edition.course.name,
        "number": session.number,
        "topic": session.topic,
        "kind": MARK_KINDS[mark.status],
        "word": mark.get_status_display(),
        "minutes": _("%(got)s z %(planned)s min") % {"got": mark.minutes, "planned": session.minutes},
        "address": f"{panel('trainings:edition', session.edition_id)}?spotkanie={session.pk}",
    }
