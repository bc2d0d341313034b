"""The dates of an edition: planned one by one or weekly, corrected, called off, held again."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.organisations.addresses import panel
from osnowa.trainings import access, actions, queries
from osnowa.trainings.forms import CancelForm, SessionForm, TopicForm, WeeklyForm
from osnowa.trainings.models import Edition, Session
from osnowa.trainings.queries import Register
from osnowa.trainings.views.taken_hours import MindingHours
from osnowa.ui import polish
from osnowa.ui.doing import confirmed, done, tried, typed
from osnowa.ui.pages import allow, answer_form, page

FORM = "trainings/form.html"
_WITH_EDITION = ("course__form__project", "group__round__programme", "trainer", "place")
typing = require_http_methods(["GET", "POST"])


@require_safe
def timetable(request: HttpRequest, pk: int) -> HttpResponse:
    edition = _edition(request, pk)
    can = access.edition_abilities(request.who, edition)
    people = None if can.see_everybody else queries.own_people(request.who)
    register = queries.register(edition, request.today, people=people)
    context = {
        "edition": edition,
        "can": can,
        "rows": [_row(register, session, can) for session in register.sessions],
        "lede": edition.group.name,
        "crumbs": _crumbs(edition, _("Terminy")),
        "register": panel("trainings:edition", pk),
        "add": panel("trainings:plan_session", pk),
        "add_weekly": panel("trainings:plan_weekly", pk),
        "correct": panel("trainings:correct_edition", pk),
    }
    return page(request, "trainings/timetable.html", context)


def _row(register: Register, session: Session, can: access.EditionAbilities) -> dict[str, Any]:
    marked = len(register.marked(session))
    place = session.place
    links = []
    if can.set_up:
        links += _planning_links(session, marked)
    elif can.write_topic and not session.is_cancelled:
        links.append((_("Temat"), panel("trainings:correct_topic", session.pk)))
    return {
        "session": session,
        "day": f"{polish.dzien_tygodnia(session.held_on)}, {polish.dzien(session.held_on)}",
        "hours": f"{polish.godzina(session.begins_at)}–{polish.godzina(session.ends_at)}",
        "place": place.name if place and not place.is_protected else "",
        "state": _state(register, session, marked),
        "about": _("spotkanie %(number)s") % {"number": session.number},
        "links": links,
        "reinstate": panel("trainings:reinstate_session", session.pk)
        if can.set_up and session.is_cancelled
        else "",
    }


def _planning_links(session: Session, marked: int) -> list[tuple[str, str]]:
    if session.is_cancelled:
        return [(_("Wycofaj"), panel("trainings:withdraw_session", session.pk))]
    correct = (_("Popraw"), panel("trainings:correct_session", session.pk))
    if marked:
        return [correct, (_("Wycofaj obecności"), panel("trainings:withdraw_marks", session.pk))]
    return [
        correct,
        (_("Odwołaj"), panel("trainings:cancel_session", session.pk)),
        (_("Wycofaj"), panel("trainings:withdraw_session", session.pk)),
    ]


def _state(register: Register, session: Session, marked: int) -> tuple[str, str]:
    if session.is_cancelled:
        return "idle", _("odwołane: %(reason)s") % {"reason": session.cancel_reason}
    if session.held_on > register.on:
        return "idle", _("zaplanowane")
    if waiting := len(register.unmarked(session)):
        return "warn", _("niezaznaczone: %(count)s") % {"count": waiting}
    there = {"there": register.there(session), "marked": marked}
    if session.pk in register.approved:
        return "ok", _("zatwierdzone, obecni: %(there)s z %(marked)s") % there
    return "ok", _("obecni: %(there)s z %(marked)s") % there


@typing
def plan_session(request: HttpRequest, pk: int) -> HttpResponse:
    edition = _planned(request, pk)
    last = edition.sessions.order_by("-number").first()
    suggested = {"number": last.number + 1 if last else 1}
    if last:
        suggested |= {"begins_at": last.begins_at, "ends_at": last.ends_at}
    form = SessionForm(typed(request), initial=suggested)
    verb = MindingHours(partial(actions.plan_session, edition=edition, by=request.user, at=request.now))
    if session := done(form, verb):
        messages.success(request, _("Dodano spotkanie %(number)s.") % {"number": session.number})
        _warn_of_others(request, [session])
        return redirect(panel("trainings:timetable", pk))
    frame = _frame(edition, _("Nowe spotkanie"), _("Dodaj spotkanie"))
    return answer_form(request, FORM, {**frame, **verb.way_to_other(request)}, form)


@typing
def plan_weekly(request: HttpRequest, pk: int) -> HttpResponse:
    edition = _planned(request, pk)
    has_series = edition.sessions.filter(state=Session.State.PLANNED).count() > 1
    form = WeeklyForm(typed(request), initial={"count": edition.course.meetings}, has_series=has_series)
    verb = MindingHours(partial(actions.plan_weekly, edition=edition, by=request.user, at=request.now))
    if sessions := done(form, verb):
        count = polish.z_liczba(len(sessions), "spotkanie", "spotkania", "spotkań")
        messages.success(request, _("Dodano %(count)s.") % {"count": count})
        _warn_of_others(request, sessions)
        return redirect(panel("trainings:timetable", pk))
    frame = _frame(edition, _("Spotkania co tydzień"), _("Dodaj spotkania"))
    return answer_form(request, FORM, {**frame, **verb.way_to_other(request)}, form)


@typing
def correct_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = _session(request, pk)
    allow(access.edition_abilities(request.who, session.edition).set_up)
    names = ("number", "held_on", "begins_at", "ends_at", "topic", "place")
    form = SessionForm(typed(request), initial={name: getattr(session, name) for name in names})
    verb = MindingHours(partial(actions.correct_session, session=session, by=request.user, at=request.now))
    if moved := done(form, verb):
        messages.success(request, _("Poprawiono spotkanie."))
        _warn_of_others(request, [moved])
        return redirect(panel("trainings:timetable", session.edition_id))
    title = _("Spotkanie %(number)s") % {"number": session.number}
    frame = _frame(session.edition, title, _("Zapisz spotkanie"))
    return answer_form(request, FORM, {**frame, **verb.way_to_other(request)}, form)


@typing
def correct_topic(request: HttpRequest, pk: int) -> HttpResponse:
    session = _session(request, pk)
    allow(access.edition_abilities(request.who, session.edition).write_topic)
    form = TopicForm(typed(request), initial={"topic": session.topic})
    if done(form, partial(actions.correct_topic, session=session, by=request.user, at=request.now)):
        messages.success(request, _("Zapisano temat spotkania."))
        return redirect(panel("trainings:timetable", session.edition_id))
    title = _("Temat spotkania %(number)s") % {"number": session.number}
    return answer_form(request, FORM, _frame(session.edition, title, _("Zapisz temat")), form)


@typing
def cancel_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = _session(request, pk)
    allow(access.edition_abilities(request.who, session.edition).set_up)
    form = CancelForm(typed(request))
    if done(form, partial(actions.cancel_session, session=session, by=request.user, at=request.now)):
        messages.success(
            request,
            _("Odwołano spotkanie %(number)s.") % {"number": session.number},
            extra_tags=panel("trainings:reinstate_session", pk),
        )
        return redirect(panel("trainings:timetable", session.edition_id))
    facts = {"number": session.number, "day": polish.dzien(session.held_on)}
    title = _("Odwołać spotkanie %(number)s z %(day)s?") % facts
    return answer_form(request, FORM, _frame(session.edition, title, _("Odwołaj spotkanie")), form)


@require_POST
def reinstate_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = _session(request, pk)
    allow(access.edition_abilities(request.who, session.edition).set_up)
    return tried(
        request,
        partial(actions.reinstate_session, session=session, by=request.user, at=request.now),
        said=_("Spotkanie %(number)s jest znowu zaplanowane.") % {"number": session.number},
        then=panel("trainings:timetable", session.edition_id),
    )


@typing
def withdraw_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = _session(request, pk)
    allow(access.edition_abilities(request.who, session.edition).set_up)
    facts = {"number": session.number, "day": polish.dzien(session.held_on)}
    question = {
        "title": _("Wycofać spotkanie %(number)s?") % facts,
        "about": f"{session.edition.course.name}, {facts['day']}",
        "consequence": _(
            "Spotkanie zniknie z terminów, jakby go nie planowano. Gdy miało się odbyć, lepiej je odwołać."
        ),
        "answer": _("Wycofaj spotkanie"),
        "crumbs": _crumbs(session.edition, _("Wycofanie spotkania")),
    }
    return confirmed(
        request,
        partial(actions.withdraw_session, session=session, by=request.user, at=request.now),
        said=_("Wycofano spotkanie %(number)s z %(day)s.") % facts,
        then=panel("trainings:timetable", session.edition_id),
        question=question,
    )


def _warn_of_others(request: HttpRequest, sessions: list[Session]) -> None:
    """Say who else meets in the same place at the same hours; an exclusive one was refused before."""
    others = [
        _("%(day)s, %(course)s, %(hours)s")
        % {
            "day": polish.dzien(other.held_on),
            # Who plans here may not know what is done in another project.
            "course": other.edition.course.name
            if other.edition.course.form.project_id == session.edition.course.form.project_id
            else _("inny projekt"),
            "hours": f"{polish.godzina(other.begins_at)}–{polish.godzina(other.ends_at)}",
        }
        for session, other in queries.at_same_place(sessions)
    ]
    if others:
        sentence = _("W tym samym miejscu o tej porze są też inne zajęcia: %(others)s.")
        messages.warning(request, sentence % {"others": "; ".join(others)})


def _edition(request: HttpRequest, pk: int) -> Edition:
    return get_object_or_404(queries.editions_visible_to(request.who).select_related(*_WITH_EDITION), pk=pk)


def _planned(request: HttpRequest, pk: int) -> Edition:
    """Return the edition when whoever asks may plan its meetings."""
    edition = _edition(request, pk)
    allow(access.edition_abilities(request.who, edition).set_up)
    return edition


def _session(request: HttpRequest, pk: int) -> Session:
    with_edition = [f"edition__{name}" for name in _WITH_EDITION]
    visible = queries.sessions_visible_to(request.who).select_related("place", *with_edition)
    return get_object_or_404(visible, pk=pk)


def _crumbs(edition: Edition, here: str) -> list[Any]:
    return [
        (_("Zajęcia"), panel("trainings:sessions")),
        (edition.course.name, panel("trainings:edition", edition.pk)),
        here,
    ]


def _frame(edition: Edition, title: str, save: str) -> dict[str, Any]:
    return {
        "title": title,
        "lede": f"{edition.course.name} · {edition.group.name}",
        "crumbs": _crumbs(edition, title),
        "save": save,
        "back": panel("trainings:timetable", edition.pk),
    }
