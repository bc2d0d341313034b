"""Group work: course → edition for a group → session → attendance."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.clock.models import Recorded, RecordedManager
from osnowa.documents.models import StoredFile
from osnowa.organisations.fields import SearchNormField
from osnowa.organisations.models import Place
from osnowa.participants.models import Enrolment
from osnowa.projects.models import Group, SupportForm
from osnowa.projects.periods import HappensInProject
from osnowa.trainings import attendance


class Course(models.Model):
    """A training, workshop or support group of a project; what it delivers is its form of support."""

    form = models.ForeignKey(
        SupportForm, models.PROTECT, related_name="courses", verbose_name=_("forma wsparcia")
    )
    name = models.CharField(_("nazwa zajęć"), max_length=160)
    meetings = models.PositiveSmallIntegerField(
        _("planowana liczba spotkań"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    description = models.TextField(_("program"), blank=True)

    objects = ScopedManager(centre="form__project__centre")

    class Meta:
        verbose_name = _("zajęcia")
        verbose_name_plural = _("zajęcia")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "name"],
                name="course_is_listed_once",
                violation_error_message=_("Takie zajęcia już są w projekcie."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """A course held for one group, by one trainer.

    Whoever leads it without an account is known by name: one name is one person of the centre, who is in one
    place at a time (``trainer_norm`` compares it, whatever its capital letters).
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="editions")
    group = models.ForeignKey(Group, models.PROTECT, related_name="editions", verbose_name=_("grupa"))
    trainer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="editions",
        verbose_name=_("prowadzi (konto)"),
    )
    trainer_name = models.CharField(_("prowadzi (imię i nazwisko)"), max_length=120, blank=True)
    trainer_norm = SearchNormField("trainer_name")
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="editions", verbose_name=_("miejsce")
    )

    objects = ScopedManager(centre="course__form__project__centre")

    class Meta:
        verbose_name = _("zajęcia grupy")
        verbose_name_plural = _("zajęcia grup")
        ordering = ["course__name", "group__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "group"],
                name="edition_is_held_once_for_a_group",
                violation_error_message=_("Ta grupa ma już te zajęcia."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} · {self.group}"


class Session(models.Model):
    """One meeting of an edition on ``held_on`` (Europe/Warsaw), within one day."""

    class State(models.TextChoices):
        PLANNED = "planned", _("zaplanowane")
        CANCELLED = "cancelled", _("odwołane")

    happens_in_project = HappensInProject(
        project="edition__course__form__project", first="held_on", only={"state": "planned"}
    )

    #: What attendance at a session is called in the ledger of support.
    LABEL = "trainings.attendance"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField(_("numer spotkania"), validators=[MinValueValidator(1)])
    topic = models.CharField(_("temat"), max_length=200, blank=True)
    held_on = models.DateField(_("dzień"))
    begins_at = models.TimeField(_("od godziny"))
    ends_at = models.TimeField(_("do godziny"))
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("miejsce")
    )
    state = models.CharField(_("stan"), max_length=10, choices=State.choices, default=State.PLANNED)
    cancel_reason = models.CharField(_("powód odwołania"), max_length=200, blank=True)

    objects = ScopedManager(centre="edition__course__form__project__centre")

    class Meta:
        verbose_name = _("spotkanie")
        verbose_name_plural = _("spotkania")
        ordering = ["held_on", "begins_at", "pk"]
        indexes = [models.Index(fields=["held_on", "begins_at"], name="session_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"],
                name="session_number_is_unique_in_edition",
                violation_error_message=_("Spotkanie o tym numerze już jest."),
            ),
            models.UniqueConstraint(
                fields=["edition", "held_on", "begins_at"],
                condition=Q(state="planned"),
                name="session_begins_once_at_a_time",
                violation_error_message=_("O tej porze ta grupa ma już spotkanie."),
            ),
            models.CheckConstraint(
                name="session_ends_after_it_begins",
                condition=Q(ends_at__gt=F("begins_at")),
                violation_error_message=_("Spotkanie musi się kończyć po rozpoczęciu."),
            ),
            models.CheckConstraint(
                name="session_cancelled_says_why",
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                violation_error_message=_("Podaj powód odwołania."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, spotkanie {self.number}"

    @property
    def is_cancelled(self) -> bool:
        """Whether the meeting was called off."""
        return self.state == self.State.CANCELLED

    @property
    def minutes(self) -> int:
        """How long the meeting is planned to last."""
        return attendance.length(self.begins_at, self.ends_at)

    @property
    def source(self) -> str:
        """The label under which attendance of this session stands in the ledger of support."""
        return f"{self.LABEL}:{self.pk}"


class ListApproval(models.Model):
    """Somebody answered for the list of a session, with a scan of the signed paper when there is one.

    From then on marks change only with a reason. It says nothing about counting: a mark counts before it is
    approved as it does afterwards. A withdrawn approval stays, with its reason; at most one stands.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="approvals")
    approved_at = models.DateTimeField(_("zatwierdzono"))
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    scan = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="list_approvals",
        verbose_name=_("skan listy"),
    )
    withdrawn_at = models.DateTimeField(_("wycofano"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    withdrawal_reason = models.CharField(_("powód wycofania"), max_length=200, blank=True)

    objects = ScopedManager(centre="session__edition__course__form__project__centre")

    class Meta:
        verbose_name = _("zatwierdzenie listy obecności")
        verbose_name_plural = _("zatwierdzenia list obecności")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(withdrawn_at__isnull=True),
                name="list_is_approved_once",
                violation_error_message=_("Ta lista jest już zatwierdzona."),
            ),
            models.CheckConstraint(
                name="list_approval_withdrawn_says_who_and_why",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason=""),
                violation_error_message=_("Wycofanie zatwierdzenia ma czas, osobę i powód."),
            ),
        ]

    def __str__(self) -> str:
        return f"zatwierdzenie {self.pk}"


class MarkBatch(models.Model):
    """One saving of marks of a session, so that it can be undone as one.

    It wrote ``marks`` and ended ``ended_marks``; undoing closes the first and brings the second back. The
    ``nonce`` it was sent with, if any, is known again: the same sending is saved once.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="batches")
    marked_at = models.DateTimeField(_("zapisano"))
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nonce = models.UUIDField(null=True, editable=False)
    reason = models.CharField(_("powód zmiany zatwierdzonej listy"), max_length=200, blank=True)
    undone_at = models.DateTimeField(_("cofnięto"), null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = ScopedManager(centre="session__edition__course__form__project__centre")

    class Meta:
        verbose_name = _("zapis obecności")
        verbose_name_plural = _("zapisy obecności")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "nonce"],
                name="batch_is_sent_once",
                violation_error_message=_("Ten zapis obecności już jest."),
            ),
            models.CheckConstraint(
                name="batch_undone_by_somebody_at_some_time",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                violation_error_message=_("Cofnięcie zapisu ma swój czas i osobę."),
            ),
        ]

    def __str__(self) -> str:
        return f"zapis {self.pk}"


