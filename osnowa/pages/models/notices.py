"""What everybody has to know for some days."""

from datetime import date

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.organisations.models import Centre


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about notices."""

    def shown_on(self, day: date) -> QuerySet["Notice"]:
        """Return the notices that stand on public pages on ``day``, the newest first."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), begins_on__lte=day)


class Notice(models.Model):
    """A notice above all public pages of a centre, from ``begins_on`` to ``ends_on``, both days included.

    Without a last day it stands until somebody gives it one. Plain text, a line for each sentence.
    """

    LONGEST = 400

    centre = models.ForeignKey(
        Centre, models.PROTECT, related_name="notices", verbose_name=_("ośrodek"), editable=False
    )
    text = models.CharField(_("treść"), max_length=LONGEST)
    begins_on = models.DateField(_("pierwszy dzień"))
    ends_on = models.DateField(_("ostatni dzień"), null=True, blank=True)

    objects = ScopedManager(centre="centre", _manager_class=models.Manager.from_queryset(NoticeQuerySet))

    class Meta:
        verbose_name, verbose_name_plural = _("ogłoszenie"), _("ogłoszenia")
        ordering = ["-begins_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="notice_ends_when_it_begins_or_later",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                violation_error_message=_("Ostatni dzień nie może być przed pierwszym."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def stage_on(self, day: date) -> str:
        """Return where the notice stands on ``day``: ``ahead``, ``shown`` or ``over``."""
        if day < self.begins_on:
            return "ahead"
        return "over" if self.ends_on and self.ends_on < day else "shown"
