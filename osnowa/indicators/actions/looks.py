"""Somebody opened the list behind a figure."""

from datetime import date, datetime

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.indicators.models import Indicator
from osnowa.indicators.queries.looks import SEEN
from osnowa.indicators.queries.questions import Part


@action
def note_look(*, indicator: Indicator, part: Part, as_of: date, by: User, at: datetime) -> Indicator:
    """Note that ``by`` opened the names behind a figure."""
    record(
        verb=SEEN,
        subject=indicator,
        by=by,
        at=at,
        after={"part": part, "as_of": as_of},
        within=indicator.project,
    )
    return indicator
