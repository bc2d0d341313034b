"""Whether another site gives a page, without the server asking its own neighbours.

Each name is looked up once, and the connection goes to the very address that was found to be public: a name
that leads elsewhere a moment later leads nowhere. A proxy of the machine is therefore not used.
"""

import socket
import ssl
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPException, HTTPSConnection
from ipaddress import ip_address
from urllib.parse import quote, urljoin

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.pages.outside import AddressFault, Asked, NotAsked, asked_of

#: Gives a connection to what is asked, within so many seconds for each step.
Connect = Callable[[Asked, float], socket.socket]

MOST_REDIRECTIONS = 5
REDIRECTIONS = {301, 302, 303, 307, 308}

WHY_NOT = {
    AddressFault.NOT_ENCRYPTED: gettext_lazy("adres nie zaczyna się od https://"),
    AddressFault.NAMES_A_USER: gettext_lazy("adres podaje nazwę użytkownika"),
    AddressFault.PORT: gettext_lazy("adres ma błędny numer portu"),
    AddressFault.HOST: gettext_lazy("adres ma błędną nazwę serwisu"),
}


class Inside(OSError):
    """The address leads to this machine or into its own network."""


def connect_outside(asked: Asked, seconds: float) -> socket.socket:
    """Return an encrypted connection to a public address of the host.

    Raises:
        Inside: one of its addresses is not public.
        OSError: there is no such host, or it cannot be reached.
    """
    found = socket.getaddrinfo(asked.host, asked.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not all(_is_public(address) for address in addresses):
        raise Inside
    return ssl.create_default_context().wrap_socket(
        _first_reached(addresses, asked.port, seconds), server_hostname=asked.host
    )


def fault_of(address: str, seconds: float, *, connect: Connect = connect_outside) -> str:
    """Return in Polish why ``address`` gives no page within ``seconds``; empty when it does."""
    try:
        return _answer(address, seconds, connect)
    except NotAsked as why:
        return str(WHY_NOT[why.fault])
    except Inside:
        return _("adres jest wewnętrzny")
    except TimeoutError:
        return _("brak odpowiedzi na czas")
    except socket.gaierror:
        return _("nieznany host")
    except ssl.SSLError:
        return _("brak ważnego certyfikatu")
    except ConnectionRefusedError:
        return _("serwis nie przyjmuje połączeń")
    except OSError:
        return _("połączenie przerwane")
    except (HTTPException, ValueError):
        return _("odpowiedź jest nieczytelna")


def _answer(address: str, seconds: float, connect: Connect) -> str:
    for _each in range(MOST_REDIRECTIONS + 1):
        status, leads_to = _asked_once(asked_of(address), seconds, connect)
        if status not in REDIRECTIONS or not leads_to:
            return "" if 200 <= status < 300 else _("odpowiedź %(code)s") % {"code": status}
        address = urljoin(address, leads_to)
    return _("serwis odsyła w kółko")


def _asked_once(asked: Asked, seconds: float, connect: Connect) -> tuple[int, str]:
    """Return the status of the answer, and where it leads to."""
    with closing(HTTPSConnection(asked.host, asked.port, timeout=seconds)) as connection:
        connection.sock = connect(asked, seconds)
        connection.request("GET", asked.target, headers={"User-Agent": "Osnowa", "Connection": "close"})
        with connection.getresponse() as response:
            # Headers are read letter by byte; what stands beyond ASCII there is UTF-8.
            leads_to = response.getheader("Location", "").encode("latin-1")
            return response.status, quote(leads_to, safe="/%:@!$&'()*+,;=~?#[]")


def _is_public(address: str) -> bool:
    known = ip_address(address)
    return known.is_global and not known.is_multicast


def _first_reached(addresses: list[str], port: int, seconds: float) -> socket.socket:
    for address in addresses[:-1]:
        try:
            return socket.create_connection((address, port), seconds)
        except OSError:
            # A machine without IPv6 still reaches the other address.
            continue
    return socket.create_connection((addresses[-1], port), seconds)
