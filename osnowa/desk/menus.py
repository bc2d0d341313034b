"""Which sections and which pages of a project a person finds in the menus: only those that answer them."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from osnowa.desk.access import may_open_log
from osnowa.organisations.access import centre_abilities
from osnowa.organisations.addresses import panel
from osnowa.participants.access import may_list_people
from osnowa.projects.access import project_abilities
from osnowa.projects.models import Project
from osnowa.projects.standing import Standing
from osnowa.trainings.access import may_see_sessions
from osnowa.ui.entries import Entry

#: The entries of the side menu under whose address others lie.
_SECTIONS = (
    "participants:people",
    "trainings:sessions",
    "projects:projects",
    "organisations:organisations",
    "pages:notices",
    "organisations:members",
    "desk:log",
)
#: Under which of them an app's pages lie, or single ones, when their addresses do not say it.
_OF_APP = {
    "casework": "participants:people",
    "participants": "participants:people",
    "monitoring": "participants:people",
    "organisations": "organisations:organisations",
    "pages": "pages:notices",
}
_OF_PAGE = {
    # The centre's own data are kept with its accounts; what a project plans to teach, with the project.
    "organisations:correct_centre": "organisations:members",
    "trainings:add_edition": "projects:projects",
    "trainings:correct_course": "projects:projects",
    "trainings:correct_edition": "projects:projects",
    "trainings:withdraw_course": "projects:projects",
    "trainings:withdraw_edition": "projects:projects",
}


def sections(request: HttpRequest) -> list[dict]:
    """Return the side menu of the person asking: titled groups of entries, empty groups left out."""
    who: Standing = request.who
    here = _section_of(request)
    work = [
        _entry(here, _("Pulpit"), "home", "desk:home"),
        *_if(may_list_people(who), here, _("Osoby"), "people", "participants:people"),
        *_if(may_see_sessions(who), here, _("Zajęcia"), "cal", "trainings:sessions"),
    ]
    results = [_entry(here, _("Projekty"), "proj", "projects:projects")]
    centre = [
        *_if(
            centre_abilities(who).manage_directory,
            here,
            _("Podmioty i miejsca"),
            "pin",
            "organisations:organisations",
        ),
        *_if(
            centre_abilities(who).manage_directory, here, _("Ogłoszenia i odnośniki"), "info", "pages:notices"
        ),
        *_if(centre_abilities(who).see_members, here, _("Konta"), "person", "organisations:members"),
        *_if(may_open_log(who), here, _("Dziennik zmian"), "hist", "desk:log"),
    ]
    grouped = [("", work), (_("Projekty i wyniki"), results), (_("Ośrodek i nadzór"), centre)]
    return [{"title": title, "entries": entries} for title, entries in grouped if entries]


def quick(menu: list[dict]) -> list[Entry]:
    """Return the four entries of the bar at the bottom of a phone."""
    return [entry for section in menu for entry in section["entries"]][:4]


def strip(request: HttpRequest, project: Project) -> list[Entry]:
    """Return the pages of ``project`` that the person asking may open, the overview first.

    Marked is the one at which the address lies; empty when there is nothing beside the overview.
    """
    slug, can = project.slug, project_abilities(request.who, project)
    beside = [
        (can.see_names, _("Uczestnicy"), panel("participants:people"), f"?projekt={slug}"),
        (can.see_attendance, _("Zajęcia"), panel("trainings:courses", slug), ""),
        (can.see_figures, _("Wskaźniki"), panel("indicators:table", slug), ""),
        (can.see_figures, _("Inicjatywy"), panel("initiatives:initiatives", slug), ""),
        (can.see_plan, _("Ustawienia"), panel("projects:settings", slug), ""),
    ]
    entries = [
        Entry(label, address + query, is_current=request.path.startswith(address))
        for may, label, address, query in beside
        if may
    ]
    elsewhere = any(entry.is_current for entry in entries)
    overview = Entry(_("Przegląd"), panel("desk:project", slug), is_current=not elsewhere)
    return [overview, *entries] if entries else []


def same_page(request: HttpRequest, current: Project, other: Project) -> str:
    """Return the page of ``other`` that the one at hand is of ``current``; its overview if it has none."""
    here = next((entry for entry in strip(request, current) if entry.is_current), None)
    label = here.label if here else ""
    theirs = (entry.address for entry in strip(request, other) if entry.label == label)
    return next(theirs, panel("desk:project", other.slug))


def _if(shown: bool, here: str, label: str, icon: str, name: str) -> Iterator[Entry]:
    if shown:
        yield _entry(here, label, icon, name)


def _entry(here: str, label: str, icon: str, name: str) -> Entry:
    return Entry(label=label, address=panel(name), icon=icon, is_current=here == name)


def _section_of(request: HttpRequest) -> str:
    """Return the entry under which the page at hand lies, whether the menu shows it to this person or not.

    A page lies where its address says. Single things that are corrected by a number of their own (a ground,
    a contact, a unit) have short addresses: they lie where their app does.
    """
    match = request.resolver_match
    view = match.view_name if match else ""
    if view == "desk:home" or view in _OF_PAGE:
        return _OF_PAGE.get(view, view)
    under = (name for name in _SECTIONS if request.path.startswith(panel(name)))
    return next(under, _OF_APP.get(view.partition(":")[0], ""))
