"""What is said of a form of support: one table."""

from datetime import date
from decimal import Decimal

import pytest

from osnowa.desk.delivery import Delivery

SOON = date(2019, 4, 23)


@pytest.mark.parametrize(
    ("delivered", "planned", "absences", "next_on", "state"),
    [
        (0, 4, 0, None, "none"),
        (0, None, 0, None, "none"),
        (0, 4, 0, SOON, "ahead"),
        (1, 4, 0, SOON, "runs"),
        (1, 4, 0, None, "runs"),
        (2, None, 0, None, "runs"),
        (3, 4, 1, SOON, "missed"),
        (0, 4, 1, SOON, "missed"),
        # Everything planned was delivered in spite of an absence.
        (4, 4, 1, None, "done"),
        (5, 4, 0, SOON, "done"),
        # A month without a duty is a kept one.
        (0, 0, 0, None, "done"),
        (Decimal("1.5"), Decimal("1.5"), 0, None, "done"),
    ],
)
def test_state_of_a_form(delivered, planned, absences, next_on, state):
    planned = None if planned is None else Decimal(planned)

    assert Delivery(Decimal(delivered), planned, absences, next_on=next_on).state == state
