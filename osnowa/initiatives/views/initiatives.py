"""Pages of community initiatives: the list of a project, one initiative, and what happens to it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.initiatives import actions
from osnowa.initiatives.access import InitiativeAbilities
from osnowa.initiatives.forms import CancelForm, HoldForm, InitiativeForm
from osnowa.initiatives.models import Initiative
from osnowa.initiatives.queries import initiatives_of
from osnowa.initiatives.views.evidence import evidence_rows
from osnowa.initiatives.views.finding import frame, initiative_of, project_of, way, way_to
from osnowa.organisations.addresses import panel
from osnowa.ui import polish
from osnowa.ui.doing import confirmed, done, tried, typed
from osnowa.ui.entries import Entry
from osnowa.ui.pages import allow, answer_form, page

typing = require_http_methods(["GET", "POST"])
KINDS = {Initiative.State.PLANNED: "", Initiative.State.DONE: "ok", Initiative.State.CANCELLED: "bad"}
#: Words of the address for the states.
STATES = {"zaplanowane": Initiative.State.PLANNED, "przeprowadzone": Initiative.State.DONE}
STATES["odwolane"] = Initiative.State.CANCELLED


@require_safe
def initiatives(request: HttpRequest, slug: str) -> HttpResponse:
    project, can = project_of(request, slug)
    rows = [_row(each, request.today) for each in initiatives_of(project, request.who)]
    chosen = STATES.get(request.GET.get("stan", ""))
    context = {
        "project": project,
        "can": can,
        "rows": [row for row in rows if chosen in (None, row["state"])],
        "chips": _chips(rows, chosen),
        "add": panel("initiatives:add", slug),
        "crumbs": [*way(project)[:-1], _("Inicjatywy społeczne")],
    }
    return page(request, "initiatives/initiatives.html", context)


@require_safe
def initiative(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, can = initiative_of(request, slug, pk)
    return _show(request, found, can, HoldForm())


@typing
def add(request: HttpRequest, slug: str) -> HttpResponse:
    project, can = project_of(request, slug)
    allow(can.keep)
    form = InitiativeForm(typed(request), project=project)
    if row := done(form, partial(actions.plan_initiative, project=project, by=request.user, at=request.now)):
        messages.success(request, _("Dodano inicjatywę: %(name)s.") % {"name": row.name})
        return redirect(row)
    context = frame(_("Dodaj inicjatywę"), way(project), panel("initiatives:initiatives", slug))
    return answer_form(request, "initiatives/form.html", {**context, "save": _("Dodaj inicjatywę")}, form)


@typing
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, can = initiative_of(request, slug, pk)
    allow(can.keep)
    form = InitiativeForm(typed(request), project=found.project, row=found)
    verb = partial(actions.correct_initiative, initiative=found, by=request.user, at=request.now)
    if done(form, verb):
        messages.success(request, _("Zapisano poprawki: %(name)s.") % {"name": found.name})
        return redirect(found)
    context = frame(_("Popraw inicjatywę"), way_to(found), found.get_absolute_url())
    return answer_form(request, "initiatives/form.html", {**context, "save": _("Zapisz poprawki")}, form)


@require_POST
def hold(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, can = initiative_of(request, slug, pk)
    allow(can.keep)
    form = HoldForm(request.POST)
    verb = partial(actions.hold_initiative, initiative=found, by=request.user, at=request.now)
    if done(form, verb):
        messages.success(request, _("Inicjatywa jest oznaczona jako przeprowadzona."))
        return redirect(found)
    return _show(request, found, can, form)


@typing
def cancel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, can = initiative_of(request, slug, pk)
    allow(can.keep)
    form = CancelForm(typed(request))
    verb = partial(actions.cancel_initiative, initiative=found, by=request.user, at=request.now)
    if done(form, verb):
        messages.success(request, _("Odwołano inicjatywę: %(name)s.") % {"name": found.name})
        return redirect(found)
    context = frame(_("Odwołaj inicjatywę"), way_to(found), found.get_absolute_url())
    return answer_form(request, "initiatives/form.html", {**context, "save": _("Odwołaj inicjatywę")}, form)


@require_POST
def reopen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, can = initiative_of(request, slug, pk)
    allow(can.keep)
    return tried(
        request,
        partial(actions.reopen_initiative, initiative=found, by=request.user, at=request.now),
        said=_("Inicjatywa wróciła do planu i już się nie liczy."),
        then=found.get_absolute_url(),
    )


@typing
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, can = initiative_of(request, slug, pk)
    allow(can.keep)
    question = frame(_("Wycofać tę inicjatywę?"), way_to(found), found.get_absolute_url())
    return confirmed(
        request,
        partial(actions.withdraw_initiative, initiative=found, by=request.user, at=request.now),
        said=_("Wycofano inicjatywę: %(name)s.") % {"name": found.name},
        then=panel("initiatives:initiatives", slug),
        question={**question, "about": found.name},
    )


def _show(request: HttpRequest, found: Initiative, can: InitiativeAbilities, form: HoldForm) -> HttpResponse:
    state = found.state_on(request.today)
    has_come = found.held_on <= request.today
    evidence = evidence_rows(request, found, can) if has_come else []
    context = {
        **frame(found.name, way_to(found)[:-1], ""),
        "initiative": found,
        "can": can,
        "row": _row(found, request.today, len(evidence)),
        "facts": _facts(found, state),
        "evidence": evidence,
        "counts": state == Initiative.State.DONE and bool(evidence),
        "may_hold": can.keep and state == Initiative.State.PLANNED and has_come,
        "may_cancel": can.keep and state == Initiative.State.PLANNED,
        "may_reopen": can.keep and state != Initiative.State.PLANNED,
        "may_prove": can.keep and has_come,
        "addresses": {
            verb: panel(f"initiatives:{verb}", found.project.slug, found.pk)
            for verb in ("correct", "hold", "cancel", "reopen", "withdraw", "add_evidence")
        },
    }
    return answer_form(request, "initiatives/initiative.html", context, form)


def _row(each: Initiative, today: Any, evidence_count: int | None = None) -> dict[str, Any]:
    state = each.state_on(today)
    count = each.evidence_count if evidence_count is None else evidence_count
    proved = count if each.held_on <= today else 0
    overdue = state == Initiative.State.PLANNED and each.held_on < today
    return {
        "name": each.name,
        "address": each.get_absolute_url(),
        "day": polish.dzien(each.held_on),
        "group": each.group.name if each.group else polish.MISSING,
        "place": each.place.name if each.place else polish.MISSING,
        "state": state,
        "kind": "warn" if overdue else KINDS[state],
        "word": _("dzień minął, oznacz wynik") if overdue else Initiative.State(state).label,
        "evidence": proved,
        "lacks_evidence": state == Initiative.State.DONE and not proved,
    }


def _chips(rows: list[dict[str, Any]], chosen: str | None) -> list[Entry]:
    labels = {
        "zaplanowane": _("Zaplanowane"),
        "przeprowadzone": _("Przeprowadzone"),
        "odwolane": _("Odwołane"),
    }
    states = [
        Entry(labels[word], f"?stan={word}", chosen == state, sum(row["state"] == state for row in rows))
        for word, state in STATES.items()
    ]
    return [Entry(_("Wszystkie"), "?", chosen is None, len(rows)), *states]


def _facts(found: Initiative, state: str) -> list[tuple[str, str]]:
    # How many came is known afterwards, whatever a demo's story has written down already.
    came = state == Initiative.State.DONE
    pairs = [
        (_("Dzień"), polish.dzien(found.held_on)),
        (_("Grupa"), found.group.name if found.group else ""),
        (_("Miejsce"), str(found.place) if found.place else ""),
        (_("Ile osób przyszło"), polish.liczba(found.headcount) if found.headcount and came else ""),
        (_("Powód odwołania"), found.cancel_reason if state == Initiative.State.CANCELLED else ""),
    ]
    return [(name, value) for name, value in pairs if value]
