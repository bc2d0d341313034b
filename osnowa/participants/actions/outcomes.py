"""What can happen to the measurement of progress: the first, the second, corrected, withdrawn."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.core.files import File
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.clock.actions import supersede
from osnowa.errors import Refused
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.actions.scans import store_scan
from osnowa.participants.actions.versions import record_version
from osnowa.participants.models import Enrolment, Outcome
from osnowa.participants.models.versions import next_version
from osnowa.participants.queries.participation import current_version, locked


class OutcomeFacts(TypedDict, total=False):
    """What a measurement says; points of ``instrument``, with at most two decimals."""

    instrument: str
    before_on: date
    before_points: Decimal
    after_on: date | None
    after_points: Decimal | None


class MeasuredAlready(Refused):
    """One instrument, two measurements."""

    message = _("Pierwszy pomiar jest już zapisany z dnia %(before_on)s. Popraw go albo zapisz drugi.")


class MeasuredTwiceAlready(Refused):
    """The second one is there."""

    message = _("Drugi pomiar jest już zapisany z dnia %(after_on)s. Popraw go.")


class NoFirstMeasurement(Refused):
    """Nothing to compare with."""

    message = _("Nie ma pierwszego pomiaru, więc nie ma z czym porównać. Najpierw zapisz pierwszy.")
    why = "pomiary"


class MeasuredInFuture(Refused):
    """Not known yet today."""

    message = _("Pomiar nie może mieć daty późniejszej niż dziś, %(today)s.")
    why = "pomiary"


class MeasuredBeforeEnrolment(Refused):
    """Not a participant yet."""

    message = _("Pierwszy pomiar nie może być wcześniejszy niż dzień zgłoszenia, %(enrolled_on)s.")
    field = "before_on"
    why = "pomiary"


class SecondBeforeFirst(Refused):
    """The order is what makes progress."""

    message = _("Drugi pomiar nie może być przed pierwszym, z dnia %(before_on)s.")
    field = "after_on"
    why = "pomiary"


class SecondIsIncomplete(Refused):
    """A day without points, or points without a day."""

    message = _("Podaj dzień i punkty drugiego pomiaru.")
    field = "after_points"


@action
def measure_before(
    *,
    enrolment: Enrolment,
    instrument: str,
    before_on: date,
    before_points: Decimal,
    by: User,
    at: datetime,
) -> Outcome:
    """Note the first measurement, with which the second will be compared.

    Raises:
        MeasuredAlready: there is one.
        MeasuredInFuture, MeasuredBeforeEnrolment: the day cannot be so.
    """
    enrolment = locked(enrolment)
    if known := Outcome.objects.current().filter(enrolment=enrolment).first():
        raise MeasuredAlready(before_on=date_format(known.before_on))
    outcome = Outcome(
        enrolment=enrolment,
        instrument=instrument,
        before_on=before_on,
        before_points=before_points,
        recorded_at=at,
    )
    _save(outcome, at)
    record_version(verb="participants.outcome.measured", row=outcome, by=by, at=at, after=_told(outcome))
    return outcome


@action
def measure_after(
    *,
    enrolment: Enrolment,
    after_on: date,
    after_points: Decimal,
    by: User,
    at: datetime,
    upload: File | None = None,
) -> Outcome:
    """Note the second measurement; the gain is the difference of points.

    It may be made before the participation ends (interim) and any time after; whether it counts is a matter
    of the window after the exit (``Exit.outcome_due_on``), which is asked where progress is counted.

    Raises:
        NoFirstMeasurement, MeasuredTwiceAlready: it is not the second one.
        MeasuredInFuture, SecondBeforeFirst: the day cannot be so.
        Refused: the ``upload`` is no scan (documents.actions.store).
    """
    enrolment = locked(enrolment)
    known = Outcome.objects.current().filter(enrolment=enrolment).first()
    if known is None:
        raise NoFirstMeasurement
    if known.after_on:
        raise MeasuredTwiceAlready(after_on=date_format(known.after_on))
    known.enrolment = enrolment
    fresh = next_version(known, at, after_on=after_on, after_points=after_points)
    return _replace("participants.outcome.measured_again", known, fresh, upload, by, at)


@action
def correct_outcome(
    *, outcome: Outcome, by: User, at: datetime, upload: File | None = None, **facts: Unpack[OutcomeFacts]
) -> Outcome:
    """Write the next version of the measurement; only the given ``facts`` change.

    Raises:
        NothingChanged: everything given is already so.
        ChangedMeanwhile: somebody wrote a version after the one in hand.
        SecondIsIncomplete, MeasuredInFuture, MeasuredBeforeEnrolment, SecondBeforeFirst.
    """
    known = current_version(outcome)
    fresh = next_version(known, at, **facts)
    if _told(fresh) == _told(known) and not upload:
        raise NothingChanged
    return _replace("participants.outcome.measurement_corrected", known, fresh, upload, by, at)


@action
def withdraw_outcome(*, outcome: Outcome, by: User, at: datetime) -> Outcome:
    """Close the measurement; its versions stay as history and count no more.

    Raises:
        ChangedMeanwhile: somebody wrote a version after the one in hand.
    """
    known = current_version(outcome)
    supersede(known, at)
    record_version(
        verb="participants.outcome.measurement_withdrawn", row=known, by=by, at=at, before=_told(known)
    )
    return known


def _replace(
    verb: str, known: Outcome, fresh: Outcome, upload: File | None, by: User, at: datetime
) -> Outcome:
    supersede(known, at)
    _save(fresh, at, upload, by)
    record_version(verb=verb, row=fresh, by=by, at=at, before=_told(known), after=_told(fresh))
    return fresh


def _save(outcome: Outcome, at: datetime, upload: File | None = None, by: User | None = None) -> None:
    _check(outcome, timezone.localdate(at))
    if outcome.after_points is not None:
        outcome.gain_hundredths = int((outcome.after_points - outcome.before_points) * 100)
    else:
        outcome.gain_hundredths = None
    # The table checks its constraints itself: `action` says the same sentence when it refuses.
    outcome.full_clean(validate_constraints=False)
    if upload:
        outcome.scan = store_scan(upload=upload, centre=outcome.enrolment.person.centre, by=by, at=at)
    outcome.save()


def _check(outcome: Outcome, today: date) -> None:
    if (outcome.after_on is None) != (outcome.after_points is None):
        raise SecondIsIncomplete
    for field, day in (("before_on", outcome.before_on), ("after_on", outcome.after_on)):
        if day and day > today:
            raise MeasuredInFuture(field=field, today=date_format(today))
    if outcome.before_on < outcome.enrolment.enrolled_on:
        raise MeasuredBeforeEnrolment(enrolled_on=date_format(outcome.enrolment.enrolled_on))
    if outcome.after_on and outcome.after_on < outcome.before_on:
        raise SecondBeforeFirst(before_on=date_format(outcome.before_on))


def _told(outcome: Outcome) -> dict[str, Any]:
    return {name: getattr(outcome, name) for name in (*OutcomeFacts.__annotations__, "scan_id")}
