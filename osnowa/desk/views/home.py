"""The desk of one centre: what somebody finds first in the morning, and the contact noted in its row."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osnowa.casework.actions import note_contact
from osnowa.casework.models import Contact
from osnowa.desk.context import known_projects
from osnowa.desk.forms import ContactInRowForm
from osnowa.desk.queries.home import Caseload, Desk, PersonOfMine, desk_of
from osnowa.desk.views.telling import below_plan, course_of, meeting_row, officer_links, tiles, word_of
from osnowa.desk.views.todo import summary
from osnowa.organisations.addresses import panel
from osnowa.participants.access import may_register
from osnowa.projects.access import portfolio_abilities, project_abilities
from osnowa.projects.standing import Standing
from osnowa.ui import polish
from osnowa.ui.doing import done, typed
from osnowa.ui.entries import Entry
from osnowa.ui.pages import answer_form, page

FRAGMENT = "desk/_home_contacts_swapped.html"


@dataclass(frozen=True)
class Asked:
    """Which part of the list of contacts is shown, whose row is open, and whose row takes the focus."""

    part: str
    people: list[PersonOfMine]
    opened: PersonOfMine | None
    focused: int | None

    @property
    def next(self) -> PersonOfMine | None:
        """The person after the open row, or else the first other one."""
        others = [each for each in self.people if each is not self.opened]
        at = self.people.index(self.opened) if self.opened else 0
        return next(iter([*others[at:], *others]), None)


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    projects = known_projects(request)
    desk = desk_of(request.who, projects, asked=request.GET.get("projekt", ""))
    # The bell of every page says this number from now on.
    request.due_count = len(desk.due or ())
    asked = _asked(request, desk.caseload) if desk.caseload else None
    opened = asked.opened if asked else None
    if request.method == "POST" and opened is None:
        raise Http404
    form = ContactInRowForm(typed(request), enrolment=opened.enrolment) if opened else None
    if form:
        form.fields["contacted_on"].initial = request.today
        if contact := done(form, partial(_note, request, opened)):
            return _noted(request, asked, contact)
    context = {
        "desk": desk,
        "today": request.today,
        "people": _people(desk.caseload, asked) if asked else None,
        "meetings": [meeting_row(meeting) for meeting in desk.today or ()],
        "due": summary(request.who, desk.due) if desk.due is not None else None,
        "waiting": [meeting_row(meeting) for meeting in desk.waiting or ()],
        "figures": _figures(request.who, desk),
        "officer": officer_links(request.who),
        "register": panel("participants:register") if may_register(request.who) else "",
        "new_project": panel("projects:add_project")
        if portfolio_abilities(request.who).create_project
        else "",
        "projects": [(project, panel("desk:project", project.slug)) for project in projects],
    }
    if form:
        return answer_form(request, "desk/home.html", context, form, fragment=FRAGMENT)
    return page(request, "desk/home.html", context, fragment=FRAGMENT)


# ---- contacts of the month ---------------------------------------------------------------------------------


def _asked(request: HttpRequest, caseload: Caseload) -> Asked:
    parts = {"mniej": caseload.lacking, "komplet": caseload.complete, "wszystkie": list(caseload.people)}
    part = request.GET.get("kontakty", "")
    opened = _meant(caseload.people, (request.POST or request.GET).get("kontakt", ""))
    if part not in parts:
        part = "mniej"
    # An open row always stands in the list, whatever part of it is asked for.
    if opened and opened not in parts[part]:
        part = "wszystkie"
    focused = _meant(parts[part], request.GET.get("osoba", ""))
    return Asked(part, parts[part], opened, focused.enrolment.pk if focused else None)


def _meant(people: Any, number: str) -> PersonOfMine | None:
    return next((each for each in people if str(each.enrolment.pk) == number), None)


def _note(request: HttpRequest, opened: PersonOfMine, /, **facts: Any) -> Contact:
    return note_contact(enrolment=opened.enrolment, by=request.user, at=request.now, **facts)


def _noted(request: HttpRequest, asked: Asked, contact: Contact) -> HttpResponse:
    """Say what was saved, offer to take it back, and go on to the next row."""
    back = _address(asked.part, osoba=asked.opened)
    messages.success(
        request,
        _("Zapisano kontakt: %(name)s, %(day)s.")
        % {"name": asked.opened.name, "day": polish.dzien(contact.contacted_on)},
        extra_tags=f"{panel('casework:withdraw_contact', contact.series)}?{urlencode({'wroc': back})}",
    )
    return redirect(_address(asked.part, osoba=asked.next))


def _address(part: str, **rows: PersonOfMine | None) -> str:
    """Return the address of the desk with a part of the list, and a row that is open or takes the focus."""
    chosen = {name: mine.enrolment.pk for name, mine in rows.items() if mine}
    return f"{panel('desk:home')}?{urlencode({'kontakty': part, **chosen})}"


def _people(caseload: Caseload, asked: Asked) -> dict:
    """Return the panel of this month's contacts: who is shown, and the filters with their counts."""
    chips = [
        ("mniej", _("Brakuje kontaktów"), caseload.lacking),
        ("komplet", _("Komplet"), caseload.complete),
        ("wszystkie", _("Wszystkie osoby"), caseload.people),
    ]
    return {
        "rows": [_person_row(each, asked) for each in asked.people],
        "chips": [
            Entry(label, _address(part), part == asked.part, len(people)) for part, label, people in chips
        ],
        "complete": len(caseload.complete),
        "total": len(caseload.people),
        "days_left": caseload.days_left,
    }


def _person_row(mine: PersonOfMine, asked: Asked) -> dict:
    channels = dict(Contact.Channel.choices)
    last = mine.month.last_on
    pk = mine.enrolment.pk
    full = panel("casework:note_contact", mine.enrolment.person_id)
    return {
        "pk": pk,
        "name": mine.name,
        "address": panel("desk:person", mine.enrolment.person_id),
        "open": _address(asked.part, kontakt=mine),
        "close": _address(asked.part, osoba=mine),
        "full": f"{full}?{urlencode({'wroc': _address(asked.part, osoba=mine)})}",
        "is_open": mine is asked.opened,
        "is_focused": pk == asked.focused,
        "month": mine.month,
        "last": f"{polish.dzien(last)}, {channels.get(mine.month.last_channel, '')}" if last else "",
    }


def _figures(who: Standing, desk: Desk) -> dict | None:
    if desk.figures is None:
        return None
    project = desk.figures.project
    opens = bool(project_abilities(who, project).see_figure_members)
    below = below_plan(desk.figures)
    shown = next(iter([*below, *desk.figures.rows]), None)
    return {
        "project": project,
        "opens": opens,
        "below": [(row.short_name, word_of(row), row.status) for row in below],
        "planned": any(row.planned is not None for row in desk.figures.rows),
        "curve_of": shown.short_name if shown else "",
        "curve": course_of(shown, desk.course, desk.months) if shown else [],
        "tiles": tiles(desk.figures, opens=opens),
        "chips": [
            Entry(each.title, f"?projekt={each.slug}", is_current=each.pk == project.pk)
            for each in desk.with_figures
        ],
    }
