"""What can happen to a declaration: it is noted, corrected, a consent is withdrawn, a mistake taken back."""

from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.files import File
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.clock.actions import supersede
from osnowa.errors import Refused, SentOtherwiseBefore
from osnowa.participants.actions.enrolments import UnknownCode
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.actions.scans import store_scan
from osnowa.participants.actions.versions import record_version
from osnowa.participants.models import Declaration, Enrolment, PrivacyNotice
from osnowa.participants.models.versions import next_version
from osnowa.participants.queries.declarations import notice_in_force
from osnowa.participants.queries.participation import current_version, locked
from osnowa.rulepacks.registry import Entry, pack


class DeclarationFacts(TypedDict, total=False):
    """What a declaration says; ``kind`` is a code of the project's ``declaration_kinds``."""

    kind: str
    given_on: date
    is_given: bool
    channel: str
    notice: PrivacyNotice | None
    original_place: str


class GivenInFuture(Refused):
    """Not said yet."""

    message = _("Dzień oświadczenia nie może być późniejszy niż dziś, %(today)s.")
    field = "given_on"


class OnlyConsentsAreRefused(Refused):
    """Somebody who refuses to declare is not in the project."""

    message = _("Odmówić można tylko zgody. To oświadczenie jest złożone albo go nie ma.")
    field = "is_given"


class NoticeIsMissing(Refused):
    """Nobody knows what the person was told."""

    message = _(
        "Tego dnia projekt nie miał żadnej klauzuli informacyjnej. Najpierw dodaj jej wersję w projekcie."
    )
    field = "notice"


class NoticeNotYetInForce(Refused):
    """A later version."""

    message = _("Ta wersja klauzuli obowiązuje dopiero od %(valid_from)s.")
    field = "notice"


class DeclaredAlready(Refused):
    """Once is enough, while it stands."""

    message = _("Takie oświadczenie z dnia %(given_on)s już jest. Popraw je albo wycofaj.")
    field = "kind"


class NoConsent(Refused):
    """Nothing to withdraw: refused, withdrawn already, or no consent at all."""

    message = _("Wycofać można tylko zgodę, która obowiązuje.")


class WithdrawnBeforeGiven(Refused):
    """A consent holds at least from its day."""

    message = _("Zgodę można wycofać najwcześniej w dniu jej wyrażenia, %(given_on)s.")
    field = "withdrawn_on"


class WithdrawnInFuture(Refused):
    """Not said yet."""

    message = _("Dzień wycofania zgody nie może być późniejszy niż dziś, %(today)s.")
    field = "withdrawn_on"


@action
def add_declaration(
    *,
    enrolment: Enrolment,
    by: User,
    at: datetime,
    upload: File | None = None,
    nonce: UUID | None = None,
    **facts: Unpack[DeclarationFacts],
) -> Declaration:
    """Note a declaration; information about data names the ``notice`` in force that day unless another is.

    The same facts with the same ``nonce`` twice (a double click) are one declaration: the first is returned.
    Source: docs/sources.md#gdpr-information

    Raises:
        SentOtherwiseBefore: the ``nonce`` came before with other facts, or they were corrected since.
        DeclaredAlready: one of this kind stands.
        UnknownCode, GivenInFuture, OnlyConsentsAreRefused, NoticeIsMissing, NoticeNotYetInForce: it cannot be
            so.
        Refused: the ``upload`` is no scan (documents.actions.store).
    """
    enrolment = locked(enrolment)
    said = Declaration(enrolment=enrolment, recorded_at=at, **_tidy(facts))
    if nonce:
        said.series = nonce
    _check(said, timezone.localdate(at))
    if nonce and (first := Declaration.objects.filter(series=nonce).order_by("pk").first()):
        if not first.is_current or (first.enrolment_id, _told(first)) != (said.enrolment_id, _told(said)):
            raise SentOtherwiseBefore
        return first
    _check_none_stands(said)
    if upload:
        said.scan = store_scan(upload=upload, centre=enrolment.person.centre, by=by, at=at)
    # The table checks its constraints itself: `action` says the same sentence when it refuses.
    said.full_clean(validate_constraints=False)
    said.save()
    record_version(verb="participants.declaration.added", row=said, by=by, at=at, after=_told(said))
    return said


