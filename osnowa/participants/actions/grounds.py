"""What can happen to a ground of support: it is added, corrected, verified, rejected, withdrawn."""

from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.files import File
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.clock.actions import ChangedMeanwhile, supersede
from osnowa.errors import Refused, SentOtherwiseBefore
from osnowa.participants.actions.enrolments import UnknownCode
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.actions.scans import discard_scans, store_scan
from osnowa.participants.models import Ground, Person
from osnowa.participants.models.versions import next_version
from osnowa.participants.queries.grounds import pack_of, was_verified
from osnowa.rulepacks.registry import Pack

#: What a ground claims: whoever said it last does not verify it. A scan or a sign only leads to the proof.
CLAIMS = ("kind", "document_kind", "valid_from", "valid_until")
#: A document that begins later than this from today is a slip of the finger.
LATEST_BEGINNING_DAYS = 366


class GroundFacts(TypedDict, total=False):
    """What a document says; ``kind`` and ``document_kind`` are codes of the person's rule pack."""

    kind: str
    document_kind: str
    document_number: str
    issuer: str
    valid_from: date
    valid_until: date | None
    original_place: str


class NoProofOfDisability(Refused):
    """A disability is proved by documents that the pack marks so."""

    message = _(
        "Niepełnosprawność potwierdza orzeczenie albo zaświadczenie lekarskie. Wybierz taki dokument."
    )
    field = "document_kind"
    why = "dokument-podstawy"


class ValidityEndsTooEarly(Refused):
    """The document would lose its validity before it begins."""

    message = _("Dokument nie może tracić ważności przed początkiem, %(valid_from)s.")
    field = "valid_until"


class ValidityBeginsTooLate(Refused):
    """More than a year ahead."""

    message = _("Dokument zaczynałby obowiązywać za ponad rok, %(valid_from)s. Sprawdź datę.")
    field = "valid_from"


class NothingProvesGround(Refused):
    """A ground that counts opens to its document."""

    message = _("Nie wiadomo, gdzie jest dokument. Dołącz skan, wpisz znak dokumentu albo miejsce oryginału.")
    why = "dokument-podstawy"


class GroundIsDecided(Refused):
    """Verified or rejected already."""

    message = _("Ten dokument jest już sprawdzony: %(state)s.")
    why = "druga-osoba"


class StatedByTheSamePerson(Refused):
    """A ground that counts was seen by two."""

    message = _(
        "Tę podstawę wsparcia wpisano albo zmieniono z tego samego konta, a sprawdzić ją musi druga osoba. "
        "Poproś o to innego koordynatora."
    )
    why = "druga-osoba"


class RejectionNeedsReason(Refused):
    """Whoever added it has to know what to do."""

    message = _("Napisz, dlaczego dokument nie potwierdza podstawy wsparcia.")
    field = "rejection_reason"
    why = "druga-osoba"


class DecidedInFuture(Refused):
    """Checked on a day that has not come."""

    message = _("Dzień sprawdzenia nie może być późniejszy niż dziś, %(today)s.")
    field = "decided_on"


