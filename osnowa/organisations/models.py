"""Who belongs where."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.organisations import numbers
from osnowa.organisations.fields import SearchNormField, SortKeyField


class Role(models.TextChoices):
    """What somebody is, in a centre or in a project; abilities are read from it in each app's ``access``."""

    STAFF = "staff", _("osoba z ośrodka")  # belongs to the centre, no rights of its own
    COORDINATOR = "coordinator", _("koordynacja projektu")
    SOCIAL_WORKER = "social_worker", _("praca socjalna")
    TRAINER = "trainer", _("prowadzenie zajęć")
    ACCOUNTANT = "accountant", _("księgowość")
    COMMITTEE_MEMBER = "committee_member", _("komisja")
    HOUSING_MANAGER = "housing_manager", _("mieszkania")
    PARTNER_STAFF = "partner_staff", _("pracownik partnera")
    AUDITOR = "auditor", _("kontrola")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("inspektor ochrony danych")
    ADMINISTRATOR = "administrator", _("administrowanie ośrodkiem")


CENTRE_WIDE = (Role.STAFF, Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR)


def check_nip(value: str) -> None:
    """Refuse what is no NIP in its canonical form."""
    _check(numbers.canonical_nip, value, _("Ten NIP się nie zgadza. Sprawdź wszystkie dziesięć cyfr."))


def check_krs(value: str) -> None:
    """Refuse what is no KRS number in its canonical form."""
    _check(numbers.canonical_krs, value, _("Numer KRS ma dziesięć cyfr, na początku zwykle zera."))


def _check(canonical: Callable[[str], str], value: str, sentence: str) -> None:
    try:
        fits = canonical(value) == value
    except ValueError:
        fits = False
    if not fits:
        raise ValidationError(sentence)