@action
def correct_declaration(
    *,
    declaration: Declaration,
    by: User,
    at: datetime,
    upload: File | None = None,
    **facts: Unpack[DeclarationFacts],
) -> Declaration:
    """Write the next version of ``declaration``; a new ``upload`` replaces the scan, the old one stays known.

    Raises:
        NothingChanged: everything given is already so.
        ChangedMeanwhile: somebody wrote a version after the one in hand.
        UnknownCode …: see ``add_declaration``.
    """
    known = current_version(declaration)
    fresh = next_version(known, at, **_tidy(facts))
    _check(fresh, timezone.localdate(at))
    if _told(fresh) == _told(known) and not upload:
        raise NothingChanged
    if fresh.withdrawn_on and fresh.withdrawn_on < fresh.given_on:
        raise WithdrawnBeforeGiven(given_on=date_format(fresh.given_on))
    supersede(known, at)
    _check_none_stands(fresh)
    if upload:
        fresh.scan = store_scan(upload=upload, centre=known.enrolment.person.centre, by=by, at=at)
    fresh.full_clean(validate_constraints=False)
    fresh.save()
    record_version(
        verb="participants.declaration.corrected",
        row=fresh,
        by=by,
        at=at,
        before=_told(known),
        after=_told(fresh),
    )
    return fresh


@action
def withdraw_consent(*, declaration: Declaration, withdrawn_on: date, by: User, at: datetime) -> Declaration:
    """End a consent on ``withdrawn_on``, from which day it holds no more; what was done before stays lawful.

    Source: docs/sources.md#image-consent

    Raises:
        NoConsent: it is none, or it does not stand.
        WithdrawnBeforeGiven, WithdrawnInFuture: the day cannot be so.
        ChangedMeanwhile: somebody wrote a version after the one in hand.
    """
    known = current_version(declaration)
    kind = _kind(known)
    if not kind.marks.get("consent") or not known.is_given or known.withdrawn_on:
        raise NoConsent
    today = timezone.localdate(at)
    if withdrawn_on > today:
        raise WithdrawnInFuture(today=date_format(today))
    if withdrawn_on < known.given_on:
        raise WithdrawnBeforeGiven(given_on=date_format(known.given_on))
    fresh = next_version(known, at, withdrawn_on=withdrawn_on)
    supersede(known, at)
    fresh.full_clean(validate_constraints=False)
    fresh.save()
    record_version(
        verb="participants.declaration.consent_withdrawn",
        row=fresh,
        by=by,
        at=at,
        before=_told(known),
        after=_told(fresh),
    )
    return fresh


@action
def withdraw_declaration(*, declaration: Declaration, by: User, at: datetime) -> Declaration:
    """Close a declaration noted by mistake; its versions stay as history, with their scans.

    Raises:
        ChangedMeanwhile: somebody wrote a version after the one in hand.
    """
    known = current_version(declaration)
    supersede(known, at)
    record_version(verb="participants.declaration.withdrawn", row=known, by=by, at=at, before=_told(known))
    return known


def _tidy(facts: DeclarationFacts) -> dict[str, Any]:
    return {name: " ".join(v.split()) if isinstance(v, str) else v for name, v in facts.items()}


def _kind(said: Declaration) -> Entry:
    known = pack(said.enrolment.project.rule_pack).dictionaries["declaration_kinds"].get(said.kind)
    if known is None:
        raise UnknownCode(field="kind")
    return known


def _check(said: Declaration, today: date) -> None:
    kind = _kind(said)
    if said.given_on > today:
        raise GivenInFuture(today=date_format(today))
    if not said.is_given and not kind.marks.get("consent"):
        raise OnlyConsentsAreRefused
    if not kind.marks.get("notice"):
        said.notice = None
        return
    said.notice = said.notice or notice_in_force(said.enrolment.project, said.given_on)
    if said.notice is None:
        raise NoticeIsMissing
    if said.notice.valid_from > said.given_on:
        raise NoticeNotYetInForce(valid_from=date_format(said.notice.valid_from))


def _check_none_stands(said: Declaration) -> None:
    """Check that no other declaration of the kind stands; a notice may be given again in a new version."""
    others = Declaration.objects.current().filter(
        enrolment=said.enrolment, kind=said.kind, withdrawn_on__isnull=True
    )
    others = others.exclude(series=said.series)
    if _kind(said).marks.get("notice"):
        others = others.filter(notice=said.notice)
    elif _kind(said).marks.get("consent"):
        # Who refused may agree later, and the other way round is a withdrawal.
        others = others.filter(is_given=said.is_given) | others.filter(is_given=True)
    if known := others.order_by("given_on").first():
        raise DeclaredAlready(given_on=date_format(known.given_on))


def _told(said: Declaration) -> dict[str, Any]:
    return {
        "kind": said.kind,
        "given_on": said.given_on,
        "is_given": said.is_given,
        "withdrawn_on": said.withdrawn_on,
        "channel": str(said.channel),
        "notice": said.notice_id,
        "original_place": said.original_place,
    }
