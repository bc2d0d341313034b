"""Links of public pages."""

from django.db.models import BigIntegerField, Q, QuerySet

from osnowa.organisations.models import Centre
from osnowa.pages.models import PageLink
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import projects_visible_to
from osnowa.projects.standing import Standing
from osnowa.statements import Asked, Kept


def links_of(centre: Centre) -> list[PageLink]:
    """Return the links on the pages of ``centre`` itself, in their order."""
    return list(PageLink.objects.filter(centre=centre, project=None))


@Kept
def _beside() -> QuerySet[PageLink]:
    return PageLink.objects.filter(project=Asked("project", BigIntegerField()))


def links_beside(project: Project) -> list[PageLink]:
    """Return the links on the page of ``project``, in their order."""
    return _beside.objects({"project": project.pk})


def links_visible_to(who: Standing) -> QuerySet[PageLink]:
    """Return the links of the centre and of the projects ``who`` may know of, in the order of pages."""
    mine = Q(project__isnull=True) | Q(project__in=projects_visible_to(who))
    links = PageLink.objects.filter(mine, centre=who.centre).select_related("centre", "project")
    return links.order_by("project__sort_key", "project", "position", "pk")
