"""What somebody typed outlives the session: who is signed out hears it where they write, and nothing is lost.

A part of a page that is asked for by HTMX gets 401 and no page: a page to sign in would land inside the desk.
A whole form that was sent gets its own contents back, to be sent again after signing in elsewhere. They are
stored nowhere: they go back to the browser that sent them, and only to a page of ours.
"""

from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

UNAUTHORISED, FORBIDDEN = 401, 403
#: In this header a part of a page gets the token of the session that began since.
SEND_AGAIN_WITH = "X-CSRFToken"
#: What is longer, or has lines, is shown to be read and copied.
LONG = 60


class SignedInMiddleware(LoginRequiredMiddleware):
    """Ask everybody to sign in, without taking away what they have just sent."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        """Answer somebody without a session: 401 for a part of a page or a sent form, else the way in."""
        if request.headers.get("HX-Request"):
            response = HttpResponse(status=UNAUTHORISED)
            response["Cache-Control"] = "no-store"
            return response
        if is_sent_from_ours(request):
            title = _("Sesja wygasła, formularz nie jest zapisany")
            return hand_back(request, title=title, status=UNAUTHORISED, must_sign_in=True)
        return super().handle_no_permission(request, view_func)


def is_sent_from_ours(request: HttpRequest) -> bool:
    """Tell whether a form of the panel with something in it came from a page of this host.

    What came from elsewhere is not shown: its button would send what somebody else has written.
    """
    own = f"{request.scheme}://{request.get_host()}"
    return (
        request.method == "POST"
        and request.path.startswith("/panel/")
        and request.headers.get("Origin") == own
        and bool(_sent(request))
    )


def hand_back(request: HttpRequest, *, title: str, status: int, must_sign_in: bool) -> HttpResponse:
    """Return what was sent as a page with a form that sends it again; files have to be chosen anew."""
    context = {
        "title": title,
        "start": reverse("desk:start"),
        "sign_in": reverse("account_login") if must_sign_in else "",
        "address": request.get_full_path(),
        "fields": [(name, value, len(value) > LONG or "\n" in value) for name, value in _sent(request)],
        "files": [str(each) for each in request.FILES.values()],
        "csrf_token": get_token(request),
    }
    response = HttpResponse(render_to_string("desk/refusal_kept.html", context), status=status)
    response["Cache-Control"] = "no-store"
    return response


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]
