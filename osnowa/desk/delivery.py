"""How much of a planned form of support somebody received, and what to say of it.

Knows numbers and days only.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

#: ``done``: everything planned was delivered; ``missed``: an absence is not made up yet; ``runs``: something
#: was delivered; ``ahead``: the first meeting is planned; ``none``: nothing was delivered or planned.
DeliveryState = Literal["done", "missed", "runs", "ahead", "none"]


@dataclass(frozen=True)
class Delivery:
    """What one participant received of one form, up to a day, in the form's own unit.

    ``planned`` is None where nobody planned an amount; ``absences`` are meetings missed; ``next_on`` is the
    next planned meeting.
    """

    delivered: Decimal
    planned: Decimal | None = None
    absences: int = 0
    last_on: date | None = None
    next_on: date | None = None

    @property
    def state(self) -> DeliveryState:
        """What to say first: finished work needs no worry, an absence does."""
        if self.planned is not None and self.planned <= self.delivered:
            return "done"
        if self.absences:
            return "missed"
        if self.delivered:
            return "runs"
        return "ahead" if self.next_on else "none"
