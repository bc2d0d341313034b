"""When somebody may look at a file for a reason they gave."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.participants.models.persons import Person
from osnowa.secrets.fields import EncryptedTextField


class ReasonedLook(models.Model):
    """The file of a person is open to ``viewer`` from ``begins_at`` up to, not including, ``ends_before``.

    For those who see nobody otherwise (the data protection officer). The reason may name people, so it is
    encrypted.
    """

    row_key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="reasoned_looks")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reasoned_looks")
    reason = EncryptedTextField(_("powód wglądu"))
    begins_at = models.DateTimeField(_("od"))
    ends_before = models.DateTimeField(_("przed"))

    objects = ScopedManager(centre="person__centre")

    class Meta:
        verbose_name = _("wgląd z podaniem powodu")
        verbose_name_plural = _("wglądy z podaniem powodu")
        ordering = ["-begins_at", "pk"]
        indexes = [models.Index(fields=["viewer", "ends_before"], name="look_of_viewer")]
        constraints = [
            models.CheckConstraint(
                name="reasoned_look_ends_after_it_begins",
                condition=Q(ends_before__gt=F("begins_at")),
                violation_error_message=_("Wgląd musi się kończyć po rozpoczęciu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.viewer} · {self.person}"
