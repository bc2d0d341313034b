"""What stands above every public page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from osnowa.pages.models import Notice
from osnowa.pages.queries.notices import notices_shown


def notices(request: HttpRequest) -> dict[str, Any]:
    """Give templates ``notices``, asked for only by those that show them."""
    return {"notices": SimpleLazyObject(lambda: _notices(request))}


def _notices(request: HttpRequest) -> list[Notice]:
    centre = getattr(request, "public_centre", None)
    # A page that may be kept knows already whether there are any.
    if centre is None or not getattr(request, "has_notices", True):
        return []
    return notices_shown(centre, request.today)
