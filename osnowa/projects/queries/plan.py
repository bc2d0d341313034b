"""The whole plan of a project, as its settings page shows it; and the programmes that pay for projects."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count, Prefetch, QuerySet

from osnowa.organisations.models import Centre, Role
from osnowa.projects.models import (
    ExpectedResult,
    Group,
    LocalPartner,
    LocalProgramme,
    Measure,
    Partnership,
    Priority,
    Programme,
    ProgrammeRound,
    Project,
    SupportForm,
    TeamRole,
    Terms,
)
from osnowa.projects.periods import in_force
from osnowa.projects.queries.projects import groups_of

Dated = TypeVar("Dated", Partnership, TeamRole)

ORDER_OF_ROLES = {role.value: place for place, role in enumerate(Role)}


@dataclass(frozen=True)
class Plan:
    """What is set in one project; ``terms_in_force`` is the row that holds on the asked day.

    Terms come newest first; partners and team with those who are there that day before those who left.
    """

    terms: list[Terms]
    terms_in_force: Terms | None
    partnerships: list[Partnership]
    team: list[TeamRole]
    support_forms: list[SupportForm]
    local_programmes: list[LocalProgramme]
    groups: list[Group]


def plan_of(project: Project, on: date) -> Plan:
    """Return the plan of ``project`` as of ``on`` (7 queries)."""
    terms = list(Terms.objects.filter(project=project).order_by("-valid_from"))
    begun = [each for each in terms if each.valid_from <= on]
    return Plan(
        terms=terms,
        # Before the first row the first one holds, as everywhere (``terms_in_force``).
        terms_in_force=next(iter(begun or terms[-1:]), None),
        partnerships=_those_here_first(partnerships_of(project), on),
        team=_those_here_first(team_of(project), on),
        support_forms=list(support_forms_of(project)),
        local_programmes=list(local_programmes_of(project)),
        groups=list(groups_of(project)),
    )


def partnerships_of(project: Project) -> QuerySet[Partnership]:
    """Return the parts of organisations in ``project``, those that left included."""
    return Partnership.objects.filter(project=project).select_related("organisation")


def team_of(project: Project) -> list[TeamRole]:
    """Return the roles of ``project``, those that ended included, in the order of what they are."""
    roles = TeamRole.objects.filter(project=project).select_related(
        "user", "unit", "partnership__organisation", "reports_to__user"
    )
    return sorted(roles, key=lambda each: (ORDER_OF_ROLES[each.role], each.begins_on, each.pk))


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
    results: list[ExpectedResult]
    partners: list[LocalPartner]


def local_plan_of(programme: LocalProgramme) -> LocalPlan:
    """Return the plan of one local programme (5 queries)."""
    rounds = ProgrammeRound.objects.filter(programme=programme).select_related("coordinator__user")
    partners = LocalPartner.objects.filter(programme=programme).select_related("organisation")
    return LocalPlan(
        programme=programme,
        support_forms=list(programme.support_forms.order_by("position", "name")),
        rounds=list(rounds.prefetch_related("areas").order_by("number")),
        results=list(ExpectedResult.objects.filter(programme=programme)),
        partners=list(partners),
    )


def programmes_of(centre: Centre) -> QuerySet[Programme]:
    """Return the programmes on the list of ``centre``, each with its priorities and their measures."""
    measures = Measure.objects.select_related("parent").order_by("number")
    priorities = Priority.objects.order_by("number").prefetch_related(Prefetch("measures", measures))
    return Programme.objects.filter(centre=centre).prefetch_related(Prefetch("priorities", priorities))
