"""What we want to know about who belongs where."""

from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from osnowa.accounts.models import User
from osnowa.organisations.models import Centre, Membership


def memberships_on(user: User, on: date) -> QuerySet[Membership]:
    """Return the memberships of ``user`` that are open on ``on``, in every centre.

    Asked before a centre is chosen, hence without a scope; it never leaves the user's own rows.
    """
    return (
        Membership.objects.with_scopes_disabled()
        .filter(Q(ends_before__isnull=True) | Q(ends_before__gt=on), user=user, begins_on__lte=on)
        .select_related("centre", "organisation")
        .order_by("centre__short_name", "centre", "role")
    )


def public_centre(host: str) -> Centre | None:
    """Return the centre whose public pages ``host`` (no port) shows: its own, else the first; one query."""
    return (
        Centre.objects.filter(is_public=True)
        .order_by(Case(When(host=host, then=Value(0)), default=Value(1), output_field=IntegerField()), "pk")
        .first()
    )
