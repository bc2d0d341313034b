"""The settings of a project: an overview, a page for each part, and one for each local programme."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from osnowa.organisations.addresses import panel
from osnowa.projects import access
from osnowa.projects.access import ProjectAbilities
from osnowa.projects.models import LocalProgramme, Project
from osnowa.projects.queries.plan import local_plan_of, local_programmes_of
from osnowa.projects.queries.projects import projects_visible_to
from osnowa.projects.queries.setup import ToSet, counts_of, in_words, left_to_set, setup_of
from osnowa.projects.readiness import Missing, missing_on_page
from osnowa.projects.standing import Standing
from osnowa.projects.views import local_tables, parts, plan_tables
from osnowa.projects.views.catalogue import LOCAL_PROGRAMME
from osnowa.projects.views.nouns import history_of, way_to
from osnowa.ui.doing import tried
from osnowa.ui.entries import Entry
from osnowa.ui.pages import allow, page


@require_GET
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    project = get_object_or_404(projects_visible_to(request.who), slug=slug)
    can = access.project_abilities(request.who, project)
    allow(can.see_plan)
    counts = counts_of(project)
    context = {
        **_frame(request.who, project, None),
        "left": _openable(left_to_set(project, request.today), can),
        "parts": [
            (part.label, parts.address(project, part), part.about, part.in_words(counts))
            for part in parts.CONTENTS
        ],
        "withdraw": panel("projects:withdraw_project", slug),
    }
    return page(request, "projects/settings.html", context)


@require_GET
def part(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    visible = projects_visible_to(request.who).select_related(
        "centre", "programme", "measure__parent", "office__organisation"
    )
    project = get_object_or_404(visible, slug=slug)
    can = access.project_abilities(request.who, project)
    allow(can.see_plan)
    if (chosen := parts.BY_PATH.get(part)) is None:
        raise Http404
    context = {
        **_frame(request.who, project, chosen),
        "part": chosen,
        "facts": plan_tables.facts(project) if chosen is parts.BASICS else [],
        "texts": plan_tables.texts(project) if chosen is parts.BASICS else [],
        "tables": [table(project, request.today, can) for table in chosen.tables],
        "public": _public(project, request.today) if chosen is parts.PUBLIC else None,
        "correct": panel("projects:correct_project", slug),
    }
    return page(request, "projects/settings_part.html", context)


@require_GET
def local_programme(request: HttpRequest, slug: str, programme: str) -> HttpResponse:
    project = get_object_or_404(projects_visible_to(request.who), slug=slug)
    row = get_object_or_404(local_programmes_of(project), slug=programme)
    can = access.project_abilities(request.who, project)
    allow(can.see_plan)
    plan = local_plan_of(row)
    tables = local_tables.local_plan(project, plan, request.today, can)
    context = {
        "project": project,
        "programme": row,
        "can": can,
        "history": history_of(request.who, project, row),
        "facts": local_tables.local_facts(plan),
        "texts": local_tables.local_texts(row),
        "tables": tables,
        "contents": [Entry(table.title, f"#{table.anchor}", count=len(table.rows)) for table in tables],
        "crumbs": [*way_to(project), (parts.PAL.label, parts.address(project, parts.PAL)), row.name],
        "correct": LOCAL_PROGRAMME.address("correct", project, row.pk),
        "withdraw": LOCAL_PROGRAMME.address("withdraw", project, row.pk),
        "publish": panel("projects:publish_local_programme", slug, row.pk),
        "hide": panel("projects:hide_local_programme", slug, row.pk),
    }
    return page(request, "projects/local_programme.html", context)


@require_POST
def show_project(request: HttpRequest, slug: str, *, verb: Callable[..., Any], said: str) -> HttpResponse:
    project = get_object_or_404(projects_visible_to(request.who), slug=slug)
    allow(access.project_abilities(request.who, project).describe)
    shown = partial(verb, project=project, by=request.user, at=request.now)
    return tried(request, shown, said=said, then=parts.address(project, parts.PUBLIC))


@require_POST
def show_local_programme(
    request: HttpRequest, slug: str, pk: int, *, verb: Callable[..., Any], said: str
) -> HttpResponse:
    project = get_object_or_404(projects_visible_to(request.who), slug=slug)
    row = get_object_or_404(LocalProgramme.objects.filter(project=project), pk=pk)
    allow(access.project_abilities(request.who, project).set_up)
    shown = partial(verb, programme=row, by=request.user, at=request.now)
    return tried(request, shown, said=said, then=panel("projects:local_programme", slug, row.slug))


def _frame(who: Standing, project: Project, current: parts.Part | None) -> dict[str, Any]:
    way = way_to(project)
    return {
        "project": project,
        "can": access.project_abilities(who, project),
        "history": history_of(who, project, project),
        "contents": parts.contents(project, current),
        "crumbs": [*way, (current.label, "")] if current else [*way[:-1], (way[-1][0], "")],
    }


def _openable(left: list[ToSet], can: ProjectAbilities) -> list[ToSet]:
    """Return the lines whose form whoever asks may open; the others are for somebody else to do."""
    return [each for each in left if getattr(can, each.ability)]


def _public(project: Project, day: date) -> dict[str, Any]:
    lacking = [Missing(lack) for lack in missing_on_page(setup_of(project, day))]
    return {
        "lacking": in_words(project, lacking),
        "show": panel("projects:publish_project", project.slug),
        "hide": panel("projects:hide_project", project.slug),
    }