class Attendance(Recorded):
    """A mark: was this participant at this session. Versions are superseded, one is current.

    ``minutes`` is the support received: 0 for an absence, otherwise the length of the session or what was
    given. ``batch`` wrote this version, ``ended_by`` replaced or withdrew it (nothing, when the batch itself
    was undone).
    """

    class Status(models.TextChoices):
        PRESENT = "present", _("obecność")
        LATE = "late", _("spóźnienie")
        LEFT_EARLY = "left_early", _("wcześniejsze wyjście")
        ABSENT = "absent", _("nieobecność")
        EXCUSED = "excused", _("nieobecność usprawiedliwiona")

    happens_in_project = HappensInProject(
        project="enrolment__project", first="session__held_on", only={"superseded_at": None}
    )

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attendances")
    status = models.CharField(_("obecność"), max_length=10, choices=Status.choices)
    minutes = models.PositiveSmallIntegerField(_("minuty"), default=0)
    batch = models.ForeignKey(MarkBatch, models.PROTECT, related_name="marks")
    ended_by = models.ForeignKey(
        MarkBatch, models.PROTECT, null=True, editable=False, related_name="ended_marks"
    )

    objects = ScopedManager(centre="enrolment__project__centre", _manager_class=RecordedManager)

    class Meta(Recorded.Meta):
        verbose_name = _("obecność na zajęciach")
        verbose_name_plural = _("obecności na zajęciach")
        indexes = [models.Index(fields=["enrolment", "session"], name="attendance_by_person")]
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["session", "enrolment"],
                condition=Q(superseded_at__isnull=True),
                name="attendance_has_one_current_mark",
                violation_error_message=_("Obecność tej osoby zaznaczono w międzyczasie."),
            ),
            models.CheckConstraint(
                name="attendance_minutes_only_when_there",
                condition=Q(status__in=["absent", "excused"], minutes=0)
                | Q(status__in=["present", "late", "left_early"], minutes__gt=0),
                violation_error_message=_("Minuty podaje się tylko przy obecności."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} · {self.enrolment_id}"

    @property
    def is_there(self) -> bool:
        """Whether the participant came, which makes it support."""
        return self.status in attendance.THERE
