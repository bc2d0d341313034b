"""What is set of a project so far, what is left, and where each thing is set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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
    """Return what is set of ``project`` on the day ``on`` (1 query)."""
    known = Q(begins_on__isnull=False) | ~Q(period_as_written="")
    roles = TeamRole.objects.filter(in_force(on), role=Role.COORDINATOR)
    promised = _promised().objects.all()
    # One row for each round, and for each programme without any.
    asked = Project.objects.filter(pk=project.pk).values_list(
        _has(Terms.objects.filter(known)),
        _has(roles),
        _has(SupportForm.objects.all()),
        _has(SupportForm.objects.filter(mode=SupportForm.Mode.GROUP)),
        _has(Group.objects.all()),
        _has(PageSection.objects.all()),
        _has(promised),
        ~_has(promised.filter(targets__isnull=True)),
        ~_has(promised.filter(planned_values__isnull=True)),
        *_of_programme("local_programmes__"),
        *_of_round("local_programmes__rounds__"),
    )
    by = ("local_programmes__number", "local_programmes__pk", "local_programmes__rounds__number")
    rows = list(asked.order_by(*by))
    period, coordinator, forms, group_forms, groups, sections, *promises = rows[0][:9]
    indicators, targets, plan = promises
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
        has_indicators=indicators,
        has_targets=targets,
        has_plan=plan,
        programmes=_programmes([row[9:] for row in rows]),
    )


def programmes_so_far(programmes: QuerySet[LocalProgramme]) -> list[ProgrammeSoFar]:
    """Return what is set of each of ``programmes`` and of their rounds, by number (1 query)."""
    asked = programmes.values_list(*_of_programme(), *_of_round("rounds__"))
    return _programmes(asked.order_by("number", "pk", "rounds__number"))


def _of_programme(way: str = "") -> tuple[Any, ...]:
    """Return what is asked of a programme to which ``way`` leads; the order is that of ``ProgrammeSoFar``."""
    forms = LocalProgramme.support_forms.through.objects.all()
    return (
        *(f"{way}{name}" for name in ("pk", "number", "name", "is_categorial", "goal")),
        _has(forms, "localprogramme", f"{way}pk"),
        _has(ExpectedResult.objects.all(), "programme", f"{way}pk"),
    )


def _of_round(way: str) -> tuple[Any, ...]:
    """Return what is asked of a round to which ``way`` leads; the order is that of ``RoundSoFar``."""
    return (
        f"{way}pk",
        f"{way}number",
        _has(ProgrammeRound.areas.through.objects.all(), "programmeround", f"{way}pk"),
        f"{way}coordinator",
        _has(Group.objects.all(), "round", f"{way}pk"),
    )


def _promised() -> Any:
    """Return the model of what a project promised: kept in an app above, read by the name of its relation."""
    return Project._meta.get_field("indicators").related_model


def _programmes(rows: Iterable[tuple[Any, ...]]) -> list[ProgrammeSoFar]:
    """Return the programmes of ``rows``, which stand by programme and round; either may be missing."""
    found: list[ProgrammeSoFar] = []
    for programme, number, name, categorial, goal, forms, results, *of_round in rows:
        if programme is None:
            continue
        if not found or found[-1].pk != programme:
            found.append(ProgrammeSoFar(programme, number, name, categorial, bool(goal), forms, results))
        pk, of, areas, coordinator, groups = of_round
        if pk is not None:
            planned = RoundSoFar(pk, of, areas, coordinator is not None, groups)
            found[-1] = replace(found[-1], rounds=(*found[-1].rounds, planned))
    return found


def _has(rows: QuerySet[Any], owner: str = "project", of: str = "pk") -> Exists:
    return Exists(rows.filter(**{owner: OuterRef(of)}))


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
    Lack.INDICATORS: gettext_lazy("Dodaj wskaźniki i wartości docelowe z umowy"),
    Lack.TARGETS: gettext_lazy("Wpisz wartość docelową każdego wskaźnika"),
    Lack.PLAN: gettext_lazy("Wpisz plan każdego wskaźnika na kolejne dni"),
    Lack.PROGRAMME_GOAL: gettext_lazy("wpisz cel"),
    Lack.PROGRAMME_FORMS: gettext_lazy("wybierz formy wsparcia"),
    Lack.PROGRAMME_RESULT: gettext_lazy("dodaj spodziewany rezultat"),
    Lack.PROGRAMME_ROUND: gettext_lazy("zaplanuj turę"),
    Lack.ROUND_AREAS: gettext_lazy("tura %(round)s: wybierz obszary"),
    Lack.ROUND_COORDINATOR: gettext_lazy("tura %(round)s: wskaż, kto koordynuje"),
    Lack.ROUND_GROUPS: gettext_lazy("tura %(round)s: dodaj grupę"),
}


def left_to_set(project: Project, on: date) -> list[ToSet]:
    """Return what is left to set in ``project`` as of ``on``, each with its form (1 query)."""
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
    if each.lack in (Lack.INDICATORS, Lack.TARGETS, Lack.PLAN):
        return panel("indicators:settings", slug)
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
    """Return how many rows of each kind of ``COUNTED`` and indicators ``project`` has (1 query)."""
    models = {**COUNTED, "indicators": _promised()}
    asked = {name: _count(model._default_manager.all()) for name, model in models.items()}
    found = Project.objects.filter(pk=project.pk).values_list(*asked.values()).get()
    return {name: count or 0 for name, count in zip(asked, found, strict=True)}


def _count(rows: QuerySet[Any]) -> Subquery:
    own = rows.filter(project=OuterRef("pk")).order_by().values("project")
    return Subquery(own.annotate(count=Count("pk")).values("count"))
