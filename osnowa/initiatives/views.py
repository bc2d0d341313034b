"""Pages of community initiatives: the list of a project, one initiative with its evidence, and the verbs."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.documents.answers import answer
from osnowa.initiatives import actions
from osnowa.initiatives.access import InitiativeAbilities, initiative_abilities
from osnowa.initiatives.forms import CancelForm, EvidenceForm, HoldForm, InitiativeForm
from osnowa.initiatives.models import Initiative, InitiativeEvidence
from osnowa.initiatives.queries import initiatives_of, initiatives_visible_to
from osnowa.organisations.addresses import panel
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import projects_visible_to
from osnowa.ui import polish
from osnowa.ui.doing import confirmed, done, sent, tried, typed
from osnowa.ui.entries import Entry
from osnowa.ui.pages import allow, answer_form, page

typing = require_http_methods(["GET", "POST"])
KINDS = {Initiative.State.PLANNED: "", Initiative.State.DONE: "ok", Initiative.State.CANCELLED: "bad"}
#: Words of the address for the states.
STATES = {"zaplanowane": Initiative.State.PLANNED, "przeprowadzone": Initiative.State.DONE}
STATES["odwolane"] = Initiative.State.CANCELLED


@require_safe
def initiatives(request: HttpRequest, slug: str) -> HttpResponse:
    project, can = _project(request, slug)
    rows = [_row(each, request.today) for each in initiatives_of(project, request.who)]
    chosen = STATES.get(request.GET.get("stan", ""))
    context = {
        "project": project,
        "can": can,
        "rows": [row for row in rows if chosen in (None, row["state"])],
        "chips": _chips(rows, chosen),
        "add": panel("initiatives:add", slug),
        "crumbs": [*_way(project)[:-1], _("Inicjatywy społeczne")],
    }
    return page(request, "initiatives/initiatives.html", context)


@require_safe
def initiative(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, can = _initiative(request, slug, pk)
    return _show(request, found, can, HoldForm())


@typing
def add(request: HttpRequest, slug: str) -> HttpResponse:
    project, can = _project(request, slug)
    allow(can.keep)
    form = InitiativeForm(typed(request), project=project)
    if row := done(form, partial(actions.plan_initiative, project=project, by=request.user, at=request.now)):
        messages.success(request, _("Dodano inicjatywę: %(name)s.") % {"name": row.name})
        return redirect(row)
    context = _frame(_("Dodaj inicjatywę"), _way(project), panel("initiatives:initiatives", slug))
    return answer_form(request, "initiatives/form.html", {**context, "save": _("Dodaj inicjatywę")}, form)


@typing
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, can = _initiative(request, slug, pk)
    allow(can.keep)
    form = InitiativeForm(typed(request), project=found.project, row=found)
    verb = partial(actions.correct_initiative, initiative=found, by=request.user, at=request.now)
    if done(form, verb):
        messages.success(request, _("Zapisano poprawki: %(name)s.") % {"name": found.name})
        return redirect(found)
    context = _frame(_("Popraw inicjatywę"), _way_to(found), found.get_absolute_url())
    return answer_form(request, "initiatives/form.html", {**context, "save": _("Zapisz poprawki")}, form)


@require_POST
def hold(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, can = _initiative(request, slug, pk)
    allow(can.keep)
    form = HoldForm(request.POST)
    verb = partial(actions.hold_initiative, initiative=found, by=request.user, at=request.now)
    if done(form, verb):
        messages.success(request, _("Inicjatywa jest oznaczona jako przeprowadzona."))
        return redirect(found)
    return _show(request, found, can, form)


@typing
def cancel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, can = _initiative(request, slug, pk)
    allow(can.keep)
    form = CancelForm(typed(request))
    verb = partial(actions.cancel_initiative, initiative=found, by=request.user, at=request.now)
    if done(form, verb):
        messages.success(request, _("Odwołano inicjatywę: %(name)s.") % {"name": found.name})
        return redirect(found)
    context = _frame(_("Odwołaj inicjatywę"), _way_to(found), found.get_absolute_url())
    return answer_form(request, "initiatives/form.html", {**context, "save": _("Odwołaj inicjatywę")}, form)


@require_POST
def reopen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, can = _initiative(request, slug, pk)
    allow(can.keep)
    return tried(
        request,
        partial(actions.reopen_initiative, initiative=found, by=request.user, at=request.now),
        said=_("Inicjatywa wróciła do planu i już się nie liczy."),
        then=found.get_absolute_url(),
    )


@typing
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, can = _initiative(request, slug, pk)
    allow(can.keep)
    frame = _frame(_("Wycofać tę inicjatywę?"), _way_to(found), found.get_absolute_url())
    return confirmed(
        request,
        partial(actions.withdraw_initiative, initiative=found, by=request.user, at=request.now),
        said=_("Wycofano inicjatywę: %(name)s.") % {"name": found.name},
        then=panel("initiatives:initiatives", slug),
        question={**frame, "about": found.name},
    )


@typing
def add_evidence(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, can = _initiative(request, slug, pk)
    allow(can.keep)
    form = EvidenceForm(**sent(request))
    if done(form, partial(actions.add_evidence, initiative=found, by=request.user, at=request.now)):
        messages.success(request, _("Dodano dowód."))
        return redirect(found)
    context = _frame(_("Dodaj dowód"), _way_to(found), found.get_absolute_url())
    return answer_form(request, "initiatives/form.html", {**context, "save": _("Dodaj dowód")}, form)


@typing
def withdraw_evidence(request: HttpRequest, slug: str, pk: int, evidence: int) -> HttpResponse:
    found, can = _initiative(request, slug, pk)
    row = get_object_or_404(found.evidence.all(), pk=evidence)
    allow(can.keep)
    frame = _frame(_("Wycofać ten dowód?"), _way_to(found), found.get_absolute_url())
    falls = found.state == Initiative.State.DONE and found.evidence.count() == 1
    note = _("To jedyny dowód: inicjatywa przestanie się liczyć i wskaźnik spadnie.") if falls else ""
    return confirmed(
        request,
        partial(actions.withdraw_evidence, evidence=row, by=request.user, at=request.now),
        said=_("Wycofano dowód: %(about)s.") % {"about": row.description},
        then=found.get_absolute_url(),
        question={**frame, "about": row.description, "note": note},
    )


@require_safe
def scan(request: HttpRequest, pk: int) -> FileResponse:
    seen = initiatives_visible_to(request.who)
    row = get_object_or_404(
        InitiativeEvidence.objects.filter(initiative__in=seen).select_related("scan", "initiative__project"),
        pk=pk,
    )
    allow(initiative_abilities(request.who, row.initiative.project).open_evidence)
    if row.scan is None:
        raise Http404
    return answer(request, row.scan)


# ---- what they share ---------------------------------------------------------------------------------------


def _project(request: HttpRequest, slug: str) -> tuple[Project, InitiativeAbilities]:
    project = get_object_or_404(projects_visible_to(request.who), slug=slug)
    can = initiative_abilities(request.who, project)
    allow(can.see)
    return project, can


def _initiative(request: HttpRequest, slug: str, pk: int) -> tuple[Initiative, InitiativeAbilities]:
    rows = initiatives_visible_to(request.who).filter(project__slug=slug)
    found = get_object_or_404(rows.select_related("project__centre", "group", "place"), pk=pk)
    return found, initiative_abilities(request.who, found.project)


def _show(request: HttpRequest, found: Initiative, can: InitiativeAbilities, form: HoldForm) -> HttpResponse:
    state = found.state_on(request.today)
    has_come = found.held_on <= request.today
    evidence = list(found.evidence.select_related("scan")) if has_come else []
    context = {
        **_frame(found.name, _way_to(found)[:-1], ""),
        "initiative": found,
        "can": can,
        "row": _row(found, request.today, len(evidence)),
        "facts": _facts(found, state),
        "evidence": [_evidence(each, can) for each in evidence],
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


def _way(project: Project) -> list[tuple[str, str]]:
    return [
        (_("Projekty"), panel("projects:projects")),
        (project.title, project.get_absolute_url()),
        (_("Inicjatywy społeczne"), panel("initiatives:initiatives", project.slug)),
    ]


def _way_to(found: Initiative) -> list[tuple[str, str]]:
    return [*_way(found.project), (found.name, found.get_absolute_url())]


def _frame(title: str, way: list[tuple[str, str]], back: str) -> dict[str, Any]:
    return {"title": title, "back": back, "crumbs": [*way, (title, "")]}


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


def _evidence(each: InitiativeEvidence, can: InitiativeAbilities) -> dict[str, Any]:
    slug, pk = each.initiative.project.slug, each.initiative_id
    return {
        "kind": each.get_kind_display(),
        "description": each.description,
        "original_place": each.original_place,
        "address": panel("initiatives:scan", each.pk) if each.scan_id and can.open_evidence else "",
        "file": each.scan.name if each.scan else "",
        "withdraw": panel("initiatives:withdraw_evidence", slug, pk, each.pk),
    }
