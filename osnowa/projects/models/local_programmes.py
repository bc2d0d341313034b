"""Local Activity Programmes (PAL), their rounds and the groups of participants."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.organisations.fields import SortKeyField
from osnowa.organisations.models import Area, Organisation
from osnowa.projects import slugs
from osnowa.projects.models.projects import Project, SupportForm, address_name
from osnowa.projects.models.team import Partnership, TeamRole
from osnowa.projects.models.texts import LongText
from osnowa.projects.periods import HappensInProject, Period


class LocalProgramme(models.Model):
    """A Local Activity Programme (PAL): aimed at a territory or at a category of people.

    Source: docs/sources.md#pal
    """

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="local_programmes", verbose_name=_("projekt")
    )
    number = models.PositiveSmallIntegerField(_("numer"), validators=[MinValueValidator(1)])
    slug = models.SlugField(_("nazwa w adresie"), max_length=slugs.LONGEST, validators=[address_name])
    name = models.CharField(_("nazwa"), max_length=200)
    is_categorial = models.BooleanField(_("kategorialny, bez obszaru"), default=False)
    addressees = LongText(_("adresaci"), blank=True)
    environment_diagnosis = LongText(_("diagnoza środowiska"), blank=True)
    people_diagnosis = LongText(_("diagnoza osób"), blank=True)
    diagnosis_method = models.CharField(_("metoda diagnozy"), max_length=200, blank=True)
    goal = LongText(_("cel"), blank=True)
    support_forms = models.ManyToManyField(
        SupportForm, blank=True, related_name="local_programmes", verbose_name=_("formy wsparcia")
    )
    is_public = models.BooleanField(_("widoczny na stronie publicznej"), default=False)

    objects = ScopedManager(centre="project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("program PAL"), _("programy PAL")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                name="local_programme_number_is_unique_in_project",
                violation_error_message=_("Program o tym numerze już jest w projekcie."),
            ),
            models.UniqueConstraint(
                fields=["project", "slug"],
                name="local_programme_address_is_unique_in_project",
                violation_error_message=_("Program o tym adresie już jest w projekcie."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ExpectedResult(models.Model):
    """A result a programme expects, and how it is seen."""

    programme = models.ForeignKey(
        LocalProgramme, models.PROTECT, related_name="expected_results", verbose_name=_("program PAL")
    )
    position = models.PositiveSmallIntegerField(_("kolejność"), default=1)
    text = models.CharField(_("spodziewany rezultat"), max_length=300)
    seen_by = models.CharField(_("po czym go poznamy"), max_length=300, blank=True)

    objects = ScopedManager(centre="programme__project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("spodziewany rezultat"), _("spodziewane rezultaty")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class LocalPartner(models.Model):
    """A local body that helps a programme, and what it gives."""

    programme = models.ForeignKey(
        LocalProgramme, models.PROTECT, related_name="local_partners", verbose_name=_("program PAL")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="local_programmes", verbose_name=_("podmiot")
    )
    gives = models.CharField(_("co wnosi"), max_length=200, blank=True)

    objects = ScopedManager(centre="programme__project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("partner lokalny"), _("partnerzy lokalni")
        ordering = ["organisation__sort_key", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"],
                name="local_partner_is_listed_once",
                violation_error_message=_("Ten partner jest już w programie."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Finding(models.Model):
    """One thing a diagnosis found: about the place, about its people, or what people lack.

    A survey may say how many of those ``asked`` named it (``named_by``); both numbers are known, or neither.
    """

    class Kind(models.TextChoices):
        ENVIRONMENT = "environment", _("środowisko")
        PERSON = "person", _("osoby")
        DEFICIT = "deficit", _("deficyt")

    programme = models.ForeignKey(
        LocalProgramme, models.PROTECT, related_name="findings", verbose_name=_("program PAL")
    )
    kind = models.CharField(_("czego dotyczy"), max_length=12, choices=Kind.choices)
    text = models.CharField(_("ustalenie"), max_length=300)
    named_by = models.PositiveSmallIntegerField(
        _("ile osób to wskazało"),
        null=True,
        blank=True,
        help_text=_("Gdy ustalenie jest z ankiety. Wpisz też, ile osób odpowiedziało."),
    )
    asked = models.PositiveSmallIntegerField(
        _("ile osób odpowiedziało"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    position = models.PositiveSmallIntegerField(_("kolejność"), default=1)

    objects = ScopedManager(centre="programme__project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("ustalenie diagnozy"), _("ustalenia diagnozy")
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="finding_of_a_survey_has_both_numbers",
                condition=Q(named_by__isnull=True, asked__isnull=True)
                | Q(named_by__isnull=False, asked__isnull=False),
                violation_error_message=_("Wpisz obie liczby z ankiety albo żadnej."),
            ),
            models.CheckConstraint(
                name="finding_is_named_by_no_more_than_were_asked",
                condition=Q(named_by__isnull=True) | Q(asked__isnull=True) | Q(named_by__lte=F("asked")),
                violation_error_message=_("Nie mogło tego wskazać więcej osób, niż odpowiedziało."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ProgrammeRound(models.Model):
    """One round (tura) of a local programme, both days included; the next may have other areas."""

    programme = models.ForeignKey(
        LocalProgramme, models.PROTECT, related_name="rounds", verbose_name=_("program PAL")
    )
    number = models.PositiveSmallIntegerField(_("tura"), validators=[MinValueValidator(1)])
    begins_on = models.DateField(_("pierwszy dzień"))
    ends_on = models.DateField(_("ostatni dzień"))
    period_as_written = models.CharField(
        _("okres tak, jak w programie"),
        max_length=80,
        blank=True,
        help_text=_("Gdy program zna tylko miesiące, na przykład IX 2018 – VII 2019."),
    )
    areas = models.ManyToManyField(Area, blank=True, related_name="rounds", verbose_name=_("obszary"))
    coordinator = models.ForeignKey(
        TeamRole, models.PROTECT, null=True, blank=True, related_name="rounds", verbose_name=_("koordynacja")
    )
    approval = models.CharField(_("akt zatwierdzenia"), max_length=160, blank=True)
    approved_on = models.DateField(_("dzień zatwierdzenia"), null=True, blank=True)
    evaluation = LongText(_("ocena końcowa"), blank=True)

    happens_in_project = HappensInProject("programme__project", first="begins_on", last="ends_on")
    objects = ScopedManager(centre="programme__project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("tura"), _("tury")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="round_number_is_unique_in_programme",
                violation_error_message=_("Ta tura jest już w programie."),
            ),
            models.CheckConstraint(
                name="round_ends_after_it_begins",
                condition=Q(ends_on__gte=F("begins_on")),
                violation_error_message=_("Tura nie może się kończyć przed początkiem."),
            ),
        ]

    def __str__(self) -> str:
        return _("%(programme)s, tura %(number)s") % {"programme": self.programme, "number": self.number}

    @property
    def period(self) -> Period:
        """The days of the round."""
        return Period(self.begins_on, self.ends_on, self.period_as_written)


class Group(models.Model):
    """A group of participants: usually one per round of a local programme, or a group without a programme."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="groups", verbose_name=_("projekt"))
    round = models.ForeignKey(
        ProgrammeRound,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        verbose_name=_("tura programu"),
    )
    partnership = models.ForeignKey(
        Partnership,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        verbose_name=_("prowadzi partner"),
    )
    name = models.CharField(_("nazwa grupy"), max_length=120)
    sort_key = SortKeyField("name")
    capacity = models.PositiveSmallIntegerField(
        _("liczba miejsc"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    is_sensitive = models.BooleanField(
        _("nazwa ujawnia wrażliwy temat"), default=False, help_text=_("Nazwy nie pokazujemy poza grupą.")
    )

    objects = ScopedManager(centre="project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("grupa"), _("grupy")
        ordering = ["sort_key", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"],
                name="group_name_is_unique_in_project",
                violation_error_message=_("Grupa o tej nazwie już jest w projekcie."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
