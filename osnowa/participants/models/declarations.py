"""What a participant declared or agreed to, and what they were told about their data."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.clock.models import Recorded, RecordedManager
from osnowa.documents.models import StoredFile
from osnowa.participants.models.enrolments import Enrolment
from osnowa.projects.models import Project


class PrivacyNotice(models.Model):
    """A version of what a project tells its participants about their data, handed out from ``valid_from``.

    Source: docs/sources.md#gdpr-information
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="privacy_notices")
    version = models.CharField(_("wersja"), max_length=40)
    valid_from = models.DateField(_("obowiązuje od"))
    text = models.TextField(_("treść klauzuli"))

    objects = ScopedManager(centre="project__centre")

    class Meta:
        verbose_name = _("klauzula informacyjna")
        verbose_name_plural = _("klauzule informacyjne")
        ordering = ["valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "version"],
                name="privacy_notice_version_is_unique_in_project",
                violation_error_message=_("Ta wersja klauzuli już jest w projekcie."),
            ),
            models.UniqueConstraint(
                fields=["project", "valid_from"],
                name="privacy_notice_begins_once_a_day",
                violation_error_message=_("Od tego dnia obowiązuje już inna wersja klauzuli."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} · {self.project}"


class Declaration(Recorded):
    """One declaration, consent or information of a participant; versions are superseded.

    ``kind`` is a code of the rule pack (``declaration_kinds``). A consent may be refused (``is_given`` false)
    and withdrawn later: it held from ``given_on`` up to, not on, ``withdrawn_on``. Information about data
    names the ``notice``.
    Source: docs/sources.md#gdpr-information
    """

    class Channel(models.TextChoices):
        PAPER = "paper", _("na papierze")
        E_MAIL = "e-mail", _("e-mailem")
        ONLINE = "online", _("przez internet")
        SPOKEN = "spoken", _("ustnie, z notatką")

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="declarations")
    kind = models.CharField(_("rodzaj"), max_length=40)
    given_on = models.DateField(_("dzień"))
    is_given = models.BooleanField(_("wyrażono"), default=True)
    withdrawn_on = models.DateField(_("wycofano dnia"), null=True, blank=True)
    channel = models.CharField(_("sposób"), max_length=8, choices=Channel.choices, default=Channel.PAPER)
    notice = models.ForeignKey(
        PrivacyNotice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="declarations",
        verbose_name=_("wersja klauzuli"),
    )
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="declarations")
    original_place = models.CharField(_("gdzie jest oryginał"), max_length=160, blank=True)

    objects = ScopedManager(centre="enrolment__project__centre", _manager_class=RecordedManager)

    class Meta(Recorded.Meta):
        verbose_name = _("oświadczenie")
        verbose_name_plural = _("oświadczenia")
        ordering = ["given_on", "pk"]
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment", "kind", "given_on"],
                condition=Q(superseded_at__isnull=True),
                name="declaration_is_given_once_a_day",
                violation_error_message=_("Oświadczenie tego rodzaju z tego dnia jest już zapisane."),
            ),
            models.CheckConstraint(
                name="declaration_is_withdrawn_after_given",
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                violation_error_message=_("Zgodę można wycofać dopiero po jej wyrażeniu."),
            ),
            models.CheckConstraint(
                name="declaration_refused_is_not_withdrawn",
                condition=Q(is_given=True) | Q(withdrawn_on__isnull=True),
                violation_error_message=_("Nie można wycofać zgody, której nie wyrażono."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.enrolment}"
