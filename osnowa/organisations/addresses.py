"""Addresses inside the panel of the centre whose scope is open."""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse
from django_scopes import get_scope

from osnowa.organisations.models import Centre


def panel(name: str, *args: object, **kwargs: object) -> str:
    """Return the address ``name`` in the panel of the open scope's centre: ``/panel/<slug>/…``; no query.

    Arguments are given by position or by name, not both, as in Django's ``reverse``.

    Raises:
        RuntimeError: no single centre is in scope, so there is no panel to point to.
    """
    centre = get_scope().get("centre")
    if not isinstance(centre, Centre):
        raise RuntimeError(f"the address {name!r} needs scope(centre=…) of one Centre")
    return _reversed(
        get_script_prefix(),
        get_urlconf() or settings.ROOT_URLCONF,
        centre.slug,
        name,
        args,
        tuple(kwargs.items()),
    )


@lru_cache(maxsize=2_000)
def _reversed(
    prefix: str,
    table: object,
    slug: str,
    name: str,
    args: tuple[object, ...],
    named: tuple[tuple[str, object], ...],
) -> str:
    """Return the address; kept, because the frame of each page has thirty. It hangs on nothing but these."""
    if args:
        return reverse(name, args=[slug, *args], kwargs=dict(named) or None)
    return reverse(name, kwargs={"centre": slug, **dict(named)})


def panel_to(name: str) -> Callable[[int], str]:
    """Return a function from an id to ``panel(name, id)``, for a list of addresses alike but for the id.

    Reversing an address takes as long as drawing the row it stands in.
    """
    before, after = panel(name, _ANY).split(str(_ANY))
    return lambda pk: f"{before}{pk}{after}"


#: An id that no centre's slug contains: they are short.
_ANY = 10**60
