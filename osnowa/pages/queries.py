"""What the public may know of a centre's projects: the plan and totals, never a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, QuerySet

from osnowa.organisations.models import Centre, ContactPoint, Organisation, Unit
from osnowa.projects.models import LocalProgramme, Partnership, ProgrammeRound, Project, SupportForm, Terms
from osnowa.projects.periods import Period
from osnowa.projects.queries.projects import terms_in_force


@dataclass(frozen=True)
class ProjectLine:
    """A project in the public list."""

    project: Project
    terms: Terms | None
    state: str

    @property
    def period(self) -> Period | None:
        """The days of the project, or None when the contract knows none."""
        known = self.terms.period if self.terms else Period()
        return known if known.begins_on or known.as_written else None


@dataclass(frozen=True)
class ContactCard:
    """A unit of the centre as the contact page shows it; each point with what it is for."""

    unit: Unit
    phones: list[ContactPoint]
    faxes: list[ContactPoint]
    emails: list[ContactPoint]

    @property
    def hours(self) -> list[str]:
        """The rules of opening hours; none where they are not known."""
        return self.unit.hours.splitlines()


@dataclass(frozen=True)
class ProgrammeShown:
    """A public PAL and the round that the page speaks of; None while it has no round."""

    programme: LocalProgramme
    round: ProgrammeRound | None


@dataclass(frozen=True)
class ProjectPage:
    """Everything the page of a project shows besides its figures; ``programmes`` are the public PALs.

    ``programme_count`` and ``round_count`` are of all PALs, published or not.
    """

    project: Project
    terms: Terms | None
    form_headings: list[str]
    programmes: Sequence[ProgrammeShown]
    programme_count: int
    round_count: int
    leaders: list[Partnership]


def public_projects(centre: Centre) -> QuerySet[Project]:
    """Return the projects of ``centre`` that are shown to everybody, by title."""
    return Project.objects.filter(centre=centre, is_public=True).select_related("programme").order_by("title")


def project_lines(centre: Centre, on: date) -> list[ProjectLine]:
    """Return the public list of projects with their terms and state on the day ``on`` (2 queries)."""
    known = Prefetch(
        "terms", Terms.objects.filter(valid_from__lte=on).order_by("-valid_from"), to_attr="known_terms"
    )
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
    """Return what the page of ``project`` shows as of ``on``, in a number of queries that does not grow."""
    programmes = LocalProgramme.objects.filter(project=project, is_public=True).prefetch_related(
        "rounds__areas", "support_forms", "local_partners__organisation"
    )
    forms = SupportForm.objects.filter(project=project).values_list("heading", "name")
    plan = ProgrammeRound.objects.filter(programme__project=project).values_list("number", "programme_id")
    return ProjectPage(
        project=project,
        terms=terms_in_force(project, on),
        # One line a heading, in the order of the forms; a form without a heading stands for itself.
        form_headings=list(dict.fromkeys(heading or name for heading, name in forms)),
        programmes=[ProgrammeShown(each, _round_of(each, on)) for each in programmes],
        programme_count=len({programme for _number, programme in plan}),
        round_count=len({number for number, _programme in plan}),
        leaders=list(
            Partnership.objects.filter(
                project=project, part__in=[Partnership.Part.LEADER, Partnership.Part.EXECUTING_UNIT]
            ).select_related("organisation")
        ),
    )


def _round_of(programme: LocalProgramme, on: date) -> ProgrammeRound | None:
    """Return the latest round begun by ``on``, or the first one of those ahead; reads the prefetched rows."""
    rounds = sorted(programme.rounds.all(), key=lambda each: each.number)
    begun = [each for each in rounds if each.begins_on <= on]
    return begun[-1] if begun else next(iter(rounds), None)


def contact_cards(centre: Centre) -> list[ContactCard]:
    """Return the units of ``centre`` itself that can be reached: placed ones, the rest by name (2 queries).

    Units of its partners are not its own to publish. A unit without an address, phone or e-mail is left out.
    """
    units = (
        Unit.objects.filter(organisation__centre=centre, organisation__kind=Organisation.Kind.CENTRE)
        .order_by(F("position").asc(nulls_last=True), "sort_key", "name", "team")
        .prefetch_related("contact_points")
    )
    cards = []
    for unit in units:
        of_kind: dict[str, list[ContactPoint]] = {kind: [] for kind in ContactPoint.Kind.values}
        for point in unit.contact_points.all():
            of_kind[point.kind].append(point)
        if unit.address_line or any(of_kind.values()):
            kinds = ContactPoint.Kind
            cards.append(ContactCard(unit, of_kind[kinds.PHONE], of_kind[kinds.FAX], of_kind[kinds.EMAIL]))
    return cards
