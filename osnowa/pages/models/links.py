"""Where to read on, outside."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.organisations.models import Centre
from osnowa.pages.outside import AddressFault, NotAsked, asked_of
from osnowa.projects.models import Project

#: Why an address cannot stand on a page; that it is encrypted ``URLValidator`` says already.
WHY_NOT = {
    AddressFault.NAMES_A_USER: _(
        "Podaj adres bez nazwy użytkownika i hasła (bez znaku @ przed nazwą serwisu)."
    ),
    AddressFault.PORT: _("Popraw numer portu w adresie: to liczba od 1 do 65535."),
    AddressFault.HOST: _("Popraw nazwę serwisu w adresie: takiej być nie może."),
}


def validate_can_be_asked(address: str) -> None:
    """Refuse an address that nobody could ask for, or that would show everybody a password.

    Raises:
        ValidationError: it names a user, or a port or a host that cannot be.
    """
    try:
        asked_of(address)
    except NotAsked as why:
        if why.fault in WHY_NOT:
            raise ValidationError(WHY_NOT[why.fault], code="not_asked") from None


class PageLink(models.Model):
    """A link to another site, on the page of a project or, without one, on those of the centre.

    ``checked_on`` is when it was last asked whether it answers, ``fault`` what was wrong then; empty when it
    answered.
    """

    centre = models.ForeignKey(
        Centre, models.PROTECT, related_name="page_links", verbose_name=_("ośrodek"), editable=False
    )
    project = models.ForeignKey(
        Project,
        models.PROTECT,
        related_name="page_links",
        verbose_name=_("projekt"),
        null=True,
        blank=True,
    )
    title = models.CharField(_("tytuł"), max_length=120)
    address = models.CharField(
        _("adres"),
        max_length=400,
        validators=[
            URLValidator(
                schemes=["https"],
                message=_("Podaj cały adres, od https://, na przykład https://www.wroclaw.pl"),
            ),
            validate_can_be_asked,
        ],
    )
    position = models.PositiveSmallIntegerField(_("kolejność"), default=1)
    checked_on = models.DateField(_("ostatnio sprawdzony"), null=True, blank=True, editable=False)
    fault = models.CharField(_("co było nie tak"), max_length=120, blank=True, editable=False)

    objects = ScopedManager(centre="centre")

    class Meta:
        verbose_name, verbose_name_plural = _("odnośnik"), _("odnośniki")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="page_link_stands_once_on_the_page_of_a_project",
                fields=["project", "address"],
                condition=Q(project__isnull=False),
                violation_error_message=_("Odnośnik pod ten adres już jest na tej stronie."),
            ),
            models.UniqueConstraint(
                name="page_link_stands_once_on_the_pages_of_a_centre",
                fields=["centre", "address"],
                condition=Q(project__isnull=True),
                violation_error_message=_("Odnośnik pod ten adres już jest na tej stronie."),
            ),
            models.CheckConstraint(
                name="page_link_is_encrypted",
                condition=Q(address__startswith="https://"),
                violation_error_message=_("Adres zaczyna się od https://"),
            ),
            models.CheckConstraint(
                name="page_link_has_a_fault_only_when_checked",
                condition=Q(fault="") | Q(checked_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title
