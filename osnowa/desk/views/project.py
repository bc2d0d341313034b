"""The overview of one project: where it stands today, or on any day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from osnowa.projects.queries.projects import projects_visible_to
from osnowa.ui.pages import page


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(projects_visible_to(request.who), slug=slug)
    return page(request, "desk/project.html", {"project": found})
