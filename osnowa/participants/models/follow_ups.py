"""What became of somebody after they left, and that they came back."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.clock.models import Recorded, RecordedManager
from osnowa.documents.models import StoredFile
from osnowa.participants.models.enrolments import Enrolment
from osnowa.projects.periods import HappensInProject


class FollowUp(Recorded):
    """What is known of somebody some time after their exit; versions are superseded.

    ``kind`` is a code of the rule pack (``follow_ups``: up to four weeks, six months); ``situation`` one of
    its ``exit_situations``. Until when it counts follows from the exit (``asking_again``).
    ``is_unreachable``: tried, nobody answered; then there is no situation.
    Source: docs/sources.md#follow-up
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="follow_ups")
    kind = models.CharField(_("które sprawdzenie"), max_length=20)
    held_on = models.DateField(_("dzień sprawdzenia"))
    is_unreachable = models.BooleanField(_("nie udało się skontaktować"), default=False)
    situation = models.CharField(_("sytuacja osoby"), max_length=60, blank=True)
    proof = models.CharField(_("czym potwierdzona"), max_length=160, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="follow_ups")

    objects = ScopedManager(centre="enrolment__project__centre", _manager_class=RecordedManager)

    class Meta(Recorded.Meta):
        verbose_name = _("sprawdzenie po wyjściu")
        verbose_name_plural = _("sprawdzenia po wyjściu")
        ordering = ["held_on", "pk"]
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment", "kind"],
                condition=Q(superseded_at__isnull=True),
                name="follow_up_is_held_once",
                violation_error_message=_("To sprawdzenie jest już zapisane. Popraw je."),
            ),
            models.CheckConstraint(
                name="follow_up_says_the_situation",
                condition=Q(is_unreachable=True, situation="") | (Q(is_unreachable=False) & ~Q(situation="")),
                violation_error_message=_(
                    "Wybierz sytuację osoby albo zaznacz, że nie udało się skontaktować."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.enrolment}"


class Return(Recorded):
    """Somebody came back: the participation goes on from ``returned_on``, with its first start.

    ``left_on`` is the last day of the exit that the return closed. The next exit is the one that counts.
    Source: docs/sources.md#re-entry
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="returns")
    left_on = models.DateField(_("ostatni dzień przed przerwą"), editable=False)
    returned_on = models.DateField(_("dzień powrotu"))
    reason = models.CharField(_("powód powrotu"), max_length=200, blank=True)

    happens_in_project = HappensInProject(
        "enrolment__project", first="returned_on", only={"superseded_at": None}
    )
    objects = ScopedManager(centre="enrolment__project__centre", _manager_class=RecordedManager)

    class Meta(Recorded.Meta):
        verbose_name = _("powrót do projektu")
        verbose_name_plural = _("powroty do projektu")
        ordering = ["returned_on", "pk"]
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment", "returned_on"],
                condition=Q(superseded_at__isnull=True),
                name="return_happens_once_a_day",
                violation_error_message=_("Powrót z tego dnia jest już zapisany."),
            ),
            models.CheckConstraint(
                name="return_follows_leaving",
                condition=Q(returned_on__gt=F("left_on")),
                violation_error_message=_("Powrót musi być po ostatnim dniu udziału."),
            ),
        ]

    def __str__(self) -> str:
        return f"powrót {self.enrolment}"
