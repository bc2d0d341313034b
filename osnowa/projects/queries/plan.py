"""The plan of a project, as the pages of its settings show it; and the programmes that pay for projects."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count, Prefetch, QuerySet

from osnowa.organisations.models import Centre, Role
from osnowa.projects.hierarchy import tree
from osnowa.projects.models import (
    ExpectedResult,
    Finding,
    LocalPartner,
    LocalProgramme,
    Measure,
    Milestone,
    PageSection,
    Partnership,
    Priority,
    Programme,
    ProgrammeRound,
    Project,
    SupportForm,
    Task,
    TeamRole,
    Terms,
)
from osnowa.projects.periods import in_force

Dated = TypeVar("Dated", Partnership, TeamRole)

ORDER_OF_ROLES = {role.value: place for place, role in enumerate(Role)}


def terms_newest_first(project: Project, on: date) -> tuple[list[Terms], Terms | None]:
    """Return the terms of ``project``, the newest first, and the row that holds on ``on`` (1 query)."""
    terms = list(Terms.objects.filter(project=project).order_by("-valid_from"))
    begun = [each for each in terms if each.valid_from <= on]
    # Before the first row the first one holds, as everywhere (``terms_in_force``).
    return terms, next(iter(begun or terms[-1:]), None)


def milestones_of(project: Project) -> QuerySet[Milestone]:
    """Return the milestones of ``project`` by the day they are planned on."""
    return Milestone.objects.filter(project=project).order_by("planned_on", "pk")


def tasks_of(project: Project) -> QuerySet[Task]:
    """Return the tasks of ``project`` by number, each with who is responsible."""
    return Task.objects.filter(project=project).select_related("partnership__organisation").order_by("number")


def sections_of(project: Project) -> QuerySet[PageSection]:
    """Return the sections of the public page of ``project``, in their order."""
    return PageSection.objects.filter(project=project).order_by("position", "pk")


def partnerships_of(project: Project, on: date) -> list[Partnership]:
    """Return the parts of organisations in ``project``, those there on ``on`` before those that left."""
    return _those_here_first(Partnership.objects.filter(project=project).select_related("organisation"), on)


def team_of(project: Project, on: date) -> list[tuple[TeamRole, int]]:
    """Return the roles of ``project``, each below the one it reports to, with its depth (1 query).

    Else in the order of what they are; those who are there on ``on`` come before those who left.
    """
    roles = TeamRole.objects.filter(project=project).select_related(
        "user", "unit", "partnership__organisation", "reports_to__user"
    )
    ordered = sorted(roles, key=lambda each: (ORDER_OF_ROLES[each.role], each.begins_on, each.pk))
    by_pk = {each.pk: each for each in _those_here_first(ordered, on)}
    above = {pk: each.reports_to_id for pk, each in by_pk.items()}
    return [(by_pk[pk], depth) for pk, depth in tree(list(by_pk), above)]


def _those_here_first(rows: Iterable[Dated], on: date) -> list[Dated]:
    return sorted(rows, key=lambda each: not in_force(each.begins_on, each.ends_before, on))


def support_forms_of(project: Project) -> QuerySet[SupportForm]:
    """Return the forms of support planned in ``project``, in their order."""
    return SupportForm.objects.filter(project=project).order_by("position", "name")


def local_programmes_of(project: Project) -> QuerySet[LocalProgramme]:
    """Return the local programmes of ``project`` by number, each with its rounds and ``form_count``."""
    return (
        LocalProgramme.objects.filter(project=project)
        .annotate(form_count=Count("support_forms"))
        .prefetch_related(Prefetch("rounds", ProgrammeRound.objects.order_by("number")))
        .order_by("number")
    )


@dataclass(frozen=True)
class LocalPlan:
    """What is set in one local programme."""

    programme: LocalProgramme
    support_forms: list[SupportForm]
    rounds: list[ProgrammeRound]
    findings: list[Finding]
    results: list[ExpectedResult]
    partners: list[LocalPartner]


def local_plan_of(programme: LocalProgramme) -> LocalPlan:
    """Return the plan of one local programme (6 queries)."""
    rounds = ProgrammeRound.objects.filter(programme=programme).select_related("coordinator__user")
    partners = LocalPartner.objects.filter(programme=programme).select_related("organisation")
    return LocalPlan(
        programme=programme,
        support_forms=list(programme.support_forms.order_by("position", "name")),
        rounds=list(rounds.prefetch_related("areas").order_by("number")),
        findings=list(Finding.objects.filter(programme=programme)),
        results=list(ExpectedResult.objects.filter(programme=programme)),
        partners=list(partners),
    )


def programmes_of(centre: Centre) -> QuerySet[Programme]:
    """Return the programmes on the list of ``centre``, each with its priorities and their measures."""
    measures = Measure.objects.select_related("parent").order_by("number")
    priorities = Priority.objects.order_by("number").prefetch_related(Prefetch("measures", measures))
    return Programme.objects.filter(centre=centre).prefetch_related(Prefetch("priorities", priorities))
