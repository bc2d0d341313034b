"""Which projects somebody may know of, what was in force in them on a day, and the list of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from osnowa.organisations.models import Role
from osnowa.projects.models import Group, ProgrammeRound, Project, Stage, Terms
from osnowa.projects.periods import Period
from osnowa.projects.standing import Standing
from osnowa.statements import Kept

#: Know every project of the centre; what they may see inside is decided in ``access``.
OFFICERS = frozenset({Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER})


def projects_visible_to(who: Standing) -> QuerySet[Project]:
    """Return the projects ``who`` may know of: those of their team; all for officers of the centre.

    Everything else must look as if it did not exist (404, not 403).
    """
    return _visible(frozenset(who.team), bool(who.centre_roles & OFFICERS), who.centre.pk)


def _visible(team: frozenset[int], is_officer: bool, centre: int) -> QuerySet[Project]:
    projects = Project.objects.filter(centre=centre)
    return projects if is_officer else projects.filter(pk__in=sorted(team))


def projects_known_to(who: Standing) -> list[Project]:
    """Return the projects ``who`` may know of, by title, with programme and measure; one query.

    It stands behind the switch of every page of the panel, hence its text is kept.
    """
    return _known.objects({}, frozenset(who.team), bool(who.centre_roles & OFFICERS), who.centre.pk)


@Kept
def _known(team: frozenset[int], is_officer: bool, centre: int) -> QuerySet[Project]:
    return (
        _visible(team, is_officer, centre)
        .select_related("programme", "measure")
        .order_by("sort_key", "title")
    )


def terms_in_force(project: Project, on: date) -> Terms | None:
    """Return the terms of ``project`` in force on ``on``: the latest row begun by then; None without any.

    Before the first row the first one holds: contracts are often signed after the project began, and support
    given in between is support under that contract.
    """
    # In the order of ``valid_from``; a page that asks several times reads them once (``prefetch_related``).
    return _in_force(list(project.terms.all()), on)


def terms_of(projects: Iterable[Project], on: date) -> dict[int, Terms]:
    """Return the terms in force on ``on`` by project id, in one query; a project without rows is absent."""
    rows: dict[int, list[Terms]] = {}
    for terms in Terms.objects.filter(project__in=projects).order_by("project_id", "valid_from"):
        rows.setdefault(terms.project_id, []).append(terms)
    found = {project_id: _in_force(own, on) for project_id, own in rows.items()}
    return {project_id: terms for project_id, terms in found.items() if terms}


def _in_force(rows: list[Terms], on: date) -> Terms | None:
    begun = [terms for terms in rows if terms.valid_from <= on]
    return begun[-1] if begun else next(iter(rows), None)


def latest_terms(project: Project) -> Terms | None:
    """Return the terms that come last, in force already or agreed for later; None without any.

    What is planned has to fit into these, and what happened may not be left outside them.
    """
    return Terms.objects.filter(project=project).order_by("-valid_from").first()


def latest_period(project: Project) -> Period:
    """Return the days of ``project`` under the terms that come last; unknown days without terms.

    Whatever happens in the project, whenever it happened, has to lie inside these.
    """
    terms = latest_terms(project)
    return terms.period if terms else Period()


def period_of(project: Project, on: date) -> Period:
    """Return the days of ``project`` under the terms in force on ``on``; unknown days without terms."""
    terms = terms_in_force(project, on)
    return terms.period if terms else Period()


def stage_of(project: Project, on: date) -> Stage:
    """Return whether ``project`` is being prepared, runs or is closed on ``on``."""
    return Stage(period_of(project, on).stage_on(on))


def groups_of(project: Project) -> QuerySet[Group]:
    """Return the groups of ``project`` in Polish order, each with its round, programme and partner."""
    return (
        Group.objects.filter(project=project)
        .select_related("round__programme", "partnership__organisation")
        .order_by("sort_key", "name")
    )


def rounds_of(project: Project) -> QuerySet[ProgrammeRound]:
    """Return the rounds of all local programmes of ``project``, by numbers of programme and round."""
    return (
        ProgrammeRound.objects.filter(programme__project=project)
        .select_related("programme", "coordinator__user")
        .prefetch_related("areas")
        .order_by("programme__number", "number")
    )


@dataclass(frozen=True)
class ProjectRow:
    """A project as a list shows it."""

    project: Project
    period: Period
    stage: Stage

    @property
    def funded_by(self) -> str:
        """Programme, fund and measure in one line: ``RPO WD 2014–2020, EFS, 9.1``; empty when unknown."""
        programme, measure = self.project.programme, self.project.measure
        parts = [programme.code, programme.fund] if programme else []
        return ", ".join([*parts, measure.number] if measure else parts)


def projects_listed(who: Standing) -> list[ProjectRow]:
    """Return every project visible to ``who`` as of ``who.on``, those being prepared first, then the newest.

    Two queries however many there are. A centre has tens of projects, so the whole list is one page.
    """
    projects = list(projects_visible_to(who).select_related("programme", "measure"))
    terms = terms_of(projects, who.on)
    rows = []
    for project in projects:
        period = terms[project.pk].period if project.pk in terms else Period()
        rows.append(ProjectRow(project, period, Stage(period.stage_on(who.on))))
    rows.sort(key=lambda row: (row.project.sort_key, row.project.title))
    rows.sort(key=lambda row: row.period.begins_on or date.max, reverse=True)
    return rows
