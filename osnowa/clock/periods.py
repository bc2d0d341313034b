"""Which rows hold on a day, as conditions: half-open periods, from a column up to, not on, another.

An end that nobody knows is empty and never comes. Periods of which both days count (those of a project and of
a round) are ``projects.periods.Period``.
"""

from django.db.models import Q


def in_force(on: object, begins: str = "begins_on", ends_before: str = "ends_before", *, path: str = "") -> Q:
    """Return the condition that ``[begins, ends_before)`` holds ``on``: a day, a moment or an expression.

    ``path`` leads to the model that has the two columns, for example ``memberships__``.
    """
    return Q((f"{path}{begins}__lte", on)) & not_over(on, ends_before, path=path)


def not_over(on: object, ends_before: str = "ends_before", *, path: str = "") -> Q:
    """Return the condition that a period lasts ``on``, or begins later: it has not ended by then."""
    return Q((f"{path}{ends_before}__isnull", True)) | Q((f"{path}{ends_before}__gt", on))
