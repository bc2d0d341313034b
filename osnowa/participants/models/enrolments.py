"""A person's participation in a project, in groups, and who cares for them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.organisations.models import Organisation
from osnowa.participants.models.persons import Person
from osnowa.projects.models import Group, Project
from osnowa.projects.periods import HappensInProject


class Enrolment(models.Model):
    """One person in one project, once; re-entry continues it.

    ``first_support_on`` is derived: the day of the earliest ledger entry, restated by ``support`` in the same
    transaction that records or withdraws support. Status and education are those at entry.
    Source: docs/sources.md#start-of-participation
    """

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", _("indywidualnie")
        EMPLOYEE = "employee", _("pracownik albo przedstawiciel instytucji")

    class Answer(models.TextChoices):
        YES = "yes", _("tak")
        NO = "no", _("nie")
        REFUSED = "refused", _("odmowa podania informacji")

    project = models.ForeignKey(Project, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments")
    kind = models.CharField(
        _("jak uczestniczy"), max_length=12, choices=Kind.choices, default=Kind.INDIVIDUAL
    )
    institution = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolments",
        verbose_name=_("instytucja"),
    )
    number = models.CharField(_("numer w projekcie"), max_length=40)
    enrolled_on = models.DateField(_("dzień zgłoszenia"))
    education = models.PositiveSmallIntegerField(_("wykształcenie (ISCED)"), null=True, blank=True)
    labour_status = models.CharField(_("status na rynku pracy"), max_length=40, blank=True)
    disability = models.CharField(_("niepełnosprawność"), max_length=8, choices=Answer.choices, blank=True)
    first_support_on = models.DateField(_("pierwsze wsparcie"), null=True, editable=False)

    happens_in_project = HappensInProject("project", first="enrolled_on")
    objects = ScopedManager(centre="project__centre")

    class Meta:
        verbose_name = _("zapis do projektu")
        verbose_name_plural = _("zapisy do projektu")
        ordering = ["number"]
        indexes = [models.Index(fields=["project", "first_support_on"], name="enrolment_by_first_support")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person"],
                name="person_is_enrolled_once_in_project",
                violation_error_message=_("Ta osoba już uczestniczy w projekcie."),
            ),
            models.UniqueConstraint(
                fields=["project", "number"],
                name="enrolment_number_is_unique_in_project",
                violation_error_message=_("Ten numer w projekcie ma już inna osoba."),
            ),
            models.CheckConstraint(
                name="enrolment_of_employee_names_the_institution",
                condition=Q(kind="individual", institution__isnull=True)
                | Q(kind="employee", institution__isnull=False),
                violation_error_message=_("Wskaż instytucję, z której jest pracownik."),
            ),
            models.CheckConstraint(
                name="enrolment_support_follows_enrolling",
                condition=Q(first_support_on__isnull=True) | Q(first_support_on__gte=F("enrolled_on")),
                violation_error_message=_("Wsparcie nie może być wcześniejsze niż dzień zgłoszenia."),
            ),
            models.CheckConstraint(
                name="enrolment_education_is_isced",
                condition=Q(education__isnull=True) | Q(education__lte=8),
                violation_error_message=_("Poziom wykształcenia to liczba od 0 do 8."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class GroupMembership(models.Model):
    """An enrolment in a group from ``joined_on`` up to, not including, ``left_before``."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="memberships")
    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships")
    joined_on = models.DateField(_("od dnia"))
    left_before = models.DateField(_("przed dniem"), null=True, blank=True)

    happens_in_project = HappensInProject("enrolment__project", first="joined_on")
    objects = ScopedManager(centre="enrolment__project__centre")

    class Meta:
        verbose_name = _("udział w grupie")
        verbose_name_plural = _("udział w grupach")
        ordering = ["joined_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="membership_of_group_ends_after_it_begins",
                condition=Q(left_before__isnull=True) | Q(left_before__gt=F("joined_on")),
                violation_error_message=_("Udział w grupie musi się kończyć po rozpoczęciu."),
            ),
            models.UniqueConstraint(
                fields=["enrolment", "group"],
                condition=Q(left_before__isnull=True),
                name="membership_of_group_is_open_once",
                violation_error_message=_("Ta osoba już jest w grupie."),
            ),
            models.UniqueConstraint(
                fields=["enrolment", "group", "joined_on"],
                name="membership_of_group_begins_once_a_day",
                violation_error_message=_("Udział tej osoby w grupie od tego dnia jest już zapisany."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} w {self.group}"


class CaseworkerAssignment(models.Model):
    """Who carries the case from ``begins_on`` up to, not including, ``ends_before``; one worker at a time."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="caseworkers")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="caseload")
    begins_on = models.DateField(_("od dnia"))
    ends_before = models.DateField(_("przed dniem"), null=True, blank=True)

    objects = ScopedManager(centre="enrolment__project__centre")

    class Meta:
        verbose_name = _("opieka nad osobą")
        verbose_name_plural = _("opieka nad osobą")
        ordering = ["begins_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="caseworker_ends_after_beginning",
                condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("begins_on")),
                violation_error_message=_("Opieka musi się kończyć po rozpoczęciu."),
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(ends_before__isnull=True),
                name="enrolment_has_one_caseworker",
                violation_error_message=_("Tę osobę prowadzi już inny pracownik."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} · {self.enrolment}"
