"""Who is who, on a day."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, BooleanField, DateField, ExpressionWrapper, Q, QuerySet

from osnowa.accounts.models import User
from osnowa.clock.periods import in_force
from osnowa.organisations.models import Centre, Membership, Role
from osnowa.projects.models import TeamRole
from osnowa.projects.standing import Standing
from osnowa.statements import Asked, Kept

USER, CENTRE = Asked("user", BigIntegerField()), Asked("centre", BigIntegerField())
DAY = Asked("day", DateField())


@Kept
def _ever() -> QuerySet[Any, Any]:
    is_held = ExpressionWrapper(
        in_force(DAY) & (Q(partnership__isnull=True) | in_force(DAY, path="partnership__")),
        output_field=BooleanField(),
    )
    roles = TeamRole.objects.filter(user=USER, project__centre=CENTRE).annotate(is_held=is_held)
    return roles.values_list("project_id", "role", "partnership_id", "is_held")


def standing_of(user: User, centre: Centre, on: date, centre_roles: frozenset[str] | None = None) -> Standing:
    """Return the roles of ``user`` in ``centre`` on the day ``on``: 2 queries, 1 with ``centre_roles`` known.

    A role held for a partner ends with the partnership, whatever its own row says. Only partner staff act
    for the partner: any other role that names one, such as its accountant, opens nobody's data through it.
    """
    if centre_roles is None:
        memberships = Membership.objects.filter(in_force(on), user=user, centre=centre)
        centre_roles = frozenset(memberships.values_list("role", flat=True))
    team: dict[int, set[str]] = defaultdict(set)
    partnerships: dict[int, set[int]] = defaultdict(set)
    taught: set[int] = set()
    asked = {"user": user.pk, "centre": centre.pk, "day": on}
    for project_id, role, partnership_id, holds in _ever.rows(asked):
        if role == Role.TRAINER:
            taught.add(project_id)
        if not holds:
            continue
        team[project_id].add(role)
        if partnership_id and role == Role.PARTNER_STAFF:
            partnerships[project_id].add(partnership_id)
    return Standing(
        user=user,
        centre=centre,
        on=on,
        centre_roles=centre_roles,
        team={project: frozenset(roles) for project, roles in team.items()},
        partnerships={project: frozenset(ids) for project, ids in partnerships.items()},
        away_from=frozenset(taught - team.keys()),
    )
