"""What can happen after an exit: somebody is asked how they are, the answer is corrected or taken back."""

from datetime import date, datetime
from typing import Any

from django.core.files import File
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.clock.actions import supersede
from osnowa.errors import Refused
from osnowa.participants import asking_again
from osnowa.participants.actions.enrolments import UnknownCode
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.actions.scans import store_scan
from osnowa.participants.actions.versions import record_version
from osnowa.participants.models import Enrolment, Exit, FollowUp
from osnowa.participants.models.versions import next_version
from osnowa.participants.queries.participation import current_version, locked
from osnowa.rulepacks.registry import pack


class NotGoneYet(Refused):
    """Nobody is asked afterwards before it is afterwards."""

    message = _("Udział tej osoby trwa. O sytuację po wyjściu pyta się po jego zakończeniu.")


class AskedAlready(Refused):
    """Once; a wrong answer is corrected."""

    message = _("To sprawdzenie jest już zapisane z dnia %(held_on)s. Popraw je.")


class AskedTooEarly(Refused):
    """It has another day to look at."""

    message = _("To sprawdzenie można zrobić najwcześniej %(opens_on)s.")
    field = "held_on"


class AskedInFuture(Refused):
    """Not yet."""

    message = _("Dzień sprawdzenia nie może być późniejszy niż dziś, %(today)s.")
    field = "held_on"


class SituationOrNobody(Refused):
    """Either somebody answered, or nobody did."""

    message = _("Wybierz sytuację osoby albo zaznacz, że nie udało się skontaktować.")
    field = "situation"


@action
def hold_follow_up(
    *,
    enrolment: Enrolment,
    kind: str,
    held_on: date,
    by: User,
    at: datetime,
    is_unreachable: bool = False,
    situation: str = "",
    proof: str = "",
    upload: File | None = None,
) -> FollowUp:
    """Note what became of somebody; ``kind`` is of the pack's ``follow_ups``, ``situation`` of its exits'.

    After the last day on which it counts it may still be noted, and is late.
    Source: docs/sources.md#follow-up

    Raises:
        NotGoneYet: the participation goes on.
        AskedAlready: it is noted.
        UnknownCode, AskedTooEarly, AskedInFuture, SituationOrNobody: it cannot be so.
        Refused: the ``upload`` is no scan (documents.actions.store).
    """
    enrolment = locked(enrolment)
    if known := FollowUp.objects.current().filter(enrolment=enrolment, kind=kind).first():
        raise AskedAlready(held_on=date_format(known.held_on))
    asked = FollowUp(
        enrolment=enrolment,
        kind=kind,
        held_on=held_on,
        is_unreachable=is_unreachable,
        situation=situation,
        proof=" ".join(proof.split()),
        recorded_at=at,
    )
    _check(asked, timezone.localdate(at))
    if upload:
        asked.scan = store_scan(upload=upload, centre=enrolment.person.centre, by=by, at=at)
    # The table checks its constraints itself: `action` says the same sentence when it refuses.
    asked.full_clean(validate_constraints=False)
    asked.save()
    record_version(verb="participants.followup.added", row=asked, by=by, at=at, after=_told(asked))
    return asked


@action
def correct_follow_up(
    *,
    follow_up: FollowUp,
    held_on: date,
    by: User,
    at: datetime,
    is_unreachable: bool = False,
    situation: str = "",
    proof: str = "",
    upload: File | None = None,
) -> FollowUp:
    """Write the next version of what was asked; a new ``upload`` replaces the scan.

    Raises:
        NothingChanged: everything given is already so.
        ChangedMeanwhile: somebody wrote a version after the one in hand.
        UnknownCode …: see ``hold_follow_up``.
    """
    known = current_version(follow_up)
    fresh = next_version(
        known,
        at,
        held_on=held_on,
        is_unreachable=is_unreachable,
        situation=situation,
        proof=" ".join(proof.split()),
    )
    if _told(fresh) == _told(known) and not upload:
        raise NothingChanged
    _check(fresh, timezone.localdate(at))
    supersede(known, at)
    if upload:
        fresh.scan = store_scan(upload=upload, centre=known.enrolment.person.centre, by=by, at=at)
    fresh.full_clean(validate_constraints=False)
    fresh.save()
    record_version(
        verb="participants.followup.corrected",
        row=fresh,
        by=by,
        at=at,
        before=_told(known),
        after=_told(fresh),
    )
    return fresh


@action
def withdraw_follow_up(*, follow_up: FollowUp, by: User, at: datetime) -> FollowUp:
    """Close what was noted by mistake; it is due again.

    Raises:
        ChangedMeanwhile: somebody wrote a version after the one in hand.
    """
    known = current_version(follow_up)
    supersede(known, at)
    record_version(verb="participants.followup.withdrawn", row=known, by=by, at=at, before=_told(known))
    return known


def _check(asked: FollowUp, today: date) -> None:
    rules = pack(asked.enrolment.project.rule_pack).dictionaries
    kind = rules["follow_ups"].get(asked.kind)
    if kind is None:
        raise UnknownCode(field="kind")
    if bool(asked.situation) == asked.is_unreachable:
        raise SituationOrNobody
    if asked.situation and asked.situation not in rules["exit_situations"]:
        raise UnknownCode(field="situation")
    ended = Exit.objects.current().filter(enrolment=asked.enrolment).first()
    if ended is None:
        raise NotGoneYet
    window = asking_again.window(ended.ended_on, kind.marks)
    if not window.is_open(asked.held_on):
        raise AskedTooEarly(opens_on=date_format(window.opens_on))
    if asked.held_on > today:
        raise AskedInFuture(today=date_format(today))


def _told(asked: FollowUp) -> dict[str, Any]:
    names = ("kind", "held_on", "is_unreachable", "situation", "proof")
    return {name: getattr(asked, name) for name in names}
