"""What the national register asks, step by step as on the paper form; each step is saved on its own."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.organisations.addresses import panel
from osnowa.organisations.queries import organisations_visible_to
from osnowa.participants import actions, questions
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.countries import POLAND
from osnowa.participants.forms.steps import StepForm
from osnowa.participants.models import Enrolment
from osnowa.participants.queries.answers import StepState, answers_of, corrections_of, step_states, values_of
from osnowa.participants.views.doing import find_enrolment
from osnowa.participants.views.folder import folder_frame
from osnowa.rulepacks.registers import Register
from osnowa.rulepacks.registry import pack
from osnowa.rulepacks.teryt import doubts
from osnowa.ui.doing import done, sent
from osnowa.ui.pages import allow, answer_form


@require_safe
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the first step that lacks something, or to the first one."""
    enrolment, can = find_enrolment(request, pk)
    allow(can.folder and can.edit and can.edit_person)
    register = _register(enrolment)
    states = step_states(register, values_of(enrolment, answers_of(enrolment)))
    first = next((state for state in states if not state.is_complete), states[0])
    return redirect(_address(enrolment, first.step.code))


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    enrolment, can = find_enrolment(request, pk)
    allow(can.folder and can.edit and can.edit_person)
    register = _register(enrolment)
    values = values_of(enrolment, answers_of(enrolment))
    states = step_states(register, values)
    place = _place(states, code)
    form = _form(request, enrolment, register, code, values)
    then = _next(enrolment, states, place)
    title = states[place].step.label
    if done(form, _verb(request, enrolment, form), facts=lambda form: {}):
        messages.success(request, _("Krok „%(step)s” jest zapisany.") % {"step": title})
        return redirect(then)
    context = folder_frame(
        request,
        enrolment,
        can,
        title,
        save=_("Zapisz i przejdź dalej") if place + 1 < len(states) else _("Zapisz i wróć do teczki"),
        register=register.label,
        states=[
            {"state": each, "address": _address(enrolment, each.step.code), "is_current": index == place}
            for index, each in enumerate(states)
        ],
        number=place + 1,
        missing=questions.labels(register, states[place].missing),
        doubts=_doubts(values) if code == "address" else [],
        corrections=corrections_of(enrolment, form.columns, register),
        skip=then,
    )
    return answer_form(request, "participants/step.html", context, form)


def _register(enrolment: Enrolment) -> Register:
    register = questions.register_of(enrolment.project.rule_pack)
    if register is None:
        raise Http404
    return register


def _place(states: list[StepState], code: str) -> int:
    places = [index for index, each in enumerate(states) if each.step.code == code]
    if not places:
        raise Http404
    return places[0]


def _form(
    request: HttpRequest, enrolment: Enrolment, register: Register, code: str, values: dict[str, str]
) -> StepForm:
    return StepForm(
        **sent(request),
        register=register,
        columns=questions.asked_in(register, code),
        enrolment=enrolment,
        values=values,
        rules=pack(enrolment.project.rule_pack),
        institutions=organisations_visible_to(request.who),
        today=request.today,
    )


def _doubts(values: dict[str, str]) -> list[str]:
    """Return the names of the address that are not on the list of the territorial division, in words."""
    words = {"voivodeship": _("województwo"), "powiat": _("powiat"), "gmina": _("gmina")}
    if values.get("country", POLAND) != POLAND:
        return []
    found = doubts(values["voivodeship"], values["powiat"], values["gmina"])
    return [
        f"{words[each.level]} {each.name}" + (_(", powinno być: %s") % each.meant if each.meant else "")
        for each in found
    ]


def _verb(request: HttpRequest, enrolment: Enrolment, form: StepForm) -> Any:
    """Return the verb of the step; a step sent as it was goes on without a word against it."""

    def verb() -> Enrolment:
        try:
            return actions.save_step(
                enrolment=enrolment,
                person=form.of_person(),
                participation=form.of_participation(),
                answers=form.answers(),
                reason=form.cleaned_data.get("reason", ""),
                by=request.user,
                at=request.now,
                synthetic_pesel=settings.OSNOWA_SYNTHETIC_PESEL,
            )
        except NothingChanged:
            return enrolment

    return verb


def _address(enrolment: Enrolment, code: str) -> str:
    return panel("participants:step", enrolment.pk, code)


def _next(enrolment: Enrolment, states: list[StepState], place: int) -> str:
    if place + 1 < len(states):
        return _address(enrolment, states[place + 1].step.code)
    return panel("participants:folder", enrolment.pk)
