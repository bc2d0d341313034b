"""Who lives with whom: the family as a unit of support, and its surroundings."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.organisations.models import Centre
from osnowa.participants.models.persons import Person


class Household(models.Model):
    """People who live and keep house together; its name is a word of the workers, not shown outside."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="households")
    row_key = models.UUIDField(
        default=uuid.uuid4,
        editable=False,
        unique=True,
        error_messages={"unique": _("Ten formularz został już wysłany. Otwórz go jeszcze raz.")},
    )
    name = models.CharField(_("nazwa rodziny albo gospodarstwa"), max_length=120)
    note = models.CharField(_("uwagi"), max_length=300, blank=True)

    objects = ScopedManager(centre="centre")

    class Meta:
        verbose_name = _("gospodarstwo domowe")
        verbose_name_plural = _("gospodarstwa domowe")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return f"gospodarstwo {self.pk}"


class HouseholdMember(models.Model):
    """Somebody of a household from ``begins_on`` up to, not including, ``ends_before``.

    ``surroundings``: not of the household, but taking part beside it (a neighbour, a grandmother elsewhere).
    """

    class Relation(models.TextChoices):
        HEAD = "head", _("osoba, od której zaczęto")
        PARTNER = "partner", _("małżonek albo partner")
        CHILD = "child", _("dziecko")
        PARENT = "parent", _("rodzic")
        RELATIVE = "relative", _("inny krewny")
        SURROUNDINGS = "surroundings", _("osoba z otoczenia")

    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="households")
    relation = models.CharField(_("kim jest"), max_length=12, choices=Relation.choices)
    begins_on = models.DateField(_("od dnia"))
    ends_before = models.DateField(_("przed dniem"), null=True, blank=True)

    objects = ScopedManager(centre="household__centre")

    class Meta:
        verbose_name = _("osoba w gospodarstwie")
        verbose_name_plural = _("osoby w gospodarstwie")
        ordering = ["begins_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="household_member_ends_after_beginning",
                condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("begins_on")),
                violation_error_message=_("Ostatni dzień musi być po pierwszym."),
            ),
            models.UniqueConstraint(
                fields=["household", "person"],
                condition=Q(ends_before__isnull=True),
                name="household_has_each_member_once",
                violation_error_message=_("Ta osoba już jest w tym gospodarstwie."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ends_before__isnull=True) & ~Q(relation="surroundings"),
                name="person_lives_in_one_household",
                violation_error_message=_("Ta osoba mieszka już w innym gospodarstwie. Najpierw je zakończ."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()} · {self.household}"
