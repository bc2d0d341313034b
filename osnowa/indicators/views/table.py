"""The table of figures, the list behind a number, and both as files."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.indicators import exports, queries
from osnowa.indicators.models import Indicator
from osnowa.indicators.queries import IndicatorRow, IndicatorTable, MemberRow, Members, Part
from osnowa.indicators.queries.breakdowns import code_name
from osnowa.indicators.queries.figures import PERSON
from osnowa.indicators.queries.members import Evidence
from osnowa.indicators.queries.questions import PartKey
from osnowa.indicators.queries.wording import IN_WORDS
from osnowa.indicators.views.asked import (
    ON_A_PAGE,
    Asked,
    asked,
    asked_indicator,
    asked_page,
    asked_part,
    asked_part_of,
    opened,
)
from osnowa.organisations.addresses import panel
from osnowa.participants.models import Person
from osnowa.projects.models import Project
from osnowa.ui import polish
from osnowa.ui.entries import Entry
from osnowa.ui.pages import page

#: So many of those who nearly count stand in the note under a list; the rest is one click away.
NEARLY_SHOWN = 5
#: Where the file of a piece of evidence is downloaded, by the noun of its label.
SCANS = {
    "participants.ground": "participants:ground_scan",
    "participants.outcome": "participants:outcome_scan",
    "initiatives.initiativeevidence": "initiatives:scan",
}
#: A spreadsheet of Polish Windows reads UTF-8 only with this mark.
SPREADSHEET = "utf-8-sig"


@dataclass(frozen=True)
class Number:
    """One number of the table: what its column is called, and the list it opens to."""

    head: str
    value: int | None
    address: str
    is_open: bool
    is_total: bool


@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    what = asked(request, slug)
    indicator, part = asked_indicator(request, what), asked_part(request)
    of = asked_part_of(request)
    figures = queries.table(what.project, what.day, request.who)
    has_other = any(row.other for row in figures.rows)
    context = {
        "project": what.project,
        "day": what.day,
        "remark": what.remark,
        "figures": figures,
        "rows": [_row(row, what, indicator, part, of, has_other=has_other) for row in figures.rows],
        "splits": [_split(row, what, indicator, of) for row in figures.rows if row.parts],
        "has_other": has_other,
        "can": what.can,
        "csv": what.address("csv"),
        "settings": panel("indicators:settings", what.project.slug),
        "crumbs": [*_way(what), _("Wskaźniki")],
        "opened": _opened(request, what, figures, indicator, part, of) if indicator else None,
    }
    return page(request, "indicators/table.html", context)


@require_safe
def print_members(request: HttpRequest, slug: str) -> HttpResponse:
    what = asked(request, slug)
    indicator, part = asked_indicator(request, what), asked_part(request)
    of = asked_part_of(request)
    if indicator is None:
        raise Http404
    figures = queries.table(what.project, what.day, request.who)
    found = opened(request, what, indicator, part, of=of)
    listed = _list(what, figures, indicator, found, of)
    row = figures.row(indicator.code)
    context = {
        **listed,
        "splits": [_split(row, what, None, None)] if row and row.parts and not of else [],
        "listed": listed,
        "project": what.project,
        "day": what.day,
        "printed_at": request.now,
        "printed_by": request.user,
        "crumbs": [*_way(what), (_("Wskaźniki"), what.address()), _("Wydruk do kontroli")],
    }
    return page(request, "indicators/print.html", context)


@require_safe
def table_csv(request: HttpRequest, slug: str) -> HttpResponse:
    what = asked(request, slug)
    figures = queries.table(what.project, what.day, request.who)
    return _file(exports.table_as_csv(figures), f"wskazniki-{slug}", what.day)


@require_safe
def members_csv(request: HttpRequest, slug: str) -> HttpResponse:
    what = asked(request, slug)
    indicator, part = asked_indicator(request, what), asked_part(request)
    of = asked_part_of(request)
    if indicator is None:
        raise Http404
    found = opened(request, what, indicator, part, of=of)
    return _file(exports.members_as_csv(found), f"{indicator.code}-{slug}", what.day)


def _file(text: str, name: str, day: date) -> HttpResponse:
    response = HttpResponse(text.encode(SPREADSHEET), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{day.isoformat()}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _way(what: Asked) -> list[tuple[str, str]]:
    return [
        (_("Projekty"), panel("projects:projects")),
        (what.project.title, what.project.get_absolute_url()),
    ]


def _row(
    row: IndicatorRow,
    what: Asked,
    indicator: Indicator | None,
    part: Part,
    of: PartKey | None,
    *,
    has_other: bool,
) -> dict[str, Any]:
    parts = [
        (_("Kobiety"), row.women, Part.WOMEN),
        (_("Mężczyźni"), row.men, Part.MEN),
        (_("Inne"), row.other, Part.OTHER),
        (_("Razem"), row.total, Part.ALL),
    ]
    is_open = indicator == row.indicator
    return {
        "figure": row,
        "is_open": is_open,
        "numbers": [
            Number(
                head,
                number,
                f"{what.address('table', row.indicator, each)}#dowody" if what.sees_members else "",
                is_open and part == each and of is None,
                each == Part.ALL,
            )
            for head, number, each in parts
            if has_other or each != Part.OTHER
        ],
        "difference": _signed(row.difference),
        "status": row.status,
    }


def _split(row: IndicatorRow, what: Asked, indicator: Indicator | None, of: PartKey | None) -> dict[str, Any]:
    """Return the parts of one target, each beside what was reached of it and the list behind that."""
    return {
        "figure": row,
        "parts": [
            {
                "part": part,
                "address": f"{what.address('table', row.indicator, of=(part.dimension, part.key))}#dowody"
                if what.sees_members
                else "",
                "is_open": indicator == row.indicator and of == (part.dimension, part.key),
            }
            for part in row.parts
        ],
    }


def _signed(difference: int | None) -> str:
    if difference is None:
        return polish.MISSING
    return f"+{polish.liczba(difference)}" if difference > 0 else polish.liczba(difference)


def _opened(
    request: HttpRequest,
    what: Asked,
    figures: IndicatorTable,
    indicator: Indicator,
    part: Part,
    of: PartKey | None,
) -> dict[str, Any]:
    number = asked_page(request)
    found = opened(request, what, indicator, part, of=of, first=(number - 1) * ON_A_PAGE, count=ON_A_PAGE)
    nearly = queries.members(what.project, indicator, what.day, request.who, Part.NEARLY, count=NEARLY_SHOWN)
    return {
        **_list(what, figures, indicator, found, of),
        "chips": _chips(what, figures, indicator, None if of else part, nearly.total),
        "pages": Paginator(range(found.total), ON_A_PAGE).get_page(number)
        if found.total > ON_A_PAGE
        else None,
        "nearly": None if part == Part.NEARLY else _nearly(nearly, what.project),
        "all_nearly": f"{what.address('table', indicator, Part.NEARLY)}#dowody",
        "print": what.address("print", indicator, part, of),
        "csv": what.address("members_csv", indicator, part, of),
        "close": what.address(),
    }


def _list(
    what: Asked, figures: IndicatorTable, indicator: Indicator, found: Members, of: PartKey | None
) -> dict[str, Any]:
    row = figures.row(indicator.code)
    rule = queries.rules_of(what.project)[indicator.rule]
    return {
        "figure": row,
        "title": _title(found, indicator, _part_name(what, row, of) if of else ""),
        "in_words": IN_WORDS.get(indicator.rule, rule.label),
        "rule": rule,
        "total": found.total,
        "is_nearly": found.part == Part.NEARLY,
        "of_people": row is not None and row.unit == PERSON,
        "members": [
            _member(member, what.project, place)
            for place, member in enumerate(found.rows, start=found.first + 1)
        ],
    }


def _part_name(what: Asked, row: IndicatorRow | None, of: PartKey) -> str:
    promised = {(part.dimension, part.key): part.name for part in row.parts} if row else {}
    return promised.get(of) or code_name(*of, what.project)


def _title(found: Members, indicator: Indicator, part_name: str) -> str:
    of = part_name or {
        Part.WOMEN: _("kobiety"),
        Part.MEN: _("mężczyźni"),
        Part.OTHER: _("inne osoby"),
        Part.NEARLY: _("niepoliczone"),
    }.get(found.part)
    name = f"{indicator.name}, {of}" if of else indicator.name
    return f"{polish.liczba(found.total)}: {name}"


def _chips(
    what: Asked, figures: IndicatorTable, indicator: Indicator, part: Part | None, nearly: int
) -> list[Entry]:
    row = figures.row(indicator.code)
    parts = [(_("Policzone"), Part.ALL, row.total if row else 0)]
    if row is not None and row.unit == PERSON:
        parts += [(_("Kobiety"), Part.WOMEN, row.women or 0), (_("Mężczyźni"), Part.MEN, row.men or 0)]
        if row.other or part == Part.OTHER:
            parts.append((_("Inne"), Part.OTHER, row.other or 0))
    parts.append((_("Niepoliczone"), Part.NEARLY, nearly))
    return [
        Entry(label, f"{what.address('table', indicator, each)}#dowody", part == each, count)
        for label, each, count in parts
    ]


def _member(member: MemberRow, project: Project, place: int) -> dict[str, Any]:
    return {
        "place": place,
        "name": member.name,
        "number": member.number,
        "address": _address_of(member, project),
        "sex": {Person.Sex.WOMAN: _("K"), Person.Sex.MAN: _("M"), Person.Sex.OTHER: _("inna")}.get(
            member.sex, polish.MISSING
        ),
        "group": member.group or polish.MISSING,
        "on": polish.dzien(member.on),
        "words": [_sentence(words) for words in member.because or member.missing],
        "evidence": [
            {
                "words": each.words,
                "address": _address_of_scan(each),
                "place": each.original_place,
                "is_checked": each.is_checked,
            }
            for each in member.evidence
        ],
    }


def _nearly(nearly: Members, project: Project) -> dict[str, Any]:
    return {
        "total": nearly.total,
        "shown": [
            {"name": each.name, "address": _address_of(each, project), "words": "; ".join(each.missing)}
            for each in nearly.rows
        ],
        "more": nearly.total - len(nearly.rows),
    }


def _address_of(member: MemberRow, project: Project) -> str:
    if member.person is None:
        return panel("initiatives:initiative", project.slug, member.key)
    return panel("desk:person", member.person) if member.opens else ""


def _address_of_scan(evidence: Evidence) -> str:
    noun, _separator, key = evidence.record.partition(":")
    return panel(SCANS[noun], int(key)) if evidence.has_scan and noun in SCANS else ""


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
