"""What the frame of a page asks of accounts: whether it may lead to the doors of the demo."""

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

from osnowa.accounts.doors import is_asked_from_here
from osnowa.clock import reading

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED")


def demo_doors_are_open(request: HttpRequest) -> bool:
    """Return whether this request may sign in through a door: a demo database, asked from this machine."""
    host, _port = split_domain_port(request.get_host())
    is_near = is_asked_from_here(
        in_production=settings.PRODUCTION,
        peer=request.META.get("REMOTE_ADDR", ""),
        host=host,
        came_through_proxy=any(name in request.META for name in FORWARDED),
    )
    return is_near and reading.in_demo()
