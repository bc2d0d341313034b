"""Notices of a centre."""

from datetime import date

from django.db.models import QuerySet

from osnowa.organisations.models import Centre
from osnowa.pages.models import Notice
from osnowa.projects.standing import Standing


def notices_shown(centre: Centre, on: date) -> list[Notice]:
    """Return what stands above the public pages of ``centre`` on the day ``on``, the newest first."""
    return list(Notice.objects.filter(centre=centre).shown_on(on))


def notices_visible_to(who: Standing) -> QuerySet[Notice]:
    """Return every notice of the centre, those that are over included: all of them were public."""
    return Notice.objects.filter(centre=who.centre).select_related("centre")