@action
def add_ground(
    *,
    person: Person,
    by: User,
    at: datetime,
    upload: File | None = None,
    nonce: UUID | None = None,
    **facts: Unpack[GroundFacts],
) -> Ground:
    """Add a ground of support with its document; it counts only when somebody else than ``by`` verified it.

    The same facts with the same ``nonce`` twice (a double click) are one ground, whose last version is
    returned.

    Raises:
        SentOtherwiseBefore: the ``nonce`` came before with other facts.
        UnknownCode, NoProofOfDisability: the kinds are not of the person's rule pack, or do not go together.
        ValidityEndsTooEarly, ValidityBeginsTooLate: the days cannot be so.
        Refused: the ``upload`` is no scan (documents.actions.store).
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    ground = Ground(person=person, recorded_at=at, stated_by=by, **_tidy(facts))
    if nonce:
        ground.series = nonce
        if known := _sent_before(ground, upload):
            return known
    _check(ground, at)
    if upload:
        ground.scan = store_scan(upload=upload, centre=person.centre, by=by, at=at)
    # The table checks its constraints itself: `action` says the same sentence when it refuses.
    ground.full_clean(validate_constraints=False)
    ground.save()
    _say("added", ground, by, at, after=_told(ground))
    return ground


@action
def correct_ground(
    *, ground: Ground, by: User, at: datetime, upload: File | None = None, **facts: Unpack[GroundFacts]
) -> Ground:
    """Write the next version of ``ground``, to be checked again; a new ``upload`` replaces the scan.

    Raises:
        NothingChanged: everything given is already so.
        ChangedMeanwhile: somebody wrote a version after the one in hand.
        UnknownCode …: see ``add_ground``.
    """
    ground = _lock(ground)
    fresh = next_version(
        ground,
        at,
        **_tidy(facts),
        state=Ground.State.AWAITING,
        decided_on=None,
        decided_by=None,
        rejection_reason="",
    )
    if _told(fresh) == _told(ground) and not upload:
        raise NothingChanged
    if any(getattr(fresh, name) != getattr(ground, name) for name in CLAIMS):
        fresh.stated_by = by
    _check(fresh, at)
    return _replace("corrected", ground, fresh, by, at, upload=upload)


@action
def verify_ground(*, ground: Ground, by: User, at: datetime, decided_on: date | None = None) -> Ground:
    """Confirm that the document proves the ground; ``decided_on`` is by default the day of ``at``.

    Raises:
        StatedByTheSamePerson: ``by`` said last what it claims.
        NothingProvesGround: there is neither a scan nor a word where the document is.
        GroundIsDecided, DecidedInFuture, ChangedMeanwhile.
    """
    ground = _lock(ground)
    if ground.stated_by_id == by.pk:
        raise StatedByTheSamePerson
    if not ground.has_proof:
        raise NothingProvesGround
    return _decide("verified", ground, Ground.State.VERIFIED, "", decided_on, by, at)


@action
def reject_ground(
    *, ground: Ground, rejection_reason: str, by: User, at: datetime, decided_on: date | None = None
) -> Ground:
    """Say that the document does not prove the ground, and why.

    ``decided_on`` is by default the day of ``at``.

    Raises:
        RejectionNeedsReason: there is no reason.
        GroundIsDecided, DecidedInFuture, ChangedMeanwhile.
    """
    ground = _lock(ground)
    reason = " ".join(rejection_reason.split())
    if not reason:
        raise RejectionNeedsReason
    return _decide("rejected", ground, Ground.State.REJECTED, reason, decided_on, by, at)


@action
def withdraw_ground(*, ground: Ground, by: User, at: datetime) -> Ground:
    """Close ``ground``, which was noted by mistake; its versions stay as history and count no more.

    What proved a number in a report stays with its scan. The scans of one that was never verified proved
    nothing, perhaps they are somebody else's: they are discarded.

    Raises:
        ChangedMeanwhile: somebody wrote a version after the one in hand.
    """
    ground = _lock(ground)
    supersede(ground, at)
    _say("withdrawn", ground, by, at, before=_told(ground))
    if not was_verified(ground):
        versions = Ground.objects.filter(series=ground.series, scan__isnull=False)
        scans = {each.scan for each in versions.select_related("scan") if each.scan}
        versions.update(scan=None)
        discard_scans(scans=scans, by=by, at=at)
    return ground


def _decide(
    verb: str, ground: Ground, state: str, reason: str, decided_on: date | None, by: User, at: datetime
) -> Ground:
    today = timezone.localdate(at)
    decided_on = decided_on or today
    if ground.state != Ground.State.AWAITING:
        raise GroundIsDecided(state=ground.get_state_display())
    if decided_on > today:
        raise DecidedInFuture(today=date_format(today))
    fresh = next_version(
        ground, at, state=state, decided_on=decided_on, decided_by=by, rejection_reason=reason
    )
    return _replace(verb, ground, fresh, by, at)


def _replace(
    verb: str, ground: Ground, fresh: Ground, by: User, at: datetime, *, upload: File | None = None
) -> Ground:
    supersede(ground, at)
    if upload:
        # Last of what may be refused: a file on the disk is not undone with the transaction.
        fresh.scan = store_scan(upload=upload, centre=ground.person.centre, by=by, at=at)
    fresh.full_clean(validate_constraints=False)
    fresh.save()
    _say(verb, fresh, by, at, before=_told(ground), after=_told(fresh))
    return fresh


def _sent_before(ground: Ground, upload: File | None) -> Ground | None:
    """Return what a form already made of what ``ground`` says; the person, its owner, is locked."""
    versions = list(Ground.objects.filter(series=ground.series).select_related("scan").order_by("pk"))
    if not versions:
        return None
    first, last = versions[0], versions[-1]
    told = (first.person_id, *(getattr(first, name) for name in GroundFacts.__annotations__))
    again = (ground.person_id, *(getattr(ground, name) for name in GroundFacts.__annotations__))
    if told != again or (first.scan and first.scan.size) != (upload and upload.size) or not last.is_current:
        raise SentOtherwiseBefore
    return last


def _lock(ground: Ground) -> Ground:
    """Lock the person, whose grounds change one after the other, and read the version in hand."""
    Person.objects.select_for_update().get(pk=ground.person_id)
    ground = Ground.objects.select_related("person", "scan", "decided_by").get(pk=ground.pk)
    if not ground.is_current:
        raise ChangedMeanwhile
    return ground


def _tidy(facts: GroundFacts) -> dict[str, Any]:
    return {name: " ".join(v.split()) if isinstance(v, str) else v for name, v in facts.items()}


def _check(ground: Ground, at: datetime) -> None:
    _check_kinds(ground, pack_of(ground.person))
    if ground.valid_until and ground.valid_until < ground.valid_from:
        raise ValidityEndsTooEarly(valid_from=date_format(ground.valid_from))
    if (ground.valid_from - timezone.localdate(at)).days > LATEST_BEGINNING_DAYS:
        raise ValidityBeginsTooLate(valid_from=date_format(ground.valid_from))


def _check_kinds(ground: Ground, rules: Pack) -> None:
    kind = rules.dictionaries["ground_kinds"].get(ground.kind)
    document = rules.dictionaries["document_kinds"].get(ground.document_kind)
    if kind is None:
        raise UnknownCode(field="kind")
    if document is None:
        raise UnknownCode(field="document_kind")
    claims, proves = bool(kind.marks.get("disability")), bool(document.marks.get("disability"))
    if claims and not proves:
        raise NoProofOfDisability
    ground.is_disability = claims and proves


def _say(
    verb: str,
    ground: Ground,
    by: User,
    at: datetime,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    record(
        verb=f"participants.ground.{verb}",
        subject=ground.label,
        by=by,
        at=at,
        after={"state": ground.state} if after else None,
        person=label(ground.person),
        sealed_before=before,
        sealed_after=after,
    )


def _told(ground: Ground) -> dict[str, Any]:
    names = (*GroundFacts.__annotations__, "state", "decided_on", "rejection_reason", "scan_id")
    told = {name: getattr(ground, name) for name in names}
    return {**told, "state": str(ground.state)}
