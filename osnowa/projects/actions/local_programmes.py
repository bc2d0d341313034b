"""Local Activity Programmes, what they expect, and who helps them on the spot."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.organisations.models import Organisation
from osnowa.projects import slugs
from osnowa.projects.actions.changes import Change, OfAnotherCentre, OfAnotherProject
from osnowa.projects.actions.rounds import CategorialHasNoAreas
from osnowa.projects.models import ExpectedResult, Finding, LocalPartner, LocalProgramme, Project, SupportForm


class ProgrammeAddressIsPublished(Refused):
    message = _("Program ma już stronę publiczną pod tym adresem, więc adres zostaje.")
    field = "slug"
    why = "strona-publiczna"


class LocalProgrammeFacts(TypedDict, total=False):
    """What is known of a local programme; an empty ``slug`` is suggested from the name.

    Its page is shown by verbs of its own (``publishing``).
    """

    number: int
    slug: str
    name: str
    is_categorial: bool
    addressees: str
    environment_diagnosis: str
    people_diagnosis: str
    diagnosis_method: str
    goal: str
    support_forms: Iterable[SupportForm]


class ExpectedResultFacts(TypedDict, total=False):
    """A result, how it is seen, and its place in the list."""

    position: int
    text: str
    seen_by: str


class FindingFacts(TypedDict, total=False):
    """A finding of the diagnosis; ``named_by`` of the ``asked`` said so in a survey: both, or neither."""

    kind: str
    text: str
    named_by: int | None
    asked: int | None
    position: int


class LocalPartnerFacts(TypedDict, total=False):
    """A body that helps, and what it gives."""

    organisation: Organisation
    gives: str


@action
def add_local_programme(
    *, project: Project, by: User, at: datetime, **facts: Unpack[LocalProgrammeFacts]
) -> LocalProgramme:
    """Add a local programme to ``project``; number and address stand there once.

    Raises:
        OfAnotherProject: a form of support is of another project.
    """
    if not facts.get("slug"):
        facts["slug"] = slugs.suggest(facts.get("name", ""))
    change = Change(by, at)
    programme = change.add(LocalProgramme(project=change.lock(project)), facts)
    _check_programme(programme)
    return programme


@action
def correct_local_programme(
    *, programme: LocalProgramme, by: User, at: datetime, **facts: Unpack[LocalProgrammeFacts]
) -> LocalProgramme:
    """Correct what is known of a local programme.

    Raises:
        CategorialHasNoAreas: it has rounds with areas, so it is not one without territory.
        OfAnotherProject: a form of support is of another project.
        ProgrammeAddressIsPublished: the address may not change while the programme has a public page.
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(programme.project)
    programme = change.fresh(programme)
    slug, was_public = programme.slug, programme.is_public
    programme = change.correct(programme, facts)
    _check_programme(programme)
    if programme.slug != slug and was_public:
        raise ProgrammeAddressIsPublished
    return programme


@action
def withdraw_local_programme(*, programme: LocalProgramme, by: User, at: datetime) -> LocalProgramme:
    """Withdraw a local programme with its findings, expected results and local partners.

    Raises:
        StillNeeded: it has rounds.
    """
    change = Change(by, at)
    change.lock(programme.project)
    programme = change.fresh(programme)
    along = [
        *programme.findings.all(),
        *programme.expected_results.all(),
        *programme.local_partners.all(),
    ]
    return change.withdraw(programme, along=along)


def _check_programme(programme: LocalProgramme) -> None:
    # Asked past the scope, in which a form of another centre would not be seen at all.
    forms = LocalProgramme.support_forms.through.objects.filter(localprogramme=programme)
    if forms.exclude(supportform__project=programme.project_id).exists():
        raise OfAnotherProject(field="support_forms")
    if programme.is_categorial and programme.rounds.filter(areas__isnull=False).exists():
        raise CategorialHasNoAreas(field="is_categorial")


@action
def add_finding(
    *, programme: LocalProgramme, by: User, at: datetime, **facts: Unpack[FindingFacts]
) -> Finding:
    """Add a finding to the diagnosis of ``programme``."""
    change = Change(by, at)
    change.lock(programme.project)
    return change.add(Finding(programme=change.fresh(programme)), facts)


@action
def correct_finding(*, finding: Finding, by: User, at: datetime, **facts: Unpack[FindingFacts]) -> Finding:
    """Correct a finding of the diagnosis.

    Raises:
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(finding.programme.project)
    return change.correct(change.fresh(finding), facts)


@action
def withdraw_finding(*, finding: Finding, by: User, at: datetime) -> Finding:
    """Take a finding out of the diagnosis."""
    change = Change(by, at)
    change.lock(finding.programme.project)
    return change.withdraw(change.fresh(finding))


@action
def add_expected_result(
    *, programme: LocalProgramme, by: User, at: datetime, **facts: Unpack[ExpectedResultFacts]
) -> ExpectedResult:
    """Add a result that ``programme`` expects."""
    change = Change(by, at)
    change.lock(programme.project)
    return change.add(ExpectedResult(programme=change.fresh(programme)), facts)


@action
def correct_expected_result(
    *, result: ExpectedResult, by: User, at: datetime, **facts: Unpack[ExpectedResultFacts]
) -> ExpectedResult:
    """Correct an expected result.

    Raises:
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(result.programme.project)
    return change.correct(change.fresh(result), facts)


@action
def withdraw_expected_result(*, result: ExpectedResult, by: User, at: datetime) -> ExpectedResult:
    """Withdraw an expected result."""
    change = Change(by, at)
    change.lock(result.programme.project)
    return change.withdraw(change.fresh(result))


@action
def add_local_partner(
    *, programme: LocalProgramme, by: User, at: datetime, **facts: Unpack[LocalPartnerFacts]
) -> LocalPartner:
    """Name a body that helps ``programme``; each stands there once.

    Raises:
        OfAnotherCentre: the organisation is of another centre.
    """
    change = Change(by, at)
    change.lock(programme.project)
    partner = change.add(LocalPartner(programme=change.fresh(programme)), facts)
    _check_partner(partner)
    return partner


@action
def correct_local_partner(
    *, partner: LocalPartner, by: User, at: datetime, **facts: Unpack[LocalPartnerFacts]
) -> LocalPartner:
    """Correct a local partner or what it gives.

    Raises:
        OfAnotherCentre: the organisation is of another centre.
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(partner.programme.project)
    partner = change.correct(change.fresh(partner), facts)
    _check_partner(partner)
    return partner


@action
def withdraw_local_partner(*, partner: LocalPartner, by: User, at: datetime) -> LocalPartner:
    """Take a local partner off the programme."""
    change = Change(by, at)
    change.lock(partner.programme.project)
    return change.withdraw(change.fresh(partner))


def _check_partner(partner: LocalPartner) -> None:
    if partner.organisation.centre_id != partner.programme.project.centre_id:
        raise OfAnotherCentre(field="organisation")
