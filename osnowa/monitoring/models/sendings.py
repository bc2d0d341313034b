"""Files made for a register, and the identifiers it gave."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.clock.models import Recorded, RecordedManager
from osnowa.participants.models import Enrolment
from osnowa.projects.models import Project
from osnowa.secrets import blind_index


class TechnicalId(Recorded):
    """The identifier that ``register`` gave to a participation; versions are superseded.

    Source: docs/sources.md#sm-efs
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="technical_ids")
    register = models.CharField(_("rejestr"), max_length=20)
    value = models.CharField(_("techniczny identyfikator"), max_length=60)

    objects = ScopedManager(centre="enrolment__project__centre", _manager_class=RecordedManager)

    class Meta(Recorded.Meta):
        verbose_name = _("techniczny identyfikator")
        verbose_name_plural = _("techniczne identyfikatory")
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment", "register"],
                condition=Q(superseded_at__isnull=True),
                name="enrolment_has_one_technical_id",
                violation_error_message=_("Ta osoba ma już techniczny identyfikator w tym rejestrze."),
            ),
            models.CheckConstraint(
                name="technical_id_says_something",
                condition=~Q(value=""),
                violation_error_message=_("Techniczny identyfikator nie może być pusty."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register} · {self.enrolment_id}"


class Sending(models.Model):
    """A file made for ``register``, with the data as of ``day``; the file itself is not kept.

    ``digest`` is a keyed fingerprint of its bytes: the same file can be recognised, and nothing guessed.
    ``number`` counts from 1 within project and register. A withdrawn one was never sent.
    Source: docs/sources.md#gdpr-security
    """

    class Extent(models.TextChoices):
        ALL = "all", _("wszystkie osoby")
        CHANGED = "changed", _("tylko zmienione")

    class Shape(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    project = models.ForeignKey(Project, models.PROTECT, related_name="sendings")
    register = models.CharField(_("rejestr"), max_length=20)
    number = models.PositiveIntegerField(_("numer pliku"))
    row_key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    day = models.DateField(_("stan na dzień"))
    made_at = models.DateTimeField(_("przygotowano"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kto przygotował"),
    )
    extent = models.CharField(_("kto w pliku"), max_length=8, choices=Extent.choices)
    shape = models.CharField(_("rodzaj pliku"), max_length=4, choices=Shape.choices)
    people = models.PositiveIntegerField(_("liczba osób"), default=0)
    left_out = models.PositiveIntegerField(_("pominięto z powodu błędów"), default=0)
    digest = models.CharField(_("skrót pliku"), max_length=blind_index.LENGTH, blank=True)
    withdrawn_at = models.DateTimeField(_("wycofano"), null=True, blank=True)

    objects = ScopedManager(centre="project__centre")

    class Meta:
        verbose_name = _("plik dla rejestru")
        verbose_name_plural = _("pliki dla rejestru")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "register", "number"],
                name="sending_number_is_unique_in_register",
                violation_error_message=_("Plik o tym numerze już jest."),
            ),
        ]

    def __str__(self) -> str:
        return f"nr {self.number} z {date_format(self.day)}"


class SentPerson(models.Model):
    """A participation in a file: in which row below the headers (from 1), and its digest."""

    sending = models.ForeignKey(Sending, models.CASCADE, related_name="members")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="sent_to_registers")
    place = models.PositiveIntegerField(_("wiersz"))
    digest = models.CharField(_("skrót wiersza"), max_length=blind_index.LENGTH)

    objects = ScopedManager(centre="sending__project__centre")

    class Meta:
        verbose_name = _("osoba w pliku")
        verbose_name_plural = _("osoby w pliku")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["sending", "enrolment"],
                name="person_stands_once_in_a_file",
                violation_error_message=_("Ta osoba jest już w pliku."),
            ),
            models.UniqueConstraint(
                fields=["sending", "place"],
                name="row_of_a_file_is_one_person",
                violation_error_message=_("Ten wiersz pliku jest już zajęty."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sending_id} · {self.place}"
