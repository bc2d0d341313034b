"""Declarations and consents of a participant: noted, corrected, withdrawn; and the scan behind each."""

from functools import partial
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.audit.actions import seen
from osnowa.documents.answers import answer
from osnowa.organisations.addresses import panel
from osnowa.participants import actions
from osnowa.participants.abilities import EnrolmentAbilities
from osnowa.participants.access import enrolment_abilities
from osnowa.participants.forms.declarations import (
    DeclarationForm,
    NewDeclarationForm,
    WithdrawConsentForm,
)
from osnowa.participants.forms.enrolments import changed
from osnowa.participants.models import Declaration, Enrolment, PrivacyNotice
from osnowa.participants.queries import enrolments_visible_to
from osnowa.participants.queries.declarations import in_words
from osnowa.participants.queries.visibility import day_after
from osnowa.participants.views.doing import ask, confirm, find_enrolment
from osnowa.participants.views.folder import folder_frame
from osnowa.rulepacks.registry import pack
from osnowa.ui import polish
from osnowa.ui.doing import sent
from osnowa.ui.pages import allow


@require_http_methods(["GET", "POST"])
def add_declaration(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment, can = find_enrolment(request, pk)
    allow(can.folder and can.edit)
    form = NewDeclarationForm(
        **sent(request),
        **_offered(enrolment),
        initial={"given_on": request.today, "kind": request.GET.get("rodzaj", "")},
    )
    context = folder_frame(request, enrolment, can, _("Nowe oświadczenie"), save=_("Zapisz"))
    verb = partial(actions.add_declaration, enrolment=enrolment, by=request.user, at=request.now)
    return ask(request, form, verb, context, said=_("Oświadczenie jest zapisane."))


@require_http_methods(["GET", "POST"])
def correct_declaration(request: HttpRequest, pk: int) -> HttpResponse:
    row, can = _find(request, pk)
    allow(can.folder and can.edit)
    if request.method == "GET" and not row.is_current:
        return redirect(panel("participants:correct_declaration", _latest(row).pk))
    initial = {name: getattr(row, name) for name in DeclarationForm.base_fields if name != "upload"}
    initial["is_given"] = "tak" if row.is_given else "nie"
    form = DeclarationForm(**sent(request), **_offered(row.enrolment), initial=initial)
    context = folder_frame(
        request,
        row.enrolment,
        can,
        _("Popraw oświadczenie"),
        save=_("Zapisz"),
        remove=("participants:withdraw_declaration", row.pk, _("Wycofaj ten zapis")),
    )
    verb = partial(actions.correct_declaration, declaration=row, by=request.user, at=request.now)
    return ask(request, form, verb, context, said=_("Oświadczenie jest poprawione."), facts=changed)


@require_http_methods(["GET", "POST"])
def withdraw_consent(request: HttpRequest, pk: int) -> HttpResponse:
    row, can = _find(request, pk)
    allow(can.folder and can.edit)
    form = WithdrawConsentForm(**sent(request), initial={"withdrawn_on": request.today})
    context = folder_frame(request, row.enrolment, can, _("Wycofanie zgody"), save=_("Zapisz wycofanie"))
    context["lede"] = _words(row)
    verb = partial(actions.withdraw_consent, declaration=row, by=request.user, at=request.now)
    return ask(request, form, verb, context, said=_("Wycofanie zgody jest zapisane."))


@require_http_methods(["GET", "POST"])
def withdraw_declaration(request: HttpRequest, pk: int) -> HttpResponse:
    row, can = _find(request, pk)
    allow(can.folder and can.edit)
    context = folder_frame(
        request,
        row.enrolment,
        can,
        _("Wycofaj zapis oświadczenia"),
        question=_("Czy wycofać zapis: %(what)s?") % {"what": _words(row)},
        consequences=[
            _("To, co zapisano przez pomyłkę, przestanie się liczyć i zostanie w historii."),
            _("Jeśli osoba wycofała zgodę, zamiast tego zapisz wycofanie zgody."),
        ],
        save=_("Wycofaj zapis"),
    )
    verb = partial(actions.withdraw_declaration, declaration=row, by=request.user, at=request.now)
    return confirm(request, verb, context, said=_("Zapis oświadczenia został wycofany."))


@require_safe
def declaration_scan(request: HttpRequest, pk: int) -> FileResponse:
    """Answer the scan of a declaration, of any version."""
    row, can = _find(request, pk)
    allow(can.folder)
    if row.scan is None:
        raise Http404
    seen(subject=row.enrolment.person, by=request.user, at=request.now)
    return answer(request, row.scan)


def _offered(enrolment: Enrolment) -> dict[str, Any]:
    notices = PrivacyNotice.objects.filter(project=enrolment.project).order_by("-valid_from")
    return {"rules": pack(enrolment.project.rule_pack), "notices": notices}


def _find(request: HttpRequest, pk: int) -> tuple[Declaration, EnrolmentAbilities]:
    who = request.who
    rows = Declaration.objects.filter(
        enrolment__in=enrolments_visible_to(who), recorded_at__lt=day_after(who.on), given_on__lte=who.on
    )
    row = get_object_or_404(
        rows.select_related("enrolment__person", "enrolment__project", "scan", "notice"), pk=pk
    )
    return row, enrolment_abilities(who, row.enrolment)


def _latest(row: Declaration) -> Declaration:
    """Return the current version of what an old link led to; 404 when it was withdrawn."""
    return get_object_or_404(Declaration.objects.current(), series=row.series)


def _words(row: Declaration) -> str:
    said = in_words([row], pack(row.enrolment.project.rule_pack))[0]
    return f"{said.label}, {polish.dzien(row.given_on)}"
