"""The programmes that pay: each with its priorities and measures."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from osnowa.organisations.addresses import panel
from osnowa.projects import access
from osnowa.projects.queries.plan import programmes_of
from osnowa.projects.views import programme_tables
from osnowa.projects.views.catalogue import PROGRAMME
from osnowa.ui.pages import allow, page


@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    centre = request.centre
    allow(access.portfolio_abilities(request.who).keep_programmes)
    context = {
        "programmes": [programme_tables.programme(centre, row) for row in programmes_of(centre)],
        "add": PROGRAMME.address("add", centre),
        "crumbs": [(_("Projekty"), panel("projects:projects")), _("Programy i działania")],
    }
    return page(request, "projects/programmes.html", context)
