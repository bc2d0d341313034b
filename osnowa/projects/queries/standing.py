"""Who is who, on a day."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from osnowa.accounts.models import User
from osnowa.organisations.models import Centre, Membership
from osnowa.projects.models import TeamRole
from osnowa.projects.standing import Standing


def standing_of(user: User, centre: Centre, on: date) -> Standing:
    """Return the roles of ``user`` in ``centre`` on the day ``on`` (2 queries)."""
    in_force = Q(begins_on__lte=on) & (Q(ends_before__isnull=True) | Q(ends_before__gt=on))
    centre_roles = Membership.objects.filter(in_force, user=user, centre=centre).values_list("role", flat=True)
    team: dict[int, set[str]] = defaultdict(set)
    partnerships: dict[int, set[int]] = defaultdict(set)
    held = TeamRole.objects.filter(in_force, user=user, project__centre=centre)
    for project_id, role, partnership_id in held.values_list("project_id", "role", "partnership_id"):
        team[project_id].add(role)
        if partnership_id:
            partnerships[project_id].add(partnership_id)
    return Standing(
        user=user,
        centre=centre,
        on=on,
        centre_roles=frozenset(centre_roles),
        team={project: frozenset(roles) for project, roles in team.items()},
        partnerships={project: frozenset(ids) for project, ids in partnerships.items()},
    )
