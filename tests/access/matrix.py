"""Who may open which address: the table, gathered from ``rows/<app>.py``, and how one answer is read.

A row says what each member of the cast gets::

    ("GET", "participants:person"): who(
        to=lambda world: {"pk": world.person.pk}, anna=OK, sabina=OK, ewa=OK, rest=HIDDEN
    ),

Inside a centre's panel two members need no mention: nobody signed in gets ``LOGIN``, and Darek of the other
centre gets ``HIDDEN``. ``to`` and ``sends`` are given a world of the cast and return the address's arguments
and the form's data, so the same row is tried with a stranger's ids as well.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access import rows
from tests.cast import World

OK = "OK"  # the page
GO = "GO"  # done, and sent on
BAD = "BAD"  # 422: a sentence on the form
LOGIN = "LOGIN"  # sent to sign in
DENIED = "DENIED"  # 403: knows it, may not
HIDDEN = "HIDDEN"  # 404: may not know that it exists

STATUSES = {200: OK, 422: BAD, 403: DENIED, 404: HIDDEN, 302: GO, 303: GO}
MEMBERS = (
    *("nobody", "anna", "sabina", "tomek", "bartek", "kasia"),
    *("ewa", "iga", "adam", "hanna", "celina", "darek"),
)
PANEL = "panel/<slug:centre>/"


def nothing(world: World) -> dict[str, Any]:
    """Return no arguments."""
    return {}


@dataclass(frozen=True)
class Row:
    """What each member gets at one address; made by :func:`who`."""

    rest: str | None
    named: Mapping[str, str]
    to: Callable[[World], dict[str, Any]] = nothing
    sends: Callable[[World], dict[str, Any]] = nothing
    query: str = ""

    def outcome(self, member: str, *, in_panel: bool) -> str | None:
        """Return what ``member`` gets, or ``None`` when the row forgot them."""
        default = {"nobody": LOGIN, "darek": HIDDEN}.get(member, self.rest) if in_panel else self.rest
        return self.named.get(member, default)


def who(
    *,
    to: Callable[[World], dict[str, Any]] = nothing,
    sends: Callable[[World], dict[str, Any]] = nothing,
    query: str = "",
    rest: str | None = None,
    **named: str,
) -> Row:
    """Return a row: outcomes by member, ``rest`` for those not named.

    Raises:
        ValueError: a name is not of the cast, or an outcome is unknown.
    """
    unknown = {*named} - {*MEMBERS} | {*named.values(), *filter(None, [rest])} - {*STATUSES.values(), LOGIN}
    if unknown:
        raise ValueError(f"neither a member of the cast nor an outcome: {', '.join(sorted(unknown))}")
    return Row(rest, named, to, sends, query)


@dataclass(frozen=True)
class Address:
    """One named pattern of the address table and the methods its view answers."""

    name: str
    route: str
    view: Callable[..., HttpResponse] = field(compare=False)

    @property
    def in_panel(self) -> bool:
        """Whether it belongs to a centre's panel."""
        return self.route.startswith(PANEL)

    def methods(self) -> list[str]:
        """Return the methods the view answers, as it declares them (``require_POST`` and the like).

        Raises:
            LookupError: the view declares none.
        """
        view_class = getattr(self.view, "view_class", None)
        if view_class:
            # Django's form views answer PUT too, as they answer POST.
            allowed = [name.upper() for name in ("get", "post", "delete") if hasattr(view_class, name)]
        else:
            # A method nobody answers: the declaration refuses it before the view looks at anything.
            logger = logging.getLogger("django.request")
            try:
                logger.disabled = True  # a refusal is what we are after, not an incident
                answer = self.view(RequestFactory().generic("UNHEARD-OF", "/"))
            except Exception:  # noqa: BLE001 - the view itself was reached
                answer = None
            finally:
                logger.disabled = False
            if not isinstance(answer, HttpResponseNotAllowed):
                raise LookupError(f"{self.name} ({self.route}) does not declare its methods")
            allowed = answer["Allow"].split(", ")
        return sorted(set(allowed) - {"HEAD", "OPTIONS"})


def addresses(resolver: URLResolver | None = None, route: str = "", namespace: str = "") -> Iterator[Address]:
    """Yield every address of the project, those without a name under the name ``""``."""
    for pattern in (resolver or get_resolver()).url_patterns:
        full = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = pattern.name or ""
            yield Address(f"{namespace}{name}" if name else "", full, pattern.callback)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, full, inner)


def table() -> dict[tuple[str, str], Row]:
    """Return all rows of ``tests/access/rows``.

    Raises:
        ValueError: two files speak of the same address.
    """
    gathered: dict[tuple[str, str], Row] = {}
    for module in iter_modules(rows.__path__):
        own = import_module(f"{rows.__name__}.{module.name}").ROWS
        if doubled := gathered.keys() & own.keys():
            raise ValueError(f"twice in the matrix: {sorted(doubled)}")
        gathered.update(own)
    return gathered


def gaps(known: list[Address], rows_by_key: Mapping[tuple[str, str], Row]) -> list[str]:
    """Return what is wrong between the address table and the matrix, one sentence each."""
    faults = [f"no name: {address.route}" for address in known if not address.name]
    in_panel: dict[tuple[str, str], bool] = {}
    for address in known:
        try:
            in_panel |= {(method, address.name): address.in_panel for method in address.methods()}
        except LookupError as fault:
            faults.append(str(fault))
    faults += [
        f"not in the matrix: {method} {name}" for method, name in sorted(in_panel.keys() - rows_by_key)
    ]
    faults += [f"no such address: {method} {name}" for method, name in sorted(rows_by_key.keys() - in_panel)]
    for key in sorted(in_panel.keys() & rows_by_key):
        forgotten = [m for m in MEMBERS if rows_by_key[key].outcome(m, in_panel=in_panel[key]) is None]
        if forgotten:
            faults.append(f"{' '.join(key)} forgets {', '.join(forgotten)}")
    return faults


def read(response: HttpResponse, sign_in_address: str) -> str:
    """Return the outcome that ``response`` is."""
    if response.status_code in (302, 303) and response["Location"].startswith(sign_in_address):
        return LOGIN
    return STATUSES.get(response.status_code, str(response.status_code))
