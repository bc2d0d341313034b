"""One key per person: erase it, and whatever was sealed with it is gone everywhere."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from osnowa.secrets import blind_index


class SubjectKey(models.Model):
    """The key of one person in one centre, wrapped by the installation's key.

    ``subject`` is a keyed fingerprint of the person's label, so the table alone names nobody. An erased key
    leaves its row as proof of when it was erased; a person who comes back gets a new one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.BigIntegerField(_("ośrodek"), null=True, blank=True)
    subject = models.CharField(_("kogo dotyczy"), max_length=blind_index.LENGTH)
    wrapped = models.CharField(_("klucz"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("utworzono"))
    erased_at = models.DateTimeField(_("usunięto"), null=True, blank=True)

    class Meta:
        verbose_name = _("klucz osoby")
        verbose_name_plural = _("klucze osób")
        constraints = [
            # The fingerprint is salted by the centre, so it is unique by itself.
            models.UniqueConstraint(
                name="secrets_a_person_has_one_living_key",
                fields=["subject"],
                condition=Q(erased_at__isnull=True),
            ),
            models.CheckConstraint(
                name="secrets_an_erased_key_is_empty",
                condition=Q(erased_at__isnull=True) & ~Q(wrapped="") | Q(erased_at__isnull=False, wrapped=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
