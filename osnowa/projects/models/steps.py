"""What the project is to do: its tasks, as the contract numbers them, and its milestones."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.projects.models.projects import Project
from osnowa.projects.models.team import Partnership
from osnowa.projects.models.texts import LongText
from osnowa.projects.periods import HappensInProject, Period


class Task(models.Model):
    """A task of the project as its contract numbers it; its days, both included, may be unknown."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="tasks", verbose_name=_("projekt"))
    number = models.PositiveSmallIntegerField(_("numer"), validators=[MinValueValidator(1)])
    title = models.CharField(_("nazwa zadania"), max_length=250)
    description = LongText(_("opis"), blank=True)
    begins_on = models.DateField(_("pierwszy dzień"), null=True, blank=True)
    ends_on = models.DateField(_("ostatni dzień"), null=True, blank=True)
    partnership = models.ForeignKey(
        Partnership,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks_led",
        verbose_name=_("kto odpowiada"),
    )

    happens_in_project = HappensInProject("project", first="begins_on", last="ends_on")
    objects = ScopedManager(centre="project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("zadanie projektu"), _("zadania projektu")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                name="task_number_is_unique_in_project",
                violation_error_message=_("Zadanie o tym numerze już jest w projekcie."),
            ),
            models.CheckConstraint(
                name="task_ends_after_it_begins",
                condition=Q(begins_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("begins_on")),
                violation_error_message=_("Zadanie nie może się kończyć przed początkiem."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def period(self) -> Period:
        """The days of the task."""
        return Period(self.begins_on, self.ends_on)


class Milestone(models.Model):
    """Something the project is to reach by a day, and the day it did."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="milestones", verbose_name=_("projekt"))
    title = models.CharField(_("kamień milowy"), max_length=250)
    planned_on = models.DateField(_("planowany dzień"))
    reached_on = models.DateField(_("dzień osiągnięcia"), null=True, blank=True)
    note = models.CharField(_("uwagi"), max_length=300, blank=True)

    happens_in_project = HappensInProject("project", first="planned_on")
    objects = ScopedManager(centre="project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("kamień milowy"), _("kamienie milowe")
        ordering = ["planned_on", "pk"]

    def __str__(self) -> str:
        return self.title
