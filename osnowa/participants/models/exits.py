"""How a participation ended, and what changed."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.clock.models import Recorded, RecordedManager
from osnowa.documents.models import StoredFile
from osnowa.participants.models.enrolments import Enrolment
from osnowa.projects.periods import HappensInProject


class Exit(Recorded):
    """The end of a participation: ``ended_on`` is its last day. Versions are superseded; one is current.

    ``outcome_due_on`` is the last day on which a measurement of the outcome still counts; it is computed once
    from the terms in force on ``ended_on``: the database compares dates, it never calculates them.
    Source: docs/sources.md#social-effectiveness
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="exits")
    ended_on = models.DateField(_("ostatni dzień udziału"))
    reason = models.CharField(_("powód zakończenia"), max_length=60)
    situation = models.CharField(_("sytuacja po zakończeniu"), max_length=60)
    on_path = models.BooleanField(_("zgodnie z zaplanowaną ścieżką"))
    outcome_due_on = models.DateField(_("pomiar najpóźniej"), editable=False)

    happens_in_project = HappensInProject(
        "enrolment__project", first="ended_on", only={"superseded_at": None}
    )
    objects = ScopedManager(centre="enrolment__project__centre", _manager_class=RecordedManager)

    class Meta(Recorded.Meta):
        verbose_name = _("zakończenie udziału")
        verbose_name_plural = _("zakończenia udziału")
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(superseded_at__isnull=True),
                name="enrolment_has_one_current_exit",
                violation_error_message=_("Udział tej osoby jest już zakończony."),
            ),
            models.CheckConstraint(
                name="exit_outcome_window_follows_the_exit",
                condition=Q(outcome_due_on__gte=F("ended_on")),
                violation_error_message=_("Okno pomiaru nie może się kończyć przed zakończeniem udziału."),
            ),
        ]

    def __str__(self) -> str:
        return f"zakończenie {self.enrolment}"


class Outcome(Recorded):
    """A pre/post measurement of social effectiveness in points of ``instrument``. Versions are superseded.

    Source: docs/sources.md#social-effectiveness
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="outcomes")
    instrument = models.CharField(_("narzędzie pomiaru"), max_length=120)
    before_on = models.DateField(_("pierwszy pomiar"))
    before_points = models.DecimalField(
        _("punkty na początku"), max_digits=6, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    after_on = models.DateField(_("drugi pomiar"), null=True, blank=True)
    after_points = models.DecimalField(
        _("punkty na końcu"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    gain_hundredths = models.IntegerField(null=True, editable=False)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="outcomes")

    objects = ScopedManager(centre="enrolment__project__centre", _manager_class=RecordedManager)

    class Meta(Recorded.Meta):
        verbose_name = _("pomiar postępu")
        verbose_name_plural = _("pomiary postępu")
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(superseded_at__isnull=True),
                name="enrolment_has_one_current_outcome",
                violation_error_message=_("Pomiar tej osoby jest już zapisany. Popraw istniejący."),
            ),
            models.CheckConstraint(
                name="outcome_second_measurement_is_complete",
                condition=Q(after_on__isnull=True, after_points__isnull=True, gain_hundredths__isnull=True)
                | Q(after_on__isnull=False, after_points__isnull=False, gain_hundredths__isnull=False),
                violation_error_message=_("Podaj dzień i punkty drugiego pomiaru."),
            ),
            models.CheckConstraint(
                name="outcome_second_measurement_follows_the_first",
                condition=Q(after_on__isnull=True) | Q(after_on__gte=F("before_on")),
                violation_error_message=_("Drugi pomiar nie może być przed pierwszym."),
            ),
            models.CheckConstraint(
                name="outcome_points_are_not_negative",
                condition=Q(before_points__gte=0) & (Q(after_points__isnull=True) | Q(after_points__gte=0)),
                violation_error_message=_("Liczba punktów nie może być mniejsza niż 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"pomiar {self.enrolment}"
