"""Individual work with a participant."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.clock.models import Recorded, RecordedManager
from osnowa.organisations.models import Place
from osnowa.participants.models import Enrolment
from osnowa.projects.models import SupportForm
from osnowa.projects.periods import HappensInProject
from osnowa.secrets.fields import EncryptedTextField

# Said by the action first, and by the table for whoever writes past it.
ATTEMPT_HAS_NO_MINUTES = _("Kontakt się nie odbył, więc nie ma czasu trwania. Usuń minuty.")


class Contact(Recorded):
    """A contact of a worker with a participant; versions are superseded, the note is encrypted.

    A contact by phone is support, but not one of the personal contacts a month. A failed attempt is a record,
    never support.
    """

    class Channel(models.TextChoices):
        PERSONAL = "personal", _("osobisty")
        PHONE = "phone", _("telefon")
        ONLINE = "online", _("wideorozmowa")

    happens_in_project = HappensInProject(
        project="enrolment__project", first="contacted_on", only={"superseded_at": None}
    )

    #: What contacts are called in the ledger of support and in the audit.
    LABEL = "casework.contact"

    row_key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="contacts")
    form = models.ForeignKey(
        SupportForm, models.PROTECT, related_name="contacts", verbose_name=_("forma wsparcia")
    )
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="contacts")
    channel = models.CharField(
        _("forma kontaktu"), max_length=10, choices=Channel.choices, default=Channel.PERSONAL
    )
    contacted_on = models.DateField(_("dzień"))
    began_at = models.TimeField(_("godzina"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("ile minut"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(720)]
    )
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="contacts")
    took_place = models.BooleanField(_("odbył się"), default=True)
    note = EncryptedTextField(_("notatka"), blank=True, default="")

    objects = ScopedManager(centre="enrolment__project__centre", _manager_class=RecordedManager)

    class Meta(Recorded.Meta):
        verbose_name = _("kontakt")
        verbose_name_plural = _("kontakty")
        ordering = ["-contacted_on", "-began_at", "-pk"]
        indexes = [models.Index(fields=["enrolment", "-contacted_on"], name="contact_by_day")]
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                name="contact_lasts_up_to_twelve_hours",
                condition=Q(minutes__isnull=True) | Q(minutes__range=(1, 720)),
                violation_error_message=_("Kontakt trwa od 1 do 720 minut."),
            ),
            models.CheckConstraint(
                name="contact_that_did_not_take_place_has_no_minutes",
                condition=Q(took_place=True) | Q(minutes__isnull=True),
                violation_error_message=ATTEMPT_HAS_NO_MINUTES,
            ),
        ]

    def __str__(self) -> str:
        return f"kontakt {self.enrolment_id} {self.contacted_on}"

    @property
    def label(self) -> str:
        """The name of the contact over all its versions: in the ledger of support and in the audit."""
        return f"{self.LABEL}:{self.series}"
