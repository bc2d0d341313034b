"""The file of one person, their attendance, and who changed or opened it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from osnowa.audit.actions import seen
from osnowa.audit.models import SEEN
from osnowa.desk.access import may_read_history, may_report
from osnowa.desk.queries import log
from osnowa.desk.queries.person import (
    CourseOfSupport,
    carried_by,
    chosen,
    course_of,
    looked_this_month,
    needs_reason,
)
from osnowa.desk.views.file import attendance_rows, context_of, tabs
from osnowa.organisations.addresses import panel
from osnowa.participants.models import Person
from osnowa.participants.queries import persons_visible_to
from osnowa.participants.queries.file import PersonFile, file_of
from osnowa.participants.queries.merges import merges_of
from osnowa.ui.pages import allow, page

ROWS_ON_A_PAGE = 50
FORBIDDEN = 403


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    if needs_reason(request.who, pk):
        return redirect(panel("participants:reason", pk))
    file = _file(request, pk)
    if not file.can.open_file:
        return _closed(request, file)
    seen(subject=file.person, by=request.user, at=request.now)
    course = _course(request, file)
    context = context_of(file, course, request.today)
    if may_read_history(file.can):
        context["looked"] = looked_this_month(request.who, file.person)
    return page(request, "desk/person.html", {**context, "whole_timeline": request.GET.get("os") == "cala"})


@require_safe
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    file = _file(request, pk)
    allow(file.can.open_file and (file.can.attendance or file.can.own_attendance))
    seen(subject=file.person, by=request.user, at=request.now)
    course = _course(request, file)
    context = {
        "file": file,
        "course": course,
        "tabs": tabs(file, course, here="attendance"),
        "rows": attendance_rows(course) if course else [],
    }
    return page(request, "desk/person_attendance.html", context)


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    file = _file(request, pk)
    allow(may_read_history(file.can))
    seen(subject=file.person, by=request.user, at=request.now)
    entries = log.entries_about_person(request.who, file.person)
    looks_only = request.GET.get("czynnosc") == "wglady"
    shown = Paginator(entries.filter(verb=SEEN) if looks_only else entries, ROWS_ON_A_PAGE)
    rows = shown.get_page(request.GET.get("strona"))
    context = {
        "file": file,
        "page": rows,
        "rows": log.rows_of(request.who, rows.object_list, about=file.person),
        "tabs": tabs(file, None, here="history"),
        "looks_only": looks_only,
        "merges": merges_of(file.person) if file.can.withdraw else [],
        "may_report": may_report(request.who, file.person, file.projects),
    }
    return page(request, "desk/person_history.html", context)


def _file(request: HttpRequest, pk: int) -> PersonFile:
    found: Person = get_object_or_404(persons_visible_to(request.who), pk=pk)
    return file_of(request.who, found)


def _course(request: HttpRequest, file: PersonFile) -> CourseOfSupport | None:
    participation = chosen(file, request.GET.get("projekt", ""))
    return course_of(request.who, participation) if participation else None


def _closed(request: HttpRequest, file: PersonFile) -> HttpResponse:
    """Say whom to ask: the name is known from a list, the file belongs to somebody else's work."""
    context: dict[str, Any] = {"name": file.name, "carried_by": carried_by(request.who, file.person)}
    return page(request, "desk/person_closed.html", context, status=FORBIDDEN)
