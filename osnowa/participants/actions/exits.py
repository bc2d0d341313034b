"""What can happen to the end of a participation: it ends, the end is corrected or withdrawn."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.clock.actions import supersede
from osnowa.errors import Refused
from osnowa.participants import asking_again
from osnowa.participants.actions.enrolments import UnknownCode
from osnowa.participants.actions.groups import GroupIsFull
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.actions.versions import record_version
from osnowa.participants.models import Enrolment, Exit, FollowUp
from osnowa.participants.models.versions import next_version
from osnowa.participants.months import add_months
from osnowa.participants.queries.ends import check_last_day
from osnowa.participants.queries.participation import current_version, group_without_place, locked
from osnowa.projects.queries.projects import terms_in_force
from osnowa.rulepacks.registry import pack

ONE_DAY = timedelta(days=1)


class EndedAlready(Refused):
    """A participation ends once; a wrong end is corrected."""

    message = _("Udział tej osoby jest już zakończony %(ended_on)s. Popraw to zakończenie.")


class AskedBeforeThat(Refused):
    """What became of somebody was noted, as if they had left earlier."""

    message = _(
        "Sytuację po wyjściu zapisano już %(held_on)s. Wybierz wcześniejszy dzień albo wycofaj ten zapis."
    )
    field = "ended_on"


class AskedAfterwards(Refused):
    """Nobody is asked afterwards who never left."""

    message = _("Po tym zakończeniu zapisano sytuację osoby, %(held_on)s. Najpierw wycofaj ten zapis.")


@action
def end_participation(
    *,
    enrolment: Enrolment,
    ended_on: date,
    reason: str,
    situation: str,
    on_path: bool,
    by: User,
    at: datetime,
) -> Exit:
    """End the participation; ``ended_on`` is its last day, ``reason`` and ``situation`` are the pack's codes.

    Groups and the caseworker stay as they are: nobody is on a group's list after the last day, and the
    measurement that follows is still the caseworker's work.

    Raises:
        EndedAlready: there is an end.
        EndedInFuture, EndedBeforeSupport, EndedOutsideProject: the day cannot be so.
        ContradictedByLaterRecord: support, a contact, a session or a group begins after it.
        UnknownCode: not in the rule pack.
    """
    enrolment = locked(enrolment)
    if known := Exit.objects.current().filter(enrolment=enrolment).first():
        raise EndedAlready(ended_on=date_format(known.ended_on))
    ended = Exit(
        enrolment=enrolment,
        ended_on=ended_on,
        reason=reason,
        situation=situation,
        on_path=on_path,
        recorded_at=at,
    )
    _check(ended, timezone.localdate(at))
    ended.outcome_due_on = _due(enrolment, ended_on)
    # The table checks its constraints itself: `action` says the same sentence when it refuses.
    ended.full_clean(validate_constraints=False)
    ended.save()
    record_version(verb="participants.participation.ended", row=ended, by=by, at=at, after=_told(ended))
    return ended


@action
def correct_exit(
    *, exit: Exit, ended_on: date, reason: str, situation: str, on_path: bool, by: User, at: datetime
) -> Exit:
    """Write the next version of the end; the last day for the measurement moves with it.

    Raises:
        NothingChanged: everything given is already so.
        ChangedMeanwhile: somebody wrote a version after the one in hand.
        GroupIsFull: somebody took the place in a group on a day that a later end takes back.
        AskedBeforeThat: what became of the person was noted before the new end allows it.
        EndedInFuture …: see ``end_participation``.
    """
    known = current_version(exit)
    fresh = next_version(known, at, ended_on=ended_on, reason=reason, situation=situation, on_path=on_path)
    if _told(fresh) == _told(known):
        raise NothingChanged
    _check(fresh, timezone.localdate(at))
    _check_asked(known.enrolment, ended_on)
    fresh.outcome_due_on = _due(known.enrolment, ended_on)
    supersede(known, at)
    if ended_on > known.ended_on:
        _check_places(known, ended_on + ONE_DAY)
    fresh.full_clean(validate_constraints=False)
    fresh.save()
    record_version(
        verb="participants.participation.end_corrected",
        row=fresh,
        by=by,
        at=at,
        before=_told(known),
        after=_told(fresh),
    )
    return fresh


@action
def withdraw_exit(*, exit: Exit, by: User, at: datetime) -> Exit:
    """Close the end: the participation goes on, from its first start, as when somebody comes back.

    Raises:
        ChangedMeanwhile: somebody wrote a version after the one in hand.
        GroupIsFull: somebody took the place in a group that the end had freed.
        AskedAfterwards: it is noted what became of the person (who comes back: ``come_back``).
    """
    known = current_version(exit)
    if asked := FollowUp.objects.current().filter(enrolment=known.enrolment).order_by("held_on").first():
        raise AskedAfterwards(held_on=date_format(asked.held_on))
    supersede(known, at)
    _check_places(known, None)
    record_version(
        verb="participants.participation.end_withdrawn", row=known, by=by, at=at, before=_told(known)
    )
    return known


def _check_asked(enrolment: Enrolment, ended_on: date) -> None:
    kinds = pack(enrolment.project.rule_pack).dictionaries["follow_ups"]
    for asked in FollowUp.objects.current().filter(enrolment=enrolment).order_by("held_on"):
        kind = kinds.get(asked.kind)
        if kind and not asking_again.window(ended_on, kind.marks).is_open(asked.held_on):
            raise AskedBeforeThat(held_on=date_format(asked.held_on))


def _check_places(known: Exit, ends_before: date | None) -> None:
    """Check that nobody took the places that ``known`` had freed, up to ``ends_before``."""
    if full := group_without_place(known.enrolment, known.ended_on + ONE_DAY, ends_before):
        raise GroupIsFull(group=full.name, capacity=full.capacity)


def _check(ended: Exit, today: date) -> None:
    rules = pack(ended.enrolment.project.rule_pack).dictionaries
    if ended.reason not in rules["exit_reasons"]:
        raise UnknownCode(field="reason")
    if ended.situation not in rules["exit_situations"]:
        raise UnknownCode(field="situation")
    check_last_day(ended.enrolment, ended.ended_on, today)


def _due(enrolment: Enrolment, ended_on: date) -> date:
    """Return the last day on which a measurement of the outcome counts.

    Source: docs/sources.md#social-effectiveness
    """
    terms = terms_in_force(enrolment.project, ended_on)
    months = (
        terms.outcome_months if terms else pack(enrolment.project.rule_pack).values["outcome_months"].value
    )
    return add_months(ended_on, months)


def _told(ended: Exit) -> dict[str, Any]:
    return {name: getattr(ended, name) for name in ("ended_on", "reason", "situation", "on_path")}
