"""What a project promised to reach: indicators, targets by annex, and planned values over time."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.projects.models import Project


class Indicator(models.Model):
    """A figure of a project: ``rule`` names a counting rule of the project's rule pack."""

    class Kind(models.TextChoices):
        PRODUCT = "product", _("produkt")
        RESULT = "result", _("rezultat")

    # Not even a project opened by mistake takes its promises along unseen.
    project = models.ForeignKey(Project, models.PROTECT, related_name="indicators", verbose_name=_("projekt"))
    code = models.SlugField(_("kod"), max_length=40, help_text=_("Krótki znak w adresie i w plikach."))
    rule = models.CharField(_("reguła liczenia"), max_length=60)
    name = models.CharField(_("nazwa wskaźnika"), max_length=250)
    short_name = models.CharField(_("krótka nazwa"), max_length=120)
    kind = models.CharField(_("rodzaj"), max_length=10, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(_("kolejność"), default=1)

    objects = ScopedManager(centre="project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("wskaźnik"), _("wskaźniki")
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "code"],
                name="indicator_code_is_unique_in_project",
                violation_error_message=_("Wskaźnik o tym kodzie już jest w projekcie."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


class Target(models.Model):
    """The promised value from ``valid_from`` until the next row; by sex when the contract splits it.

    A split has both sexes, and they sum to the value.
    """

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="targets", verbose_name=_("wskaźnik")
    )
    valid_from = models.DateField(_("obowiązuje od"))
    value = models.PositiveIntegerField(_("wartość docelowa"))
    women = models.PositiveIntegerField(_("w tym kobiety"), null=True, blank=True)
    men = models.PositiveIntegerField(_("w tym mężczyźni"), null=True, blank=True)
    reason = models.CharField(_("powód, na przykład numer aneksu"), max_length=200)

    objects = ScopedManager(centre="indicator__project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("wartość docelowa"), _("wartości docelowe")
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "valid_from"],
                name="target_begins_once_a_day",
                violation_error_message=_("Od tego dnia obowiązuje już inna wartość docelowa."),
            ),
            models.CheckConstraint(
                name="target_is_split_by_both_sexes_or_by_none",
                condition=Q(women__isnull=True, men__isnull=True) | Q(women__isnull=False, men__isnull=False),
                violation_error_message=_("Podaj i kobiety, i mężczyzn, albo zostaw oba pola puste."),
            ),
            models.CheckConstraint(
                name="target_sexes_sum_to_the_value",
                condition=Q(women__isnull=True) | Q(men__isnull=True) | Q(value=F("women") + F("men")),
                violation_error_message=_("Kobiety i mężczyźni muszą razem dać wartość docelową."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"


class PlannedValue(models.Model):
    """What should be reached by the end of ``planned_on``, cumulative; between two days a straight line."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="planned_values", verbose_name=_("wskaźnik")
    )
    planned_on = models.DateField(_("na dzień"))
    value = models.PositiveIntegerField(_("plan narastająco"))

    objects = ScopedManager(centre="indicator__project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("plan na dzień"), _("plany na dzień")
        ordering = ["planned_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "planned_on"],
                name="planned_value_is_one_a_day",
                violation_error_message=_("Na ten dzień plan jest już zapisany."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.planned_on}: {self.value}"
