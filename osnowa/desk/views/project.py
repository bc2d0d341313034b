"""The overview of one project, and one of its groups: today, or on any day."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.desk.context import known_projects
from osnowa.desk.queries.group import GroupMember, group_on, groups_visible_to
from osnowa.desk.queries.overview import GroupStand, Matrix, Overview, RoundLine, overview
from osnowa.desk.views.as_of import asked_day
from osnowa.desk.views.telling import session_row, tiles
from osnowa.monitoring.access import register_abilities
from osnowa.organisations.addresses import panel
from osnowa.participants.questions import register_of
from osnowa.projects.models import Project, Stage
from osnowa.projects.queries.setup import ToSet, left_to_set
from osnowa.trainings.models import Edition
from osnowa.ui import polish
from osnowa.ui.entries import Entry
from osnowa.ui.pages import page


@require_safe
def group(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    project = _project(request, slug)
    asked = asked_day(request, project)
    shown = group_on(
        request.who, get_object_or_404(groups_visible_to(request.who, project), pk=pk), asked.day
    )
    context = {
        "shown": shown,
        "project": project,
        "asked": asked,
        "members": [_member(each) for each in shown.members],
        "editions": [_edition(each) for each in shown.editions],
        "round": shown.group.round,
    }
    return page(request, "desk/group.html", context)


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    found = _project(request, slug)
    asked = asked_day(request, found)
    shown = overview(request.who, found, asked.day)
    drawn = _tiles(shown)
    left = _left(shown, request.today)
    # A project under way is for work: what is left stands in one line, and whole in the settings.
    is_set_up_now = not drawn or shown.period.stage_on(request.today) != Stage.RUNNING
    context = {
        "shown": shown,
        "project": found,
        "asked": asked,
        "left": left if is_set_up_now else [],
        "left_in_short": [] if is_set_up_now else _left_in_short(shown, left),
        "tiles": drawn,
        "matrix": _matrix(shown.matrix, shown) if shown.matrix else None,
        "meetings": [{**session_row(each.session), "people": each.people} for each in shown.meetings or ()],
        "lede": _lede(shown),
        "is_public": found.is_public and request.centre.is_public,
        "register": _register(request, found),
    }
    return page(request, "desk/project.html", context)


def _register(request: HttpRequest, project: Project) -> Entry | None:
    """Return the way to the national register of participants, for whoever may read all of it; no query."""
    register = register_of(project.rule_pack)
    if register is None or not register_abilities(request.who, project).read:
        return None
    return Entry(register.label, panel("monitoring:register", project.slug))


def _project(request: HttpRequest, slug: str) -> Project:
    """Return the project of the address from those the frame knows already; 404 for any other."""
    found = next((each for each in known_projects(request) if each.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _left(shown: Overview, today: date) -> list[ToSet]:
    """Return what whoever asks still has to set in a project that is not over; one query at most."""
    if not shown.can.describe or shown.period.stage_on(today) == Stage.CLOSED:
        return []
    return [each for each in left_to_set(shown.project, today) if getattr(shown.can, each.ability)]


def _left_in_short(shown: Overview, left: list[ToSet]) -> list[Entry]:
    """Return the same in one line: how much is left in the settings, and how much of the indicators."""
    of_indicators = panel("indicators:settings", shown.project.slug)
    promises = sum(each.address == of_indicators for each in left)
    settings = f"{panel('projects:settings', shown.project.slug)}#do-ustawienia"
    both = (
        Entry(_("Ustawienia projektu"), settings, count=len(left) - promises),
        Entry(_("Ustawienia wskaźników"), of_indicators, count=promises),
    )
    return [each for each in both if each.count]


def _tiles(shown: Overview) -> list[dict]:
    if shown.figures is None:
        return []
    since, until = "", ""
    if shown.months:
        since, until = polish.miesiac(shown.months[0]), polish.miesiac(shown.months[-1])
    drawn = tiles(shown.figures, shown.course, opens=bool(shown.can.see_figure_members))
    return [{**each, "since": since, "until": until} for each in drawn]


def _lede(shown: Overview) -> str:
    """Return the line under the title: the days, who pays, which day it is."""
    found, period = shown.project, shown.period
    parts = [
        period.as_written or (polish.okres(period.begins_on, period.ends_on) if period.begins_on else "")
    ]
    if found.programme:
        parts.append(f"{found.programme.code}, {found.programme.fund}")
    if shown.day_number:
        number, of = shown.day_number
        parts.append(_("dzień %(number)s z %(of)s") % {"number": number, "of": of})
    return " · ".join(filter(None, parts))


def _matrix(matrix: Matrix, shown: Overview) -> dict:
    return {
        "heads": [_("PAL %(number)s") % {"number": each.number} for each in matrix.programmes],
        "rounds": [_round(line, matrix, shown) for line in matrix.rounds],
        "free": [_cell(stand, "", shown) for stand in matrix.free],
        "programmes": len(matrix.programmes),
        "groups": matrix.group_count,
        "people": matrix.people_count,
    }


def _round(line: RoundLine, matrix: Matrix, shown: Overview) -> dict:
    heads = [_("PAL %(number)s") % {"number": each.number} for each in matrix.programmes]
    return {
        "title": _("Tura %(number)s") % {"number": line.number},
        "period": f"{polish.miesiac(line.begins_on)} – {polish.miesiac(line.ends_on)}",
        "is_ahead": line.is_ahead(shown.on),
        "cells": [
            [_cell(stand, head, shown) for stand in cell]
            for head, cell in zip(heads, line.cells, strict=True)
        ],
    }


def _day_asked(shown: Overview) -> str:
    return f"?stan-na={shown.on:%Y-%m-%d}"


def _member(member: GroupMember) -> dict:
    return {
        "member": member,
        "address": panel("desk:person", member.enrolment.person_id) if member.opens else "",
    }


def _edition(edition: Edition) -> dict:
    return {
        "name": edition.course.name,
        "trainer": str(edition.trainer) if edition.trainer else edition.trainer_name,
        "address": panel("trainings:edition", edition.pk),
    }


def _cell(stand: GroupStand, head: str, shown: Overview) -> dict:
    group = stand.group
    return {
        "head": head or group.name,
        "name": group.name,
        "people": stand.people,
        "level": stand.level,
        "frequency": stand.frequency,
        "address": panel("desk:group", shown.project.slug, group.pk) + _day_asked(shown),
    }
