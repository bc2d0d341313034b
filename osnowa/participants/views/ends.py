"""The end of a participation, and the measurement of progress."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.audit.actions import seen
from osnowa.documents.answers import answer
from osnowa.participants import actions
from osnowa.participants.access import enrolment_abilities
from osnowa.participants.forms.enrolments import changed
from osnowa.participants.forms.evidence import (
    ExitForm,
    FirstMeasurementForm,
    OutcomeForm,
    SecondMeasurementForm,
)
from osnowa.participants.models import Enrolment, Exit, Outcome
from osnowa.participants.queries import current_exit, current_outcome, enrolments_visible_to
from osnowa.participants.queries.ends import check_last_day
from osnowa.participants.queries.participation import as_known_on
from osnowa.participants.queries.visibility import day_after
from osnowa.participants.views.doing import ask, confirm, find_enrolment, frame
from osnowa.rulepacks.registry import pack
from osnowa.ui import polish
from osnowa.ui.doing import sent
from osnowa.ui.pages import allow


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment, can = find_enrolment(request, pk)
    allow(can.end)
    known = _opened(request, Exit, enrolment) or _current(request, current_exit, enrolment)
    context = frame(
        request,
        enrolment.person,
        can,
        _("Popraw zakończenie") if known else _("Zakończ udział"),
        lede=enrolment.project.title,
        save=_("Zapisz") if known else _("Zakończ udział"),
        version=known.pk if known else "",
        remove=known and ("participants:withdraw_exit", enrolment.pk, _("Wycofaj zakończenie")),
    )
    form = ExitForm(
        **sent(request),
        rules=pack(enrolment.project.rule_pack),
        check_day=partial(check_last_day, enrolment, today=request.today),
        initial=_ended(known, request),
    )
    verb = (
        partial(actions.correct_exit, exit=known)
        if known
        else partial(actions.end_participation, enrolment=enrolment)
    )
    verb = partial(verb, by=request.user, at=request.now)
    return ask(request, form, verb, context, said=_("Zakończenie udziału jest zapisane."))


def _ended(known: Exit | None, request: HttpRequest) -> dict[str, Any]:
    if known is None:
        return {"ended_on": request.today}
    return {
        "ended_on": known.ended_on,
        "reason": known.reason,
        "situation": known.situation,
        "on_path": "tak" if known.on_path else "nie",
    }


@require_http_methods(["GET", "POST"])
def withdraw_exit(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment, can = find_enrolment(request, pk)
    allow(can.end)
    known = get_object_or_404(Exit.objects.current(), enrolment=enrolment, ended_on__lte=request.today)
    context = frame(
        request,
        enrolment.person,
        can,
        _("Wycofaj zakończenie"),
        lede=enrolment.project.title,
        question=_("Czy wycofać zakończenie udziału z dnia %(day)s?") % {"day": polish.dzien(known.ended_on)},
        consequences=[_("Udział będzie trwał dalej, od tego samego początku.")],
        save=_("Wycofaj zakończenie"),
    )
    verb = partial(actions.withdraw_exit, exit=known, by=request.user, at=request.now)
    return confirm(request, verb, context, said=_("Udział trwa dalej."))


@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the first measurement, then for the second; afterwards, or with ``?popraw``, correct both."""
    enrolment, can = find_enrolment(request, pk)
    allow(can.measure)
    known = _opened(request, Outcome, enrolment) or _current(request, current_outcome, enrolment)
    known = as_known_on(known, request.today) if known else None
    form, verb, title = _measurement(request, enrolment, known)
    context = frame(
        request,
        enrolment.person,
        can,
        title,
        lede=enrolment.project.title,
        save=_("Zapisz pomiar"),
        outcome=known,
        version=known.pk if known else "",
        correct_address="?popraw" if known and isinstance(form, SecondMeasurementForm) else "",
        remove=known and ("participants:withdraw_outcome", enrolment.pk, _("Wycofaj pomiar")),
    )
    facts = changed if isinstance(form, OutcomeForm) else None
    return ask(request, form, verb, context, said=_("Pomiar jest zapisany."), facts=facts)


def _measurement(request: HttpRequest, enrolment: Enrolment, known: Outcome | None) -> tuple[Form, Any, str]:
    said = {"by": request.user, "at": request.now}
    if known is None:
        form: Form = FirstMeasurementForm(**sent(request), initial={"before_on": request.today})
        return form, partial(actions.measure_before, enrolment=enrolment, **said), _("Pierwszy pomiar")
    if known.after_on is None and "popraw" not in request.GET:
        form = SecondMeasurementForm(**sent(request), initial={"after_on": request.today})
        return form, partial(actions.measure_after, enrolment=enrolment, **said), _("Drugi pomiar")
    initial = {name: getattr(known, name) for name in OutcomeForm.base_fields if name != "upload"}
    form = OutcomeForm(**sent(request), initial=initial)
    return form, partial(actions.correct_outcome, outcome=known, **said), _("Popraw pomiar")


@require_http_methods(["GET", "POST"])
def withdraw_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment, can = find_enrolment(request, pk)
    allow(can.measure)
    known = get_object_or_404(Outcome.objects.current(), enrolment=enrolment, before_on__lte=request.today)
    context = frame(
        request,
        enrolment.person,
        can,
        _("Wycofaj pomiar"),
        lede=enrolment.project.title,
        question=_("Czy wycofać pomiar „%(instrument)s”?") % {"instrument": known.instrument},
        consequences=[_("Oba pomiary zostaną w historii i przestaną się liczyć.")],
        save=_("Wycofaj pomiar"),
    )
    verb = partial(actions.withdraw_outcome, outcome=known, by=request.user, at=request.now)
    return confirm(request, verb, context, said=_("Pomiar został wycofany."))


@require_safe
def outcome_scan(request: HttpRequest, pk: int) -> FileResponse:
    """Answer the scan of a measurement, of any version."""
    who = request.who
    rows = Outcome.objects.filter(
        enrolment__in=enrolments_visible_to(who), before_on__lte=who.on, recorded_at__lt=day_after(who.on)
    )
    outcome = get_object_or_404(rows.select_related("enrolment__person", "scan"), pk=pk)
    outcome = as_known_on(outcome, who.on)
    allow(enrolment_abilities(who, outcome.enrolment).identity == "full")
    if outcome.scan is None:
        raise Http404
    seen(subject=outcome.enrolment.person, by=request.user, at=request.now)
    return answer(request, outcome.scan)


def _opened(request: HttpRequest, model: Any, enrolment: Enrolment) -> Any:
    """Return the version the form was opened with, or None.

    A form that was opened before somebody else saved carries the older version, and the verb refuses it.
    """
    opened = request.POST.get("version", "")
    return model.objects.filter(enrolment=enrolment, pk=int(opened)).first() if opened.isdecimal() else None


def _current(request: HttpRequest, query: Callable[..., Any], enrolment: Enrolment) -> Any:
    """Return what is known today, before the form is sent; a form opened without any corrects nothing."""
    return None if request.method == "POST" else query(enrolment, request.today)
