"""``manage.py check_links``: which links of public pages do not answer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_scopes import scope

from osnowa.clock import reading
from osnowa.organisations.models import Centre
from osnowa.pages.actions.links import note_link_check
from osnowa.pages.management.asking import fault_of
from osnowa.pages.models import PageLink
from osnowa.projects.actions.changes import Gone


class Command(BaseCommand):
    """Asks every link of every centre and keeps the answer; exit code 1 when one does not answer."""

    help = gettext_lazy(
        "Sprawdź, czy odnośniki stron publicznych działają. Przykład: manage.py check_links --timeout 10"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--timeout", type=float, default=10.0, help=_("ile sekund czekać na każdy adres"))

    def handle(self, *args: Any, **options: Any) -> None:
        count = broken = 0
        for centre in Centre.objects.order_by("pk"):
            with scope(centre=centre):
                for link in PageLink.objects.filter(centre=centre):
                    fault = fault_of(link.address, options["timeout"])
                    try:
                        note_link_check(link=link, fault=fault, by=None, at=reading.now())
                    except Gone:
                        # Asking takes seconds: somebody withdrew or corrected it meanwhile.
                        continue
                    count, broken = count + 1, broken + bool(fault)
                    if fault:
                        self.stdout.write(f"{centre.slug}: {link.title}, {link.address}: {fault}")
        self.stdout.write(_("Sprawdzone odnośniki: %(count)s") % {"count": count})
        if broken:
            raise CommandError(
                _("Odnośniki, które nie działają: %(count)s") % {"count": broken}, returncode=1
            )
