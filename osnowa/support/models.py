"""One ledger of what was delivered to whom."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.clock.models import Recorded, RecordedManager
from osnowa.participants.models import Enrolment
from osnowa.projects.models import SupportForm


class LedgerEntry(Recorded):
    """What one participant received: the form, the days, how much, and the record that proves it.

    ``source`` is the label of the proving record (``casework.contact:<series>``,
    ``trainings.attendance:<session>``); one source proves one current entry per enrolment. ``minutes`` is how
    long; support without a time has none.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="ledger")
    form = models.ForeignKey(SupportForm, models.PROTECT, related_name="ledger")
    began_on = models.DateField(_("od dnia"))
    ended_on = models.DateField(_("do dnia"))
    minutes = models.PositiveIntegerField(
        _("minuty"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    source = models.CharField(_("dowód"), max_length=80)

    objects = ScopedManager(centre="enrolment__project__centre", _manager_class=RecordedManager)

    class Meta(Recorded.Meta):
        verbose_name = _("wsparcie")
        verbose_name_plural = _("wsparcie")
        ordering = ["began_on", "pk"]
        indexes = [
            models.Index(
                fields=["enrolment", "began_on"],
                condition=Q(superseded_at__isnull=True),
                name="ledger_current_by_day",
            )
        ]
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment", "source"],
                condition=Q(superseded_at__isnull=True),
                name="ledger_has_one_entry_per_source",
                violation_error_message=_("To wsparcie jest już zapisane."),
            ),
            models.CheckConstraint(
                name="ledger_ends_after_it_begins",
                condition=Q(ended_on__gte=F("began_on")),
                violation_error_message=_("Wsparcie nie może się kończyć przed początkiem."),
            ),
            models.CheckConstraint(
                name="ledger_minutes_are_positive",
                condition=Q(minutes__isnull=True) | Q(minutes__gt=0),
                violation_error_message=_("Czas wsparcia musi być dłuższy niż zero minut."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} · {self.enrolment_id}"
