"""Files that prove something."""

import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.organisations.models import Centre


def stored_path(stored: "StoredFile", _name: str) -> str:
    """Return where a file lies: by centre and random id, so that no name on disk tells anything."""
    return f"{stored.centre_id}/{stored.key.hex[:2]}/{stored.key.hex}"


class StoredFile(models.Model):
    """A private file: content never changes, its SHA-256 proves it. The owner's app answers downloads."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="stored_files")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content = models.FileField(_("plik"), upload_to=stored_path, max_length=200)
    name = models.CharField(_("nazwa pliku"), max_length=160)
    media_type = models.CharField(_("rodzaj pliku"), max_length=100)
    size = models.PositiveIntegerField(_("rozmiar w bajtach"), validators=[MinValueValidator(1)])
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ScopedManager(centre="centre")

    class Meta:
        verbose_name = _("plik")
        verbose_name_plural = _("pliki")

    def __str__(self) -> str:
        return self.name
