"""The list of a centre's projects, and what the page of one shows besides its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Count, DateField, QuerySet, SlugField

from osnowa.clock.periods import not_over
from osnowa.organisations.models import Area, Centre
from osnowa.projects.models import (
    LocalPartner,
    LocalProgramme,
    PageSection,
    Partnership,
    ProgrammeRound,
    Project,
    Stage,
    SupportForm,
    Terms,
)
from osnowa.projects.periods import Period
from osnowa.projects.queries.projects import terms_in_force, terms_of
from osnowa.statements import Asked, Kept

#: What can be joined now comes first, what is over last.
ORDER = [Stage.RUNNING, Stage.PREPARATION, Stage.CLOSED]


@dataclass(frozen=True)
class ProjectLine:
    """A project in the public list."""

    project: Project
    period: Period
    stage: Stage


@dataclass(frozen=True)
class ProgrammeShown:
    """A public PAL and the round that the page speaks of, with its areas; None while it has no round."""

    programme: LocalProgramme
    round: ProgrammeRound | None
    areas: Sequence[str]
    forms: Sequence[SupportForm]
    partner_count: int


@dataclass(frozen=True)
class Rounds:
    """How a project works in PALs, published or not: ``groups`` of each round, by its number."""

    programmes: int
    groups: dict[int, int]

    @property
    def groups_in_each(self) -> int | None:
        """The number of groups of every round; None where rounds differ or have none."""
        sizes = set(self.groups.values())
        return sizes.pop() or None if len(sizes) == 1 else None


@dataclass(frozen=True)
class ProjectPage:
    """Everything the page of a project shows besides its figures; ``programmes`` are the public PALs."""

    project: Project
    terms: Terms | None
    form_headings: list[str]
    programmes: Sequence[ProgrammeShown]
    rounds: Rounds
    leaders: list[Partnership]
    executing: list[Partnership]
    partners: list[Partnership]
    sections: Sequence[PageSection]


def public_projects(centre: Centre) -> QuerySet[Project]:
    """Return the projects of ``centre`` that are shown to everybody, in Polish order."""
    shown = Project.objects.filter(centre=centre, is_public=True)
    return shown.select_related("programme").order_by("sort_key", "title")


def project_lines(centre: Centre, on: date) -> list[ProjectLine]:
    """Return the public list on the day ``on``: running, prepared, closed; the newest first (2 queries)."""
    projects = list(public_projects(centre))
    terms = terms_of(projects, on)
    lines = []
    for project in projects:
        period = terms[project.pk].period if project.pk in terms else Period()
        lines.append(ProjectLine(project, period, Stage(period.stage_on(on))))
    lines.sort(key=lambda line: line.period.begins_on or date.max, reverse=True)
    return sorted(lines, key=lambda line: ORDER.index(line.stage))


# ---- the page of a project: it asks all of these each time, so their texts are kept ------------------------

SLUG, PROJECT = Asked("slug", SlugField()), Asked("project", BigIntegerField())
DAY = Asked("day", DateField())


@Kept
def _project_shown() -> QuerySet[Project]:
    shown = Project.objects.filter(slug=SLUG, is_public=True)
    return shown.select_related("programme", "office", "measure__priority", "measure__parent")


@Kept
def _terms() -> QuerySet[Terms]:
    return Terms.objects.filter(project=PROJECT)


@Kept
def _programmes() -> QuerySet[LocalProgramme]:
    return LocalProgramme.objects.filter(project=PROJECT, is_public=True)


@Kept
def _rounds() -> QuerySet[ProgrammeRound]:
    return ProgrammeRound.objects.filter(programme__project=PROJECT).order_by("number")


@Kept
def _group_counts() -> QuerySet[ProgrammeRound, Any]:
    rounds = ProgrammeRound.objects.filter(programme__project=PROJECT).order_by("number")
    return rounds.annotate(size=Count("groups")).values_list("number", "size")


@Kept
def _areas() -> QuerySet[Area, Any]:
    areas = Area.objects.filter(rounds__programme__project=PROJECT)
    return areas.values_list("rounds__pk", "name").order_by("sort_key", "name")


@Kept
def _forms() -> QuerySet[SupportForm]:
    return SupportForm.objects.filter(project=PROJECT)


@Kept
def _forms_of_programmes() -> QuerySet[SupportForm, Any]:
    forms = SupportForm.objects.filter(local_programmes__project=PROJECT)
    return forms.values_list("local_programmes__pk", "pk").order_by("pk")


@Kept
def _partner_counts() -> QuerySet[LocalPartner, Any]:
    partners = LocalPartner.objects.filter(programme__project=PROJECT).order_by()
    return partners.values_list("programme").annotate(count=Count("pk"))


@Kept
def _partnerships() -> QuerySet[Partnership]:
    partnerships = Partnership.objects.filter(not_over(DAY), project=PROJECT).select_related("organisation")
    return partnerships.order_by("begins_on", "organisation__sort_key", "pk")


@Kept
def _sections() -> QuerySet[PageSection]:
    return PageSection.objects.filter(project=PROJECT)


def public_project(slug: str) -> Project | None:
    """Return the project of the centre at hand whose public page has this address, with its terms."""
    found: list[Project] = _project_shown.objects({"slug": slug})
    if not found:
        return None
    project = found[0]
    # As ``prefetch_related`` would leave it, without compiling its statement each time.
    terms = project.terms.all()
    terms._result_cache = _terms.objects({"project": project.pk})
    project._prefetched_objects_cache = {"terms": terms}  # type: ignore[attr-defined]
    return project


def project_page(project: Project, on: date) -> ProjectPage:
    """Return what the page of ``project`` shows as of ``on``, in a number of queries that does not grow."""
    asked = {"project": project.pk, "day": on}
    forms: list[SupportForm] = _forms.objects(asked)
    rounds: list[ProgrammeRound] = _rounds.objects(asked)
    parts: list[Partnership] = _partnerships.objects(asked)
    return ProjectPage(
        project=project,
        terms=terms_in_force(project, on),
        # One line a heading, in the order of the forms; a form without a heading stands for itself.
        form_headings=list(dict.fromkeys(form.heading or form.name for form in forms)),
        programmes=_programmes_shown(asked, forms, rounds, on),
        rounds=_all_rounds(asked, rounds),
        leaders=[each for each in parts if each.part == Partnership.Part.LEADER],
        executing=[each for each in parts if each.part == Partnership.Part.EXECUTING_UNIT],
        partners=[each for each in parts if each.part == Partnership.Part.PARTNER],
        sections=_sections.objects(asked),
    )


def _programmes_shown(
    asked: dict[str, Any], forms: Sequence[SupportForm], rounds: Sequence[ProgrammeRound], on: date
) -> list[ProgrammeShown]:
    programmes: list[LocalProgramme] = _programmes.objects(asked)
    if not programmes:
        return []
    areas: dict[int, list[str]] = {}
    for round_id, name in _areas.rows(asked):
        areas.setdefault(round_id, []).append(name)
    chosen = set(_forms_of_programmes.rows(asked))
    partners = dict(_partner_counts.rows(asked))
    shown = []
    for programme in programmes:
        spoken_of = _round_of([each for each in rounds if each.programme_id == programme.pk], on)
        shown.append(
            ProgrammeShown(
                programme=programme,
                round=spoken_of,
                areas=areas.get(spoken_of.pk, []) if spoken_of else [],
                # In the order of the plan.
                forms=[form for form in forms if (programme.pk, form.pk) in chosen],
                partner_count=partners.get(programme.pk, 0),
            )
        )
    return shown


def _all_rounds(asked: dict[str, Any], rounds: Sequence[ProgrammeRound]) -> Rounds:
    groups: dict[int, int] = {}
    for number, size in _group_counts.rows(asked):
        groups[number] = groups.get(number, 0) + size
    return Rounds(len({each.programme_id for each in rounds}), groups)


def _round_of(rounds: Sequence[ProgrammeRound], on: date) -> ProgrammeRound | None:
    """Return the latest of ``rounds`` (by number) begun by ``on``, or the first one of those ahead."""
    begun = [each for each in rounds if each.begins_on <= on]
    return begun[-1] if begun else next(iter(rounds), None)
