"""The file of one person, and who changed or opened it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from osnowa.audit.actions import seen
from osnowa.desk.queries import log
from osnowa.participants.access import person_abilities
from osnowa.participants.names import shown_to
from osnowa.participants.queries import persons_visible_to
from osnowa.ui.pages import allow, page


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(persons_visible_to(request.who), pk=pk)
    can = person_abilities(request.who, found)
    allow(can.open_file)
    seen(subject=found, by=request.user, at=request.now)
    context = {"person": found, "can": can, "name": shown_to(request.who, found, abilities=can)}
    return page(request, "desk/person.html", context)


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(persons_visible_to(request.who), pk=pk)
    can = person_abilities(request.who, found)
    allow(can.open_file and can.identity == "full")
    seen(subject=found, by=request.user, at=request.now)
    rows = log.rows_of(request.who, log.entries_about_person(found, request.centre.pk)[:50])
    context = {"person": found, "rows": rows, "name": shown_to(request.who, found, abilities=can)}
    return page(request, "desk/person_history.html", context)
