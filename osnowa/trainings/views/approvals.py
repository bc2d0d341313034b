"""The approval of a list: given, withdrawn, and the scan of what was signed."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.documents.answers import answer
from osnowa.organisations.addresses import panel
from osnowa.trainings import access, actions, queries
from osnowa.trainings.forms import ApprovalForm, ApprovalWithdrawalForm
from osnowa.trainings.models import ListApproval, Session
from osnowa.ui import polish
from osnowa.ui.doing import done, sent, typed
from osnowa.ui.pages import allow, answer_form

_FORM = "trainings/form.html"
_WITH_EDITION = ("edition__course__form__project", "edition__group")


@require_http_methods(["GET", "POST"])
def approve_list(request: HttpRequest, pk: int) -> HttpResponse:
    session = _answered_for(request, pk)
    form = ApprovalForm(**sent(request))
    verb = partial(actions.approve_list, session=session, by=request.user, at=request.now)
    if done(form, verb):
        messages.success(request, _("Zatwierdzono listę obecności."))
        return redirect(_list(session))
    title = _("Zatwierdzić listę ze spotkania %(number)s?") % {"number": session.number}
    return answer_form(request, _FORM, _frame(session, title, _("Zatwierdź listę")), form)


@require_http_methods(["GET", "POST"])
def withdraw_approval(request: HttpRequest, pk: int) -> HttpResponse:
    session = _answered_for(request, pk)
    form = ApprovalWithdrawalForm(typed(request))
    verb = partial(actions.withdraw_approval, session=session, by=request.user, at=request.now)
    if done(form, verb):
        messages.success(request, _("Wycofano zatwierdzenie listy."))
        return redirect(_list(session))
    title = _("Wycofać zatwierdzenie listy ze spotkania %(number)s?") % {"number": session.number}
    return answer_form(request, _FORM, _frame(session, title, _("Wycofaj zatwierdzenie")), form)


@require_safe
def list_scan(request: HttpRequest, pk: int) -> FileResponse:
    visible = ListApproval.objects.filter(session__in=queries.sessions_visible_to(request.who))
    related = ("scan", *(f"session__{name}" for name in _WITH_EDITION))
    approval = get_object_or_404(visible.select_related(*related), pk=pk)
    allow(access.edition_abilities(request.who, approval.session.edition).open_scan)
    if approval.scan is None:
        raise Http404
    return answer(request, approval.scan)


def approval_row(approval: ListApproval, can: access.EditionAbilities) -> dict[str, Any]:
    """Return an approval as the page of its list shows it."""
    given = {"at": polish.chwila(approval.approved_at), "by": approval.approved_by}
    withdrawn = {"by": approval.withdrawn_by, "reason": approval.withdrawal_reason}
    return {
        "stands": approval.withdrawn_at is None,
        "given": _("Zatwierdzono %(at)s, %(by)s") % given,
        "withdrawn": _("Wycofano %(at)s, %(by)s: %(reason)s")
        % {"at": polish.chwila(approval.withdrawn_at), **withdrawn}
        if approval.withdrawn_at
        else "",
        "scan": panel("trainings:list_scan", approval.pk) if approval.scan_id and can.open_scan else "",
    }


def _answered_for(request: HttpRequest, pk: int) -> Session:
    """Return the session when whoever asks may answer for its list."""
    visible = queries.sessions_visible_to(request.who).select_related(*_WITH_EDITION)
    session = get_object_or_404(visible, pk=pk)
    allow(access.edition_abilities(request.who, session.edition).approve)
    return session


def _list(session: Session) -> str:
    return panel("trainings:session", session.edition_id, session.pk)


def _frame(session: Session, title: str, save: str) -> dict[str, Any]:
    course = session.edition.course.name
    return {
        "title": title,
        "lede": f"{course} · {session.edition.group.name} · {polish.dzien(session.held_on)}",
        "crumbs": [
            (_("Zajęcia"), panel("trainings:sessions")),
            (course, panel("trainings:edition", session.edition_id)),
            (_("Spotkanie %(number)s") % {"number": session.number}, _list(session)),
            title,
        ],
        "save": save,
        "back": _list(session),
    }
