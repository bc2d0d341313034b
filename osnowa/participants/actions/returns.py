"""What can happen when somebody comes back: the participation goes on; a mistake is taken back."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.clock.actions import supersede
from osnowa.errors import Refused
from osnowa.participants.actions.groups import leave_group
from osnowa.participants.actions.versions import record_version
from osnowa.participants.models import Enrolment, Exit, FollowUp, GroupMembership, Return
from osnowa.participants.models.versions import next_version
from osnowa.participants.queries.participation import current_version, evidence_after, locked
from osnowa.projects.queries.projects import latest_period

ONE_DAY = timedelta(days=1)


class NotEnded(Refused):
    """Nobody comes back who is still there."""

    message = _("Udział tej osoby trwa, więc nie może ona wrócić.")


class ReturnedTooEarly(Refused):
    """Not after the last day."""

    message = _("Powrót musi być po ostatnim dniu udziału, %(left_on)s.")
    field = "returned_on"


class ReturnedInFuture(Refused):
    """Not yet."""

    message = _("Dzień powrotu nie może być późniejszy niż dziś, %(today)s.")
    field = "returned_on"


class ReturnedOutsideProject(Refused):
    """After the project."""

    message = _("Dzień powrotu musi leżeć w okresie projektu: %(period)s.")
    field = "returned_on"


class SomethingHappenedSince(Refused):
    """Support, a contact, another end: the return is needed."""

    message = _("Powrotu nie można wycofać, bo po nim zapisano: %(what)s. Najpierw to wycofaj.")


@action
def come_back(*, enrolment: Enrolment, returned_on: date, by: User, at: datetime, reason: str = "") -> Return:
    """Let the participation go on from ``returned_on``: the first start stays, the next exit will count.

    The exit is closed, with what was asked after it. Stays in groups end with the last day before the break:
    places that somebody took meanwhile stay theirs, and the person joins again.
    Source: docs/sources.md#re-entry

    Raises:
        NotEnded: there is no exit.
        ReturnedTooEarly, ReturnedInFuture, ReturnedOutsideProject: the day cannot be so.
    """
    enrolment = locked(enrolment)
    ended = Exit.objects.current().filter(enrolment=enrolment).first()
    if ended is None:
        raise NotEnded
    _check(enrolment, ended, returned_on, timezone.localdate(at))
    came = Return(
        enrolment=enrolment,
        left_on=ended.ended_on,
        returned_on=returned_on,
        reason=" ".join(reason.split()),
        recorded_at=at,
    )
    _leave_groups(enrolment, ended.ended_on, by, at)
    supersede(ended, at)
    for asked in FollowUp.objects.current().filter(enrolment=enrolment):
        supersede(asked, at)
    # The table checks its constraints itself: `action` says the same sentence when it refuses.
    came.full_clean(validate_constraints=False)
    came.save()
    record_version(verb="participants.participation.resumed", row=came, by=by, at=at, after=_told(came))
    return came


@action
def withdraw_return(*, came: Return, by: User, at: datetime) -> Exit:
    """Take back a return noted by mistake: the exit that it closed counts again, and what was asked after it.

    Raises:
        SomethingHappenedSince: support, a contact, a group or another end was recorded after the break.
        ChangedMeanwhile: somebody wrote a version after the one in hand.
    """
    known = current_version(came)
    since = [later.what for later in evidence_after(known.enrolment, known.left_on)]
    groups = GroupMembership.objects.filter(enrolment=known.enrolment, joined_on__gt=known.left_on)
    since += [group.group.name for group in groups.select_related("group")]
    if again := Exit.objects.current().filter(enrolment=known.enrolment).first():
        since.append(str(again._meta.verbose_name))
    if since:
        raise SomethingHappenedSince(what=", ".join(dict.fromkeys(since)))
    supersede(known, at)
    record_version(
        verb="participants.participation.resuming_withdrawn", row=known, by=by, at=at, before=_told(known)
    )
    closed = Exit.objects.filter(enrolment=known.enrolment, ended_on=known.left_on).order_by("pk").last()
    if closed is None:
        raise RuntimeError(f"return {known.pk} closed no exit")
    for row in [closed, *_asked_before(known, closed)]:
        fresh = next_version(row, at)
        fresh.full_clean(validate_constraints=False)
        fresh.save()
    return Exit.objects.current().get(enrolment=known.enrolment)


def _asked_before(known: Return, closed: Exit) -> list[FollowUp]:
    """Return the follow-ups that the return closed: those superseded in the moment in which the exit was."""
    return list(FollowUp.objects.filter(enrolment=known.enrolment, superseded_at=closed.superseded_at))


def _leave_groups(enrolment: Enrolment, left_on: date, by: User, at: datetime) -> None:
    last = left_on + ONE_DAY
    open_stays = GroupMembership.objects.filter(
        Q(left_before__isnull=True) | Q(left_before__gt=last), enrolment=enrolment
    )
    for stay in open_stays.select_related("group__round").order_by("group", "pk"):
        # A round that was over by then has ended the stay already.
        if stay.group.round is None or stay.group.round.ends_on > left_on:
            stay.enrolment = enrolment
            leave_group(membership=stay, left_before=last, by=by, at=at)


def _check(enrolment: Enrolment, ended: Exit, returned_on: date, today: date) -> None:
    if returned_on <= ended.ended_on:
        raise ReturnedTooEarly(left_on=date_format(ended.ended_on))
    if returned_on > today:
        raise ReturnedInFuture(today=date_format(today))
    period = latest_period(enrolment.project)
    if not period.holds(returned_on):
        shown = (date_format(each) if each else "…" for each in (period.begins_on, period.ends_on))
        raise ReturnedOutsideProject(period=" – ".join(shown))


def _told(came: Return) -> dict[str, Any]:
    return {name: getattr(came, name) for name in ("left_on", "returned_on", "reason")}
