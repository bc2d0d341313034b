"""Who carries the project out: partners with dated roles, and the team."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.organisations.models import CENTRE_WIDE, Organisation, Role, Unit
from osnowa.projects.models.projects import Project
from osnowa.projects.models.texts import LongText


class Partnership(models.Model):
    """An organisation's part in a project from ``begins_on`` up to, not including, ``ends_before``."""

    class Part(models.TextChoices):
        LEADER = "leader", _("partner wiodący")
        EXECUTING_UNIT = "executing_unit", _("jednostka realizująca")
        PARTNER = "partner", _("partner")
        COOPERATING = "cooperating", _("podmiot współpracujący")
        OPERATOR = "operator", _("operator")
        OWNER = "owner", _("właściciel")
        FOREIGN = "foreign", _("partner zagraniczny")

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="partnerships", verbose_name=_("projekt")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="partnerships", verbose_name=_("podmiot")
    )
    part = models.CharField(_("rola w partnerstwie"), max_length=20, choices=Part.choices)
    tasks = LongText(_("zadania"), blank=True)
    agreement = models.CharField(_("umowa"), max_length=160, blank=True)
    begins_on = models.DateField(_("od dnia"))
    ends_before = models.DateField(_("przed dniem"), null=True, blank=True)

    objects = ScopedManager(centre="project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("partner"), _("partnerzy")
        ordering = ["begins_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="partnership_ends_after_it_begins",
                condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("begins_on")),
                violation_error_message=_("Udział partnera musi się kończyć po rozpoczęciu."),
            ),
            models.UniqueConstraint(
                fields=["project", "organisation", "part"],
                condition=Q(ends_before__isnull=True),
                name="partnership_is_open_once",
                violation_error_message=_("Ten podmiot ma już tę rolę w projekcie."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_part_display()}"


class TeamRole(models.Model):
    """A role in the project's team from ``begins_on`` up to, not including, ``ends_before``.

    With a ``user`` it gives rights; without one it only names who is responsible (``person_name``).
    Partner staff hold it through their ``partnership``. The controller's access is a row that ends.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="team_roles", verbose_name=_("projekt"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="team_roles",
        verbose_name=_("konto"),
    )
    person_name = models.CharField(_("imię i nazwisko"), max_length=120, blank=True)
    role = models.CharField(
        _("rola"), max_length=30, choices=[(r.value, r.label) for r in Role if r not in CENTRE_WIDE]
    )
    title = models.CharField(_("funkcja"), max_length=160, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="team_roles", verbose_name=_("komórka")
    )
    partnership = models.ForeignKey(
        Partnership,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="team_roles",
        verbose_name=_("w imieniu partnera"),
    )
    reports_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reported_by", verbose_name=_("podlega")
    )
    appointment = models.CharField(_("akt powołania"), max_length=160, blank=True)
    begins_on = models.DateField(_("od dnia"))
    ends_before = models.DateField(_("przed dniem"), null=True, blank=True)

    objects = ScopedManager(centre="project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("rola w zespole"), _("role w zespole")
        ordering = ["role", "begins_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="team_role_ends_after_it_begins",
                condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("begins_on")),
                violation_error_message=_("Rola musi się kończyć po rozpoczęciu."),
            ),
            models.CheckConstraint(
                name="team_role_has_a_holder",
                condition=Q(user__isnull=False) | ~Q(person_name=""),
                violation_error_message=_("Wskaż konto albo wpisz imię i nazwisko."),
            ),
            models.CheckConstraint(
                name="team_role_is_of_a_project",
                condition=~Q(role__in=[r.value for r in CENTRE_WIDE]),
                violation_error_message=_("Tę rolę nadaje się w ośrodku."),
            ),
            models.CheckConstraint(
                name="team_role_of_partner_names_the_partner",
                condition=~Q(role=Role.PARTNER_STAFF) | Q(partnership__isnull=False),
                violation_error_message=_("Wskaż partnera, w którego imieniu działa ta osoba."),
            ),
            models.CheckConstraint(
                name="team_role_of_auditor_ends",
                condition=~Q(role=Role.AUDITOR) | Q(ends_before__isnull=False),
                violation_error_message=_("Dostęp do kontroli musi mieć dzień końca."),
            ),
            models.UniqueConstraint(
                fields=["project", "user", "role"],
                condition=Q(ends_before__isnull=True, user__isnull=False),
                name="team_role_is_open_once",
                violation_error_message=_("Ta osoba ma już tę rolę w projekcie."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} · {self.title or self.get_role_display()}"

    @property
    def holder(self) -> str:
        """Who holds the role, by name."""
        return str(self.user or self.person_name)
