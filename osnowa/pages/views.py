"""Public pages: made from records, totals only."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from osnowa.indicators.queries.public import as_csv, public_table
from osnowa.pages import queries
from osnowa.pages.as_of import asked_day, days_offered, default_day
from osnowa.projects.models import Project, Terms
from osnowa.projects.queries.projects import terms_in_force
from osnowa.ui import polish
from osnowa.ui.entries import Entry
from osnowa.ui.pages import page

STATES = {"preparing": _("w przygotowaniu"), "running": _("trwa"), "closed": _("zakończony")}
#: A spreadsheet of Polish Windows reads UTF-8 only with this mark.
SPREADSHEET = "utf-8-sig"
STATE_KINDS = {"preparing": "", "running": "ok", "closed": ""}


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    centre = request.public_centre
    lines = queries.project_lines(centre, request.today) if centre else []
    return page(request, "pages/home.html", {"centre": centre, "lines": _told(lines)})


@login_not_required
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    centre = request.public_centre
    lines = _told(queries.project_lines(centre, request.today)) if centre else []
    chosen = request.GET.get("stan", "")
    shown = [line for line in lines if not chosen or line["state"] == chosen]
    chips = [Entry(_("Wszystkie"), "?", not chosen, len(lines))] + [
        Entry(STATES[state], f"?stan={state}", chosen == state, sum(line["state"] == state for line in lines))
        for state in STATES
        if any(line["state"] == state for line in lines)
    ]
    return page(request, "pages/projects.html", {"lines": shown, "chips": chips})


@login_not_required
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    centre = request.public_centre
    cards = queries.contact_cards(centre) if centre else []
    shown = [
        {"card": card, "faxes": [(polish.telefon(f.value), f.purpose) for f in card.faxes]} for card in cards
    ]
    return page(request, "pages/contact.html", {"centre": centre, "shown": shown})


@login_not_required
@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    found = _public_project(request, slug)
    asked = _asked(request, found)
    context = {
        "shown": queries.project_page(found, asked.day),
        "project": found,
        "terms": asked.terms,
        "table": public_table(found, asked.day),
        "day": asked.day,
        "days": asked.offered,
    }
    return page(request, "pages/project.html", context)


@login_not_required
@require_safe
def figures_csv(request: HttpRequest, slug: str) -> HttpResponse:
    found = _public_project(request, slug)
    day = _asked(request, found).day
    text = as_csv(found, day).encode(SPREADSHEET)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="wskazniki-{found.slug}-{day.isoformat()}.csv"'
    return response


def _public_project(request: HttpRequest, slug: str) -> Project:
    if request.public_centre is None:
        raise Http404
    known = queries.public_projects(request.public_centre)
    return get_object_or_404(
        known.select_related("office", "measure__priority").prefetch_related("terms"), slug=slug
    )


@dataclass(frozen=True)
class Asked:
    """The day the page speaks of, the terms in force then, and the days that may be asked for."""

    day: date
    terms: Terms | None
    offered: list[date]


def _asked(request: HttpRequest, found: Project) -> Asked:
    """Return the day the page is asked about; 404 for one it does not answer."""
    terms = terms_in_force(found, request.today)
    first = terms.begins_on if terms else None
    last = default_day(request.today, terms.ends_on if terms else None, found.content_day)
    offered = days_offered(first, last)
    typed = request.GET.get("stan-na")
    if typed is None:
        return Asked(last, terms, offered)
    day = asked_day(typed, first=first, last=last)
    if day is None:
        raise Http404
    return Asked(day, terms_in_force(found, day), offered)


def _told(lines: list[queries.ProjectLine]) -> list[dict]:
    """Return the lines with the words and addresses that the template shows."""
    return [
        {
            "title": line.project.title,
            "address": line.project.slug,
            "lead": line.project.lead,
            "programme": line.project.programme,
            "period": line.period,
            "as_written": line.terms.period_as_written if line.terms else "",
            "state": line.state,
            "word": STATES[line.state],
            "kind": STATE_KINDS[line.state],
        }
        for line in lines
    ]
