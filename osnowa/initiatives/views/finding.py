"""What an address of this app is about, when whoever asks may know of it, and the way there."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from osnowa.initiatives.access import InitiativeAbilities, initiative_abilities
from osnowa.initiatives.models import Initiative
from osnowa.initiatives.queries import initiatives_visible_to
from osnowa.organisations.addresses import panel
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import projects_visible_to
from osnowa.ui.pages import allow


def project_of(request: HttpRequest, slug: str) -> tuple[Project, InitiativeAbilities]:
    """Return a project whose initiatives ``request.who`` may list, and what may be done; else 404 or 403."""
    project = get_object_or_404(projects_visible_to(request.who), slug=slug)
    can = initiative_abilities(request.who, project)
    allow(can.see)
    return project, can


def initiative_of(request: HttpRequest, slug: str, pk: int) -> tuple[Initiative, InitiativeAbilities]:
    """Return an initiative ``request.who`` may know of, and what may be done; 404 otherwise."""
    rows = initiatives_visible_to(request.who).filter(project__slug=slug)
    found = get_object_or_404(rows.select_related("project__centre", "group", "place"), pk=pk)
    return found, initiative_abilities(request.who, found.project)


def way(project: Project) -> list[tuple[str, str]]:
    """Return the crumbs down to the list of a project."""
    return [
        (_("Projekty"), panel("projects:projects")),
        (project.title, project.get_absolute_url()),
        (_("Inicjatywy społeczne"), panel("initiatives:initiatives", project.slug)),
    ]


def way_to(found: Initiative) -> list[tuple[str, str]]:
    """Return the crumbs down to one initiative."""
    return [*way(found.project), (found.name, found.get_absolute_url())]


def frame(title: str, above: list[tuple[str, str]], back: str) -> dict[str, Any]:
    """Return what every page of this app shows around its content."""
    return {"title": title, "back": back, "crumbs": [*above, (title, "")]}
