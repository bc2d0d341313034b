"""What the public may know of a centre's projects: the plan and totals, never a person."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from osnowa.organisations.models import Centre
from osnowa.projects.models import LocalProgramme, Partnership, ProgrammeRound, Project, SupportForm, Terms
from osnowa.projects.queries.projects import terms_in_force


@dataclass(frozen=True)
class ProjectLine:
    """A project in the public list."""

    project: Project
    terms: Terms | None
    state: str

    @property
    def period(self) -> tuple[date | None, date | None] | None:
        """First and last day, or None when the contract knows none."""
        return (self.terms.begins_on, self.terms.ends_on) if self.terms and self.terms.begins_on else None


@dataclass(frozen=True)
class ProjectPage:
    """Everything the page of a project shows besides its figures; ``programmes`` are the public PALs."""

    project: Project
    terms: Terms | None
    form_headings: list[str]
    programmes: list[LocalProgramme]
    programme_count: int
    group_count: int
    round_count: int
    leaders: list[Partnership]


def public_projects(centre: Centre) -> QuerySet[Project]:
    """Return the projects of ``centre`` that are shown to everybody, by title."""
    return Project.objects.filter(centre=centre, is_public=True).select_related("programme").order_by("title")


def project_lines(centre: Centre, on: date) -> list[ProjectLine]:
    """Return the public list of projects with the terms in force and the state on the day ``on`` (2 queries)."""
    known = Prefetch("terms", Terms.objects.filter(valid_from__lte=on).order_by("-valid_from"), to_attr="known_terms")
    lines = []
    for project in public_projects(centre).prefetch_related(known):
        terms = project.known_terms[0] if project.known_terms else None
        lines.append(ProjectLine(project, terms, state_on(terms, on)))
    return lines


def state_on(terms: Terms | None, on: date) -> str:
    """Return ``preparing``, ``running`` or ``closed`` from the terms in force on the day ``on``."""
    if terms is None or terms.begins_on is None or on < terms.begins_on:
        return "preparing"
    if terms.ends_on is not None and on > terms.ends_on:
        return "closed"
    return "running"


def project_page(project: Project, on: date) -> ProjectPage:
    """Return what the page of ``project`` shows as of the day ``on``, in a number of queries that does not grow."""
    rounds = Prefetch(
        "rounds", ProgrammeRound.objects.prefetch_related("areas").order_by("number"), to_attr="in_order"
    )
    programmes = list(
        LocalProgramme.objects.filter(project=project, is_public=True).prefetch_related(
            rounds, "support_forms", "local_partners__organisation"
        )
    )
    forms = SupportForm.objects.filter(project=project).values_list("heading", "name")
    plan = ProgrammeRound.objects.filter(programme__project=project).values_list("number", "programme_id")
    return ProjectPage(
        project=project,
        terms=terms_in_force(project, on),
        # One line a heading, in the order of the forms; a form without a heading stands for itself.
        form_headings=list(dict.fromkeys(heading or name for heading, name in forms)),
        programmes=programmes,
        programme_count=len({programme for _number, programme in plan}),
        group_count=len(plan),
        round_count=len({number for number, _programme in plan}),
        leaders=list(
            Partnership.objects.filter(
                project=project, part__in=[Partnership.Part.LEADER, Partnership.Part.EXECUTING_UNIT]
            ).select_related("organisation")
        ),
    )
