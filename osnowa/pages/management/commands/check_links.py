"""``manage.py check_links``: which links of public pages do not answer."""

import ipaddress
import socket
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_scopes import scope

from osnowa.clock import reading
from osnowa.organisations.models import Centre
from osnowa.pages.actions.links import note_link_check
from osnowa.pages.models import PageLink


class _OnlyOutside(HTTPRedirectHandler):
    """Follows a redirection only to another public address over https."""

    def redirect_request(self, req: Request, *rest: Any) -> Request | None:
        refuse_inside(rest[-1])
        return super().redirect_request(req, *rest)


def refuse_inside(address: str) -> None:
    """Refuse what is no page of the open network: a link must not make the server ask its neighbours.

    Raises:
        URLError: not https, an unknown host, or one with a private address.
    """
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        raise URLError(_("adres nie zaczyna się od https://"))
    found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    if not all(ipaddress.ip_address(each[4][0]).is_global for each in found):
        raise URLError(_("adres jest wewnętrzny"))


def fault_of(address: str, seconds: float) -> str:
    """Return why ``address`` gives no page within ``seconds``; empty when it does."""
    try:
        refuse_inside(address)
        request = Request(address, headers={"User-Agent": "Osnowa"})  # noqa: S310 - https only, checked above
        with build_opener(_OnlyOutside).open(request, timeout=seconds):
            return ""
    except HTTPError as error:
        return _("odpowiedź %(code)s") % {"code": error.code}
    except TimeoutError:
        return _("brak odpowiedzi na czas")
    except socket.gaierror:
        return _("nieznany host")
    except URLError as error:
        timed_out = isinstance(error.reason, TimeoutError)
        return _("brak odpowiedzi na czas") if timed_out else str(error.reason)
    except OSError:
        return _("połączenie przerwane")


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
                    note_link_check(link=link, fault=fault, by=None, at=reading.now())
                    count, broken = count + 1, broken + bool(fault)
                    if fault:
                        self.stdout.write(f"{centre.slug}: {link.title}, {link.address}: {fault}")
        self.stdout.write(_("Sprawdzone odnośniki: %(count)s") % {"count": count})
        if broken:
            raise CommandError(
                _("Odnośniki, które nie działają: %(count)s") % {"count": broken}, returncode=1
            )
