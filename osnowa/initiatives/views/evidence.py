"""What proves an initiative: its rows on the page, adding, withdrawing and opening it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.documents.answers import answer
from osnowa.initiatives import actions
from osnowa.initiatives.access import InitiativeAbilities, initiative_abilities
from osnowa.initiatives.forms import EvidenceForm
from osnowa.initiatives.models import Initiative, InitiativeEvidence
from osnowa.initiatives.queries import evidence_visible_to, was_ever_held
from osnowa.initiatives.views.finding import frame, initiative_of, way_to
from osnowa.organisations.addresses import panel
from osnowa.ui.doing import confirmed, done, sent
from osnowa.ui.pages import allow, answer_form

typing = require_http_methods(["GET", "POST"])


@typing
def add_evidence(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, can = initiative_of(request, slug, pk)
    allow(can.keep)
    form = EvidenceForm(**sent(request))
    if done(form, partial(actions.add_evidence, initiative=found, by=request.user, at=request.now)):
        messages.success(request, _("Dodano dowód."))
        return redirect(found)
    context = frame(_("Dodaj dowód"), way_to(found), found.get_absolute_url())
    return answer_form(request, "initiatives/form.html", {**context, "save": _("Dodaj dowód")}, form)


@typing
def withdraw_evidence(request: HttpRequest, slug: str, pk: int, evidence: int) -> HttpResponse:
    found, can = initiative_of(request, slug, pk)
    row = get_object_or_404(_of(request, found), pk=evidence)
    allow(can.keep)
    question = frame(_("Wycofać ten dowód?"), way_to(found), found.get_absolute_url())
    falls = found.state == Initiative.State.DONE and _of(request, found).count() == 1
    note = _("To jedyny dowód: inicjatywa przestanie się liczyć i wskaźnik spadnie.") if falls else ""
    return confirmed(
        request,
        partial(actions.withdraw_evidence, evidence=row, by=request.user, at=request.now),
        said=_("Wycofano dowód: %(about)s.") % {"about": row.description},
        then=found.get_absolute_url(),
        question={
            **question,
            "about": row.description,
            "consequence": _what_stays(found, row),
            "note": note,
        },
    )


@require_safe
def scan(request: HttpRequest, pk: int) -> FileResponse:
    rows = evidence_visible_to(request.who).select_related("scan", "initiative__project")
    row = get_object_or_404(rows, pk=pk)
    allow(initiative_abilities(request.who, row.initiative.project).open_evidence)
    if row.scan is None:
        raise Http404
    return answer(request, row.scan)


def evidence_rows(request: HttpRequest, found: Initiative, can: InitiativeAbilities) -> list[dict[str, Any]]:
    """Return the evidence of ``found`` as its page lists it."""
    return [_row(found, each, can) for each in _of(request, found).select_related("scan")]


def _what_stays(found: Initiative, row: InitiativeEvidence) -> str:
    if row.scan_id is None:
        return _("Dowód przestanie się liczyć. Wpis zostaje w historii.")
    if was_ever_held(found):
        return _(
            "Dowód przestanie się liczyć. Wpis i plik zostają w historii, bo mogły stać za liczbą w raporcie."
        )
    return _("Dowód przestanie się liczyć, a jego plik zostanie usunięty. Wpis zostaje w historii.")


def _of(request: HttpRequest, found: Initiative) -> QuerySet[InitiativeEvidence]:
    return evidence_visible_to(request.who).filter(initiative=found)


def _row(found: Initiative, each: InitiativeEvidence, can: InitiativeAbilities) -> dict[str, Any]:
    return {
        "kind": each.get_kind_display(),
        "description": each.description,
        "original_place": each.original_place,
        "address": panel("initiatives:scan", each.pk) if each.scan_id and can.open_evidence else "",
        "file": each.scan.name if each.scan else "",
        "withdraw": panel("initiatives:withdraw_evidence", found.project.slug, found.pk, each.pk),
    }
