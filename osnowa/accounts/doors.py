"""Who is near enough for the doors without a password: somebody at the very machine that serves the demo.

Knows plain facts of a request only.
"""

from ipaddress import ip_address


def is_asked_from_here(*, in_production: bool, peer: str, host: str, came_through_proxy: bool) -> bool:
    """Return whether a request comes from the very machine that serves it, and this is no production.

    ``peer`` is the other end of the connection, ``host`` the name in the request, without a port.
    A proxy on the same machine would make everybody look near, so whatever came through one is far.
    """
    return not in_production and not came_through_proxy and _is_near(peer) and _is_near(host)


def _is_near(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
