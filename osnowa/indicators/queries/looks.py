"""Who has lately looked at the names behind a figure."""

from datetime import datetime

from osnowa.accounts.models import User
from osnowa.audit.actions import ONE_LOOK, label
from osnowa.audit.queries import entries_of
from osnowa.indicators.models import Indicator

SEEN = "indicators.members.seen"


def looked_lately(indicator: Indicator, by: User, at: datetime) -> bool:
    """Return whether ``by`` opened the list behind the figure so lately that it is still the same look."""
    looks = entries_of(
        indicator.project.centre_id, verb=SEEN, about=label(indicator), by=label(by), since=at.date()
    )
    return looks.filter(at__gt=at - ONE_LOOK, at__lte=at).exists()
