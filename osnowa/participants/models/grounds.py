"""Why a person may be supported, and the document that proves it."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.clock.models import Recorded, RecordedManager
from osnowa.documents.models import StoredFile
from osnowa.participants.models.persons import Person


class Ground(Recorded):
    """A ground of support (for example poverty, disability) with its document; versions are superseded.

    ``kind`` and ``document_kind`` are codes of the rule pack; ``is_disability``: both carry its mark of a
    disability. Valid from ``valid_from`` to ``valid_until``, both included, or for good without the latter.
    Only a verified one counts, and it was seen by two: ``stated_by`` said what it claims (kind, document and
    days; None where nobody of the centre did), ``decided_by`` is somebody else.
    """

    class State(models.TextChoices):
        AWAITING = "awaiting", _("czeka na sprawdzenie")
        VERIFIED = "verified", _("sprawdzony")
        REJECTED = "rejected", _("odrzucony")

    person = models.ForeignKey(Person, models.PROTECT, related_name="grounds")
    kind = models.CharField(_("podstawa wsparcia"), max_length=60)
    is_disability = models.BooleanField(_("dotyczy niepełnosprawności"), default=False, editable=False)
    document_kind = models.CharField(_("dokument"), max_length=60)
    document_number = models.CharField(_("znak dokumentu"), max_length=80, blank=True)
    issuer = models.CharField(_("kto wydał"), max_length=160, blank=True)
    valid_from = models.DateField(_("ważny od"))
    valid_until = models.DateField(_("ważny do (włącznie)"), null=True, blank=True)
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    state = models.CharField(_("stan"), max_length=10, choices=State.choices, default=State.AWAITING)
    decided_on = models.DateField(_("dzień sprawdzenia"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    rejection_reason = models.CharField(_("powód odrzucenia"), max_length=200, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="grounds")
    original_place = models.CharField(_("gdzie jest oryginał"), max_length=160, blank=True)

    objects = ScopedManager(centre="person__centre", _manager_class=RecordedManager)

    class Meta(Recorded.Meta):
        verbose_name = _("podstawa wsparcia")
        verbose_name_plural = _("podstawy wsparcia")
        ordering = ["valid_from", "pk"]
        indexes = [
            models.Index(
                fields=["person", "is_disability", "valid_from"],
                condition=Q(superseded_at__isnull=True, state="verified"),
                name="ground_that_counts",
            )
        ]
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                name="ground_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("Dokument nie może tracić ważności przed początkiem."),
            ),
            models.CheckConstraint(
                name="ground_rejected_says_why",
                condition=~Q(state="rejected") | ~Q(rejection_reason=""),
                violation_error_message=_("Podaj powód odrzucenia."),
            ),
            models.CheckConstraint(
                name="ground_decided_has_a_day",
                condition=Q(state="awaiting") | Q(decided_on__isnull=False),
                violation_error_message=_("Podaj dzień sprawdzenia."),
            ),
            models.CheckConstraint(
                name="ground_verified_was_seen_by_two",
                condition=~Q(state="verified") | ~Q(decided_by=F("stated_by")),
                violation_error_message=_("Podstawę wsparcia sprawdza inna osoba niż ta, która ją wpisała."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.document_kind}"

    @property
    def has_proof(self) -> bool:
        """Whether there is a scan, or a word where the document is."""
        return bool(self.scan_id or self.original_place or self.document_number)

    def waits_for(self, user: AbstractBaseUser) -> bool:
        """Whether ``user`` may check it, as far as the ground itself decides: not what they stated."""
        return self.state == self.State.AWAITING and self.stated_by_id != user.pk

    @property
    def label(self) -> str:
        """The name of the ground over all its versions, in the audit."""
        return f"participants.ground:{self.series}"
