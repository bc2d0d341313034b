"""The nouns of the plan: what each is called, who keeps it, how it is added, corrected and withdrawn."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Max
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from osnowa.organisations.addresses import panel
from osnowa.organisations.models import Centre
from osnowa.projects import access
from osnowa.projects.actions import (
    groups,
    local_programmes,
    partnerships,
    programmes,
    rounds,
    sections,
    steps,
    support_forms,
    team,
    terms,
)
from osnowa.projects.forms import local_programmes as local_forms
from osnowa.projects.forms import programmes as programme_forms
from osnowa.projects.forms import projects as project_forms
from osnowa.projects.forms import team as team_forms
from osnowa.projects.models import (
    ExpectedResult,
    Finding,
    LocalPartner,
    LocalProgramme,
    Measure,
    Priority,
    Programme,
    ProgrammeRound,
    Project,
)
from osnowa.projects.queries.projects import latest_terms
from osnowa.projects.standing import Standing
from osnowa.projects.views.nouns import Noun, Words

_IF_REAL = _("Jeśli to trwało naprawdę, zamiast wycofywać popraw ostatni dzień.")


def _sets_up(who: Standing, project: Project) -> bool:
    return access.project_abilities(who, project).set_up


def _appoints(who: Standing, project: Project) -> bool:
    return access.project_abilities(who, project).appoint


def _keeps_programmes(who: Standing, centre: Centre) -> bool:
    return access.portfolio_abilities(who).keep_programmes


def _on_part(part: str, anchor: str) -> Callable[[Project, Any], str]:
    return lambda project, row: f"{panel('projects:settings_part', project.slug, part)}#{anchor}"


_PROGRAMMES = _on_part("pal", "programy-pal")


def _on_local_programme(path: str) -> Callable[[Project, Any], str]:
    def home(project: Project, row: Any) -> str:
        if row is None:
            return _PROGRAMMES(project, row)
        return f"{panel('projects:local_programme', project.slug, row.programme.slug)}#{path}"

    return home


def _its_own_page(project: Project, row: LocalProgramme | None) -> str:
    if row is None:
        return _PROGRAMMES(project, row)
    return panel("projects:local_programme", project.slug, row.slug)


def _on_programmes(centre: Centre, row: Any) -> str:
    return panel("projects:programmes")


def _next(rows: Any, number: str) -> dict[str, int]:
    return {number: (rows.aggregate(last=Max(number))["last"] or 0) + 1}


def _terms_so_far(project: Project, parent: int | None) -> dict[str, Any]:
    """Return the latest terms: an annex changes one thing, and the rest would have to be typed again."""
    so_far = latest_terms(project)
    return model_to_dict(so_far, exclude=["valid_from", "reason", "agreed_by"]) if so_far else {}


def _round_after(project: Project, parent: int | None) -> dict[str, Any]:
    """Return the round that follows the last one of the programme: most keep its areas and its coordinator.

    It begins the day after, and ends with the project.
    """
    terms = latest_terms(project)
    days = {"begins_on": terms.begins_on, "ends_on": terms.ends_on} if terms else {}
    so_far = ProgrammeRound.objects.filter(programme__project=project, programme=parent)
    last = so_far.order_by("number").last()
    if last is None:
        return {"number": 1, **days}
    after = {"number": last.number + 1, "areas": list(last.areas.all()), "coordinator": last.coordinator_id}
    # Where the last one ended with the project, nobody knows yet when the next one is.
    if terms and terms.ends_on and last.ends_on >= terms.ends_on:
        return after
    return days | after | {"begins_on": last.ends_on + timedelta(days=1)}


def _form_after(project: Project, parent: int | None) -> dict[str, Any]:
    """Return what a form of support mostly shares with the one before: its heading, its kind, its unit."""
    last = project.support_forms.order_by("position", "pk").last()
    shared = ("heading", "kind", "subkind", "mode", "unit")
    alike = {name: getattr(last, name) for name in shared} if last else {}
    return alike | _next(project.support_forms, "position")


def _from_the_first_day(project: Project, parent: int | None) -> dict[str, Any]:
    """Return the first day of the project: most partners and people are there from its beginning."""
    terms = latest_terms(project)
    return {"begins_on": terms.begins_on} if terms else {}


def _finding_after(project: Project, parent: int | None) -> dict[str, Any]:
    """Return the kind of the last finding: a diagnosis is typed kind by kind."""
    so_far = Finding.objects.filter(programme__project=project, programme=parent)
    last = so_far.order_by("pk").last()
    return _next(so_far, "position") | ({"kind": last.kind} if last else {})


TERMS = Noun(
    name="terms",
    path="warunki",
    words=Words(_("Dodaj warunki"), _("Popraw warunki"), _("Wycofać te warunki?")),
    form=project_forms.TermsForm,
    add=terms.add_terms,
    correct=terms.correct_terms,
    withdraw=terms.withdraw_terms,
    row="terms",
    rows=lambda project: project.terms.all(),
    may=_sets_up,
    home=_on_part("warunki", "warunki"),
    suggest=_terms_so_far,
)
PARTNERSHIP = Noun(
    name="partnership",
    path="partnerzy",
    words=Words(_("Dodaj partnera"), _("Popraw udział partnera"), _("Wycofać tego partnera?"), _IF_REAL),
    form=team_forms.PartnershipForm,
    add=partnerships.add_partner,
    correct=partnerships.correct_partnership,
    withdraw=partnerships.withdraw_partnership,
    row="partnership",
    rows=lambda project: project.partnerships.select_related("organisation"),
    may=_appoints,
    home=_on_part("zadania", "partnerzy"),
    suggest=_from_the_first_day,
)
TEAM_ROLE = Noun(
    name="team_role",
    path="zespol",
    words=Words(_("Powołaj do zespołu"), _("Popraw rolę w zespole"), _("Wycofać tę rolę?"), _IF_REAL),
    form=team_forms.TeamRoleForm,
    add=team.appoint,
    correct=team.correct_team_role,
    withdraw=team.withdraw_team_role,
    row="team_role",
    rows=lambda project: project.team_roles.select_related("user"),
    may=_appoints,
    home=_on_part("zespol", "zespol"),
    suggest=_from_the_first_day,
)
SUPPORT_FORM = Noun(
    name="support_form",
    path="formy-wsparcia",
    words=Words(_("Dodaj formę wsparcia"), _("Popraw formę wsparcia"), _("Wycofać tę formę wsparcia?")),
    form=project_forms.SupportFormForm,
    add=support_forms.plan_support_form,
    correct=support_forms.correct_support_form,
    withdraw=support_forms.withdraw_support_form,
    row="form",
    rows=lambda project: project.support_forms.all(),
    may=_sets_up,
    home=_on_part("formy-wsparcia", "formy-wsparcia"),
    suggest=_form_after,
)
LOCAL_PROGRAMME = Noun(
    name="local_programme",
    path="programy-pal",
    words=Words(
        _("Dodaj program PAL"),
        _("Popraw program PAL"),
        _("Wycofać ten program PAL?"),
        _("Razem z nim znikną ustalenia diagnozy, spodziewane rezultaty i partnerzy lokalni."),
    ),
    form=local_forms.LocalProgrammeForm,
    add=local_programmes.add_local_programme,
    correct=local_programmes.correct_local_programme,
    withdraw=local_programmes.withdraw_local_programme,
    row="programme",
    rows=lambda project: project.local_programmes.all(),
    may=_sets_up,
    home=_its_own_page,
    left=_PROGRAMMES,
    suggest=lambda project, parent: _next(project.local_programmes, "number"),
)
TASK = Noun(
    name="task",
    path="zadania",
    words=Words(_("Dodaj zadanie"), _("Popraw zadanie"), _("Wycofać to zadanie?")),
    form=project_forms.TaskForm,
    add=steps.add_task,
    correct=steps.correct_task,
    withdraw=steps.withdraw_task,
    row="task",
    rows=lambda project: project.tasks.all(),
    may=_sets_up,
    home=_on_part("zadania", "zadania"),
    suggest=lambda project, parent: _next(project.tasks, "number"),
)
MILESTONE = Noun(
    name="milestone",
    path="kamienie",
    words=Words(_("Dodaj kamień milowy"), _("Popraw kamień milowy"), _("Wycofać ten kamień milowy?")),
    form=project_forms.MilestoneForm,
    add=steps.add_milestone,
    correct=steps.correct_milestone,
    withdraw=steps.withdraw_milestone,
    row="milestone",
    rows=lambda project: project.milestones.all(),
    may=_sets_up,
    home=_on_part("warunki", "kamienie"),
)
PAGE_SECTION = Noun(
    name="page_section",
    path="rozdzialy",
    words=Words(_("Dodaj rozdział"), _("Popraw rozdział"), _("Wycofać ten rozdział?")),
    form=project_forms.PageSectionForm,
    add=sections.add_page_section,
    correct=sections.correct_page_section,
    withdraw=sections.withdraw_page_section,
    row="section",
    rows=lambda project: project.sections.all(),
    may=_sets_up,
    home=_on_part("strona", "rozdzialy"),
    suggest=lambda project, parent: _next(project.sections, "position"),
)
FINDING = Noun(
    name="finding",
    path="ustalenia",
    words=Words(_("Dodaj ustalenie"), _("Popraw ustalenie"), _("Wycofać to ustalenie?")),
    form=local_forms.FindingForm,
    add=local_programmes.add_finding,
    correct=local_programmes.correct_finding,
    withdraw=local_programmes.withdraw_finding,
    row="finding",
    rows=lambda project: Finding.objects.filter(programme__project=project).select_related("programme"),
    may=_sets_up,
    home=_on_local_programme("ustalenia"),
    owner="",
    parent="programme",
    suggest=_finding_after,
)
EXPECTED_RESULT = Noun(
    name="expected_result",
    path="rezultaty",
    words=Words(_("Dodaj rezultat"), _("Popraw rezultat"), _("Wycofać ten rezultat?")),
    form=local_forms.ExpectedResultForm,
    add=local_programmes.add_expected_result,
    correct=local_programmes.correct_expected_result,
    withdraw=local_programmes.withdraw_expected_result,
    row="result",
    rows=lambda project: ExpectedResult.objects.filter(programme__project=project).select_related(
        "programme"
    ),
    may=_sets_up,
    home=_on_local_programme("rezultaty"),
    owner="",
    parent="programme",
    suggest=lambda project, parent: _next(ExpectedResult.objects.filter(programme=parent), "position"),
)
LOCAL_PARTNER = Noun(
    name="local_partner",
    path="partnerzy-lokalni",
    words=Words(_("Dodaj partnera lokalnego"), _("Popraw partnera lokalnego"), _("Wycofać tego partnera?")),
    form=local_forms.LocalPartnerForm,
    add=local_programmes.add_local_partner,
    correct=local_programmes.correct_local_partner,
    withdraw=local_programmes.withdraw_local_partner,
    row="partner",
    rows=lambda project: LocalPartner.objects.filter(programme__project=project).select_related(
        "programme", "organisation"
    ),
    may=_sets_up,
    home=_on_local_programme("partnerzy-lokalni"),
    owner="",
    parent="programme",
)
ROUND = Noun(
    name="round",
    path="tury",
    words=Words(_("Dodaj turę"), _("Popraw turę"), _("Wycofać tę turę?")),
    form=local_forms.RoundForm,
    add=rounds.plan_round,
    correct=rounds.correct_round,
    withdraw=rounds.withdraw_round,
    row="planned",
    rows=lambda project: ProgrammeRound.objects.filter(programme__project=project).select_related(
        "programme"
    ),
    may=_sets_up,
    home=_on_local_programme("tury"),
    owner="",
    parent="programme",
    suggest=_round_after,
)
GROUP = Noun(
    name="group",
    path="grupy",
    words=Words(_("Dodaj grupę"), _("Popraw grupę"), _("Wycofać tę grupę?")),
    form=local_forms.GroupForm,
    add=groups.add_group,
    correct=groups.correct_group,
    withdraw=groups.withdraw_group,
    row="group",
    rows=lambda project: project.groups.all(),
    may=_sets_up,
    home=_on_part("pal", "grupy"),
    parent="round",
)
PROGRAMME = Noun(
    name="programme",
    path="programy",
    words=Words(_("Dodaj program"), _("Popraw program"), _("Wycofać ten program?")),
    form=programme_forms.ProgrammeForm,
    add=programmes.add_programme,
    correct=programmes.correct_programme,
    withdraw=programmes.withdraw_programme,
    row="programme",
    rows=lambda centre: Programme.objects.filter(centre=centre),
    may=_keeps_programmes,
    home=_on_programmes,
    owner="centre",
    is_of_project=False,
)
PRIORITY = Noun(
    name="priority",
    path="programy/osie",
    words=Words(_("Dodaj oś albo priorytet"), _("Popraw oś albo priorytet"), _("Wycofać tę oś?")),
    form=programme_forms.PriorityForm,
    add=programmes.add_priority,
    correct=programmes.correct_priority,
    withdraw=programmes.withdraw_priority,
    row="priority",
    rows=lambda centre: Priority.objects.filter(programme__centre=centre).select_related("programme"),
    may=_keeps_programmes,
    home=_on_programmes,
    owner="",
    parent="programme",
    is_of_project=False,
)
MEASURE = Noun(
    name="measure",
    path="programy/dzialania",
    words=Words(_("Dodaj działanie"), _("Popraw działanie"), _("Wycofać to działanie?")),
    form=programme_forms.MeasureForm,
    add=programmes.add_measure,
    correct=programmes.correct_measure,
    withdraw=programmes.withdraw_measure,
    row="measure",
    rows=lambda centre: Measure.objects.filter(priority__programme__centre=centre).select_related(
        "priority__programme"
    ),
    may=_keeps_programmes,
    home=_on_programmes,
    owner="",
    parent="priority",
    is_of_project=False,
)

OF_PROJECT = (
    *(TERMS, MILESTONE, TASK, PARTNERSHIP, TEAM_ROLE, SUPPORT_FORM, LOCAL_PROGRAMME, FINDING),
    *(EXPECTED_RESULT, LOCAL_PARTNER, ROUND, GROUP, PAGE_SECTION),
)
OF_CENTRE = (PROGRAMME, PRIORITY, MEASURE)
