"""Answers to readers without a session, kept for as long as they are true.

Why it can never be an old page: docs/adr/0604-a-kept-page-is-named-after-its-records.md.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import blake2b

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import get_language

from osnowa.accounts.context import demo_doors_are_open
from osnowa.clock import reading
from osnowa.pages.queries.freshness import records_behind

#: Returns what was asked in its one spelling; None for what is not worth keeping.
Spelling = Callable[[str], str | None]
View = Callable[..., HttpResponse]

#: Somebody signed in may see another page at the same address, and HTMX asks for parts.
VARY = ("Cookie", "HX-Request")
#: Whoever holds a copy asks first whether it is still true, so a phone never shows yesterday's figure.
ASK_FIRST = "no-cache"
KEPT_HEADERS = ("Content-Type", "Content-Disposition", "ETag")


def kept(asked: Mapping[str, Spelling] | None = None) -> Callable[[View], View]:
    """Keep the answers of a public view for readers without a session.

    ``asked`` names the parameters that the view reads, each with its spelling. All others are no part of the
    key, so nobody fills the memory with ``?a=1``, ``?a=2`` … A view keeps an answer out with ``no-store``.
    """
    spellings = dict(asked or {})

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **named: str) -> HttpResponse:
            request.address_read = _address_read(request, spellings)
            if not _is_for_anybody(request):
                return _for_one(view(request, **named))
            key = _key(request, spellings)
            kept_pages = caches["pages"]
            if key and (found := kept_pages.get(key)):
                content, headers = found
                return _dated(request, HttpResponse(content, headers=headers))
            response = view(request, **named)
            if response.status_code != 200:
                return response
            response["ETag"] = f'"{blake2b(response.content, digest_size=16).hexdigest()}"'
            if key and _may_be_kept(request, response):
                headers = {name: response[name] for name in KEPT_HEADERS if response.has_header(name)}
                kept_pages.set(key, (response.content, headers))
            return _dated(request, response)

        return answer

    return decorate


def _is_for_anybody(request: HttpRequest) -> bool:
    """Answer whether the page may be the same for the next reader: no session, no part for HTMX."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "HX-Request" not in request.headers


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Answer whether nothing of this reader got into the answer: no cookie, no token of a form."""
    has_token = "CSRF_COOKIE_NEEDS_UPDATE" in request.META
    return not has_token and not response.cookies and "no-store" not in response.get("Cache-Control", "")


def _address_read(request: HttpRequest, spellings: Mapping[str, Spelling]) -> str:
    """Return the address without what the view does not read: that may be somebody's own."""
    read = [(name, request.GET[name]) for name in spellings if request.GET.get(name)]
    return f"{request.path}?{urlencode(read)}" if read else request.path


def _key(request: HttpRequest, spellings: Mapping[str, Spelling]) -> str | None:
    """Return the name of the page as of its records; None where there is nothing to name it after."""
    centre = request.public_centre
    if centre is None:
        return None
    # Read before the page: what is kept may be newer than its name, and never older.
    records = records_behind(centre)
    reading.keep(records.demo_day)
    request.has_notices, request.has_links = records.has_notices, records.has_links
    if not records.heads:
        return None
    typed = [
        (name, spelling(request.GET[name])) for name, spelling in spellings.items() if request.GET.get(name)
    ]
    if any(value is None for _name, value in typed):
        return None
    # The way to the doors of the demo is drawn only for readers at the machine itself.
    is_near = demo_doors_are_open(request)
    parts = (centre.pk, records.heads, request.today, get_language(), is_near, request.path, typed)
    return blake2b(repr(parts).encode(), digest_size=20).hexdigest()


def _dated(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the answer, or 304 for a reader who holds it already."""
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = ASK_FIRST
    patch_vary_headers(response, VARY)
    return get_conditional_response(request, etag=response["ETag"], response=response)


def _for_one(response: HttpResponse) -> HttpResponse:
    """Return the answer for one reader: nobody between us and them may keep it."""
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, VARY)
    return response
