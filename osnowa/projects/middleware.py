"""Puts ``request.who`` on every request of a centre's panel."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from osnowa.projects.queries.standing import standing_of
from osnowa.projects.standing import Standing


def _standing_in(request: HttpRequest) -> Standing:
    return replace(
        standing_of(request.user, request.centre, request.today, request.centre_roles), at=request.now
    )


class StandingMiddleware:
    """Reads the signed-in user's roles once, when the first question of access is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.who = None
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        # The centre is known only now: CentreMiddleware, which stands before, takes it from the address.
        if request.centre:
            request.who = SimpleLazyObject(lambda: _standing_in(request))
