"""Enrolling somebody, and what follows: groups and the caseworker."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osnowa.accounts.models import User
from osnowa.organisations.addresses import panel
from osnowa.organisations.models import Role
from osnowa.organisations.queries import organisations_visible_to
from osnowa.participants import actions
from osnowa.participants.abilities import NOTHING, EnrolmentAbilities
from osnowa.participants.access import enrolment_abilities, may_enrol_from_elsewhere
from osnowa.participants.forms.enrolments import (
    CaseworkerForm,
    CorrectEnrolmentForm,
    EnrolForm,
    EnrolmentForm,
    JoinForm,
    StayForm,
    changed,
)
from osnowa.participants.models import CaseworkerAssignment, Enrolment, GroupMembership, Person
from osnowa.participants.queries import caseworker_on, enrolments_visible_to, persons_visible_to
from osnowa.participants.queries.participation import suggested_number
from osnowa.participants.queries.team import projects_to_enrol_in, team_carrying_cases
from osnowa.participants.queries.visibility import known_by
from osnowa.participants.views.doing import (
    ask,
    confirm,
    find_enrolment,
    find_person,
    frame,
)
from osnowa.participants.views.persons import KNOWN
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import groups_of
from osnowa.rulepacks.registry import pack
from osnowa.ui.doing import sent
from osnowa.ui.entries import Entry
from osnowa.ui.pages import allow, page

FIFTEEN_MINUTES = timedelta(minutes=15)


@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest, pk: int) -> HttpResponse:
    person, can = _person_in_hand(request, pk)
    allow(can.enrol)
    projects = list(projects_to_enrol_in(request.who, person))
    title = _("Zapisz do projektu")
    context = frame(request, person, can, title, save=title)
    if not can.open_file:
        # Of somebody known by PESEL and surname no more than the name is told until they are enrolled.
        everybody = panel("participants:people")
        context |= {"crumbs": [(_("Osoby"), everybody), (title, "")], "cancel": everybody}
    project = _wanted(request, projects)
    if project is None:
        return page(request, "participants/enrol_nowhere.html", context)
    form = _enrol_form(request, project)
    context["chips"] = _project_chips(request, projects, project)
    context["lede"] = project.title

    def verb(**facts: Any) -> None:
        actions.enrol(person=person, project=project, by=request.user, at=request.now, **facts)

    said = _("%(name)s – zapisano do projektu %(project)s.")
    said = said % {"name": context["person_name"], "project": project.title}
    return ask(request, form, verb, context, said=said)


def _person_in_hand(request: HttpRequest, pk: int) -> tuple[Person, EnrolmentAbilities]:
    """Return a person who is visible, or whose PESEL and surname the user has just typed."""
    if persons_visible_to(request.who).filter(pk=pk).exists():
        return find_person(request, pk)
    try:
        token = KNOWN.unsign(request.GET.get("znam", ""), max_age=FIFTEEN_MINUTES)
    except signing.BadSignature:
        raise Http404 from None
    if token != f"{request.user.pk}:{pk}":
        raise Http404
    person = get_object_or_404(Person.objects.filter(known_by(request.today)), pk=pk, merged_into=None)
    if not may_enrol_from_elsewhere(request.who, person):
        raise Http404
    return person, NOTHING | EnrolmentAbilities(enrol=True, hidden_name=True)


def _wanted(request: HttpRequest, projects: list[Project]) -> Project | None:
    slug = request.GET.get("projekt", "")
    return next((project for project in projects if project.slug == slug), next(iter(projects), None))


def _project_chips(request: HttpRequest, projects: list[Project], current: Project) -> list[Entry]:
    if len(projects) < 2:
        return []
    query = request.GET.copy()
    chips = []
    for project in projects:
        query["projekt"] = project.slug
        chips.append(Entry(project.title, f"?{query.urlencode()}", is_current=project == current))
    return chips


def _enrol_form(request: HttpRequest, project: Project) -> EnrolForm:
    form = EnrolForm(
        **sent(request),
        rules=pack(project.rule_pack),
        groups=groups_of(project),
        workers=team_carrying_cases(project, request.today),
        institutions=organisations_visible_to(request.who),
        suggested=suggested_number(project, None),
        initial={"enrolled_on": request.today},
    )
    if not request.who.has(project.pk, Role.COORDINATOR):
        # A social worker enrols into the own caseload: nobody else's file would open to them.
        form.only_to(request.user)
    return form


@require_http_methods(["GET", "POST"])
def correct_enrolment(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment, can = find_enrolment(request, pk)
    allow(can.edit)
    initial = {name: getattr(enrolment, name) for name in EnrolmentForm.base_fields}
    form = CorrectEnrolmentForm(
        **sent(request),
        rules=pack(enrolment.project.rule_pack),
        institutions=organisations_visible_to(request.who),
        initial=initial,
    )
    context = _frame(request, enrolment, can, _("Popraw zapis"), save=_("Zapisz"))
    verb = _verb(request, actions.correct_enrolment, enrolment=enrolment)
    return ask(request, form, verb, context, said=_("Zapis jest poprawiony."), facts=changed)


@require_http_methods(["GET", "POST"])
def withdraw_enrolment(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment, can = find_enrolment(request, pk)
    allow(can.withdraw)
    context = _frame(
        request,
        enrolment,
        can,
        _("Wycofaj zapis"),
        question=_("Czy wycofać zapis do projektu %(project)s?") % {"project": enrolment.project.title},
        consequences=[_("Osoba zniknie z projektu, ze swoich grup i od opiekuna.")],
        save=_("Wycofaj zapis"),
        lede="",
    )
    verb = _verb(request, actions.withdraw_enrolment, enrolment=enrolment)
    return confirm(request, verb, context, said=_("Zapis został wycofany."))


# ---- groups ----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def join_group(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment, can = find_enrolment(request, pk)
    allow(can.manage_groups)
    form = JoinForm(
        **sent(request), groups=groups_of(enrolment.project), initial={"joined_on": request.today}
    )
    context = _frame(request, enrolment, can, _("Dodaj do grupy"), save=_("Dodaj do grupy"))
    verb = _verb(request, actions.join_group, enrolment=enrolment)
    return ask(request, form, verb, context, said=_("Osoba jest w grupie."))


@require_http_methods(["GET", "POST"])
def correct_membership(request: HttpRequest, pk: int) -> HttpResponse:
    membership, can = _find_membership(request, pk)
    allow(can.manage_groups)
    initial = {"joined_on": membership.joined_on, "left_before": membership.left_before}
    form = StayForm(**sent(request), initial=initial)
    context = _frame(
        request, membership.enrolment, can, _("Dni w grupie"), lede=membership.group.name, save=_("Zapisz")
    )
    verb = _verb(request, actions.correct_membership, membership=membership)
    return ask(request, form, verb, context, said=_("Dni w grupie są zapisane."))


@require_http_methods(["GET", "POST"])
def withdraw_membership(request: HttpRequest, pk: int) -> HttpResponse:
    membership, can = _find_membership(request, pk)
    allow(can.manage_groups)
    context = _frame(
        request,
        membership.enrolment,
        can,
        _("Wycofaj udział w grupie"),
        question=_("Czy wycofać udział w grupie %(group)s?") % {"group": membership.group.name},
        consequences=[_("Zostanie tak, jakby tej osoby nigdy nie było w grupie.")],
        save=_("Wycofaj udział w grupie"),
    )
    verb = _verb(request, actions.withdraw_membership, membership=membership)
    return confirm(request, verb, context, said=_("Udział w grupie został wycofany."))


def _find_membership(request: HttpRequest, pk: int) -> tuple[GroupMembership, EnrolmentAbilities]:
    rows = GroupMembership.objects.filter(enrolment__in=enrolments_visible_to(request.who))
    membership = get_object_or_404(
        rows.select_related("group", "enrolment__person", "enrolment__project"), pk=pk
    )
    return membership, enrolment_abilities(request.who, membership.enrolment)


# ---- who carries the case --------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment, can = find_enrolment(request, pk)
    allow(can.hand_over)
    now = caseworker_on(enrolment, request.today)
    form = CaseworkerForm(
        **sent(request), workers=_others(enrolment, now, request), initial={"begins_on": request.today}
    )
    lede = _("Teraz prowadzi: %(worker)s.") % {"worker": now.worker} if now else _("Nikt teraz nie prowadzi.")
    context = _frame(request, enrolment, can, _("Zmień opiekuna"), lede=lede, save=_("Przekaż"))
    verb = _verb(request, actions.assign_caseworker, enrolment=enrolment)
    return ask(request, form, verb, context, said=_("Opiekun jest zmieniony."))


def _others(enrolment: Enrolment, now: CaseworkerAssignment | None, request: HttpRequest) -> QuerySet[User]:
    workers = team_carrying_cases(enrolment.project, request.today)
    return workers.exclude(pk=now.worker_id) if now else workers


@require_http_methods(["GET", "POST"])
def withdraw_caseworker(request: HttpRequest, pk: int) -> HttpResponse:
    rows = CaseworkerAssignment.objects.filter(enrolment__in=enrolments_visible_to(request.who))
    rows = rows.select_related("worker", "enrolment__person", "enrolment__project")
    assignment = get_object_or_404(rows, pk=pk)
    can = enrolment_abilities(request.who, assignment.enrolment)
    allow(can.hand_over)
    context = _frame(
        request,
        assignment.enrolment,
        can,
        _("Wycofaj przekazanie"),
        question=_("Czy wycofać opiekę: %(worker)s?") % {"worker": assignment.worker},
        consequences=[_("Osobę będzie prowadzić ten, kto prowadził ją wcześniej.")],
        save=_("Wycofaj przekazanie"),
    )
    verb = _verb(request, actions.withdraw_caseworker, assignment=assignment)
    return confirm(request, verb, context, said=_("Przekazanie zostało wycofane."))


def _verb(request: HttpRequest, verb: Any, **subject: Any) -> Any:
    return partial(verb, by=request.user, at=request.now, **subject)


def _frame(
    request: HttpRequest, enrolment: Enrolment, can: EnrolmentAbilities, title: str, **more: Any
) -> dict[str, Any]:
    return frame(request, enrolment.person, can, title, **{"lede": enrolment.project.title, **more})
