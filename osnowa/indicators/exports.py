"""Figures and the lists behind them as files and texts: JSON for machines, CSV, a table for a terminal."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from osnowa.indicators import spreadsheet
from osnowa.indicators.queries import IndicatorTable, Members, Part, table
from osnowa.indicators.queries.figures import IndicatorRow, PartRow
from osnowa.indicators.queries.members import Evidence
from osnowa.participants.models import Person
from osnowa.projects.models import Project


def figures_as_json(project: Project, as_of: date) -> list[dict[str, object]]:
    """Return the figures as plain values; women, men and other are None where the unit is not a person.

    A target that the contract splits brings its ``parts``.
    """
    names = ("code", "name", "women", "men", "other", "total", "target")
    return [
        {name: getattr(row, name) for name in names}
        | ({"parts": [*map(_part, row.parts)]} if row.parts else {})
        for row in table(project, as_of).rows
    ]


def _part(part: PartRow) -> dict[str, object]:
    names = ("dimension", "key", "name", "of_which", "total", "target")
    return {name: getattr(part, name) for name in names}


def as_json(project: Project, as_of: date) -> str:
    """Return the figures as a JSON list of objects, ending with a line break."""
    return json.dumps(figures_as_json(project, as_of), ensure_ascii=False, indent=2) + "\n"


def as_csv(project: Project, as_of: date) -> str:
    """Return the figures for a Polish spreadsheet: semicolons, decimal commas, one line per indicator."""
    return table_as_csv(table(project, as_of))


def table_as_csv(figures: IndicatorTable) -> str:
    """Return figures that somebody may see for a Polish spreadsheet; parts of a target stand under it."""
    head = [
        _("kod"),
        _("wskaźnik"),
        _("kobiety"),
        _("mężczyźni"),
        _("inne"),
        _("razem"),
        _("cel"),
        _("procent celu"),
    ]
    head += [_("plan na dzień"), _("różnica"), _("stan na dzień")]
    head += [_("podział"), _("część")] if any(row.parts for row in figures.rows) else []
    rows = [line for row in figures.rows for line in _lines(row, date_format(figures.as_of))]
    return spreadsheet.written(head, rows)


def _lines(row: IndicatorRow, as_of: str) -> list[tuple[object, ...]]:
    """Return the line of a figure, and under it one for each part of its target."""
    whole = (
        *(row.code, row.name, row.women, row.men, row.other, row.total, row.target),
        _decimal(row.percent),
        *(row.planned, row.difference, as_of),
    )
    parts = [
        (
            *(row.code, row.name, None, None, None, part.total, part.target, _decimal(part.percent)),
            *(None, None, as_of, part.dimension_name),
            _("w tym %(part)s") % {"part": part.name} if part.of_which else part.name,
        )
        for part in row.parts
    ]
    return [whole, *parts]


def _decimal(percent: Decimal | None) -> str:
    return "" if percent is None else f"{percent}".replace(".", ",")


def members_as_csv(members: Members) -> str:
    """Return the list behind a figure for a Polish spreadsheet: as many lines as the figure says."""
    nearly = members.part == Part.NEARLY
    head = [_("lp."), _("nazwa"), _("numer"), _("płeć"), _("grupa"), _("dzień"), _("liczy się od")]
    head += [_("czego brakuje")] if nearly else [_("dlaczego liczymy"), _("dowód")]
    rows = [
        (
            *(number, row.name, row.number, dict(Person.Sex.choices).get(row.sex, ""), row.group),
            date_format(row.on) if row.on else "",
            date_format(row.counted_on) if row.counted_on else "",
            "; ".join(row.missing if nearly else row.because),
            *(() if nearly else ["; ".join(map(_proof, row.evidence))]),
        )
        for number, row in enumerate(members.rows, start=members.first + 1)
    ]
    return spreadsheet.written(head, rows)


def _proof(evidence: Evidence) -> str:
    """Return what proves it and where it lies: "dokument, skan w aktach, sprawdzony"."""
    place = _("oryginał: %(place)s") % {"place": evidence.original_place} if evidence.original_place else ""
    scan = _("skan w aktach") if evidence.has_scan else ""
    checked = _("sprawdzony") if evidence.is_checked else ""
    return ", ".join(filter(None, (evidence.words, scan, place, checked)))


def as_text(project: Project, as_of: date) -> str:
    """Return the figures as a table for a terminal."""
    figures = table(project, as_of)
    head = ("", _("kobiety"), _("mężczyźni"), _("inne"), _("razem"), _("cel"), "%")
    rows = [line for row in figures.rows for line in _told(row)]
    widths = [max(len(line[column]) for line in (head, *rows)) for column in range(len(head))]
    title = _("%(project)s, stan na %(day)s") % {"project": project.title, "day": date_format(as_of)}
    lines = [title, *(_aligned(line, widths) for line in (head, *rows))]
    return "\n".join(lines if rows else [title, _("Projekt nie ma wskaźników.")]) + "\n"


def _told(row: IndicatorRow) -> list[tuple[str, ...]]:
    """Return the line of a figure for a terminal, and under it one for each part of its target."""
    sexes = map(_number, (row.women, row.men, row.other))
    whole = (row.short_name, *sexes, *map(_number, (row.total, row.target)), _percent(row.percent))
    parts = [
        (
            f"  {part.dimension_name}: {part.name}",
            *("–", "–", "–", _number(part.total), _number(part.target), _percent(part.percent)),
        )
        for part in row.parts
    ]
    return [whole, *parts]


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = line
    numbers = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
    return "  ".join([first.ljust(widths[0]), *numbers]).rstrip()


def _number(number: int | None) -> str:
    return "–" if number is None else str(number)


def _percent(percent: object) -> str:
    return "–" if percent is None else f"{percent}%".replace(".", ",")
