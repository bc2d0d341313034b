"""Figures for everybody: totals only, and no number of people so small that somebody could be recognised."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from osnowa.indicators import spreadsheet
from osnowa.indicators.planning import SMALLEST_PUBLISHED, suppressed
from osnowa.indicators.queries.figures import PERSON, IndicatorRow, table
from osnowa.projects.models import Project


@dataclass(frozen=True)
class PublicRow:
    """One public figure: ``shown`` is None and ``words`` say "mniej niż 5" where the number is too small."""

    code: str
    name: str
    short_name: str
    target: int | None
    shown: int | None
    words: str


@dataclass(frozen=True)
class PublicTable:
    """The public figures of a project as of a day."""

    as_of: date
    rows: tuple[PublicRow, ...]


def public_table(project: Project, as_of: date) -> PublicTable:
    """Return what anybody may know of the figures of ``project`` by the end of ``as_of`` (four statements).

    Source: docs/sources.md#small-numbers
    """
    return PublicTable(as_of, tuple(_public(row) for row in table(project, as_of).rows))


def as_csv(project: Project, as_of: date) -> str:
    """Return the public figures for a spreadsheet, as open data."""
    head = [_("kod"), _("wskaźnik"), _("wartość"), _("cel"), _("stan na dzień")]
    rows = [
        (row.code, row.name, row.words or row.shown, row.target, date_format(as_of))
        for row in public_table(project, as_of).rows
    ]
    return spreadsheet.written(head, rows)


def _public(row: IndicatorRow) -> PublicRow:
    hides = row.unit == PERSON and suppressed(row.total)
    return PublicRow(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        target=row.target,
        shown=None if hides else row.total,
        words=_("mniej niż %(number)s") % {"number": SMALLEST_PUBLISHED} if hides else "",
    )
