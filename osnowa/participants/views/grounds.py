"""Grounds of support: added, corrected, checked, withdrawn; and the scan behind each."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.audit.actions import seen
from osnowa.documents.answers import answer
from osnowa.organisations.addresses import panel
from osnowa.participants import actions
from osnowa.participants.abilities import EnrolmentAbilities
from osnowa.participants.access import person_abilities
from osnowa.participants.forms.enrolments import changed
from osnowa.participants.forms.evidence import DecisionForm, GroundForm, NewGroundForm
from osnowa.participants.models import Ground
from osnowa.participants.queries import persons_visible_to
from osnowa.participants.queries.grounds import described, pack_of, was_verified
from osnowa.participants.queries.visibility import day_after
from osnowa.participants.views.doing import ask, confirm, find_person, frame
from osnowa.ui.doing import sent
from osnowa.ui.pages import allow


@require_http_methods(["GET", "POST"])
def add_ground(request: HttpRequest, pk: int) -> HttpResponse:
    person, can = find_person(request, pk)
    allow(can.edit_person and can.grounds)
    form = NewGroundForm(**sent(request), rules=pack_of(person))
    context = frame(request, person, can, _("Nowa podstawa wsparcia"), save=_("Dodaj podstawę wsparcia"))
    verb = partial(actions.add_ground, person=person, by=request.user, at=request.now)
    return ask(
        request,
        form,
        _told_when_unusual(request, verb),
        context,
        said=_("Podstawa wsparcia czeka na sprawdzenie."),
    )


@require_http_methods(["GET", "POST"])
def correct_ground(request: HttpRequest, pk: int) -> HttpResponse:
    ground, can = _find(request, pk)
    allow(can.edit_person and can.grounds)
    if request.method == "GET" and not ground.is_current:
        return redirect(panel("participants:correct_ground", _latest(ground).pk))
    initial = {name: getattr(ground, name) for name in GroundForm.base_fields if name != "upload"}
    form = GroundForm(**sent(request), rules=pack_of(ground.person), initial=initial)
    lede = _("Po poprawce dokument znów czeka na sprawdzenie.")
    context = frame(request, ground.person, can, _("Popraw podstawę wsparcia"), lede=lede, save=_("Zapisz"))
    if can.verify_grounds and request.GET.get("dalej") == "sprawdz":
        context["back"] = panel("participants:decide_ground", ground.pk)
    verb = partial(actions.correct_ground, ground=ground, by=request.user, at=request.now)
    said = _("Podstawa wsparcia jest poprawiona i czeka na sprawdzenie.")
    return ask(request, form, _told_when_unusual(request, verb), context, said=said, facts=changed)


def _told_when_unusual(request: HttpRequest, verb: Callable[..., Ground]) -> Callable[..., Ground]:
    """Return ``verb``, which also warns of a document that proves something else; it is no refusal."""

    def run(**facts: Any) -> Ground:
        ground = verb(**facts)
        said = described([ground], pack_of(ground.person), request.today)[0]
        if not said.fits:
            unusual = _(
                "Do podstawy „%(kind)s” wybrano „%(document)s”. Upewnij się, że to właściwy dokument."
            )
            messages.warning(request, unusual % {"document": said.document, "kind": said.kind})
        return ground

    return run


@require_http_methods(["GET", "POST"])
def decide_ground(request: HttpRequest, pk: int) -> HttpResponse:
    ground, can = _find(request, pk)
    allow(can.verify_grounds)
    if request.method == "GET" and not ground.is_current:
        return redirect(panel("participants:decide_ground", _latest(ground).pk))
    facts = described([ground], pack_of(ground.person), request.today)[0]
    context = frame(
        request,
        ground.person,
        can,
        _("Sprawdź podstawę wsparcia"),
        save=_("Zapisz"),
        ground=facts,
        stated_here=ground.stated_by_id == request.user.pk,
        may_correct=can.edit_person and can.grounds,
    )

    def verb(*, decision: str, rejection_reason: str) -> None:
        said: dict[str, Any] = {"ground": ground, "by": request.user, "at": request.now}
        if decision == DecisionForm.VERIFY:
            actions.verify_ground(**said)
        else:
            actions.reject_ground(**said, rejection_reason=rejection_reason)

    form = DecisionForm(**sent(request))
    return ask(request, form, verb, context, said=_("Decyzja jest zapisana."))


@require_http_methods(["GET", "POST"])
def withdraw_ground(request: HttpRequest, pk: int) -> HttpResponse:
    ground, can = _find(request, pk)
    allow(can.edit_person and can.grounds)
    facts = described([ground], pack_of(ground.person), request.today)[0]
    context = frame(
        request,
        ground.person,
        can,
        _("Wycofaj podstawę wsparcia"),
        question=_("Czy wycofać podstawę wsparcia: %(kind)s?") % {"kind": facts.kind},
        consequences=[_("Przestanie się liczyć, od zaraz i za wszystkie dni."), _what_stays(ground)],
        save=_("Wycofaj podstawę wsparcia"),
    )
    verb = partial(actions.withdraw_ground, ground=ground, by=request.user, at=request.now)
    return confirm(request, verb, context, said=_("Podstawa wsparcia została wycofana."))


def _what_stays(ground: Ground) -> str:
    if ground.scan is None:
        return _("Zostanie w historii.")
    if was_verified(ground):
        return _("Zostanie w historii razem ze skanem.")
    return _("Zostanie w historii bez skanu: skan, którego nikt nie potwierdził, zostanie usunięty.")


@require_safe
def ground_scan(request: HttpRequest, pk: int) -> FileResponse:
    """Answer the scan of any version: what proved a number in a report must open later too."""
    ground, can = _find(request, pk)
    allow(can.grounds)
    if ground.scan is None:
        raise Http404
    seen(subject=ground.person, by=request.user, at=request.now)
    return answer(request, ground.scan)


def _find(request: HttpRequest, pk: int) -> tuple[Ground, EnrolmentAbilities]:
    rows = Ground.objects.filter(
        person__in=persons_visible_to(request.who), recorded_at__lt=day_after(request.who.on)
    )
    ground = get_object_or_404(rows.select_related("person", "scan", "decided_by"), pk=pk)
    return ground, person_abilities(request.who, ground.person)


def _latest(ground: Ground) -> Ground:
    """Return the current version of what an old link led to; 404 when it was withdrawn."""
    return get_object_or_404(Ground.objects.current(), series=ground.series)
