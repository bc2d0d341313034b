"""Lists on paper: everybody expected at a meeting signs in their row."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.organisations.addresses import panel
from osnowa.participants.models import Enrolment
from osnowa.trainings import access, queries
from osnowa.trainings.models import Edition, Session
from osnowa.trainings.queries import Register
from osnowa.ui import polish
from osnowa.ui.pages import allow, page

_WITH_EDITION = ("course__form__project__programme", "group", "trainer", "place")


@require_safe
def session_to_sign(request: HttpRequest, pk: int) -> HttpResponse:
    related = ("place", *(f"edition__{name}" for name in _WITH_EDITION))
    visible = queries.with_approval(queries.sessions_visible_to(request.who)).select_related(*related)
    session = get_object_or_404(visible, pk=pk)
    # All names of the group stand on it, so a part of them is not printed either.
    allow(access.edition_abilities(request.who, session.edition).see_everybody)
    register = queries.register(session.edition, request.today, only=session)
    return _print(request, register, panel("trainings:session", session.edition_id, session.pk))


@require_safe
def edition_to_sign(request: HttpRequest, pk: int) -> HttpResponse:
    visible = queries.editions_visible_to(request.who).select_related(*_WITH_EDITION)
    edition = get_object_or_404(visible, pk=pk)
    allow(access.edition_abilities(request.who, edition).see_everybody)
    register = queries.register(edition, request.today)
    return _print(request, register, panel("trainings:edition", edition.pk))


def _print(request: HttpRequest, register: Register, back: str) -> HttpResponse:
    edition = register.edition
    course = edition.course
    context = {
        "title": _("%(course)s: lista do podpisu") % {"course": course.name},
        "crumbs": [(_("Zajęcia"), panel("trainings:sessions")), (course.name, back), _("Lista do podpisu")],
        "project": course.form.project,
        "course": course,
        # A name that gives away violence or addiction is not passed from hand to hand.
        "group": "" if edition.group.is_sensitive else edition.group.name,
        "trainer": str(edition.trainer or edition.trainer_name),
        "sheets": [_sheet(register, session) for session in register.sessions if not session.is_cancelled],
        "printed_by": request.user,
        "printed_at": request.now,
    }
    return page(request, "trainings/to_sign.html", context)


def _sheet(register: Register, session: Session) -> dict[str, Any]:
    edition: Edition = register.edition
    place = session.place or edition.place
    of = edition.course.meetings if session.number <= (edition.course.meetings or 0) else None
    number = _("spotkanie %(number)s z %(of)s") if of else _("spotkanie %(number)s")
    return {
        "number": number % {"number": session.number, "of": of},
        "day": f"{polish.dzien_tygodnia(session.held_on)}, {polish.dzien(session.held_on)}",
        "hours": f"{polish.godzina(session.begins_at)}–{polish.godzina(session.ends_at)}",
        "place": place.name if place and not place.is_protected else "",
        "topic": session.topic,
        "names": [_name(member.enrolment) for member in register.expected(session)],
    }


def _name(enrolment: Enrolment) -> str:
    # The sheet goes from hand to hand: whoever is hidden signs at their number, whoever prints it.
    return enrolment.number if enrolment.person.is_hidden else enrolment.person.full_name
