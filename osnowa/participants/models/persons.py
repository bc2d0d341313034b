"""The human being: one identity per centre, with or without PESEL."""

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.organisations.fields import FoldedField, SearchNormField, SortKeyField
from osnowa.organisations.models import Centre
from osnowa.participants.likeness import Identity
from osnowa.secrets import blind_index
from osnowa.secrets.fields import EncryptedTextField


class SoundField(FoldedField):
    """How a name sounds: what people are sought by who may be registered already, spelled otherwise."""

    fold = staticmethod(str)


class Person(models.Model):
    """A human being known to the centre; typed once, whatever the number of projects.

    ``pesel`` is encrypted (AES-GCM, bound to ``row_key``); ``pesel_index`` is its keyed blind index, by which
    equality is found. ``search_norm``, ``sort_key`` and the sounds follow the name at each save. ``phone`` is
    E.164, ``country`` two letters of ISO 3166-1, ``degurba`` 1 (city), 2 (town or suburb) or 3 (rural area).
    """

    class Sex(models.TextChoices):
        WOMAN = "woman", _("kobieta")
        MAN = "man", _("mężczyzna")
        OTHER = "other", _("inna")

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="persons")
    row_key = models.UUIDField(
        default=uuid.uuid4,
        editable=False,
        unique=True,
        error_messages={"unique": _("Ten formularz został już wysłany. Otwórz go jeszcze raz.")},
    )
    first_name = models.CharField(_("imię"), max_length=80)
    last_name = models.CharField(_("nazwisko"), max_length=80)
    search_norm = SearchNormField("full_name")
    sort_key = SortKeyField("surname_first")
    sound = SoundField("first_part_sounds")
    second_sound = SoundField("second_part_sounds")
    sex = models.CharField(_("płeć"), max_length=6, choices=Sex.choices, blank=True)
    birth_date = models.DateField(_("data urodzenia"), null=True, blank=True)
    pesel = EncryptedTextField(_("PESEL"), null=True, blank=True)
    pesel_index = models.CharField(max_length=blind_index.LENGTH, null=True, editable=False)  # noqa: DJ001 - no PESEL is NULL, not ""
    lacks_pesel = models.BooleanField(_("nie ma numeru PESEL"), default=False)
    sex_reason = models.CharField(_("powód, gdy płeć różni się od numeru PESEL"), max_length=200, blank=True)
    phone = models.CharField(_("telefon"), max_length=20, blank=True)
    email = models.CharField(
        _("adres e-mail"),
        max_length=254,
        blank=True,
        validators=[
            # The registers of the Funds take no Polish letters in an address.
            RegexValidator(
                r"^[\x21-\x3f\x41-\x7e]+@[\x21-\x3f\x41-\x7e]+\.[\x21-\x3f\x41-\x7e]+$",
                _("Adres e-mail ma postać nazwa@domena.pl, bez polskich liter i odstępów."),
            )
        ],
    )
    street = models.CharField(_("ulica"), max_length=120, blank=True)
    house_number = models.CharField(_("numer domu"), max_length=12, blank=True)
    flat_number = models.CharField(_("numer mieszkania"), max_length=12, blank=True)
    postal_code = models.CharField(
        _("kod pocztowy"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{2}-\d{3}$", _("Kod pocztowy ma postać 50-502."))],
    )
    locality = models.CharField(_("miejscowość"), max_length=100, blank=True)
    gmina = models.CharField(_("gmina"), max_length=100, blank=True)
    powiat = models.CharField(_("powiat"), max_length=100, blank=True)
    voivodeship = models.CharField(_("województwo"), max_length=40, blank=True)
    country = models.CharField(_("kraj"), max_length=2, default="PL")
    degurba = models.PositiveSmallIntegerField(_("stopień urbanizacji (DEGURBA)"), null=True, blank=True)
    accessibility_needs = models.TextField(_("potrzeby dostępności"), blank=True)
    case_number = models.CharField(_("numer sprawy w POMOST"), max_length=40, blank=True)
    is_hidden = models.BooleanField(
        _("sprawa ukryta"), default=False, help_text=_("Nazwisko widzą tylko osoby, które z nią pracują.")
    )
    registered_at = models.DateTimeField(_("zarejestrowano"))
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="merged")

    objects = ScopedManager(centre="centre")

    class Meta:
        verbose_name = _("osoba")
        verbose_name_plural = _("osoby")
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["centre", "sort_key"], name="person_by_name"),
            # Their place in a list depends on who reads it, so a list asks for all of them.
            models.Index(fields=["centre"], condition=Q(is_hidden=True), name="person_hidden"),
            models.Index(fields=["centre", "search_norm"], name="person_by_search"),
            models.Index(fields=["centre", "sound"], name="person_by_sound"),
            models.Index(fields=["centre", "second_sound"], name="person_by_second_sound"),
            models.Index(fields=["centre", "birth_date"], name="person_by_birth_date"),
            models.Index(fields=["centre", "phone"], name="person_by_phone"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "pesel_index"],
                condition=Q(pesel_index__isnull=False, merged_into__isnull=True),
                name="person_has_one_record_in_centre",
                violation_error_message=_("Osoba z tym numerem PESEL jest już zarejestrowana."),
            ),
            models.CheckConstraint(
                name="person_without_pesel_has_none",
                condition=Q(lacks_pesel=False) | Q(pesel_index__isnull=True),
                violation_error_message=_("Osoba bez numeru PESEL nie może mieć wpisanego numeru."),
            ),
            models.CheckConstraint(
                name="person_degurba_is_one_to_three",
                condition=Q(degurba__isnull=True) | Q(degurba__gte=1, degurba__lte=3),
                violation_error_message=_("Stopień urbanizacji to 1, 2 albo 3."),
            ),
            models.CheckConstraint(
                name="person_is_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message=_("Nie można połączyć osoby z nią samą."),
            ),
        ]

    def __str__(self) -> str:
        # Logs and audit speak of people by label; a name is drawn by participants.names only.
        return f"osoba {self.pk}"

    @property
    def full_name(self) -> str:
        """The name as written on documents."""
        return f"{self.first_name} {self.last_name}"

    @property
    def surname_first(self) -> str:
        """The name as lists are ordered."""
        return f"{self.last_name} {self.first_name}"

    @property
    def first_part_sounds(self) -> str:
        """How the name with the first part of the surname sounds."""
        return self._sounds[0]

    @property
    def second_part_sounds(self) -> str:
        """How the name with the last part of a compound surname sounds; empty when it has one part."""
        return self._sounds[-1] if len(self._sounds) > 1 else ""

    @property
    def _sounds(self) -> tuple[str, ...]:
        return Identity(self.first_name, self.last_name).sounds
