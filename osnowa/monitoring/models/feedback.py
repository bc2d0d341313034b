"""What a register answered to a file."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.monitoring.models.sendings import Sending
from osnowa.participants.models import Enrolment
from osnowa.projects.models import Project
from osnowa.secrets.fields import EncryptedTextField


class Feedback(models.Model):
    """A file of answers that came back; ``sending`` is the file it speaks of, where that is known.

    The file itself is not kept, its answers are.
    Source: docs/sources.md#sm-efs-feedback
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="register_feedback")
    register = models.CharField(_("rejestr"), max_length=20)
    sending = models.ForeignKey(
        Sending,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="feedback",
        verbose_name=_("plik, którego dotyczy"),
    )
    row_key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    received_at = models.DateTimeField(_("wczytano"))
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kto wczytał"),
    )
    withdrawn_at = models.DateTimeField(_("wycofano"), null=True, blank=True)

    objects = ScopedManager(centre="project__centre")

    class Meta:
        verbose_name = _("informacja zwrotna")
        verbose_name_plural = _("informacje zwrotne")
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return f"z {date_format(self.received_at)}"


class Answered(models.Model):
    """One answer of a register: at a participation, or at nobody and ``why``; ``settled_at``: dealt with.

    ``field`` is the code of a column, "" where the answer names none. ``message`` is the register's own, its
    PESEL numbers masked; it is sealed, because it may name somebody.
    """

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="answers")
    row_key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    row = models.PositiveIntegerField(_("wiersz informacji zwrotnej"))
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, null=True, blank=True, related_name="register_answers"
    )
    field = models.CharField(_("pole"), max_length=40, blank=True)
    message = EncryptedTextField(_("komunikat"), blank=True)
    why = models.CharField(_("dlaczego przy nikim"), max_length=20, blank=True)
    settled_at = models.DateTimeField(_("załatwiono"), null=True, blank=True)

    objects = ScopedManager(centre="feedback__project__centre")

    class Meta:
        verbose_name = _("odpowiedź rejestru")
        verbose_name_plural = _("odpowiedzi rejestru")
        ordering = ["row", "pk"]
        constraints = [
            models.CheckConstraint(
                name="answer_of_register_is_pinned_or_says_why_not",
                condition=Q(enrolment__isnull=False, why="") | (Q(enrolment__isnull=True) & ~Q(why="")),
                violation_error_message=_("Odpowiedź stoi przy osobie albo mówi, dlaczego nie."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feedback_id} · {self.row}"
