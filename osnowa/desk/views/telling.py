"""How pages of the desk say what they know: cells and addresses ready for the templates."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from osnowa.indicators.planning import planned_on
from osnowa.indicators.queries import IndicatorRow, IndicatorTable
from osnowa.organisations.addresses import panel
from osnowa.organisations.models import Role
from osnowa.projects.standing import Standing
from osnowa.trainings.models import Session
from osnowa.trainings.queries import Meeting
from osnowa.ui import polish


def tiles(
    figures: IndicatorTable, course: Mapping[str, Sequence[int]] | None = None, *, opens: bool
) -> list[dict[str, Any]]:
    """Return the figures as tiles; ``course`` are series by code.

    Each that ``opens`` leads to what it consists of; one that would lead nobody further is a number alone.
    """
    table = panel("indicators:table", figures.project.slug)
    day = f"?stan-na={figures.as_of:%Y-%m-%d}"
    return [
        {
            "title": row.short_name,
            "value": row.total,
            "of": row.target,
            "plan": row.planned,
            "kind": row.status,
            "word": word_of(row),
            "address": f"{table}{day}&w={row.code}#dowody" if opens else "",
            "points": (course or {}).get(row.code, ()),
        }
        for row in figures.rows
    ]


def below_plan(figures: IndicatorTable) -> list[IndicatorRow]:
    """Return the figures below their plan for the day, the one that lacks the largest part of it first."""
    below = [row for row in figures.rows if row.planned and row.total < row.planned]
    return sorted(below, key=lambda row: row.total / (row.planned or 1))


def course_of(
    row: IndicatorRow, course: Mapping[str, Sequence[int]], months: Sequence[date]
) -> list[tuple[str, int, int | None]]:
    """Return how a figure grew: month, reached by its end, and planned by then, for ``{% curve %}``."""
    values = zip(months, course.get(row.code, ()), strict=False)
    return [(polish.miesiac(day), value, planned_on(row.plan, day)) for day, value in values]


def word_of(row: IndicatorRow) -> str:
    """Return how a figure stands to its plan, in words; empty without a plan."""
    if row.difference is None:
        return ""
    if row.difference >= 0:
        return _("zgodnie z planem")
    return _("%(number)s poniżej planu") % {"number": -row.difference}


def meeting_row(meeting: Meeting) -> dict[str, Any]:
    """Return a meeting with its marks as lists show it."""
    return {**session_row(meeting.session), "meeting": meeting}


def session_row(session: Session) -> dict[str, Any]:
    """Return a meeting as lists show it."""
    edition = session.edition
    place = session.place or edition.place
    planned = edition.course.meetings
    address = panel("trainings:edition", edition.pk)
    return {
        "session": session,
        "day": session.held_on,
        "hours": f"{polish.godzina(session.begins_at)}–{polish.godzina(session.ends_at)}",
        "course": edition.course.name,
        "which": _("spotkanie %(number)s z %(of)s") % {"number": session.number, "of": planned}
        if planned
        else _("spotkanie %(number)s") % {"number": session.number},
        "group": "" if edition.group.is_sensitive else edition.group.name,
        "place": "" if place is None or place.is_protected else place.name,
        # At the desk all meetings side by side; in the room, on a phone, the one that is held.
        "ways": [
            (f"{address}?spotkanie={session.pk}", "hide-s"),
            (panel("trainings:session", edition.pk, session.pk), "only-s"),
        ],
    }


def officer_links(who: Standing) -> list[tuple[str, str, str]]:
    """Return what officers of the centre come for: label, address and what they find there."""
    links = []
    if Role.DATA_PROTECTION_OFFICER in who.centre_roles:
        links += [
            (_("Dziennik zmian"), panel("desk:log"), _("Kto co zrobił i kto otwierał dane osób.")),
            (
                _("Wgląd z podaniem powodu"),
                panel("participants:reason_search"),
                _("Dane jednej osoby na 30 minut, z wpisem w dzienniku."),
            ),
            (_("Konta"), panel("organisations:members"), _("Kto loguje się do ośrodka i jaką ma rolę.")),
        ]
    if Role.ADMINISTRATOR in who.centre_roles:
        links += [
            (
                _("Konta i role w ośrodku"),
                panel("organisations:members"),
                _("Dodaj osobę, zmień rolę, wyłącz konto."),
            ),
            (_("Projekty i zespoły"), panel("projects:projects"), _("Nowy projekt, zespół, partnerzy.")),
            (
                _("Podmioty i miejsca"),
                panel("organisations:organisations"),
                _("Z kim i gdzie pracuje ośrodek."),
            ),
        ]
    return links
