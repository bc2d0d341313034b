"""Where the money comes from: programme → priority → measure."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.organisations.models import Centre


class Programme(models.Model):
    """An EU or national programme, for example RPO WD 2014–2020, with the fund that pays.

    ``is_eu`` says that the money is that of the European Union: then its marks have to be shown.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="programmes", verbose_name=_("ośrodek"))
    code = models.CharField(_("skrót"), max_length=30)
    name = models.CharField(_("nazwa programu"), max_length=200)
    fund = models.CharField(_("fundusz"), max_length=120)
    period = models.CharField(_("okres programowania"), max_length=20, help_text=_("Na przykład 2014–2020."))
    region = models.CharField(
        _("region"),
        max_length=60,
        blank=True,
        help_text=_("Tylko w programie regionalnym: znak tego regionu stoi na stronach publicznych."),
    )
    is_eu = models.BooleanField(
        _("pieniądze Unii Europejskiej"),
        default=False,
        help_text=_("Strony publiczne i listy do podpisu pokażą znaki Funduszy Europejskich."),
    )

    objects = ScopedManager(centre="centre")

    class Meta:
        verbose_name, verbose_name_plural = _("program"), _("programy")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "code"],
                name="programme_is_listed_once",
                violation_error_message=_("Program o tym skrócie jest już na liście."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Priority(models.Model):
    """A priority (axis) of a programme."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="priorities", verbose_name=_("program")
    )
    number = models.CharField(_("numer"), max_length=20)
    name = models.CharField(_("nazwa osi albo priorytetu"), max_length=200)

    objects = ScopedManager(centre="programme__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("oś albo priorytet"), _("osie i priorytety")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="priority_number_is_unique_in_programme",
                violation_error_message=_("Ten numer ma już inna oś tego programu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Measure(models.Model):
    """A measure, or a sub-measure of a measure (``parent``)."""

    priority = models.ForeignKey(
        Priority, models.PROTECT, related_name="measures", verbose_name=_("oś albo priorytet")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("część działania"),
        help_text=_("Wybierz, gdy to poddziałanie."),
    )
    number = models.CharField(_("numer"), max_length=20)
    name = models.CharField(_("nazwa działania"), max_length=200)
    is_iti = models.BooleanField(_("zintegrowana inwestycja terytorialna (ZIT)"), default=False)

    objects = ScopedManager(centre="priority__programme__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("działanie"), _("działania")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["priority", "number"],
                name="measure_number_is_unique_in_priority",
                violation_error_message=_("Ten numer ma już inne działanie tej osi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
