"""What can happen to a community initiative: planned, held, called off, and proved."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.files import File
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.documents.actions import store
from osnowa.errors import Refused
from osnowa.initiatives.models import Initiative, InitiativeEvidence
from osnowa.organisations.models import Place
from osnowa.projects.actions.changes import Change, OfAnotherCentre, OfAnotherProject
from osnowa.projects.models import Group, Project
from osnowa.projects.queries.projects import period_of


class OutsideProject(Refused):
    message = _("Ten dzień jest poza okresem projektu (%(period)s).")
    field = "held_on"


class NotHeldYet(Refused):
    message = _("Inicjatywa ma się odbyć dopiero %(on)s, więc nie można jej jeszcze uznać za przeprowadzoną.")
    field = "held_on"


class AlreadyHeld(Refused):
    message = _("Inicjatywa jest już oznaczona jako przeprowadzona.")


class AlreadyCancelled(Refused):
    message = _("Inicjatywa jest odwołana. Najpierw przywróć ją do planu.")


class StillPlanned(Refused):
    message = _("Inicjatywa jest w planie, nie ma czego przywracać.")


class EvidenceIsTooEarly(Refused):
    message = _("Inicjatywa odbędzie się dopiero %(on)s, więc nie może mieć jeszcze dowodu.")


class InitiativeFacts(TypedDict, total=False):
    """What is known of an initiative; ``headcount`` is how many people came, they are not participants."""

    name: str
    held_on: date
    group: Group | None
    place: Place | None
    headcount: int | None
    description: str


@action
def plan_initiative(
    *, project: Project, by: User, at: datetime, **facts: Unpack[InitiativeFacts]
) -> Initiative:
    """Plan an initiative of ``project``; one of a past day is planned first and then marked as held.

    Raises:
        OutsideProject: its day is not a day of the project.
        OfAnotherProject, OfAnotherCentre: the group or the place does not belong here.
    """
    change = Change(by, at)
    initiative = change.add(Initiative(project=change.lock(project)), facts)
    _check(initiative, change)
    return initiative


@action
def correct_initiative(
    *, initiative: Initiative, by: User, at: datetime, **facts: Unpack[InitiativeFacts]
) -> Initiative:
    """Correct what is known of an initiative.

    Raises:
        NotHeldYet: it is marked as held, and its day would lie ahead.
        OutsideProject, OfAnotherProject, OfAnotherCentre, Gone.
    """
    change = Change(by, at)
    change.lock(initiative.project)
    initiative = change.correct(change.fresh(initiative), facts)
    _check(initiative, change)
    if initiative.state == Initiative.State.DONE:
        _check_day_has_come(initiative, change)
    return initiative


@action
def hold_initiative(
    *, initiative: Initiative, headcount: int | None = None, by: User, at: datetime
) -> Initiative:
    """Mark an initiative as held; with at least one piece of evidence it counts.

    Raises:
        NotHeldYet: its day lies ahead.
        AlreadyHeld, AlreadyCancelled, Gone.
    """
    change = Change(by, at)
    change.lock(initiative.project)
    initiative = change.fresh(initiative)
    if initiative.state == Initiative.State.DONE:
        raise AlreadyHeld
    if initiative.state == Initiative.State.CANCELLED:
        raise AlreadyCancelled
    _check_day_has_come(initiative, change)
    facts = {"state": Initiative.State.DONE, "headcount": headcount or initiative.headcount}
    return change.correct(initiative, facts)


@action
def cancel_initiative(*, initiative: Initiative, reason: str, by: User, at: datetime) -> Initiative:
    """Call an initiative off and keep why.

    Raises:
        AlreadyHeld: it was held; put it back into the plan first if that was a mistake.
        AlreadyCancelled, Gone.
    """
    change = Change(by, at)
    change.lock(initiative.project)
    initiative = change.fresh(initiative)
    if initiative.state == Initiative.State.DONE:
        raise AlreadyHeld
    if initiative.state == Initiative.State.CANCELLED:
        raise AlreadyCancelled
    return change.correct(initiative, {"state": Initiative.State.CANCELLED, "cancel_reason": reason})


@action
def reopen_initiative(*, initiative: Initiative, by: User, at: datetime) -> Initiative:
    """Put an initiative that was marked as held, or called off, back into the plan; it counts no more.

    Raises:
        StillPlanned, Gone.
    """
    change = Change(by, at)
    change.lock(initiative.project)
    initiative = change.fresh(initiative)
    if initiative.state == Initiative.State.PLANNED:
        raise StillPlanned
    return change.correct(initiative, {"state": Initiative.State.PLANNED, "cancel_reason": ""})


@action
def withdraw_initiative(*, initiative: Initiative, by: User, at: datetime) -> Initiative:
    """Withdraw an initiative that was entered by mistake.

    Raises:
        StillNeeded: it has evidence.
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(initiative.project)
    return change.withdraw(change.fresh(initiative))


@action
def add_evidence(
    *,
    initiative: Initiative,
    kind: str,
    description: str,
    upload: File | None = None,
    original_place: str = "",
    by: User,
    at: datetime,
) -> InitiativeEvidence:
    """Add what proves that an initiative was held: a file, or where the paper is.

    Raises:
        EvidenceIsTooEarly: its day lies ahead.
        FileIsEmpty, FileIsTooLarge, FileIsOfAnotherKind: the file cannot be taken.
        Gone: somebody withdrew the initiative meanwhile.
    """
    change = Change(by, at)
    project = change.lock(initiative.project)
    initiative = change.fresh(initiative)
    if initiative.held_on > change.on:
        raise EvidenceIsTooEarly(on=date_format(initiative.held_on))
    scan = (
        store(content=upload, name=upload.name or "", centre=project.centre, by=by, at=at) if upload else None
    )
    facts = {"kind": kind, "description": description, "scan": scan, "original_place": original_place}
    return change.add(InitiativeEvidence(initiative=initiative), facts)


@action
def withdraw_evidence(*, evidence: InitiativeEvidence, by: User, at: datetime) -> InitiativeEvidence:
    """Withdraw a piece of evidence; without any other the initiative counts no more. The file itself stays.

    Raises:
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(evidence.initiative.project)
    return change.withdraw(change.fresh(evidence))


def _check(initiative: Initiative, change: Change) -> None:
    project = initiative.project
    period = period_of(project, change.on)
    if not period.holds(initiative.held_on):
        raise OutsideProject(period=_said(period.begins_on, period.ends_on))
    if initiative.group and initiative.group.project_id != project.pk:
        raise OfAnotherProject(field="group")
    if initiative.place and initiative.place.centre_id != project.centre_id:
        raise OfAnotherCentre(field="place")


def _check_day_has_come(initiative: Initiative, change: Change) -> None:
    if initiative.held_on > change.on:
        raise NotHeldYet(on=date_format(initiative.held_on))


def _said(first: date | None, last: date | None) -> str:
    return " – ".join(date_format(day) if day else "…" for day in (first, last))
