"""Gives each request one moment: ``request.now`` and ``request.today``."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from osnowa.clock import reading


class ClockMiddleware:
    """Reads the clock when a view first asks, once, with at most one query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A lazy object would have to be unwrapped before it is compared or stored; a property is plain.
        request.__class__ = _with_clock(type(request))
        with reading.read_once():
            return self.get_response(request)


@cache
def _with_clock(kind: type[HttpRequest]) -> type[HttpRequest]:
    def now(self: HttpRequest) -> datetime:
        return reading.now()

    def today(self: HttpRequest) -> date:
        return self.now.date()

    timed = type(kind.__name__, (kind,), {"now": cached_property(now), "today": cached_property(today)})
    timed.now.__set_name__(timed, "now")
    timed.today.__set_name__(timed, "today")
    return timed
