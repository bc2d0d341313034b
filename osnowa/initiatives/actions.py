"""What can happen to a community initiative: planned, held, called off, and proved."""

from collections.abc import Mapping
from copy import copy
from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.files import File
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.clock.actions import end_of
from osnowa.documents.actions import discard, store
from osnowa.errors import Refused, SentOtherwiseBefore
from osnowa.initiatives.models import HEADCOUNT_BEFORE_IT_WAS_HELD, Initiative, InitiativeEvidence
from osnowa.initiatives.queries import was_ever_held
from osnowa.organisations.models import Place
from osnowa.projects.actions.changes import Change, Gone, OfAnotherCentre, OfAnotherProject, StillNeeded
from osnowa.projects.models import Group, Project
from osnowa.projects.queries.projects import latest_terms


class OutsideProject(Refused):
    message = _("Ten dzień jest poza okresem projektu (%(period)s).")
    field = "held_on"
    why = "okres-projektu"


class NotHeldYet(Refused):
    message = _("Inicjatywa ma się odbyć dopiero %(on)s, więc nie można jej jeszcze uznać za przeprowadzoną.")
    field = "held_on"
    why = "inicjatywy"


class AlreadyHeld(Refused):
    message = _("Inicjatywa jest już oznaczona jako przeprowadzona.")


class AlreadyCancelled(Refused):
    message = _("Inicjatywa jest odwołana. Najpierw przywróć ją do planu.")


class HeadcountBeforeItWasHeld(Refused):
    message = HEADCOUNT_BEFORE_IT_WAS_HELD
    field = "headcount"
    why = "inicjatywy"


class EvidenceWouldBeTooEarly(Refused):
    message = _("Ta inicjatywa ma już dowód, więc jej dzień nie może być późniejszy niż dziś, %(today)s.")
    field = "held_on"
    why = "inicjatywy"


class StillPlanned(Refused):
    message = _("Inicjatywa jest w planie, nie ma czego przywracać.")


