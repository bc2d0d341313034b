"""What the page of a Local Activity Programme (PAL) shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from osnowa.indicators.planning import suppressed
from osnowa.projects.models import (
    ExpectedResult,
    Finding,
    LocalPartner,
    LocalProgramme,
    ProgrammeRound,
    Project,
    SupportForm,
    TeamRole,
)


@dataclass(frozen=True)
class FindingShown:
    """A finding of the diagnosis; numbers of a survey only where they are large enough to be published."""

    text: str
    named_by: int | None
    asked: int | None


@dataclass(frozen=True)
class FormsOfAHeading:
    """The forms of support that stand under one heading."""

    heading: str
    forms: list[SupportForm]


@dataclass(frozen=True)
class Coordination:
    """Who coordinates, and the rounds they do it in."""

    role: TeamRole
    rounds: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class ProgrammePage:
    """Everything the page of a programme shows: ``findings`` by kind, ``form_count`` of all headings."""

    programme: LocalProgramme
    rounds: Sequence[ProgrammeRound]
    coordination: list[Coordination]
    headings: list[FormsOfAHeading]
    form_count: int
    findings: dict[str, list[FindingShown]]
    results: Sequence[ExpectedResult]
    partners: Sequence[LocalPartner]


def public_programmes(project: Project) -> QuerySet[LocalProgramme]:
    """Return the local programmes of ``project`` that are shown to everybody."""
    return LocalProgramme.objects.filter(project=project, is_public=True)


def programme_page(programme: LocalProgramme) -> ProgrammePage:
    """Return what the page of ``programme`` shows, in a number of queries that does not grow."""
    units = Prefetch("coordinator", TeamRole.objects.select_related("user", "unit"))
    rounds = list(
        programme.rounds.prefetch_related(units, "areas", "coordinator__unit__contact_points").order_by(
            "number"
        )
    )
    forms = list(programme.support_forms.all())
    findings: dict[str, list[FindingShown]] = {kind: [] for kind in Finding.Kind.values}
    for finding in programme.findings.all():
        findings[finding.kind].append(_shown(finding))
    return ProgrammePage(
        programme=programme,
        rounds=rounds,
        coordination=_coordination(rounds),
        headings=_by_heading(forms),
        form_count=len(forms),
        findings=findings,
        results=list(programme.expected_results.all()),
        partners=list(programme.local_partners.select_related("organisation")),
    )


def _shown(finding: Finding) -> FindingShown:
    named_by, asked = finding.named_by, finding.asked
    # "39 z 40" tells of the one who did not.
    if named_by is None or asked is None or any(map(suppressed, (named_by, asked, asked - named_by))):
        named_by, asked = None, None
    return FindingShown(finding.text, named_by, asked)


def _coordination(rounds: Sequence[ProgrammeRound]) -> list[Coordination]:
    found: dict[int, Coordination] = {}
    for each in rounds:
        if each.coordinator:
            known = found.setdefault(each.coordinator.pk, Coordination(each.coordinator))
            known.rounds.append(each.number)
    return list(found.values())


def _by_heading(forms: Sequence[SupportForm]) -> list[FormsOfAHeading]:
    """Return the forms by heading, both in the order of the plan; a form without one stands for itself."""
    found: dict[str, list[SupportForm]] = {}
    for form in forms:
        found.setdefault(form.heading or form.name, []).append(form)
    return [FormsOfAHeading(heading, own) for heading, own in found.items()]