class Centre(models.Model):
    """A social welfare centre: the tenant. Nobody sees across centres. Not scoped itself."""

    slug = models.SlugField(
        _("nazwa w adresie"),
        max_length=60,
        unique=True,
        error_messages={"unique": _("Tę nazwę w adresie ma już inny ośrodek.")},
    )
    name = models.CharField(_("pełna nazwa"), max_length=200)
    short_name = models.CharField(_("krótka nazwa"), max_length=60)
    address_line = models.CharField(_("adres w stopce"), max_length=200, blank=True)
    host = models.CharField(_("host stron publicznych"), max_length=200, blank=True)
    is_public = models.BooleanField(_("ma strony publiczne"), default=True)

    class Meta:
        verbose_name = _("ośrodek")
        verbose_name_plural = _("ośrodki")
        constraints = [
            models.UniqueConstraint(
                fields=["host"],
                condition=~Q(host=""),
                name="one_centre_answers_a_host",
                violation_error_message=_("Ten host obsługuje już inny ośrodek."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


class Organisation(models.Model):
    """A body the centre works with, the centre itself and its gmina included."""

    class Kind(models.TextChoices):
        CENTRE = "centre", _("ośrodek pomocy społecznej")
        GMINA = "gmina", _("gmina")
        MUNICIPAL_UNIT = "municipal_unit", _("jednostka miejska")
        ASSOCIATION = "association", _("stowarzyszenie")
        FOUNDATION = "foundation", _("fundacja")
        ESTATE_COUNCIL = "estate_council", _("rada osiedla")
        SCHOOL = "school", _("szkoła")
        CULTURE = "culture", _("instytucja kultury")
        DAY_CENTRE = "day_centre", _("dzienny dom pomocy")
        COMPANY = "company", _("spółka")
        OTHER = "other", _("inny podmiot")

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="organisations")
    name = models.CharField(_("nazwa"), max_length=200)
    sort_key = SortKeyField("name")
    search_norm = SearchNormField("name")
    kind = models.CharField(_("rodzaj"), max_length=20, choices=Kind.choices)
    seat = models.CharField(_("siedziba"), max_length=200, blank=True)
    krs = models.CharField(_("numer KRS"), max_length=10, blank=True, validators=[check_krs])
    nip = models.CharField(_("NIP"), max_length=10, blank=True, validators=[check_nip])

    objects = ScopedManager(centre="centre")

    class Meta:
        verbose_name = _("podmiot")
        verbose_name_plural = _("podmioty")
        ordering = ["sort_key", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="organisation_is_listed_once",
                violation_error_message=_("Podmiot o tej nazwie jest już na liście."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A part of an organisation with its own address, for example a team, a cash desk or a project office.

    ``hours`` are shown as typed, one rule a line, and never computed. ``position`` is the place on the
    contact page; units without one follow, by name.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="units")
    name = models.CharField(_("nazwa komórki"), max_length=200)
    sort_key = SortKeyField("name")
    team = models.CharField(_("zespół"), max_length=200, blank=True)
    address_line = models.CharField(_("adres"), max_length=200, blank=True)
    hours = models.CharField(_("godziny otwarcia"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("miejsce na stronie kontaktu"), null=True, blank=True)

    objects = ScopedManager(centre="organisation__centre")

    class Meta:
        verbose_name = _("komórka")
        verbose_name_plural = _("komórki")
        ordering = ["sort_key", "name", "team"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "team"],
                name="unit_is_listed_once",
                violation_error_message=_("Ta komórka jest już na liście."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContactPoint(models.Model):
    """One phone, fax or e-mail of a unit with its purpose; phones in E.164 (``+48717849605``)."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("telefon")
        FAX = "fax", _("faks")
        EMAIL = "email", _("e-mail")

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="contact_points")
    kind = models.CharField(_("rodzaj"), max_length=10, choices=Kind.choices, default=Kind.PHONE)
    value = models.CharField(_("numer albo adres"), max_length=120)
    purpose = models.CharField(_("w jakiej sprawie"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("kolejność"), default=0)

    objects = ScopedManager(centre="unit__organisation__centre")

    class Meta:
        verbose_name = _("kontakt")
        verbose_name_plural = _("kontakty")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "value"],
                name="contact_point_is_listed_once",
                violation_error_message=_("Ten kontakt jest już zapisany."),
            ),
        ]

    def __str__(self) -> str:
        return self.value


class Area(models.Model):
    """An estate or other part of the town that a programme is aimed at."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="areas")
    name = models.CharField(_("nazwa obszaru"), max_length=120)
    sort_key = SortKeyField("name")
    search_norm = SearchNormField("name")

    objects = ScopedManager(centre="centre")

    class Meta:
        verbose_name = _("obszar")
        verbose_name_plural = _("obszary")
        ordering = ["sort_key", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="area_is_listed_once",
                violation_error_message=_("Ten obszar jest już na liście."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """Where something happens: one directory for sessions, contacts, contact pages and posters."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="places")
    name = models.CharField(_("nazwa miejsca"), max_length=160)
    sort_key = SortKeyField("name")
    search_norm = SearchNormField("name")
    address_line = models.CharField(_("adres"), max_length=200, blank=True)
    is_protected = models.BooleanField(
        _("adres chroniony"), default=False, help_text=_("Adres widzi tylko osoba, która go potrzebuje.")
    )
    is_exclusive = models.BooleanField(
        _("na wyłączność"), default=False, help_text=_("Naraz odbywa się tu tylko jedno spotkanie.")
    )

    objects = ScopedManager(centre="centre")

    class Meta:
        verbose_name = _("miejsce")
        verbose_name_plural = _("miejsca")
        ordering = ["sort_key", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="place_is_listed_once",
                violation_error_message=_("Miejsce o tej nazwie jest już na liście."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Somebody belongs to an organisation of a centre from ``begins_on`` up to, not on, ``ends_before``.

    Opens the centre's panel. ``role`` holds centre-wide roles only; roles in a project are rows of the team.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(
        _("rola w ośrodku"),
        max_length=30,
        choices=[(r.value, r.label) for r in CENTRE_WIDE],
        default=Role.STAFF,
    )
    begins_on = models.DateField(_("od dnia"))
    ends_before = models.DateField(_("przed dniem"), null=True, blank=True)

    objects = ScopedManager(centre="centre")

    class Meta:
        verbose_name = _("przynależność")
        verbose_name_plural = _("konta osób")
        ordering = ["user__name", "begins_on"]
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("begins_on")),
                violation_error_message=_("Przynależność musi się kończyć po rozpoczęciu."),
            ),
            models.CheckConstraint(
                name="membership_role_is_centre_wide",
                condition=Q(role__in=[r.value for r in CENTRE_WIDE]),
                violation_error_message=_("Tę rolę nadaje się w zespole projektu."),
            ),
            models.UniqueConstraint(
                fields=["user", "centre", "role"],
                condition=Q(ends_before__isnull=True),
                name="membership_is_open_once",
                violation_error_message=_("Ta osoba ma już tę rolę w ośrodku."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
