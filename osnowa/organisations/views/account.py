""" "Kim jestem": what the system knows of the person signed in, and until when the session lasts."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from osnowa.accounts.adapter import SIGNED_IN
from osnowa.accounts.middleware import TOUCHED
from osnowa.organisations import queries
from osnowa.ui.pages import page


@require_safe
@never_cache
def who_am_i(request: HttpRequest) -> HttpResponse:
    touched = request.session.get(TOUCHED)
    centres: dict = {}
    for membership in queries.memberships_on(request.user, request.today):
        centres.setdefault(membership.centre, []).append(membership)
    context = {
        "centres": centres.items(),
        "signed_in_at": moment(request.session.get(SIGNED_IN)),
        "ends_at": moment(touched + settings.SESSION_COOKIE_AGE) if touched else None,
        "idle_minutes": settings.SESSION_COOKIE_AGE // 60,
    }
    return page(request, "organisations/who_am_i.html", context)


def moment(seconds: int | None) -> datetime | None:
    """Return a moment of the session in Polish time: sessions end by the real clock, in a demo too."""
    return datetime.fromtimestamp(seconds, tz=timezone.get_current_timezone()) if seconds else None
