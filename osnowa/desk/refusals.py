"""The pages that say no: not allowed (403), not here (404), broken (500), and a form that came too late.

They are drawn without the request: no menu, no name, no query. So a page that does not exist and a page that
one may not know of are the same bytes, and a broken database still gets an answer.
"""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from osnowa.desk.middleware.session_ended import FORBIDDEN, SEND_AGAIN_WITH, hand_back, is_sent_from_ours


def malformed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refuse("desk/refusal_400.html", 400, _("Nie udało się odczytać tego, co przyszło"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refuse("desk/refusal_403.html", 403, _("Nie możesz tego zrobić"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refuse("desk/refusal_404.html", 404, _("Nie ma takiej strony"))


def broken(request: HttpRequest) -> HttpResponse:
    return refuse("desk/refusal_500.html", 500, _("Coś się zepsuło po naszej stronie"))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without a valid token: usually one left open over a sign-out, or cookies turned off.

    A form of ours comes back with what was typed; a part of a page gets the token with which to send again.
    """
    title = _("Ta strona była otwarta zbyt długo")
    if request.headers.get("HX-Request"):
        response = refuse("desk/refusal_csrf.html", FORBIDDEN, title)
        response[SEND_AGAIN_WITH] = get_token(request)
        return response
    if is_sent_from_ours(request):
        return hand_back(request, title=title, status=FORBIDDEN, must_sign_in=False)
    return refuse("desk/refusal_csrf.html", FORBIDDEN, title)


def refuse(template: str, status: int, title: str) -> HttpResponse:
    """Render one of the refusal pages; nothing of the request, the user or the database goes into it."""
    response = HttpResponse(render_to_string(template, {"start": start(), "title": title}), status=status)
    response["Cache-Control"] = "no-store"
    return response


def start() -> str:
    """Return the address where everybody finds their way again."""
    try:
        return reverse("desk:start")
    except NoReverseMatch:
        # The table of addresses may be the broken part.
        return "/"
