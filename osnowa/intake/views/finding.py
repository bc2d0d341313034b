"""What an address of this app is about, when whoever asks may know of it, and the way there."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from osnowa.intake.access import may_bring_lists
from osnowa.intake.models import Batch
from osnowa.intake.queries import batches_visible_to
from osnowa.organisations.addresses import panel
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import projects_visible_to
from osnowa.ui.pages import allow


def project_of(request: HttpRequest, slug: str) -> Project:
    """Return a project into which ``request.who`` may bring lists; else 404 or 403."""
    project = get_object_or_404(projects_visible_to(request.who), slug=slug)
    allow(may_bring_lists(request.who, project))
    return project


def batch_of(request: HttpRequest, slug: str, pk: int) -> Batch:
    """Return a list ``request.who`` may know of; 404 otherwise."""
    return get_object_or_404(batches_visible_to(request.who), project__slug=slug, pk=pk)


def way(project: Project) -> list[tuple[str, str]]:
    """Return the crumbs down to the lists of a project."""
    return [
        (_("Projekty"), panel("projects:projects")),
        (project.title, project.get_absolute_url()),
        (_("Wczytane listy"), panel("intake:batches", project.slug)),
    ]


def frame(project: Project, title: str, batch: Batch | None = None) -> dict[str, Any]:
    """Return what every page of this app shows around its content."""
    above = way(project)
    # A list whose columns are not known yet has no page of its own: they are asked for first.
    if batch and batch.stage != Batch.Stage.COLUMNS:
        above.append((batch.name, batch.get_absolute_url()))
    return {
        "title": title,
        "project": project,
        "crumbs": [*above, (title, "")],
        "back": batch.get_absolute_url() if batch else panel("intake:batches", project.slug),
    }
