"""A project, the facts that annexes change, and the forms of support it plans."""

from decimal import Decimal

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.money.fields import PlnField
from osnowa.organisations.addresses import panel
from osnowa.organisations.fields import SortKeyField
from osnowa.organisations.models import Centre, Unit
from osnowa.projects import slugs
from osnowa.projects.models.programmes import Measure, Programme
from osnowa.projects.models.texts import LongText
from osnowa.projects.periods import Period

address_name = RegexValidator(
    slugs.PATTERN, _("Użyj małych liter bez ogonków, cyfr i łączników: moj-projekt.")
)


class Stage(models.TextChoices):
    """Where a project stands on a day; computed from its terms, never stored."""

    PREPARATION = "preparation", _("w przygotowaniu")
    RUNNING = "running", _("trwa")
    CLOSED = "closed", _("zamknięty")


class Project(models.Model):
    """What the centre carries out; dates, amounts and thresholds are dated rows (``Terms``), not fields.

    ``rule_pack`` names the rules the project signed under and keeps. ``content_day`` is the day a closed
    project's pages default to.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="projects", verbose_name=_("ośrodek"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("program")
    )
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("działanie albo poddziałanie"),
    )
    slug = models.SlugField(
        _("nazwa w adresie"),
        max_length=slugs.LONGEST,
        unique=True,
        validators=[address_name],
        error_messages={"unique": _("Tę nazwę w adresie ma już inny projekt.")},
    )
    title = models.CharField(_("tytuł"), max_length=250)
    sort_key = SortKeyField("title")
    alias = models.CharField(_("inny zapis tytułu"), max_length=250, blank=True)
    rule_pack = models.CharField(_("pakiet reguł"), max_length=40)
    agreement_number = models.CharField(_("numer umowy o dofinansowanie"), max_length=80, blank=True)
    case_mark = models.CharField(_("znak sprawy"), max_length=80, blank=True)
    office = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("biuro projektu")
    )
    lead = LongText(_("jedno zdanie o projekcie"), blank=True)
    problem = LongText(_("problem"), blank=True)
    main_goal = LongText(_("cel główny"), blank=True)
    specific_goals = LongText(_("cele szczegółowe"), blank=True, help_text=_("Każdy cel w osobnym wierszu."))
    activities = LongText(_("działania"), blank=True)
    accompanying_support = LongText(_("wsparcie towarzyszące"), blank=True)
    is_public = models.BooleanField(_("widoczny na stronie publicznej"), default=False)
    content_day = models.DateField(_("dzień treści zamkniętego projektu"), null=True, blank=True)

    objects = ScopedManager(centre="centre")

    class Meta:
        verbose_name, verbose_name_plural = _("projekt"), _("projekty")
        ordering = ["sort_key", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return panel("desk:project", self.slug)


class Terms(models.Model):
    """Facts of a project that annexes change, in force from ``valid_from`` until the next row.

    ``begins_on`` and ``ends_on`` are both days of the project; ``period_as_written`` keeps what the contract
    says when it knows only months ("XII 2017"). Amounts in PLN as signed, never computed. ``outcome_gain`` is
    the number of points between the measurements that makes progress; ``outcome_months`` the window after
    exit.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="terms", verbose_name=_("projekt"))
    valid_from = models.DateField(_("obowiązuje od"))
    begins_on = models.DateField(_("początek projektu"), null=True, blank=True)
    ends_on = models.DateField(_("koniec projektu"), null=True, blank=True)
    period_as_written = models.CharField(
        _("okres tak, jak w umowie"),
        max_length=80,
        blank=True,
        help_text=_("Gdy umowa zna tylko miesiące, na przykład XII 2017 – IV 2019."),
    )
    total_pln = PlnField(_("wartość projektu"), null=True, blank=True, minimum=0)
    eu_pln = PlnField(_("wkład Funduszy Europejskich"), null=True, blank=True, minimum=0)
    state_pln = PlnField(_("budżet państwa"), null=True, blank=True, minimum=0)
    own_pln = PlnField(_("wkład własny"), null=True, blank=True, minimum=0)
    outcome_gain = models.DecimalField(
        _("próg postępu w punktach"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    outcome_months = models.PositiveSmallIntegerField(
        _("miesiące na pomiar po zakończeniu"), default=3, validators=[MinValueValidator(1)]
    )
    reason = models.CharField(_("powód, na przykład numer aneksu"), max_length=200)
    agreed_by = models.CharField(_("kto uzgodnił"), max_length=200, blank=True)

    objects = ScopedManager(centre="project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("warunki"), _("warunki")
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "valid_from"],
                name="terms_begin_once_a_day",
                violation_error_message=_("Od tego dnia obowiązują już inne warunki projektu."),
            ),
            models.CheckConstraint(
                name="terms_end_after_they_begin",
                condition=Q(begins_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("begins_on")),
                violation_error_message=_("Projekt nie może się kończyć przed początkiem."),
            ),
            models.CheckConstraint(
                name="terms_eu_share_is_within_the_total",
                condition=Q(total_pln__isnull=True) | Q(eu_pln__isnull=True) | Q(eu_pln__lte=F("total_pln")),
                violation_error_message=_(
                    "Wkład Funduszy Europejskich nie może przekraczać wartości projektu."
                ),
            ),
            models.CheckConstraint(
                name="terms_ask_for_some_progress",
                condition=Q(outcome_gain__isnull=True) | Q(outcome_gain__gt=0),
                violation_error_message=_("Próg postępu musi być większy od zera."),
            ),
            models.CheckConstraint(
                name="terms_leave_a_month_for_the_measurement",
                condition=Q(outcome_months__gte=1),
                violation_error_message=_("Na pomiar potrzebny jest co najmniej miesiąc."),
            ),
        ]

    def __str__(self) -> str:
        return f"od {date_format(self.valid_from)}: {self.reason}"

    @property
    def period(self) -> Period:
        """The days of the project under these terms."""
        return Period(self.begins_on, self.ends_on, self.period_as_written)


