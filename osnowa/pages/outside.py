"""What is asked of another site when its address is asked: a host, a port and a target, in their ASCII form.

Knows addresses only. People paste them as they see them: ``https://www.wroclaw.pl/żółw?q=zażółć``.
"""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlsplit

#: What stands in a path or a query as it is; ``%`` is that of letters quoted already.
_PLAIN_IN_PATH = "/%:@!$&'()*+,;=~"
_PLAIN_IN_QUERY = _PLAIN_IN_PATH + "?"


class AddressFault(StrEnum):
    """Why an address cannot be asked."""

    NOT_ENCRYPTED = "not encrypted"
    NAMES_A_USER = "names a user"
    PORT = "port"
    HOST = "host"


class NotAsked(ValueError):
    """This address cannot be asked; ``fault`` says why."""

    def __init__(self, fault: AddressFault):
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Asked:
    """Where a page is asked for: ASCII only, the host without brackets."""

    host: str
    port: int
    target: str


def asked_of(address: str) -> Asked:
    """Return what is asked of which host for the page at ``address``.

    Raises:
        NotAsked: not https, no address, with a user or password, a port or host that cannot be.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        raise NotAsked(AddressFault.HOST) from None
    if parts.scheme != "https":
        raise NotAsked(AddressFault.NOT_ENCRYPTED)
    if "@" in parts.netloc:
        raise NotAsked(AddressFault.NAMES_A_USER)
    if not parts.hostname:
        raise NotAsked(AddressFault.HOST)
    try:
        port = 443 if parts.port is None else parts.port
    except ValueError:
        port = 0
    if not port:
        raise NotAsked(AddressFault.PORT)
    path, query = quote(parts.path or "/", safe=_PLAIN_IN_PATH), quote(parts.query, safe=_PLAIN_IN_QUERY)
    return Asked(_host(parts.hostname), port, f"{path}?{query}" if query else path)


def _host(name: str) -> str:
    """Return the name as the network knows it; letters beyond ASCII take more room there."""
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        raise NotAsked(AddressFault.HOST) from None
