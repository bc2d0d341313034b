"""Whether a reason that somebody gave for a look is one."""

from django.utils.translation import gettext_lazy as _

from osnowa.errors import Refused

SHORTEST_REASON = 10


class ReasonTooShort(Refused):
    """A word is no reason."""

    message = _("Napisz, po co otwierasz te dane. Potrzebnych jest co najmniej %(count)s znaków.")
    field = "reason"
    why = "powod-wgladu"


def good_reason(reason: str) -> str:
    """Return ``reason`` without spare spaces.

    Raises:
        ReasonTooShort: fewer than ten characters.
    """
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise ReasonTooShort(count=SHORTEST_REASON)
    return reason
