"""Public pages: made from records, totals only."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from osnowa.indicators.queries.public import as_csv, public_table
from osnowa.pages.as_of import NotAnswered, asked_day, days_offered, default_day
from osnowa.pages.models import PageLink
from osnowa.pages.prose import blocks
from osnowa.pages.queries.contact import contact_cards
from osnowa.pages.queries.links import links_beside, links_of
from osnowa.pages.queries.local_programmes import programme_page, public_programmes
from osnowa.pages.queries.projects import ProjectLine, project_lines, project_page, public_project
from osnowa.pages.views.kept import kept
from osnowa.projects.access import project_abilities
from osnowa.projects.models import LocalProgramme, Project, Stage, Terms
from osnowa.projects.queries.projects import projects_visible_to, terms_in_force
from osnowa.ui import polish
from osnowa.ui.entries import Entry
from osnowa.ui.pages import allow, page

#: A spreadsheet of Polish Windows reads UTF-8 only with this mark.
SPREADSHEET = "utf-8-sig"
STATE_KINDS = {Stage.PREPARATION: "", Stage.RUNNING: "ok", Stage.CLOSED: ""}
#: How a state stands in the address of the list; the panel uses the same words.
IN_ADDRESS = {"trwajace": Stage.RUNNING, "w-przygotowaniu": Stage.PREPARATION, "zamkniete": Stage.CLOSED}
#: Why a day is not one the page speaks of.
WHY_NOT = {
    NotAnswered.UNREADABLE: _("Nie rozumiemy takiego dnia."),
    NotAnswered.TOO_EARLY: _("Projekt zaczął się %(first)s, więc wcześniej nie było czego liczyć."),
    NotAnswered.TOO_LATE: _("Ostatni dzień, na który znamy liczby, to %(last)s."),
    NotAnswered.WITHIN_A_MONTH: _("Liczby z przeszłości podajemy na ostatni dzień miesiąca."),
}
#: Which day the figures of a page are of.
DAY = "stan-na"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _state_asked(typed: str) -> str | None:
    return typed if typed in IN_ADDRESS else None


def _day_asked(typed: str) -> str | None:
    """Return the day as the form of the page sends it; other spellings are answered, and not kept."""
    return typed if _DAY.fullmatch(typed) else None


@login_not_required
@require_safe
@kept()
def home(request: HttpRequest) -> HttpResponse:
    centre = request.public_centre
    lines = project_lines(centre, request.today) if centre else []
    return page(
        request, "pages/home.html", {"centre": centre, "lines": _told(lines), "links": _links(request)}
    )


@login_not_required
@require_safe
@kept({"stan": _state_asked})
def projects(request: HttpRequest) -> HttpResponse:
    centre = request.public_centre
    lines = _told(project_lines(centre, request.today)) if centre else []
    counts = Counter(line["state"] for line in lines)
    asked = IN_ADDRESS.get(request.GET.get("stan", ""))
    chosen = asked if counts[asked] else None
    shown = [line for line in lines if chosen in (None, line["state"])]
    chips = [Entry(_("Wszystkie"), "?", chosen is None, len(lines))] + [
        Entry(state.label, f"?stan={word}", chosen == state, counts[state])
        for word, state in IN_ADDRESS.items()
        if counts[state]
    ]
    return page(request, "pages/projects.html", {"lines": shown, "chips": chips})


@login_not_required
@require_safe
@kept()
def contact(request: HttpRequest) -> HttpResponse:
    centre = request.public_centre
    cards = contact_cards(centre) if centre else []
    shown = [
        {"card": card, "faxes": [(polish.telefon(f.value), f.purpose) for f in card.faxes]} for card in cards
    ]
    return page(request, "pages/contact.html", {"centre": centre, "shown": shown, "links": _links(request)})


@login_not_required
@require_safe
@kept({DAY: _day_asked})
def project(request: HttpRequest, slug: str) -> HttpResponse:
    told = _told_of(request, _public_project(request, slug))
    response = page(request, "pages/project.html", told)
    if told["instead"]:
        # There are as many days that nobody counted as one cares to type.
        response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
@kept()
def local_programme(request: HttpRequest, slug: str, pal: str) -> HttpResponse:
    found = _public_project(request, slug)
    shown = programme_page(get_object_or_404(public_programmes(found), slug=pal))
    context = {"project": found, "programme": shown.programme, "shown": shown}
    return page(request, "pages/local_programme.html", context)


@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    told = _told_of(request, _previewed(request, slug))
    return page(request, "pages/preview.html", {**told, "is_preview": True})


@require_safe
def preview_local_programme(request: HttpRequest, slug: str, pal: str) -> HttpResponse:
    found = _previewed(request, slug)
    shown = programme_page(get_object_or_404(LocalProgramme.objects.filter(project=found), slug=pal))
    context = {"project": found, "programme": shown.programme, "shown": shown, "is_preview": True}
    return page(request, "pages/preview_local_programme.html", context)


@login_not_required
@require_safe
@kept({DAY: _day_asked})
def figures_csv(request: HttpRequest, slug: str) -> HttpResponse:
    found = _public_project(request, slug)
    asked = _asked(request, found)
    if asked.instead:
        # A file cannot say that it is of another day than the one asked for.
        raise Http404
    day = asked.day
    text = as_csv(found, day).encode(SPREADSHEET)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="wskazniki-{found.slug}-{day.isoformat()}.csv"'
    return response


def _links(request: HttpRequest) -> list[PageLink]:
    """Return the links of the centre itself; a page that may be kept knows already whether there are any."""
    if request.public_centre is None or not getattr(request, "has_links", True):
        return []
    return links_of(request.public_centre)


def _public_project(request: HttpRequest, slug: str) -> Project:
    found = public_project(slug) if request.public_centre else None
    if found is None:
        raise Http404
    return found


def _previewed(request: HttpRequest, slug: str) -> Project:
    """Return a project whose page is shown, hidden or not, to those who write it."""
    visible = projects_visible_to(request.who).select_related("programme")
    found = get_object_or_404(_with_its_page(visible), slug=slug)
    allow(project_abilities(request.who, found).describe)
    return found


def _with_its_page(projects: QuerySet[Project]) -> QuerySet[Project]:
    return projects.select_related("office", "measure__priority", "measure__parent").prefetch_related("terms")


def _told_of(request: HttpRequest, found: Project) -> dict[str, Any]:
    asked = _asked(request, found)
    return {
        "shown": (shown := project_page(found, asked.day)),
        "sections": [(section.heading, blocks(section.text)) for section in shown.sections],
        "project": found,
        "links": links_beside(found),
        "terms": asked.terms,
        "is_over": asked.is_over,
        "table": public_table(found, asked.day),
        "day": asked.day,
        "instead": asked.instead,
        # Ready for the template: filters on each of ten years of months take longer than the figures.
        "days": [(each.isoformat(), polish.dzien(each), each == asked.day) for each in asked.offered],
    }


@dataclass(frozen=True)
class Asked:
    """The day the page speaks of, the terms in force then, and the days that may be asked for.

    ``is_over`` says that the project has ended by today, ``instead`` why the day is not the one asked for.
    """

    day: date
    terms: Terms | None
    offered: list[date]
    is_over: bool
    instead: str = ""


def _asked(request: HttpRequest, found: Project) -> Asked:
    """Return the day the page is asked about; the usual one, and why, for a day it does not answer."""
    terms = terms_in_force(found, request.today)
    first = terms.begins_on if terms else None
    last = default_day(request.today, terms.ends_on if terms else None, found.content_day)
    offered = days_offered(first, last)
    is_over = terms is not None and terms.period.stage_on(request.today) == Stage.CLOSED
    typed = request.GET.get(DAY)
    if not typed:
        return Asked(last, terms, offered, is_over)
    day = asked_day(typed, first=first, last=last)
    if isinstance(day, NotAnswered):
        why = WHY_NOT[day] % {"first": polish.dzien(first), "last": polish.dzien(last)}
        return Asked(last, terms, offered, is_over, why)
    return Asked(day, terms_in_force(found, day), offered, is_over)


def _told(lines: list[ProjectLine]) -> list[dict]:
    """Return the lines with the words and addresses that the template shows."""
    return [
        {
            "title": line.project.title,
            "address": line.project.slug,
            "lead": line.project.lead,
            "programme": line.project.programme,
            # A period nobody knows yet has nothing to say.
            "period": line.period if line.period.begins_on or line.period.as_written else None,
            "state": line.stage,
            "word": line.stage.label,
            "kind": STATE_KINDS[line.stage],
        }
        for line in lines
    ]
