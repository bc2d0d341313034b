"""What a participant answered to the questions of the national register, as it was at entry."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.clock.models import Recorded, RecordedManager
from osnowa.participants.models.enrolments import Enrolment
from osnowa.secrets.fields import EncryptedTextField


class Answer(Recorded):
    """One answer at entry; ``field`` is a code of the rule pack's field set. Versions are superseded.

    ``value`` holds the code, day (ISO) or text; an answer of a special category lies sealed in ``sealed``
    instead, and ``value`` stays empty.
    Source: docs/sources.md#gdpr-security
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="answers")
    row_key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    field = models.CharField(_("pole"), max_length=40)
    value = models.CharField(_("odpowiedź"), max_length=200, blank=True)
    sealed = EncryptedTextField(_("odpowiedź zaszyfrowana"), null=True, blank=True)
    reason = models.CharField(_("powód poprawki"), max_length=200, blank=True)

    objects = ScopedManager(centre="enrolment__project__centre", _manager_class=RecordedManager)

    class Meta(Recorded.Meta):
        verbose_name = _("odpowiedź do rejestru")
        verbose_name_plural = _("odpowiedzi do rejestru")
        ordering = ["enrolment", "field", "pk"]
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment", "field"],
                condition=Q(superseded_at__isnull=True),
                name="answer_is_given_once",
                violation_error_message=_("Na to pytanie jest już odpowiedź. Otwórz stronę jeszcze raz."),
            ),
            models.CheckConstraint(
                name="answer_is_open_or_sealed",
                condition=(Q(sealed__isnull=True) & ~Q(value="")) | (Q(sealed__isnull=False) & Q(value="")),
                violation_error_message=_("Odpowiedź jest zapisana dwa razy albo wcale."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} · {self.enrolment}"

    @property
    def said(self) -> str:
        """What was answered, wherever it lies."""
        return self.sealed or self.value
