"""What is set of a project so far, what is left, and where each thing is set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.clock.periods import in_force
from osnowa.organisations.addresses import panel
from osnowa.organisations.models import Role
from osnowa.projects.models import (
    ExpectedResult,
    Group,
    LocalProgramme,
    Milestone,
    PageSection,
    Partnership,
    ProgrammeRound,
    Project,
    SupportForm,
    Task,
    TeamRole,
    Terms,
)
from osnowa.projects.readiness import Lack, Missing, ProgrammeSoFar, ProjectSoFar, RoundSoFar, missing

#: What the link of a form to add says it will belong to.
BELONGS_TO = "nalezy-do"


def setup_of(project: Project, on: date) -> ProjectSoFar:
    """Return what is set of ``project`` on the day ``on`` (3 queries)."""
    known = Q(begins_on__isnull=False) | ~Q(period_as_written="")
    roles = TeamRole.objects.filter(in_force(on), role=Role.COORDINATOR)
    asked = Project.objects.filter(pk=project.pk).values_list(
        _has(Terms.objects.filter(known)),
        _has(roles),
        _has(SupportForm.objects.all()),
        _has(SupportForm.objects.filter(mode=SupportForm.Mode.GROUP)),
        _has(Group.objects.all()),
        _has(PageSection.objects.all()),
    )
    period, coordinator, forms, group_forms, groups, sections = asked.get()
    texts = (project.problem, project.main_goal, project.specific_goals, project.activities)
    return ProjectSoFar(
        has_period=period,
        has_coordinator=coordinator,
        has_forms=forms,
        has_group_forms=group_forms,
        has_groups=groups,
        has_office=project.office_id is not None,
        has_lead=bool(project.lead),
        has_text=sections or any(texts),
        programmes=programmes_so_far(LocalProgramme.objects.filter(project=project)),
    )


def programmes_so_far(programmes: QuerySet[LocalProgramme]) -> list[ProgrammeSoFar]:
    """Return what is set of each of ``programmes`` and of their rounds, by number (2 queries)."""
    found = list(
        programmes.order_by("number").values_list(
            "pk",
            "number",
            "name",
            "is_categorial",
            "goal",
            _has(LocalProgramme.support_forms.through.objects.all(), "localprogramme"),
            _has(ExpectedResult.objects.all(), "programme"),
        )
    )
    planned = ProgrammeRound.objects.filter(programme__in=[pk for pk, *_rest in found]).values_list(
        "programme",
        "pk",
        "number",
        _has(ProgrammeRound.areas.through.objects.all(), "programmeround"),
        "coordinator",
        _has(Group.objects.all(), "round"),
    )
    rounds: dict[int, list[RoundSoFar]] = {}
    for programme, pk, number, areas, coordinator, groups in planned.order_by("number"):
        each = RoundSoFar(pk, number, areas, coordinator is not None, groups)
        rounds.setdefault(programme, []).append(each)
    return [
        ProgrammeSoFar(pk, number, name, categorial, bool(goal), forms, results, rounds.get(pk, ()))
        for pk, number, name, categorial, goal, forms, results in found
    ]


def _has(rows: QuerySet[Any], owner: str = "project") -> Exists:
    return Exists(rows.filter(**{owner: OuterRef("pk")}))


# ---- in words ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ToSet:
    """One thing of the list: what to set, and the form that does it; ``ability`` is needed to open it.

    ``of`` names the local programme it belongs to (``PAL 2``), and is empty for the project itself.
    """

    of: str
    text: str
    address: str
    ability: str


#: What to do about each lack; %(round)s is a number.
TO_DO = {
    Lack.PERIOD: gettext_lazy("Wpisz okres i kwoty z umowy"),
    Lack.COORDINATOR: gettext_lazy("Powołaj osobę, która koordynuje projekt"),
    Lack.OFFICE: gettext_lazy("Wskaż biuro projektu"),
    Lack.LEAD: gettext_lazy("Opisz projekt jednym zdaniem"),
    Lack.TEXT: gettext_lazy("Napisz, po co jest projekt: problem, cel albo rozdział strony"),
    Lack.SUPPORT_FORMS: gettext_lazy("Dodaj formy wsparcia"),
    Lack.GROUPS: gettext_lazy("Dodaj grupę"),
    Lack.PROGRAMME_GOAL: gettext_lazy("wpisz cel"),
    Lack.PROGRAMME_FORMS: gettext_lazy("wybierz formy wsparcia"),
    Lack.PROGRAMME_RESULT: gettext_lazy("dodaj spodziewany rezultat"),
    Lack.PROGRAMME_ROUND: gettext_lazy("zaplanuj turę"),
    Lack.ROUND_AREAS: gettext_lazy("tura %(round)s: wybierz obszary"),
    Lack.ROUND_COORDINATOR: gettext_lazy("tura %(round)s: wskaż, kto koordynuje"),
    Lack.ROUND_GROUPS: gettext_lazy("tura %(round)s: dodaj grupę"),
}


def left_to_set(project: Project, on: date) -> list[ToSet]:
    """Return what is left to set in ``project`` as of ``on``, each with its form (3 queries)."""
    return in_words(project, missing(setup_of(project, on)))


def in_words(project: Project, lacking: Iterable[Missing]) -> list[ToSet]:
    """Return ``lacking`` as lines with the address of the form that sets each."""
    return [_in_words(project, each) for each in lacking]


def _in_words(project: Project, each: Missing) -> ToSet:
    of = _("PAL %(number)s") % {"number": each.programme.number} if each.programme else ""
    text = str(TO_DO[each.lack]) % {"round": each.round.number if each.round else ""}
    return ToSet(of, text, _address(project.slug, each), _ability(each.lack))


def _ability(lack: Lack) -> str:
    if lack is Lack.COORDINATOR:
        return "appoint"
    return "describe" if lack in (Lack.OFFICE, Lack.LEAD, Lack.TEXT) else "set_up"


def _address(slug: str, each: Missing) -> str:
    programme, planned = each.programme, each.round
    if planned:
        if each.lack is Lack.ROUND_GROUPS:
            return f"{panel('projects:add_group', slug)}?{BELONGS_TO}={planned.pk}"
        field = "areas" if each.lack is Lack.ROUND_AREAS else "coordinator"
        return f"{panel('projects:correct_round', slug, planned.pk)}#id_{field}"
    if programme:
        if each.lack in (Lack.PROGRAMME_GOAL, Lack.PROGRAMME_FORMS):
            field = "goal" if each.lack is Lack.PROGRAMME_GOAL else "support_forms"
            return f"{panel('projects:correct_local_programme', slug, programme.pk)}#id_{field}"
        noun = "expected_result" if each.lack is Lack.PROGRAMME_RESULT else "round"
        return f"{panel(f'projects:add_{noun}', slug)}?{BELONGS_TO}={programme.pk}"
    if each.lack in (Lack.OFFICE, Lack.LEAD, Lack.TEXT):
        field = "main_goal" if each.lack is Lack.TEXT else each.lack
        return f"{panel('projects:correct_project', slug)}#id_{field}"
    nouns = {
        Lack.PERIOD: "terms",
        Lack.COORDINATOR: "team_role",
        Lack.SUPPORT_FORMS: "support_form",
        Lack.GROUPS: "group",
    }
    return panel(f"projects:add_{nouns[each.lack]}", slug)


# ---- how much there is -------------------------------------------------------------------------------------

COUNTED: Mapping[str, type[Model]] = {
    "terms": Terms,
    "milestones": Milestone,
    "tasks": Task,
    "partnerships": Partnership,
    "team_roles": TeamRole,
    "support_forms": SupportForm,
    "local_programmes": LocalProgramme,
    "groups": Group,
    "sections": PageSection,
}


def counts_of(project: Project) -> dict[str, int]:
    """Return how many rows of each kind of ``COUNTED`` the plan of ``project`` has (1 query)."""
    asked = {name: _count(model._default_manager.all()) for name, model in COUNTED.items()}
    found = Project.objects.filter(pk=project.pk).values_list(*asked.values()).get()
    return {name: count or 0 for name, count in zip(asked, found, strict=True)}


def _count(rows: QuerySet[Any]) -> Subquery:
    own = rows.filter(project=OuterRef("pk")).order_by().values("project")
    return Subquery(own.annotate(count=Count("pk")).values("count"))
