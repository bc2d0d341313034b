"""What a project promised to reach: indicators, targets by annex, and planned values over time."""

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.indicators.splits import OVERLAPPING, THINGS
from osnowa.projects.models import Group, LocalProgramme, Partnership, Project


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
    """The promised value from ``valid_from`` until the next row; ``parts`` say how the contract splits it."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="targets", verbose_name=_("wskaźnik")
    )
    valid_from = models.DateField(_("obowiązuje od"))
    value = models.PositiveIntegerField(_("wartość docelowa"))
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
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"


class Dimension(models.TextChoices):
    """What people are told apart by. ``queries.breakdowns`` says of each how it is counted.

    One that parts people by things of the project is called like the field of ``TargetPart`` that names one.
    """

    SEX = "sex", _("płeć")
    AGE = "age", _("wiek")
    LABOUR_STATUS = "labour_status", _("status na rynku pracy")
    EDUCATION = "education", _("wykształcenie")
    GROUND = "ground", _("podstawa wsparcia")
    ROUND = "round", _("tura")
    LOCAL_PROGRAMME = "local_programme", _("program PAL")
    GROUP = "group", _("grupa")
    PARTNERSHIP = "partnership", _("partner")


def _names_one_thing() -> Q:
    coded = Q(dimension__in=[each for each in Dimension if each not in THINGS])
    one = coded & ~Q(code="") & Q(**{f"{thing}__isnull": True for thing in THINGS})
    for thing in THINGS:
        empty = {f"{each}__isnull": each != thing for each in THINGS}
        one |= Q(dimension=thing, code="", **empty)
    return one


class TargetPart(models.Model):
    """How much of a target falls to one part of the people: to women, to one group, to those above 54.

    Shares of one dimension sum to the target (the verbs see to it; the database lets them not exceed it);
    a part "of which" is only no more than the target.
    Why: docs/adr/0605-targets-have-parts.md
    """

    class Kind(models.TextChoices):
        SHARE = "share", _("część podziału")
        OF_WHICH = "of_which", _("w tym")

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="parts", verbose_name=_("wartość docelowa")
    )
    dimension = models.CharField(_("podział"), max_length=20, choices=Dimension.choices)
    code = models.CharField(_("część"), max_length=60, blank=True)
    local_programme = models.ForeignKey(
        LocalProgramme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="target_parts",
        verbose_name=_("program PAL"),
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="target_parts", verbose_name=_("grupa")
    )
    partnership = models.ForeignKey(
        Partnership,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="target_parts",
        verbose_name=_("partner"),
    )
    kind = models.CharField(_("rodzaj części"), max_length=8, choices=Kind.choices)
    value = models.PositiveIntegerField(_("wartość docelowa części"))

    objects = ScopedManager(centre="target__indicator__project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("część wartości docelowej"), _("części wartości docelowych")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="part_of_target_names_one_thing",
                condition=_names_one_thing(),
                violation_error_message=_("Część wartości docelowej musi wskazywać jedną rzecz."),
            ),
            models.CheckConstraint(
                name="overlapping_part_is_no_share",
                condition=~Q(dimension__in=OVERLAPPING, kind="share"),
                violation_error_message=_(
                    "Jedna osoba może mieć kilka podstaw wsparcia, więc taka część jest zawsze „w tym”."
                ),
            ),
            models.UniqueConstraint(
                fields=["target", "dimension", "code"],
                condition=~Q(code=""),
                name="part_of_target_is_named_once",
                violation_error_message=_("Ta część jest już w wartości docelowej."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["target", thing],
                    name=f"part_of_target_names_{thing}_once",
                    violation_error_message=_("Ta część jest już w wartości docelowej."),
                )
                for thing in THINGS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_dimension_display()}: {self.value}"

    @property
    def key(self) -> str:
        """What tells this part from others of its dimension: a code, or the id of a thing."""
        return str(getattr(self, f"{self.dimension}_id")) if self.dimension in THINGS else self.code


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
        return f"{date_format(self.planned_on)}: {self.value}"
