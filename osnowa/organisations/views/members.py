"""Pages of the people who belong to the centre: their accounts and their centre-wide roles."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.accounts.models import User
from osnowa.organisations import access, queries
from osnowa.organisations.actions import members as actions
from osnowa.organisations.addresses import panel
from osnowa.organisations.forms.members import AccountForm, EndForm, InvitationForm, MembershipForm
from osnowa.organisations.models import Membership
from osnowa.ui.doing import confirmed, done, tried, typed
from osnowa.ui.pages import allow, answer_form, page

logger = logging.getLogger(__name__)

ROWS_ON_A_PAGE = 50
FORM = "organisations/form.html"
typing = require_http_methods(["GET", "POST"])


@require_safe
def members(request: HttpRequest) -> HttpResponse:
    can = access.centre_abilities(request.who)
    allow(can.see_members)
    words = request.GET.get("q", "")
    rows = queries.in_polish_order(queries.members_visible_to(request.who), words)
    rows = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("strona"))
    shown = [(member, *roles_today(member, request)) for member in rows]
    return page(
        request, "organisations/members.html", {"rows": rows, "shown": shown, "words": words, "can": can}
    )


@require_safe
def member(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(queries.members_visible_to(request.who), pk=pk)
    can = access.centre_abilities(request.who)
    allow(can.see_members)
    today = request.today
    shown = [(row, state(row, request), access.may_end(request.who, row)) for row in user.memberships.all()]
    context = {
        "member": user,
        "memberships": [
            {
                "row": row,
                "state": words,
                # People say until when, the row says before what.
                "last_day": row.ends_before and row.ends_before - timedelta(days=1),
                "may_end": may_end and not (row.ends_before and row.ends_before <= today),
                "may_withdraw": may_end and row.begins_on >= today,
            }
            for row, words, may_end in shown
        ],
        "can": can,
        "is_oneself": user == request.user,
        "crumbs": [*crumbs(), (user.name, "")],
    }
    return page(request, "organisations/member.html", context)


@typing
def invite_member(request: HttpRequest) -> HttpResponse:
    allow(access.centre_abilities(request.who).manage_members)
    form = InvitationForm(typed(request), initial={"begins_on": request.today}, **choices(request))
    verb = partial(
        actions.invite_member,
        centre=request.centre,
        origin=request.build_absolute_uri("/"),
        by=request.user,
        at=request.now,
    )
    try:
        if added := done(form, verb):
            messages.success(request, _("Konto jest gotowe. List z linkiem jest w drodze."))
            return redirect(panel("organisations:member", added.user_id))
    except OSError:
        return letter_lost(request, panel("organisations:members"))
    title = _("Dodaj osobę")
    context = {"title": title, "save": _("Dodaj i wyślij link"), "crumbs": [*crumbs(), (title, "")]}
    return answer_form(request, FORM, {**context, "back": panel("organisations:members")}, form)


@typing
def correct_member(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(queries.members_visible_to(request.who), pk=pk)
    allow(access.centre_abilities(request.who).manage_members)
    form = AccountForm(typed(request), initial={"name": user.name, "email": user.email, "phone": user.phone})
    verb = partial(actions.correct_member, centre=request.centre, user=user, by=request.user, at=request.now)
    if done(form, verb):
        messages.success(request, _("Poprawka jest zapisana."))
        return redirect(panel("organisations:member", pk))
    return answer_form(request, FORM, framed(_("Popraw dane konta"), user), form)


@typing
def add_membership(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(queries.members_visible_to(request.who), pk=pk)
    allow(access.centre_abilities(request.who).manage_members)
    form = MembershipForm(typed(request), initial={"begins_on": request.today}, **choices(request))
    verb = partial(actions.add_membership, centre=request.centre, user=user, by=request.user, at=request.now)
    if done(form, verb):
        messages.success(request, _("Rola jest nadana."))
        return redirect(panel("organisations:member", pk))
    return answer_form(request, FORM, framed(_("Nadaj rolę"), user, save=_("Nadaj rolę")), form)


@typing
def end_membership(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.memberships_visible_to(request.who), pk=pk)
    allow(access.may_end(request.who, row))
    form = EndForm(typed(request), initial={"ends_before": request.today})
    if done(form, partial(actions.end_membership, membership=row, by=request.user, at=request.now)):
        messages.success(request, _("Koniec roli jest zapisany."))
        return redirect(panel("organisations:member", row.user_id))
    title = _("Zakończ rolę: %(role)s") % {"role": row.get_role_display()}
    context = framed(title, row.user, save=_("Zakończ rolę"))
    lede = _("Po tym dniu ta rola niczego nie otwiera. Bez żadnej roli nie ma wejścia do panelu.")
    return answer_form(request, FORM, {**context, "lede": lede}, form)


@typing
def withdraw_membership(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.memberships_visible_to(request.who), pk=pk)
    allow(access.may_end(request.who, row))
    title = _("Wycofać rolę „%(role)s”?") % {"role": row.get_role_display()}
    return confirmed(
        request,
        partial(actions.withdraw_membership, membership=row, by=request.user, at=request.now),
        said=_("Rola jest wycofana."),
        then=panel("organisations:members"),
        question={
            **framed(title, row.user),
            "answer": _("Wycofaj rolę"),
            "consequence": _("Będzie tak, jakby jej nigdy nie było. W dzienniku zmian zostaje ślad."),
        },
    )


@require_POST
def deactivate_member(request: HttpRequest, pk: int) -> HttpResponse:
    return do_at_once(request, pk, actions.deactivate_member, _("Konto jest wyłączone."))


@require_POST
def reactivate_member(request: HttpRequest, pk: int) -> HttpResponse:
    return do_at_once(request, pk, actions.reactivate_member, _("Konto jest znowu czynne."))


@require_POST
def send_password_link(request: HttpRequest, pk: int) -> HttpResponse:
    verb = partial(actions.send_password_link, origin=request.build_absolute_uri("/"))
    try:
        return do_at_once(request, pk, verb, _("Link do ustawienia hasła jest w drodze."))
    except OSError:
        return letter_lost(request, panel("organisations:member", pk))


# ---- what these pages share --------------------------------------------------------------------------------


def do_at_once(request: HttpRequest, pk: int, verb: Callable[..., Any], said: str) -> HttpResponse:
    """Do ``verb`` to one account, and say what came of it on its page."""
    user = get_object_or_404(queries.members_visible_to(request.who), pk=pk)
    allow(access.centre_abilities(request.who).manage_members)
    verb = partial(verb, centre=request.centre, user=user, by=request.user, at=request.now)
    return tried(request, verb, said=said, then=panel("organisations:member", pk))


def letter_lost(request: HttpRequest, then: str) -> HttpResponse:
    """Say that everything is saved but the letter did not leave."""
    logger.exception("the mail server refused a letter")
    messages.error(
        request, _("Zapisane, ale list nie wyszedł. Spróbuj „Wyślij link do hasła” na stronie konta.")
    )
    return redirect(then)


def choices(request: HttpRequest) -> dict[str, Any]:
    """Return what a membership may be in: this centre's organisations and units only."""
    return {
        "organisations": queries.organisations_visible_to(request.who),
        "units": queries.units_visible_to(request.who).prefetch_related(None),
    }


def roles_today(user: User, request: HttpRequest) -> tuple[list[str], bool]:
    """Return the roles ``user`` holds today, and whether any role is still to begin or holds."""
    today = request.today
    held = [row for row in user.memberships.all() if row.ends_before is None or row.ends_before > today]
    return [row.get_role_display() for row in held if row.begins_on <= today], bool(held)


def state(row: Membership, request: HttpRequest) -> tuple[str, str]:
    """Return kind and word of the state a membership is in today."""
    if row.begins_on > request.today:
        return "", _("jeszcze nie obowiązuje")
    if row.ends_before and row.ends_before <= request.today:
        return "", _("zakończona")
    return "ok", _("obowiązuje")


def crumbs() -> list[tuple[str, str]]:
    """Return the way to the list."""
    return [(_("Konta"), panel("organisations:members"))]


def framed(title: str, user: User, *, save: str = "") -> dict[str, Any]:
    """Return the frame of a form about one person."""
    back = panel("organisations:member", user.pk)
    return {
        "title": title,
        "save": save or _("Zapisz poprawkę"),
        "crumbs": [*crumbs(), (user.name, back), (title, "")],
        "back": back,
    }
