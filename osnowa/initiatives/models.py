"""Open events that participants hold for their neighbours."""

from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.clock.models import Recorded, RecordedManager
from osnowa.documents.models import StoredFile
from osnowa.organisations.addresses import panel
from osnowa.organisations.models import Place
from osnowa.projects.models import Group, Project
from osnowa.projects.periods import HappensInProject

# Said by the action first, and by the table for whoever writes past it.
HEADCOUNT_BEFORE_IT_WAS_HELD = _("Liczbę osób podaje się dopiero, gdy inicjatywa się odbyła.")


class Initiative(Recorded):
    """A community initiative (inicjatywa społeczna) of a project; counts when done and evidenced.

    ``headcount`` is how many people came: they are not participants. Versions are superseded, and the current
    one keeps its key, which addresses and evidence hold; what it said before stands in closed rows of the
    same series (docs/adr/0305-the-current-version-keeps-its-key.md).
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("zaplanowana")
        DONE = "done", _("przeprowadzona")
        CANCELLED = "cancelled", _("odwołana")

    happens_in_project = HappensInProject("project", first="held_on", only={"superseded_at": None})
    sealed_in_log = frozenset({"description"})

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="initiatives", verbose_name=_("projekt")
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="initiatives", verbose_name=_("grupa")
    )
    name = models.CharField(_("nazwa inicjatywy"), max_length=200)
    held_on = models.DateField(_("dzień"))
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="initiatives", verbose_name=_("miejsce")
    )
    state = models.CharField(_("stan"), max_length=10, choices=State.choices, default=State.PLANNED)
    cancel_reason = models.CharField(_("powód odwołania"), max_length=200, blank=True)
    headcount = models.PositiveIntegerField(
        _("liczba osób, które przyszły"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    description = models.TextField(_("opis"), blank=True)

    objects = ScopedManager(centre="project__centre", _manager_class=RecordedManager)

    class Meta(Recorded.Meta):
        verbose_name, verbose_name_plural = _("inicjatywa społeczna"), _("inicjatywy społeczne")
        ordering = ["-held_on", "name"]
        indexes = [models.Index(fields=["project", "state", "held_on"], name="initiative_by_day")]
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["project", "name", "held_on"],
                condition=Q(superseded_at__isnull=True),
                name="initiative_is_listed_once",
                violation_error_message=_("Ta inicjatywa jest już zapisana tego dnia."),
            ),
            models.CheckConstraint(
                name="initiative_cancelled_says_why",
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                violation_error_message=_("Podaj powód odwołania."),
            ),
            models.CheckConstraint(
                name="initiative_headcount_is_of_what_was_held",
                condition=Q(headcount__isnull=True) | Q(state="done"),
                violation_error_message=HEADCOUNT_BEFORE_IT_WAS_HELD,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return panel("initiatives:initiative", self.project.slug, self.pk)

    def state_on(self, day: date) -> str:
        """Return the state as of ``day``: ahead of its day an initiative is planned, whatever came of it."""
        is_ahead = self.held_on > day and self.state == self.State.DONE
        return self.State.PLANNED if is_ahead else self.State(self.state)


class InitiativeEvidence(Recorded):
    """What proves that an initiative was held: a file, or where the paper is.

    What was withdrawn stays as a closed version; with its file, if the initiative was ever held.
    """

    sealed_in_log = frozenset({"description"})

    class Kind(models.TextChoices):
        PHOTO = "photo", _("zdjęcie")
        LIST = "list", _("lista obecności")
        REPORT = "report", _("notatka ze zdarzenia")
        PRESS = "press", _("publikacja")

    initiative = models.ForeignKey(
        Initiative, models.PROTECT, related_name="evidence", verbose_name=_("inicjatywa")
    )
    kind = models.CharField(_("rodzaj dowodu"), max_length=10, choices=Kind.choices)
    description = models.CharField(_("co pokazuje"), max_length=200)
    scan = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="initiative_evidence",
        verbose_name=_("plik"),
    )
    original_place = models.CharField(_("gdzie jest oryginał"), max_length=160, blank=True)

    objects = ScopedManager(centre="initiative__project__centre", _manager_class=RecordedManager)

    class Meta(Recorded.Meta):
        verbose_name, verbose_name_plural = _("dowód inicjatywy"), _("dowody inicjatyw")
        ordering = ["pk"]
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                name="evidence_can_be_found",
                condition=Q(scan__isnull=False) | ~Q(original_place="") | Q(superseded_at__isnull=False),
                violation_error_message=_("Dodaj plik albo napisz, gdzie jest oryginał."),
            ),
        ]

    def __str__(self) -> str:
        return self.description
