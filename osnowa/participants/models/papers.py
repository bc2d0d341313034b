"""What a person shows instead of a PESEL, or beside it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.organisations.models import Centre
from osnowa.participants.models.persons import Person
from osnowa.secrets import blind_index
from osnowa.secrets.fields import EncryptedTextField


class IdentityPaper(models.Model):
    """A document that says who somebody is: a passport, a card of another country.

    The number is encrypted; ``number_index`` finds it again. One paper belongs to one person of the centre:
    country (ISO 3166-1, two letters), kind and number together say which paper it is.
    """

    class Kind(models.TextChoices):
        PASSPORT = "passport", _("paszport")
        IDENTITY_CARD = "identity-card", _("dowód tożsamości")
        RESIDENCE_CARD = "residence-card", _("karta pobytu")
        OTHER = "other", _("inny dokument")

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="identity_papers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="identity_papers")
    row_key = models.UUIDField(
        default=uuid.uuid4,
        editable=False,
        unique=True,
        error_messages={"unique": _("Ten formularz został już wysłany. Otwórz go jeszcze raz.")},
    )
    kind = models.CharField(_("rodzaj dokumentu"), max_length=16, choices=Kind.choices)
    country = models.CharField(_("kraj, który wydał"), max_length=2)
    number = EncryptedTextField(_("numer dokumentu"), max_length=40)
    number_index = models.CharField(max_length=blind_index.LENGTH, editable=False)
    valid_until = models.DateField(_("ważny do (włącznie)"), null=True, blank=True)

    objects = ScopedManager(centre="centre")

    class Meta:
        verbose_name = _("dokument tożsamości")
        verbose_name_plural = _("dokumenty tożsamości")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "country", "kind", "number_index"],
                name="identity_paper_belongs_to_one_person",
                violation_error_message=_("Dokument o tym numerze ma już inna osoba w ośrodku."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.country}"
