"""What we want to know about who belongs where, asked inside a centre's scope except for the first few."""

from datetime import date
from typing import TypeVar, cast

from django.db import models
from django.db.models import BigIntegerField, DateField, ManyToOneRel, Prefetch, QuerySet, SlugField
from django.utils.translation import gettext as _

from osnowa.accounts.models import User
from osnowa.clock.models import Recorded
from osnowa.clock.periods import in_force, not_over
from osnowa.organisations import folding
from osnowa.organisations.asker import Asker
from osnowa.organisations.models import (
    Area,
    Centre,
    ContactPoint,
    Membership,
    Organisation,
    Place,
    Role,
    Unit,
)
from osnowa.statements import Asked, Kept

Row = TypeVar("Row", bound=models.Model)


# ---- before a centre is chosen -----------------------------------------------------------------------------


def memberships_on(user: User, on: date) -> QuerySet[Membership]:
    """Return the memberships of ``user`` that are open on ``on``, in every centre.

    Asked before a centre is chosen, hence without a scope; it never leaves the user's own rows.
    """
    return (
        Membership.objects.with_scopes_disabled()
        .filter(in_force(on), user=user)
        .select_related("centre", "organisation")
        .order_by("centre__short_name", "centre", "role")
    )


USER, SLUG, DAY = Asked("user", BigIntegerField()), Asked("slug", SlugField()), Asked("day", DateField())


@Kept
def _memberships_in() -> QuerySet[Membership]:
    memberships = Membership.objects.with_scopes_disabled().filter(user=USER, centre__slug=SLUG)
    return memberships.filter(in_force(DAY)).select_related("centre").order_by("role")


def memberships_in(user: User, slug: str, on: date) -> list[Membership]:
    """Return the memberships of ``user`` that are open on ``on`` in the centre of that ``slug``; one query.

    It stands before every page of the panel, hence its text is kept. Asked before the scope is open, it never
    leaves the user's own rows.
    """
    return _memberships_in.objects({"user": user.pk, "slug": slug, "day": on})


def belongs_elsewhere(user: User, centre: Centre, on: date) -> bool:
    """Return whether ``user`` has, or will have, a membership in another centre than ``centre``."""
    memberships = Membership.objects.with_scopes_disabled().filter(user=user).exclude(centre=centre)
    return memberships.filter(not_over(on)).exists()


@Kept
def _public_centres() -> QuerySet[Centre]:
    return Centre.objects.filter(is_public=True).order_by("pk")


def public_centre(host: str) -> Centre | None:
    """Return the centre whose public pages ``host`` (no port) shows: its own, else the first; one query."""
    # An installation has tens of centres, and this stands before every public page: choosing here is quicker
    # than having the database sort by a condition.
    centres: list[Centre] = _public_centres.objects({})
    return next((centre for centre in centres if host and centre.host == host), next(iter(centres), None))


# ---- the directory: every member of the centre may read it, only protected addresses are hidden ------------


def organisations_visible_to(who: Asker) -> QuerySet[Organisation]:
    """Return the bodies the centre works with, in Polish order."""
    return Organisation.objects.all()


def units_visible_to(who: Asker) -> QuerySet[Unit]:
    """Return the units of the centre's organisations, in Polish order, with their contact points."""
    return Unit.objects.select_related("organisation").prefetch_related("contact_points")


def contact_points_visible_to(who: Asker) -> QuerySet[ContactPoint]:
    """Return the phones and addresses of units."""
    return ContactPoint.objects.select_related("unit__organisation")


def areas_visible_to(who: Asker) -> QuerySet[Area]:
    """Return the centre's areas, in Polish order."""
    return Area.objects.all()


def places_visible_to(who: Asker) -> QuerySet[Place]:
    """Return the centre's places, in Polish order; ``access`` says who may read a protected address."""
    return Place.objects.all()


def matching(rows: QuerySet[Row], words: str) -> QuerySet[Row]:
    """Return the rows whose name holds all ``words``, with or without Polish marks, in any order."""
    for word in folding.search_norm(words).split():
        rows = rows.filter(search_norm__contains=word)
    return rows


# ---- people who sign in ------------------------------------------------------------------------------------


def members_visible_to(who: Asker) -> QuerySet[User]:
    """Return who belongs or belonged to the centre, memberships of this centre prefetched (``memberships``).

    An administrator and the data protection officer know of all, everybody else only of themselves.
    """
    here = Membership.objects.all()
    if who.centre_roles.isdisjoint({Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER}):
        here = here.filter(user=who.user)
    memberships = here.select_related("organisation", "unit").order_by("-begins_on", "role")
    return User.objects.filter(pk__in=here.values("user")).prefetch_related(
        Prefetch("memberships", queryset=memberships)
    )


def memberships_visible_to(who: Asker) -> QuerySet[Membership]:
    """Return the memberships of the people in ``members_visible_to``."""
    here = Membership.objects.select_related("user", "organisation", "unit", "centre")
    if who.centre_roles.isdisjoint({Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER}):
        here = here.filter(user=who.user)
    return here


def in_polish_order(members: QuerySet[User], words: str = "") -> list[User]:
    """Return the members whose name or e-mail holds all ``words``, ordered by name.

    Done here and not in the database, because accounts lie below the Polish keys; a centre has hundreds of
    accounts, not thousands.
    """
    asked = folding.search_norm(words).split()
    found = [
        member
        for member in members
        if all(word in folding.search_norm(f"{member.name} {member.email}") for word in asked)
    ]
    return sorted(found, key=lambda member: (folding.sort_key(member.name), member.name, member.pk))


# ---- what stands in the way of withdrawing -----------------------------------------------------------------


def dependents_of(row: models.Model) -> dict[str, int]:
    """Return what refers to ``row``: the Polish name of each kind with how many, kinds without one under "".

    Looks through every relation, many-to-many included (deleting would empty those without a word), and past
    scopes: a row that nobody here may see still depends. Closed versions stand in no list and are told apart.
    """
    counts: dict[str, int] = {}
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        model: type[models.Model] = relation.field.model
        is_part = relation.on_delete is models.CASCADE and not model._meta.auto_created
        if is_part and model._meta.app_label == row._meta.app_label:
            # Such as the contact points of a unit: they go with it.
            continue
        held = model._base_manager.filter(**{relation.field.name: row})
        told = {_kind(model): held}
        if issubclass(model, Recorded):
            closed = held.filter(superseded_at__isnull=False)
            told = {
                _kind(model): held.filter(superseded_at__isnull=True),
                _("%(kind)s w historii") % {"kind": _kind(model)}: closed,
            }
        for kind, rows in told.items():
            if count := rows.count():
                counts[kind] = counts.get(kind, 0) + count
    return counts


def _kind(model: type[models.Model]) -> str:
    # The row between two sides of a many-to-many stands for the side that declares it.
    declares = model._meta.auto_created or model
    options = cast("type[models.Model]", declares)._meta
    return str(options.verbose_name_plural) if "verbose_name_plural" in options.original_attrs else ""
