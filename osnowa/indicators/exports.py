"""Figures and the lists behind them as files and texts: JSON for machines, CSV, a table for a terminal."""

import json
from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from osnowa.indicators import spreadsheet
from osnowa.indicators.queries import IndicatorTable, Members, Part, table
from osnowa.indicators.queries.members import Evidence
from osnowa.participants.models import Person
from osnowa.projects.models import Project


def figures_as_json(project: Project, as_of: date) -> list[dict[str, object]]:
    """Return the figures as plain values; women, men and other are None where the unit is not a person."""
    names = ("code", "name", "women", "men", "other", "total", "target")
    return [{name: getattr(row, name) for name in names} for row in table(project, as_of).rows]


def as_json(project: Project, as_of: date) -> str:
    """Return the figures as a JSON list of objects, ending with a line break."""
    return json.dumps(figures_as_json(project, as_of), ensure_ascii=False, indent=2) + "\n"


def as_csv(project: Project, as_of: date) -> str:
    """Return the figures for a Polish spreadsheet: semicolons, decimal commas, one line per indicator."""
    return table_as_csv(table(project, as_of))


def table_as_csv(figures: IndicatorTable) -> str:
    """Return figures that somebody may see for a Polish spreadsheet."""
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
    rows = [
        (
            *(row.code, row.name, row.women, row.men, row.other, row.total, row.target),
            "" if row.percent is None else f"{row.percent}".replace(".", ","),
            *(row.planned, row.difference, date_format(figures.as_of)),
        )
        for row in figures.rows
    ]
    return spreadsheet.written(head, rows)


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
    rows = [
        (
            row.short_name,
            *map(_number, (row.women, row.men, row.other, row.total, row.target)),
            _percent(row.percent),
        )
        for row in figures.rows
    ]
    widths = [max(len(line[column]) for line in (head, *rows)) for column in range(len(head))]
    title = _("%(project)s, stan na %(day)s") % {"project": project.title, "day": date_format(as_of)}
    lines = [title, *(_aligned(line, widths) for line in (head, *rows))]
    return "\n".join(lines if rows else [title, _("Projekt nie ma wskaźników.")]) + "\n"


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = line
    numbers = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
    return "  ".join([first.ljust(widths[0]), *numbers]).rstrip()


def _number(number: int | None) -> str:
    return "–" if number is None else str(number)


def _percent(percent: object) -> str:
    return "–" if percent is None else f"{percent}%".replace(".", ",")
