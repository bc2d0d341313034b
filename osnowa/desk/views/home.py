"""The desk of one centre: what somebody finds first in the morning."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.casework.models import Contact
from osnowa.desk.context import known_projects
from osnowa.desk.queries.home import Caseload, Desk, PersonOfMine, desk_of
from osnowa.desk.views.telling import meeting_row, officer_links, tiles
from osnowa.organisations.addresses import panel
from osnowa.participants.access import may_register
from osnowa.projects.access import project_abilities
from osnowa.projects.standing import Standing
from osnowa.ui import polish
from osnowa.ui.entries import Entry
from osnowa.ui.pages import page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    projects = known_projects(request)
    desk = desk_of(request.who, projects, asked=request.GET.get("projekt", ""))
    context = {
        "desk": desk,
        "today": request.today,
        "people": _people(desk.caseload, request.GET.get("kontakty", "")) if desk.caseload else None,
        "meetings": [meeting_row(meeting) for meeting in desk.today or ()],
        "waiting": [meeting_row(meeting) for meeting in desk.waiting or ()],
        "figures": _figures(request.who, desk),
        "officer": officer_links(request.who),
        "register": panel("participants:register") if may_register(request.who) else "",
        "projects": [(project, panel("desk:project", project.slug)) for project in projects],
    }
    return page(request, "desk/home.html", context)


def _people(caseload: Caseload, asked: str) -> dict:
    """Return the panel of this month's contacts: who is shown, and the filters with their counts."""
    lists = {
        "mniej": (_("Brakuje kontaktów"), caseload.lacking),
        "komplet": (_("Komplet"), caseload.complete),
        "wszystkie": (_("Wszystkie osoby"), list(caseload.people)),
    }
    chosen = asked if asked in lists else "mniej"
    return {
        "rows": [_person_row(each) for each in lists[chosen][1]],
        "chips": [
            Entry(label, f"?kontakty={code}", code == chosen, len(people))
            for code, (label, people) in lists.items()
        ],
        "complete": len(caseload.complete),
        "total": len(caseload.people),
        "days_left": caseload.days_left,
    }


def _person_row(mine: PersonOfMine) -> dict:
    channels = dict(Contact.Channel.choices)
    last = mine.month.last_on
    return {
        "name": mine.name,
        "address": panel("desk:person", mine.enrolment.person_id),
        "add": panel("casework:note_contact", mine.enrolment.person_id),
        "month": mine.month,
        "last": f"{polish.dzien(last)}, {channels.get(mine.month.last_channel, '')}" if last else "",
    }


def _figures(who: Standing, desk: Desk) -> dict | None:
    if desk.figures is None:
        return None
    project = desk.figures.project
    opens = bool(project_abilities(who, project).see_figure_members)
    return {
        "project": project,
        "opens": opens,
        "tiles": tiles(desk.figures, opens=opens),
        "chips": [
            Entry(each.title, f"?projekt={each.slug}", is_current=each.pk == project.pk)
            for each in desk.with_figures
        ],
    }
