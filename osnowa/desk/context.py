"""The frame around every page: menu, switch, person, demo clock, public menu."""

from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from osnowa.accounts.context import demo_doors_are_open
from osnowa.clock import reading
from osnowa.desk import menus
from osnowa.desk.middleware.bell import waiting_count
from osnowa.organisations.addresses import panel
from osnowa.organisations.models import Centre
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import projects_known_to
from osnowa.ui.entries import Entry


@dataclass(frozen=True)
class Frame:
    """What ``ui/staff.html`` and ``ui/public.html`` draw around the page."""

    sections: list[dict] = field(default_factory=list)
    quick: list[Entry] = field(default_factory=list)
    switch: dict | None = None
    strip: list[Entry] = field(default_factory=list)
    strip_name: str = ""
    home_address: str = "/"
    centre_name: str = ""
    search_address: str | None = None
    todo_address: str | None = None
    todo_count: int = 0
    user_name: str = ""
    user_address: str = ""
    sign_out_address: str = ""
    #: Where one is; on a public page that is kept, without what the page does not read.
    here: str = ""
    demo_today: date | None = None
    clock_address: str | None = None
    #: Where one becomes somebody else of the demo; None where its doors are closed.
    doors_address: str | None = None
    help_address: str | None = None
    public_menu: list[Entry] = field(default_factory=list)
    public_name: str = ""
    public_footer: str = ""
    public_links: list[Entry] = field(default_factory=list)


def frame(request: HttpRequest) -> dict:
    """Give templates ``frame``, built only when a template asks for it."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


#: A page of the panel that stands in the frame in which everybody will see it.
PREVIEWS = ("pages:preview", "pages:preview_local_programme")


def _frame(request: HttpRequest) -> Frame:
    centre = getattr(request, "centre", None)
    if centre is None:
        return _public_frame(request, getattr(request, "public_centre", None))
    is_preview = request.resolver_match and request.resolver_match.view_name in PREVIEWS
    return _public_frame(request, centre) if is_preview else _panel_frame(request)


def _panel_frame(request: HttpRequest) -> Frame:
    menu = menus.sections(request)
    current = _project_here(request)
    return Frame(
        sections=menu,
        quick=menus.quick(menu),
        switch=_switch(request, current),
        strip=menus.strip(request, current) if current else [],
        strip_name=current.title if current else "",
        home_address=panel("desk:home"),
        centre_name=request.centre.name,
        search_address=panel("desk:search"),
        todo_address=panel("desk:todo"),
        help_address=panel("desk:help"),
        todo_count=waiting_count(request),
        here=request.get_full_path(),
        demo_today=reading.demo_day(),
        clock_address=reverse("desk:clock"),
        doors_address=_doors_address(request),
        public_links=[Entry(_("Strony publiczne"), reverse("pages:projects"))]
        if request.centre.is_public
        else [],
        **_person(request),
    )


def known_projects(request: HttpRequest) -> list[Project]:
    """Return the projects the person asking may know of, by title; read once for the frame and the page."""
    if not hasattr(request, "known_projects"):
        request.known_projects = projects_known_to(request.who)
    return request.known_projects


def _project_here(request: HttpRequest) -> Project | None:
    """Return the project whose slug stands in the address, or that the list of people is narrowed to."""
    match = request.resolver_match
    here = match.kwargs.get("slug") if match else None
    if match and match.view_name == "participants:people":
        here = request.GET.get("projekt")
    return next((project for project in known_projects(request) if project.slug == here), None)


def _switch(request: HttpRequest, current: Project | None) -> dict:
    """Return the centre and project switch."""
    centre = request.centre.short_name
    return {
        "label": f"{centre} · {current.title}" if current else centre,
        "options": [
            Entry(_("Wszystkie projekty"), panel("projects:projects"), is_current=current is None),
            *(
                Entry(project.title, _address_in(request, current, project), is_current=project is current)
                for project in known_projects(request)
            ),
            Entry(_("Inny ośrodek"), reverse("desk:start")),
        ],
    }


def _address_in(request: HttpRequest, current: Project | None, project: Project) -> str:
    """Return where the switch leads: to the same page of the other project, where there is one."""
    if current is None or project is current:
        return panel("desk:project", project.slug)
    return menus.same_page(request, current, project)


def _public_frame(request: HttpRequest, centre: Centre | None) -> Frame:
    path = request.path
    home, projects, contact = reverse("pages:home"), reverse("pages:projects"), reverse("pages:contact")
    signed_in = request.user.is_authenticated
    return Frame(
        home_address=home,
        here=getattr(request, "address_read", None) or request.get_full_path(),
        demo_today=reading.demo_day(),
        clock_address=reverse("desk:clock") if signed_in else None,
        doors_address=_doors_address(request),
        public_name=centre.short_name if centre else "Osnowa",
        public_footer=", ".join(filter(None, [centre.name, centre.address_line])) if centre else "Osnowa",
        public_menu=[
            Entry(_("Strona główna"), home, is_current=path == home),
            Entry(_("Projekty"), projects, is_current=path.startswith(projects)),
            Entry(_("Kontakt"), contact, is_current=path == contact),
        ],
        public_links=[Entry(_("Dla pracowników"), reverse("desk:start"))],
        **_person(request),
    )


def _doors_address(request: HttpRequest) -> str | None:
    return reverse("accounts:demo_doors") if demo_doors_are_open(request) else None


def _person(request: HttpRequest) -> dict[str, str]:
    if not request.user.is_authenticated:
        return {}
    return {
        "user_name": str(request.user),
        "user_address": reverse("who_am_i"),
        "sign_out_address": reverse("account_logout"),
    }
