"""One field that finds people, projects and documents."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osnowa.desk.actions import note_search
from osnowa.desk.context import known_projects
from osnowa.desk.queries import search as queries
from osnowa.desk.queries.search import Found
from osnowa.organisations.addresses import panel
from osnowa.participants.pesel import looks_like
from osnowa.participants.queries.people import WITHOUT_PROJECT
from osnowa.ui.pages import page


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found; words go into the address, a PESEL never does: addresses stand in logs."""
    sent = (request.POST if request.method == "POST" else request.GET).get("q", "").strip()[: queries.LONGEST]
    by_pesel = looks_like(sent)
    if request.method == "POST" and not by_pesel:
        return redirect(f"{panel('desk:search')}?{urlencode({'q': sent})}")
    in_address = by_pesel and request.method != "POST"
    searched = queries.is_long_enough(sent) and not in_address
    found = queries.found_by(request.who, sent, known_projects(request)) if searched else None
    if found and found.people:
        note_search(
            centre=request.centre,
            person=found.people.only,
            count=found.people.total,
            by=request.user,
            at=request.now,
        )
    context = {
        # The number that was typed does not come back in the page either.
        "text": "" if by_pesel else sent,
        "by_pesel": by_pesel,
        "in_address": in_address,
        "too_short": bool(sent) and not by_pesel and not queries.is_long_enough(sent),
        "found": found,
        "people": _people(found, sent, by_pesel=by_pesel) if found else [],
        "projects": [(each, panel("desk:project", each.slug)) for each in found.projects] if found else [],
    }
    return page(request, "desk/search.html", context)


def _people(found: Found, text: str, *, by_pesel: bool) -> list[dict[str, Any]]:
    """Return the lists of people: those of projects, and those of none; empty ones left out."""
    people = found.people
    if people is None:
        return []
    everybody = f"{panel('participants:people')}?{urlencode({'q': text})}"
    lists = [
        (_("Osoby"), people.rows, people.count, everybody),
        (
            _("Osoby bez projektu"),
            people.outside,
            people.outside_count,
            f"{everybody}&stan={WITHOUT_PROJECT}",
        ),
    ]
    return [
        {
            "title": title,
            "rows": rows,
            # A number finds one person, and nobody is led to an address with a number in it.
            "more": address if count > len(rows) and not by_pesel else "",
            "more_label": _("Pokaż wszystkie: %(count)s") % {"count": count} if count > len(rows) else "",
        }
        for title, rows, count, address in lists
        if count
    ]
