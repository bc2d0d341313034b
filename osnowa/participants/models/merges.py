"""One human being typed twice: two records become one, and can become two again."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.organisations.models import Centre
from osnowa.participants.models.persons import Person
from osnowa.secrets.fields import EncryptedTextField


class Merge(models.Model):
    """``merged`` was found to be ``kept``; taken back, everything that moved goes home again.

    ``before`` is what the fields of ``kept`` that learned something from ``merged`` had said (JSON by field).
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="merges")
    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="merges_into_others")
    merged_at = models.DateTimeField(_("połączono"))
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    row_key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    before = EncryptedTextField(default="{}", editable=False)
    undone_at = models.DateTimeField(_("rozdzielono"), null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(centre="centre")

    class Meta:
        verbose_name = _("połączenie osób")
        verbose_name_plural = _("połączenia osób")
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at__isnull=True),
                name="person_is_merged_once",
                violation_error_message=_("Tę osobę już połączono z inną."),
            ),
            models.CheckConstraint(
                name="merge_is_of_two",
                condition=~Q(kept=F("merged")),
                violation_error_message=_("Nie można połączyć osoby z nią samą."),
            ),
            models.CheckConstraint(
                name="merge_undone_says_who",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                violation_error_message=_("Rozdzielenie bez osoby, która je zrobiła."),
            ),
        ]

    def __str__(self) -> str:
        return f"połączenie {self.merged_id} z {self.kept_id}"


class MovedRow(models.Model):
    """One row that a merge moved: which, and to whom it belonged before."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moved_rows")
    table = models.CharField(max_length=80)
    column = models.CharField(max_length=80)
    row = models.BigIntegerField()

    objects = ScopedManager(centre="merge__centre")

    class Meta:
        verbose_name = _("przeniesiony wpis")
        verbose_name_plural = _("przeniesione wpisy")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["merge", "table", "column", "row"],
                name="merge_moves_a_row_once",
                violation_error_message=_("Ten wpis jest już przeniesiony."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class ToldApart(models.Model):
    """Somebody looked: ``first`` and ``second`` are two people, whatever their names; ``first`` has the lower
    key.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="told_apart")
    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    decided_at = models.DateTimeField(_("stwierdzono"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(_("skąd wiadomo"), max_length=200, blank=True)

    objects = ScopedManager(centre="centre")

    class Meta:
        verbose_name = _("różne osoby")
        verbose_name_plural = _("różne osoby")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="two_people_are_told_apart_once",
                violation_error_message=_("O tych dwóch osobach już wiadomo, że są różne."),
            ),
            models.CheckConstraint(
                name="two_people_stand_in_order",
                condition=Q(first__lt=F("second")),
                violation_error_message=_("To musi być para różnych osób."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} i {self.second_id}"
