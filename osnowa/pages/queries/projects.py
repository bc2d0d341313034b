"""The list of a centre's projects, and what the page of one shows besides its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from osnowa.clock.periods import not_over
from osnowa.organisations.models import Centre
from osnowa.projects.models import (
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
    """A public PAL and the round that the page speaks of; None while it has no round."""

    programme: LocalProgramme
    round: ProgrammeRound | None


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


def project_page(project: Project, on: date) -> ProjectPage:
    """Return what the page of ``project`` shows as of ``on``, in a number of queries that does not grow."""
    programmes = LocalProgramme.objects.filter(project=project, is_public=True).prefetch_related(
        "rounds__areas", "support_forms", "local_partners"
    )
    forms = SupportForm.objects.filter(project=project).values_list("heading", "name")
    parts = list(
        Partnership.objects.filter(not_over(on), project=project)
        .select_related("organisation")
        .order_by("begins_on", "organisation__sort_key", "pk")
    )
    return ProjectPage(
        project=project,
        terms=terms_in_force(project, on),
        # One line a heading, in the order of the forms; a form without a heading stands for itself.
        form_headings=list(dict.fromkeys(heading or name for heading, name in forms)),
        programmes=[ProgrammeShown(each, _round_of(each, on)) for each in programmes],
        rounds=_rounds(project),
        leaders=[each for each in parts if each.part == Partnership.Part.LEADER],
        executing=[each for each in parts if each.part == Partnership.Part.EXECUTING_UNIT],
        partners=[each for each in parts if each.part == Partnership.Part.PARTNER],
        sections=list(PageSection.objects.filter(project=project)),
    )


def _rounds(project: Project) -> Rounds:
    rows = ProgrammeRound.objects.filter(programme__project=project).order_by("number")
    groups: dict[int, int] = {}
    programmes = set()
    for number, programme, size in rows.annotate(size=Count("groups")).values_list(
        "number", "programme_id", "size"
    ):
        programmes.add(programme)
        groups[number] = groups.get(number, 0) + size
    return Rounds(len(programmes), groups)


def _round_of(programme: LocalProgramme, on: date) -> ProgrammeRound | None:
    """Return the latest round begun by ``on``, or the first one of those ahead; reads the prefetched rows."""
    rounds = sorted(programme.rounds.all(), key=lambda each: each.number)
    begun = [each for each in rounds if each.begins_on <= on]
    return begun[-1] if begun else next(iter(rounds), None)
