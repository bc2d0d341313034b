"""What a page of figures is asked: project, day, figure, part, page; read from the address in one place."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from osnowa.indicators.actions.looks import note_look
from osnowa.indicators.forms import typed_day
from osnowa.indicators.models import Indicator
from osnowa.indicators.queries import Members, Part, members
from osnowa.indicators.queries.breakdowns import BREAKDOWNS
from osnowa.indicators.queries.looks import looked_lately
from osnowa.indicators.queries.questions import PartKey
from osnowa.indicators.queries.wording import before_the_project
from osnowa.organisations.addresses import panel
from osnowa.projects.access import ProjectAbilities, Reach, project_abilities
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import period_of, projects_visible_to
from osnowa.ui.pages import allow

#: The list behind a figure is shown whole up to this length; longer ones are turned page by page.
ON_A_PAGE = 500

#: Words of the address for the parts of a figure.
PARTS = {
    "": Part.ALL,
    "kobiety": Part.WOMEN,
    "mezczyzni": Part.MEN,
    "inne": Part.OTHER,
    "niepoliczone": Part.NEARLY,
}
IN_ADDRESS = {part: word for word, part in PARTS.items()}


@dataclass(frozen=True)
class Asked:
    """A project on a day; ``remark`` says what is to be known of it, such as that it is not the one typed."""

    project: Project
    can: ProjectAbilities
    day: date
    today: date
    remark: str = ""

    @property
    def sees_members(self) -> bool:
        """Whether numbers open to lists of people."""
        return self.can.see_figure_members != Reach.NONE

    def address(
        self,
        name: str = "table",
        indicator: Indicator | None = None,
        part: Part = Part.ALL,
        of: PartKey | None = None,
    ) -> str:
        """Return the address of a page of figures of this project on this day."""
        words = [("w", indicator.code if indicator else ""), ("czesc", IN_ADDRESS[part])]
        words.append(("podzial", ":".join(of) if of else ""))
        if self.day != default_day(self.project, self.today):
            words.append(("stan-na", self.day.isoformat()))
        query = "&".join(f"{key}={value}" for key, value in words if value)
        return panel(f"indicators:{name}", self.project.slug) + (f"?{query}" if query else "")


def default_day(project: Project, today: date) -> date:
    """Return the day figures are shown for unless asked: today, or the content day of a closed project."""
    return min(project.content_day or today, today)


def asked(request: HttpRequest, slug: str) -> Asked:
    """Return what the page is asked; 404 for a project nobody here may know of, 403 for its figures."""
    # The figures ask the terms again and again, and find them read.
    known = projects_visible_to(request.who).select_related("centre").prefetch_related("terms")
    project = get_object_or_404(known, slug=slug)
    can = project_abilities(request.who, project)
    allow(can.see_figures != Reach.NONE)
    typed = request.GET.get("stan-na")
    day = typed_day(typed)
    if typed and day is None:
        messages.warning(
            request,
            _("Nie rozumiemy dnia „%(typed)s”. Wpisz go na przykład tak: 2.10.2018.") % {"typed": typed[:20]},
        )
    day = day or default_day(project, request.today)
    if day > request.today:
        # Nobody may see evidence of days that have not come, not even in a demo whose story goes on.
        return Asked(project, can, request.today, request.today, _told_late(day, request.today))
    remark = before_the_project(day, period_of(project, day).begins_on)
    return Asked(project, can, day, request.today, remark)


def asked_indicator(request: HttpRequest, what: Asked) -> Indicator | None:
    """Return the figure that is opened, None without one; 404 for an unknown one, 403 for closed lists."""
    code = request.GET.get("w")
    if not code:
        return None
    allow(what.sees_members)
    indicator = get_object_or_404(Indicator.objects.filter(project=what.project), code=code)
    # Known already: its centre is asked for the journal.
    indicator.project = what.project
    return indicator


def asked_part(request: HttpRequest) -> Part:
    """Return which part of the figure is opened; 404 for an unknown word."""
    try:
        return PARTS[request.GET.get("czesc", "")]
    except KeyError:
        raise Http404 from None


def asked_part_of(request: HttpRequest) -> PartKey | None:
    """Return the part of a dimension that is opened, None without one; 404 for an unknown dimension."""
    typed = request.GET.get("podzial")
    if not typed:
        return None
    dimension, _colon, key = typed.partition(":")
    if dimension not in BREAKDOWNS:
        raise Http404
    return dimension, key


def asked_page(request: HttpRequest) -> int:
    """Return the number of the page of a long list; anything unreadable is the first."""
    number = request.GET.get("strona", "1")
    return max(int(number), 1) if number.isdecimal() else 1


def opened(request: HttpRequest, what: Asked, indicator: Indicator, part: Part, **page: Any) -> Members:
    """Return the list behind a figure and note that somebody looked."""
    found = members(what.project, indicator, what.day, request.who, part, **page)
    if not looked_lately(indicator, request.user, request.now):
        note_look(indicator=indicator, part=part, as_of=what.day, by=request.user, at=request.now)
    return found


def _told_late(day: date, today: date) -> str:
    return _("%(asked)s jeszcze nie było. Pokazujemy stan na dziś, %(today)s.") % {
        "asked": date_format(day),
        "today": date_format(today),
    }
