"""What the public page of a project says beyond its own fields."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from osnowa.projects.models.projects import Project
from osnowa.projects.models.texts import LongText


class PageSection(models.Model):
    """A section of the project's public page: plain text, never markup.

    An empty line parts paragraphs; lines that begin with "- " make a list.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="sections", verbose_name=_("projekt"))
    heading = models.CharField(_("tytuł rozdziału"), max_length=160)
    text = LongText(
        _("treść"),
        help_text=_("Pusty wiersz zaczyna nowy akapit. Wiersze od „- ” tworzą listę."),
    )
    position = models.PositiveSmallIntegerField(_("kolejność"), default=1)

    objects = ScopedManager(centre="project__centre")

    class Meta:
        verbose_name, verbose_name_plural = _("rozdział strony"), _("rozdziały strony")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.heading
