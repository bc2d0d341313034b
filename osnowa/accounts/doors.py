"""When the doors without a password stand open: only in a demo that nobody else can reach.

Knows plain facts of a request only.
"""

from ipaddress import ip_address


def doors_are_open(
    *, in_demo: bool, in_production: bool, peer: str, host: str, came_through_proxy: bool
) -> bool:
    """Return whether the sign-in page may offer doors: a demo database, asked from this very machine.

    ``peer`` is the other end of the connection, ``host`` the name in the request, without a port.
    A proxy on the same machine would make everybody look near, so whatever came through one is far.
    """
    return in_demo and not in_production and not came_through_proxy and _is_near(peer) and _is_near(host)


def _is_near(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