class EvidenceIsTooEarly(Refused):
    message = _("Inicjatywa odbędzie się dopiero %(on)s, więc nie może mieć jeszcze dowodu.")
    why = "inicjatywy"


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
        HeadcountBeforeItWasHeld: nobody came yet.
        OfAnotherProject, OfAnotherCentre: the group or the place does not belong here.
    """
    change = Change(by, at)
    if facts.get("headcount"):
        raise HeadcountBeforeItWasHeld
    initiative = Initiative(project=change.lock(project), recorded_at=at)
    _check(initiative, facts)
    return change.add(initiative, facts)


@action
def correct_initiative(
    *, initiative: Initiative, by: User, at: datetime, **facts: Unpack[InitiativeFacts]
) -> Initiative:
    """Correct what is known of an initiative.

    Raises:
        NotHeldYet, EvidenceWouldBeTooEarly: it is marked as held or proved, and its day would lie ahead.
        HeadcountBeforeItWasHeld: nobody came yet.
        OutsideProject, OfAnotherProject, OfAnotherCentre, Gone.
        RecordedLater: it was written on a day after ``at``.
    """
    change = Change(by, at)
    initiative = _locked(initiative, change)
    if facts.get("headcount") and initiative.state != Initiative.State.DONE:
        raise HeadcountBeforeItWasHeld
    _check(initiative, facts)
    initiative = _correct(initiative, facts, change)
    if initiative.state == Initiative.State.DONE:
        _check_day_has_come(initiative, change)
    if initiative.held_on > change.on and _evidence_of(initiative).exists():
        raise EvidenceWouldBeTooEarly(today=date_format(change.on))
    return initiative


@action
def hold_initiative(
    *, initiative: Initiative, headcount: int | None = None, by: User, at: datetime
) -> Initiative:
    """Mark an initiative as held; with at least one piece of evidence it counts.

    Raises:
        NotHeldYet: its day lies ahead.
        AlreadyHeld, AlreadyCancelled, Gone.
        RecordedLater: it was written on a day after ``at``.
    """
    change = Change(by, at)
    initiative = _locked(initiative, change)
    if initiative.state == Initiative.State.DONE:
        raise AlreadyHeld
    if initiative.state == Initiative.State.CANCELLED:
        raise AlreadyCancelled
    _check_day_has_come(initiative, change)
    return _correct(initiative, {"state": Initiative.State.DONE, "headcount": headcount}, change)


@action
def cancel_initiative(*, initiative: Initiative, reason: str, by: User, at: datetime) -> Initiative:
    """Call an initiative off and keep why.

    Raises:
        AlreadyHeld: it was held; put it back into the plan first if that was a mistake.
        AlreadyCancelled, Gone.
        RecordedLater: it was written on a day after ``at``.
    """
    change = Change(by, at)
    initiative = _locked(initiative, change)
    if initiative.state == Initiative.State.DONE:
        raise AlreadyHeld
    if initiative.state == Initiative.State.CANCELLED:
        raise AlreadyCancelled
    return _correct(initiative, {"state": Initiative.State.CANCELLED, "cancel_reason": reason}, change)


@action
def reopen_initiative(*, initiative: Initiative, by: User, at: datetime) -> Initiative:
    """Put an initiative that was marked as held, or called off, back into the plan; it counts no more.

    How many came and why it was called off are known of its versions only.

    Raises:
        StillPlanned, Gone.
        RecordedLater: it was written on a day after ``at``.
    """
    change = Change(by, at)
    initiative = _locked(initiative, change)
    if initiative.state == Initiative.State.PLANNED:
        raise StillPlanned
    facts = {"state": Initiative.State.PLANNED, "cancel_reason": "", "headcount": None}
    return _correct(initiative, facts, change)


@action
def withdraw_initiative(*, initiative: Initiative, by: User, at: datetime) -> Initiative:
    """Withdraw an initiative that was entered by mistake; it stays as a closed version.

    Raises:
        StillNeeded: it has evidence.
        Gone: somebody withdrew it meanwhile.
        RecordedLater: it was written on a day after ``at``.
    """
    change = Change(by, at)
    initiative = _locked(initiative, change)
    if count := _evidence_of(initiative).count():
        raise StillNeeded(what=Change.named({str(InitiativeEvidence._meta.verbose_name_plural): count}))
    return change.close(initiative)


@action
def add_evidence(
    *,
    initiative: Initiative,
    kind: str,
    description: str,
    upload: File | None = None,
    original_place: str = "",
    nonce: UUID | None = None,
    by: User,
    at: datetime,
) -> InitiativeEvidence:
    """Add what proves that an initiative was held: a file, or where the paper is.

    The same facts sent twice with one ``nonce`` (a double click) are one piece of evidence: the first is
    returned.

    Raises:
        SentOtherwiseBefore: the ``nonce`` came before with other facts, or was withdrawn since.
        EvidenceIsTooEarly: its day lies ahead.
        FileIsEmpty, FileIsTooLarge, FileIsOfAnotherKind: the file cannot be taken.
        Gone: somebody withdrew the initiative meanwhile.
    """
    change = Change(by, at)
    initiative = _locked(initiative, change)
    row = InitiativeEvidence(
        initiative=initiative,
        kind=kind,
        description=description,
        original_place=original_place,
        recorded_at=at,
        **({"series": nonce} if nonce else {}),
    )
    if nonce and (sent := _sent_before(row, upload)):
        return sent
    if initiative.held_on > change.on:
        raise EvidenceIsTooEarly(on=date_format(initiative.held_on))
    if upload:
        centre = initiative.project.centre
        row.scan = store(content=upload, name=upload.name or "", centre=centre, by=by, at=at)
    return change.add(row, {})


@action
def withdraw_evidence(*, evidence: InitiativeEvidence, by: User, at: datetime) -> InitiativeEvidence:
    """Withdraw a piece of evidence; without any other the initiative counts no more.

    It stays as a closed version. Its file stays with it if the initiative was ever marked as held: it may
    have proved a number in a report. Otherwise it goes: a list of those who came is personal data.

    Raises:
        Gone: somebody withdrew it meanwhile.
        RecordedLater: it was written on a day after ``at``.
    """
    change = Change(by, at)
    initiative = _locked(evidence.initiative, change)
    evidence = change.fresh(evidence)
    if not evidence.is_current:
        raise Gone
    change.close(evidence)
    if (scan := evidence.scan) and not was_ever_held(initiative):
        evidence.scan = None
        evidence.save(update_fields=["scan"])
        discard(stored=scan, by=by, at=at)
    return evidence


def _sent_before(evidence: InitiativeEvidence, upload: File | None) -> InitiativeEvidence | None:
    """Return what a form already added of what ``evidence`` says; the project, its owner, is locked."""
    sent = InitiativeEvidence.objects.filter(series=evidence.series).select_related("scan").first()
    if sent is None:
        return None
    same = all(
        getattr(sent, name) == getattr(evidence, name)
        for name in ("initiative_id", "kind", "description", "original_place")
    )
    if not same or not sent.is_current or (sent.scan and sent.scan.size) != (upload and upload.size):
        raise SentOtherwiseBefore
    return sent


def _locked(initiative: Initiative, change: Change) -> Initiative:
    """Return ``initiative`` as it is now, its project locked to the end of the transaction."""
    project = change.lock(initiative.project)
    initiative = change.fresh(initiative)
    if not initiative.is_current:
        raise Gone
    initiative.project = project
    return initiative


def _evidence_of(initiative: Initiative) -> QuerySet[InitiativeEvidence]:
    return InitiativeEvidence.objects.current().filter(initiative=initiative)


def _correct(initiative: Initiative, facts: Mapping[str, Any], change: Change) -> Initiative:
    """Let the current row say ``facts``, and keep what it said until now as a closed version."""
    closed = copy(initiative)
    closed.pk, closed._state.adding = None, True
    closed.superseded_at = end_of(initiative, change.at)
    initiative.recorded_at = closed.superseded_at
    corrected = change.correct(initiative, facts)
    closed.save(force_insert=True)
    return corrected


def _check(initiative: Initiative, facts: InitiativeFacts) -> None:
    """Refuse ``facts`` that do not belong to the project of ``initiative``, before the table does."""
    project = initiative.project
    held_on, group, place = facts.get("held_on"), facts.get("group"), facts.get("place")
    terms = latest_terms(project)
    if terms and held_on and not terms.period.holds(held_on):
        raise OutsideProject(period=_said(terms.period.begins_on, terms.period.ends_on))
    if group and group.project_id != project.pk:
        raise OfAnotherProject(field="group")
    if place and place.centre_id != project.centre_id:
        raise OfAnotherCentre(field="place")


def _check_day_has_come(initiative: Initiative, change: Change) -> None:
    if initiative.held_on > change.on:
        raise NotHeldYet(on=date_format(initiative.held_on))


def _said(first: date | None, last: date | None) -> str:
    return " – ".join(date_format(day) if day else "…" for day in (first, last))