class SupportForm(models.Model):
    """A form of support the project plans: what the ledger's entries are entries of.

    ``kind`` and ``subkind`` are codes of the rule pack's dictionary. ``planned_amount`` counts ``unit``
    (4 meetings, at least 2 contacts a month).
    """

    class Mode(models.TextChoices):
        INDIVIDUAL = "individual", _("indywidualna")
        GROUP = "group", _("grupowa")
        STAY = "stay", _("pobyt")
        IN_KIND = "in_kind", _("rzeczowa")

    class Unit(models.TextChoices):
        MEETINGS = "meetings", _("spotkania")
        CONTACTS_A_MONTH = "contacts_a_month", _("kontakty osobiste w miesiącu")
        HOURS = "hours", _("godziny")

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="support_forms", verbose_name=_("projekt")
    )
    name = models.CharField(_("nazwa formy wsparcia"), max_length=160)
    heading = models.CharField(_("grupa form"), max_length=160, blank=True)
    kind = models.CharField(_("rodzaj wsparcia"), max_length=60)
    subkind = models.CharField(_("w tym"), max_length=60, blank=True)
    mode = models.CharField(_("tryb"), max_length=12, choices=Mode.choices)
    planned_amount = models.DecimalField(
        _("planowana liczba"),
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.1"))],
    )
    unit = models.CharField(_("jednostka"), max_length=20, choices=Unit.choices, default=Unit.MEETINGS)
    description = LongText(_("opis"), blank=True)
    position = models.PositiveSmallIntegerField(_("kolejność"), default=0)

    objects = ScopedManager(centre="project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("forma wsparcia"), _("formy wsparcia")
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"],
                name="support_form_is_planned_once",
                violation_error_message=_("Ta forma wsparcia jest już zaplanowana w projekcie."),
            ),
            models.CheckConstraint(
                name="support_form_plans_some_amount",
                condition=Q(planned_amount__isnull=True) | Q(planned_amount__gt=0),
                violation_error_message=_("Planowana liczba musi być większa od zera."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def within(self) -> str:
        """How the journal names the project of this form and of all that it delivered; no query."""
        return f"projects.project:{self.project_id}"
