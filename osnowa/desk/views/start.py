"""The first page after signing in, and the demo's clock."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from osnowa.clock import reading
from osnowa.desk.actions import NobodyBelongsThere, move_demo_clock
from osnowa.desk.forms import ClockForm
from osnowa.organisations.queries import memberships_on
from osnowa.ui.doing import say_refused
from osnowa.ui.pages import page


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    memberships = memberships_on(request.user, request.today)
    centres = list(dict.fromkeys(membership.centre for membership in memberships))
    if back := _open_to_member(request, {centre.slug for centre in centres}):
        return redirect(back)
    if len(centres) == 1:
        return redirect("desk:home", centre=centres[0].slug)
    return page(request, "desk/start.html", {"centres": centres})


def _open_to_member(request: HttpRequest, centres: set[str]) -> str:
    """Return the page that ``next`` asks for, unless it is of a centre not among ``centres``.

    A page of the own centre that is closed to this person says so itself.
    """
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return ""
    try:
        match = resolve(urlsplit(back).path)
    except Resolver404:
        return ""
    # Signing in is over, and this page would ask itself again.
    is_done = match.view_name == "desk:start" or match.view_name.startswith("account")
    return back if not is_done and match.kwargs.get("centre", "") in {"", *centres} else ""


@require_POST
def set_clock(request: HttpRequest) -> HttpResponse:
    if not reading.in_demo():
        raise Http404
    form = ClockForm(request.POST)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("desk:start")
    if not form.is_valid():
        messages.error(request, _("Zegar pokazu bez zmian. Podaj dzień w postaci 2.10.2018."))
        return redirect(back)
    try:
        move_demo_clock(today=form.cleaned_data["today"], by=request.user, at=request.now)
    except NobodyBelongsThere as refusal:
        say_refused(request, refusal)
    else:
        messages.success(request, _("Zegar pokazu przestawiony."))
    return redirect(back)
