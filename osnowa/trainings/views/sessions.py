"""The timetable: meetings that wait for attendance, and the meetings of a week."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.organisations.addresses import panel
from osnowa.trainings import access, queries
from osnowa.trainings.queries import Meeting
from osnowa.ui import polish
from osnowa.ui.pages import allow, page

#: So many meetings that wait are shown; the oldest are marked first, and the next ones move up.
WAITING_AT_MOST = 20
#: So many lists without an approval are shown at once.
TO_APPROVE_AT_MOST = 50
UNAPPROVED = "niezatwierdzone"
WEEK = timedelta(days=7)


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    who = request.who
    allow(access.may_see_sessions(who))
    monday = _monday(request.GET.get("tydzien", ""), request.today)
    meetings = queries.meetings_between(who, monday, monday + timedelta(days=6))
    waiting = queries.meetings_to_mark(who, queries.editions_marked_by(who), at_most=WAITING_AT_MOST)
    unapproved = queries.lists_to_approve(who).count() if queries.projects_with_courses(who) else 0
    wants_unapproved = request.GET.get("listy") == UNAPPROVED
    context = {
        "unapproved": unapproved,
        "unapproved_address": f"?listy={UNAPPROVED}#niezatwierdzone",
        "to_approve": [
            _row(meeting) for meeting in queries.meetings_to_approve(who, at_most=TO_APPROVE_AT_MOST)
        ]
        if wants_unapproved and unapproved
        else [],
        "days": [
            (_day(day, request.today), [_row(meeting) for meeting in rows])
            for day, rows in groupby(meetings, key=lambda meeting: meeting.session.held_on)
        ],
        "waiting": [_row(meeting) for meeting in waiting],
        "period": polish.okres(monday, monday + timedelta(days=6)),
        "is_this_week": monday == _monday("", request.today),
        "previous": f"?tydzien={monday - WEEK}",
        "next": f"?tydzien={monday + WEEK}",
        "this_week": panel("trainings:sessions"),
        "courses": _courses(request),
    }
    return page(request, "trainings/sessions.html", context)


def _monday(typed: str, today: date) -> date:
    """Return the Monday of the typed day's week; of today's when the address says nothing readable."""
    try:
        day = parse_date(typed) or today
    except ValueError:
        day = today
    # The first and the last year of the calendar have no whole week before and after them.
    day = min(max(day, date(1950, 1, 1)), date(2200, 1, 1))
    return day - timedelta(days=day.weekday())


def _day(day: date, today: date) -> str:
    name = f"{polish.dzien_tygodnia(day)}, {polish.dzien(day)}"
    return f"{name} · {_('dziś')}" if day == today else name


def _row(meeting: Meeting) -> dict[str, Any]:
    session = meeting.session
    edition = session.edition
    place = session.place or edition.place
    opens = not meeting.is_ahead and not session.is_cancelled
    register = panel("trainings:edition", edition.pk)
    # A meeting beyond the plan is simply the next one: "9 z 7" would read like a mistake.
    planned = edition.course.meetings if session.number <= (edition.course.meetings or 0) else None
    number = _("spotkanie %(number)s z %(of)s") if planned else _("spotkanie %(number)s")
    return {
        "day": polish.dzien(session.held_on),
        "hours": f"{polish.godzina(session.begins_at)}–{polish.godzina(session.ends_at)}",
        "course": edition.course.name,
        "number": number % {"number": session.number, "of": planned},
        # A name that gives away violence or addiction stays inside the group.
        "group": "" if edition.group.is_sensitive else edition.group.name,
        "place": place.name if place and not place.is_protected else "",
        # At the desk all meetings side by side; in the room, on a phone, the one that is held.
        "ways": [
            (f"{register}?spotkanie={session.pk}" if opens else register, "hide-s"),
            (panel("trainings:session", edition.pk, session.pk), "only-s"),
        ],
        "unmarked": meeting.unmarked,
        "list": panel("trainings:session", edition.pk, session.pk),
        "state": _state(meeting),
    }


def _state(meeting: Meeting) -> tuple[str, str]:
    if meeting.session.is_cancelled:
        return "idle", _("odwołane")
    if meeting.is_ahead:
        return "idle", _("zaplanowane")
    if meeting.waits:
        return "warn", _("niezaznaczone: %(count)s") % {"count": meeting.unmarked}
    return "ok", _("zaznaczone")


def _courses(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the projects in which courses are set up by whoever asks: title and address."""
    return [
        (project.title, panel("trainings:courses", project.slug))
        for project in queries.projects_with_courses(request.who)
    ]
