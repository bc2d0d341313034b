"""The settings of a project: one calm page, and one page for each local programme."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from osnowa.organisations.addresses import panel
from osnowa.projects import access
from osnowa.projects.queries.plan import local_plan_of, local_programmes_of, plan_of
from osnowa.projects.queries.projects import projects_visible_to
from osnowa.projects.views import local_tables, plan_tables
from osnowa.projects.views.catalogue import LOCAL_PROGRAMME
from osnowa.projects.views.nouns import way_to
from osnowa.ui.entries import Entry
from osnowa.ui.pages import allow, page


@require_GET
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    visible = projects_visible_to(request.who).select_related(
        "programme", "measure__parent", "office__organisation"
    )
    project = get_object_or_404(visible, slug=slug)
    can = access.project_abilities(request.who, project)
    allow(can.see_plan)
    shown = plan_tables.plan(project, plan_of(project, request.today), request.today, can)
    context = {
        "project": project,
        "can": can,
        "facts": plan_tables.facts(project),
        "texts": plan_tables.texts(project),
        "tables": shown,
        "contents": [Entry(table.title, f"#{table.anchor}", count=len(table.rows)) for table in shown],
        "crumbs": [*way_to(project)[:-1], _("Ustawienia")],
        "correct": panel("projects:correct_project", slug),
        "withdraw": panel("projects:withdraw_project", slug),
    }
    return page(request, "projects/settings.html", context)


@require_GET
def local_programme(request: HttpRequest, slug: str, programme: str) -> HttpResponse:
    project = get_object_or_404(projects_visible_to(request.who), slug=slug)
    row = get_object_or_404(local_programmes_of(project), slug=programme)
    can = access.project_abilities(request.who, project)
    allow(can.see_plan)
    plan = local_plan_of(row)
    context = {
        "programme": row,
        "can": can,
        "facts": local_tables.local_facts(plan),
        "texts": local_tables.local_texts(row),
        "tables": local_tables.local_plan(project, plan, request.today, can),
        "crumbs": [*way_to(project), row.name],
        "correct": LOCAL_PROGRAMME.address("correct", project, row.pk),
        "withdraw": LOCAL_PROGRAMME.address("withdraw", project, row.pk),
    }
    return page(request, "projects/local_programme.html", context)
