"""The demo's calendar, and rows that are superseded, never overwritten."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from osnowa.clock.periods import in_force


class DemoClock(models.Model):
    """The day it is in a demo database; this row exists in a demo and nowhere else."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    today = models.DateField(_("dzień pokazu"))

    class Meta:
        verbose_name = _("zegar pokazu")
        verbose_name_plural = _("zegar pokazu")
        constraints = [
            models.CheckConstraint(
                name="clock_there_is_one_demo_clock",
                condition=Q(id=1),
                violation_error_message=_("Zegar pokazu jest tylko jeden."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.today:%d.%m.%Y}"


class RecordedQuerySet(models.QuerySet):
    """Questions about versions of a fact."""

    def current(self) -> Self:
        """Return the versions that nothing has replaced."""
        return self.filter(superseded_at__isnull=True)

    def known_at(self, at: datetime) -> Self:
        """Return what was known at ``at``: recorded by then (inclusive) and not yet replaced."""
        return self.filter(in_force(at, "recorded_at", "superseded_at"))


# `objects = ScopedManager(centre="…", _manager_class=RecordedManager)`, or `objects = RecordedManager()`.
RecordedManager = models.Manager.from_queryset(RecordedQuerySet, class_name="RecordedManager")


class Recorded(models.Model):
    """One version of a fact: known from ``recorded_at`` up to, not including, ``superseded_at``.

    ``series`` stays the same over all versions of one fact. A change closes the current version
    (``clock.actions.supersede``) and inserts the next one. Subclasses take the rules of this table along and
    add what identifies a fact among current ones:

        class Meta(Recorded.Meta):
            constraints = [
                *Recorded.Meta.constraints,
                models.UniqueConstraint(fields=[…], condition=Q(superseded_at__isnull=True), name="…"),
            ]
    """

    series = models.UUIDField(default=uuid.uuid4, editable=False)
    recorded_at = models.DateTimeField(_("zapisano"), editable=False)
    superseded_at = models.DateTimeField(_("zastąpiono"), null=True, blank=True, editable=False)

    objects = RecordedManager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_has_one_current_version",
                fields=["series"],
                condition=Q(superseded_at__isnull=True),
                violation_error_message=_("Ten zapis zmieniono w międzyczasie. Otwórz go jeszcze raz."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_is_recorded_before_superseded",
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                violation_error_message=_("Zapis nie może zostać zastąpiony, zanim powstał."),
            ),
        ]

    @property
    def is_current(self) -> bool:
        """Whether nothing has replaced this version."""
        return self.superseded_at is None
