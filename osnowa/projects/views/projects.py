"""The list of projects, and the project itself: opened, corrected, withdrawn."""

from collections import Counter
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from osnowa.organisations.addresses import panel
from osnowa.projects import access
from osnowa.projects.actions import projects as actions
from osnowa.projects.forms.projects import ProjectForm
from osnowa.projects.models import Project, Stage
from osnowa.projects.queries.projects import projects_listed, projects_visible_to
from osnowa.projects.views import parts
from osnowa.projects.views.nouns import typing, way_to
from osnowa.projects.views.plan_tables import ListedProject, listed
from osnowa.ui.doing import confirmed, done, typed
from osnowa.ui.entries import Entry
from osnowa.ui.pages import allow, answer_form, page

#: How a stage stands in the address of the list, and on its chip.
STAGES = {
    "trwajace": (Stage.RUNNING, gettext_lazy("Trwające")),
    "w-przygotowaniu": (Stage.PREPARATION, gettext_lazy("W przygotowaniu")),
    "zamkniete": (Stage.CLOSED, gettext_lazy("Zamknięte")),
}


@require_GET
def projects(request: HttpRequest) -> HttpResponse:
    rows = [listed(row) for row in projects_listed(request.who)]
    chosen = request.GET.get("stan", "")
    shown = [row for row in rows if row.stage == STAGES[chosen][0]] if chosen in STAGES else rows
    context = {
        "rows": shown,
        "chips": _chips(rows, chosen if chosen in STAGES else ""),
        "can": access.portfolio_abilities(request.who),
    }
    return page(request, "projects/projects.html", context)


def _chips(rows: list[ListedProject], chosen: str) -> list[Entry]:
    address, counts = panel("projects:projects"), Counter(row.stage for row in rows)
    return [
        Entry(_("Wszystkie"), address, is_current=not chosen, count=len(rows)),
        *(
            Entry(str(label), f"{address}?stan={key}", is_current=key == chosen, count=counts[stage])
            for key, (stage, label) in STAGES.items()
        ),
    ]


@typing
def add_project(request: HttpRequest) -> HttpResponse:
    allow(access.portfolio_abilities(request.who).create_project)
    form = ProjectForm(typed(request), owner=request.centre)
    verb = partial(actions.create_project, centre=request.centre, by=request.user, at=request.now)
    if project := done(form, verb):
        messages.success(request, _("Projekt jest założony. Lista mówi, co jeszcze ustawić."))
        return redirect(panel("projects:settings", project.slug))
    title, back = _("Nowy projekt"), panel("projects:projects")
    context = {
        "title": title,
        "back": back,
        "save": _("Załóż projekt"),
        "crumbs": [(_("Projekty"), back), title],
    }
    return answer_form(request, "projects/noun.html", context, form)


@typing
def correct_project(request: HttpRequest, slug: str) -> HttpResponse:
    project = _found(request, slug)
    allow(access.project_abilities(request.who, project).describe)
    form = ProjectForm(typed(request), owner=project, row=project)
    verb = partial(actions.correct_project, project=project, by=request.user, at=request.now)
    if corrected := done(form, verb):
        messages.success(request, _("Zapisano dane projektu."))
        return redirect(parts.address(corrected, parts.BASICS))
    context = {"save": _("Zapisz poprawki"), **_frame(project, _("Popraw dane projektu"))}
    return answer_form(request, "projects/noun.html", context, form)


@typing
def withdraw_project(request: HttpRequest, slug: str) -> HttpResponse:
    project = _found(request, slug)
    allow(access.project_abilities(request.who, project).withdraw)
    note = _("Razem z nim znikną jego warunki i zespół.")
    return confirmed(
        request,
        partial(actions.withdraw_project, project=project, by=request.user, at=request.now),
        said=_("Wycofano projekt: %(title)s.") % {"title": project.title},
        then=panel("projects:projects"),
        question={"about": project.title, "note": note, **_frame(project, _("Wycofać ten projekt?"))},
    )


def _found(request: HttpRequest, slug: str) -> Project:
    return get_object_or_404(projects_visible_to(request.who).select_related("centre"), slug=slug)


def _frame(project: Project, title: str) -> dict[str, Any]:
    crumbs = [*way_to(project), (title, "")]
    return {"title": title, "back": parts.address(project, parts.BASICS), "crumbs": crumbs}
