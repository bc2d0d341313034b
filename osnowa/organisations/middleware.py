"""The edge of access: which centre an address belongs to, and whether the person asking belongs there."""

from collections.abc import Callable
from contextlib import ExitStack

from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django_scopes import scope

from osnowa.organisations import queries


class CentreMiddleware:
    """Open the scope of one centre around the whole response.

    Addresses with a ``centre`` answer members only; for everybody else they do not exist. Sets:

    - ``request.centre``: the centre of a panel address, else ``None``
    - ``request.centre_roles``: frozenset of the user's centre-wide roles there on ``request.today``
    - ``request.public_centre``: the centre whose public pages this host shows (public addresses only)
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.centre = None
        request.centre_roles = frozenset()
        request.public_centre = None
        # The address is resolved once, after this point; its scope must outlive the view, because a template
        # response is rendered later.
        with ExitStack() as request.scopes:
            response = self.get_response(request)
        if request.centre and not response.has_header("Cache-Control"):
            # Desks are shared: after signing out, "back" must not show the last person's file.
            response["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        if "centre" in kwargs:
            self.enter_panel(request, kwargs.pop("centre"))
        elif not getattr(view, "login_required", True):
            self.enter_public_pages(request)

    def enter_panel(self, request: HttpRequest, slug: str) -> None:
        """Set the centre of the panel, or answer as if the address did not exist."""
        if not request.user.is_authenticated:
            raise Http404
        memberships = queries.memberships_in(request.user, slug, request.today)
        if not memberships:
            raise Http404
        request.centre = memberships[0].centre
        request.centre_roles = frozenset(membership.role for membership in memberships)
        request.scopes.enter_context(scope(centre=request.centre))

    def enter_public_pages(self, request: HttpRequest) -> None:
        """Set the public centre; without any, no scope is open and scoped questions fail closed."""
        host, _port = split_domain_port(request.get_host())
        request.public_centre = queries.public_centre(host)
        # django-scopes reads a centre of None as "no filter at all", so the scope stays shut instead.
        if request.public_centre:
            request.scopes.enter_context(scope(centre=request.public_centre))
