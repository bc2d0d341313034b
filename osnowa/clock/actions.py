"""What can happen to time: a version ends, a demo moves to another day.

No audit here: audit lies above the clock. Whoever moves the demo's clock from a page records it there.
"""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.clock import reading
from osnowa.clock.models import DemoClock, Recorded
from osnowa.errors import Refused


class ChangedMeanwhile(Refused):
    message = _("Ten zapis zmieniono w międzyczasie. Otwórz go jeszcze raz.")


class RecordedLater(Refused):
    message = _("Ten zapis powstał dopiero %(on)s, więc dnia %(today)s nie można go jeszcze zmienić.")


class NotADemo(Refused):
    message = _("To nie jest baza pokazowa: zegara nie można przestawić.")


class NoDemoInProduction(Refused):
    message = _("Ta instalacja pracuje naprawdę: nie można z niej zrobić pokazu.")


def supersede(row: Recorded, at: datetime) -> None:
    """End the current version ``row`` at ``at``; the caller then inserts the next version of the series.

    Raises:
        ChangedMeanwhile: somebody replaced it first (a double click, or a race).
        RecordedLater: it was recorded on a day after ``at`` (a demo whose clock was put back).
    """
    end = end_of(row, at)
    # The base manager: the row was already found in its scope, and one statement decides who was first.
    open_versions = type(row)._base_manager.filter(pk=row.pk, superseded_at__isnull=True)
    if not open_versions.update(superseded_at=end):
        raise ChangedMeanwhile
    row.superseded_at = end


def end_of(row: Recorded, at: datetime) -> datetime:
    """Return when the version ``row`` ends if something replaces it at ``at``.

    Raises:
        RecordedLater: it was recorded on a day after ``at`` (a demo whose clock was put back).
    """
    on, today = timezone.localdate(row.recorded_at), timezone.localdate(at)
    if on > today:
        raise RecordedLater(on=date_format(on), today=date_format(today))
    # Within one day the clock may step back (a demo repeats its day with the real time of day): the version
    # then ends when it began, and was never visible to `known_at`.
    return max(at, row.recorded_at)


def begin_demo(*, today: date) -> DemoClock:
    """Mark this database as a demo that stands at ``today``; a demo that exists already moves there.

    Raises:
        NoDemoInProduction: the installation is set up for production.
    """
    if settings.PRODUCTION:
        raise NoDemoInProduction
    clock, _created = DemoClock.objects.update_or_create(pk=DemoClock.ONLY, defaults={"today": today})
    reading.forget()
    return clock


@transaction.atomic
def set_demo_clock(*, today: date) -> DemoClock:
    """Move a demo to the day ``today``.

    Raises:
        NotADemo: the database carries no demo mark.
    """
    clock = DemoClock.objects.select_for_update().filter(pk=DemoClock.ONLY).first()
    if clock is None:
        raise NotADemo
    clock.today = today
    clock.full_clean()
    clock.save(update_fields=["today"])
    reading.forget()
    return clock
