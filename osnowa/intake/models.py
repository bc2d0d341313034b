"""Lists that were brought: the file while it is being read, its rows and what came of each."""

import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.organisations.addresses import panel
from osnowa.organisations.models import Centre
from osnowa.participants.models import Enrolment, Person
from osnowa.projects.models import Project
from osnowa.secrets.fields import EncryptedTextField


class RememberedColumns(models.Model):
    """What people of a centre decided about a list with such headers.

    ``signature`` is ``headers.signature``; ``columns`` maps a folded header to our field, empty for one left
    out. The last decision wins.
    """

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="remembered_columns")
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict, blank=True)
    decided_at = models.DateTimeField(_("zapamiętano"))

    objects = ScopedManager(centre="centre")

    class Meta:
        verbose_name = _("zapamiętany układ kolumn")
        verbose_name_plural = _("zapamiętane układy kolumn")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "signature"],
                name="columns_are_remembered_once",
                violation_error_message=_("Ten układ kolumn jest już zapamiętany."),
            )
        ]

    def __str__(self) -> str:
        return self.signature[:8]


class Batch(models.Model):
    """One list brought to a project, from its file to the receipt; ``stage`` says what is to be done next.

    A stage that ``is_work`` goes on by itself: ``done_count`` of ``work_count`` rows, told last at
    ``told_at``. ``mapping`` is position of a column → field, ``columns`` pairs of letter and header.
    ``enrolled_on`` is the day of those rows that say none, ``accepts`` the verdicts taken without a decision.
    ``emptied_at``: file and rows are gone by the rule of days; who came from the list is still known.
    Source: docs/sources.md#gdpr-storage
    """

    class Stage(models.TextChoices):
        COLUMNS = "columns", _("do opisania kolumn")
        READING = "reading", _("sprawdzanie")
        PREVIEW = "preview", _("do przyjęcia")
        TAKING = "taking", _("przyjmowanie")
        TAKEN = "taken", _("przyjęta")
        WITHDRAWING = "withdrawing", _("wycofywanie")
        WITHDRAWN = "withdrawn", _("wycofana")

    WORK = (Stage.READING, Stage.TAKING, Stage.WITHDRAWING)

    project = models.ForeignKey(Project, models.PROTECT, related_name="batches")
    row_key = models.UUIDField(
        default=uuid.uuid4,
        editable=False,
        unique=True,
        error_messages={"unique": _("Ten formularz został już wysłany. Otwórz go jeszcze raz.")},
    )
    # People name files after people.
    name = EncryptedTextField(_("nazwa pliku"))
    digest = models.CharField(max_length=64, editable=False)
    sheets = models.JSONField(default=list, blank=True)
    sheet = models.CharField(_("arkusz"), max_length=200, blank=True)
    columns = models.JSONField(default=list, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    remarks = models.JSONField(default=list, blank=True)
    enrolled_on = models.DateField(_("dzień zgłoszenia"), null=True, blank=True)
    accepts = models.JSONField(default=list, blank=True)
    stage = models.CharField(_("etap"), max_length=12, choices=Stage.choices, default=Stage.COLUMNS)
    work_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True)
    brought_at = models.DateTimeField(_("wczytano"))
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    moved_at = models.DateTimeField(_("ostatnia zmiana"))
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    emptied_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(centre="project__centre")

    class Meta:
        verbose_name = _("wczytana lista")
        verbose_name_plural = _("wczytane listy")
        ordering = ["-brought_at", "-pk"]
        indexes = [models.Index(fields=["project", "brought_at"], name="batch_by_day")]
        constraints = [
            models.CheckConstraint(
                name="batch_does_no_more_than_it_has",
                condition=Q(done_count__lte=models.F("work_count")),
                violation_error_message=_("Zrobiono więcej wierszy, niż jest."),
            )
        ]

    def __str__(self) -> str:
        # The name of a file may name a person; a log speaks by number.
        return f"lista {self.pk}"

    def get_absolute_url(self) -> str:
        return panel("intake:batch", self.project.slug, self.pk)

    @property
    def is_work(self) -> bool:
        """Whether the stage goes on by itself."""
        return self.stage in self.WORK


class FilePiece(models.Model):
    """A piece of the file of a batch, packed and encrypted; all of them go when the list is taken."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="pieces")
    row_key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    place = models.PositiveSmallIntegerField()
    content = EncryptedTextField()

    objects = ScopedManager(centre="batch__project__centre")

    class Meta:
        verbose_name = _("część wczytanego pliku")
        verbose_name_plural = _("części wczytanego pliku")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "place"],
                name="piece_of_file_has_its_place",
                violation_error_message=_("Ta część pliku jest już zapisana."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch} · {self.place}"


class ListRow(models.Model):
    """One row of a list: what would happen to it (``verdict``), what was decided, what came of it.

    ``told`` is ``keeping.Kept`` as JSON: values, reasons, what a correction replaced; personal, so encrypted,
    and emptied by the rule of days. ``registered`` and ``enrolled`` say what this row made: only that is
    withdrawn with it. A person or participation withdrawn elsewhere leaves the row alone.
    """

    class Verdict(models.TextChoices):
        NEW = "new", _("nowa osoba")
        SAME_PERSON = "same_person", _("osoba znana w ośrodku, zostanie zapisana do projektu")
        IN_PROJECT = "in_project", _("jest już w projekcie")
        LIKELY_DUPLICATE = "likely_duplicate", _("możliwe, że ta osoba już jest – zdecyduj")
        REFUSED = "refused", _("odrzucony")

    class Choice(models.TextChoices):
        STRANGER = "stranger", _("to ktoś inny, zarejestruj nową osobę")
        KNOWN = "known", _("to ta sama osoba")
        LEFT_OUT = "left_out", _("pomiń ten wiersz")

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("przyjęty")
        LEFT_OUT = "left_out", _("pominięty")
        REFUSED = "refused", _("odrzucony przy przyjmowaniu")
        WITHDRAWN = "withdrawn", _("wycofany")
        STAYS = "stays", _("zostaje")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    row_key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    number = models.PositiveIntegerField(_("wiersz"), validators=[MinValueValidator(1)])
    verdict = models.CharField(_("co się stanie"), max_length=16, choices=Verdict.choices)
    choice = models.CharField(_("decyzja"), max_length=10, choices=Choice.choices, blank=True)
    outcome = models.CharField(_("wynik"), max_length=10, choices=Outcome.choices, blank=True)
    told = EncryptedTextField(null=True, blank=True)
    # Not PROTECT: a receipt never stands in the way of withdrawing a mistake.
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="list_rows")
    enrolment = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="list_rows")
    registered = models.BooleanField(default=False)
    enrolled = models.BooleanField(default=False)

    objects = ScopedManager(centre="batch__project__centre")

    class Meta:
        verbose_name = _("wiersz listy")
        verbose_name_plural = _("wiersze listy")
        ordering = ["number"]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="row_by_outcome")]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"],
                name="row_of_list_is_there_once",
                violation_error_message=_("Ten wiersz jest już zapisany."),
            ),
            models.CheckConstraint(
                name="refused_row_is_never_taken",
                condition=~Q(verdict="refused", outcome="taken"),
                violation_error_message=_("Odrzuconego wiersza nie można przyjąć."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch} · {self.number}"
