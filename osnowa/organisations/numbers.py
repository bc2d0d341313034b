"""Numbers by which Polish bodies and telephones are known, and the one form in which each is kept.

Source: docs/sources.md#nip
"""

import re

from stdnum.exceptions import ValidationError as NotANumber
from stdnum.pl import nip

SHORT_NUMBERS = re.compile(r"[0-9]{3}|[0-9]{5}|11[68][0-9]{3}")
#: Nine digits, also after the 0 of old directories, after 48 or +48.
POLISH_NUMBER = re.compile(r"(?:0|\+?48)?([1-9][0-9]{8})")


def canonical_nip(text: str) -> str:
    """Return the ten digits of a NIP typed with dashes, spaces or the prefix PL.

    Raises:
        ValueError: it has not ten digits, or the last one does not check the others.
    """
    try:
        return nip.validate(text)
    except NotANumber as fault:
        raise ValueError("not a NIP") from fault


def canonical_krs(text: str) -> str:
    """Return the ten digits of a KRS number; it carries no check digit, so more cannot be known.

    Raises:
        ValueError: it has not ten digits, or nothing but zeros.
    """
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits) or not digits.strip("0"):
        raise ValueError("not a KRS number")
    return digits


def canonical_phone(text: str, *, takes_short: bool = True) -> str:
    """Return a telephone number in E.164: ``71 78 22 322`` → ``+48717822322``; short numbers (112) stay.

    Nine digits are Polish, also after 0, 48, 0048 or +48; another country is typed with ``+`` or ``00``.
    ``takes_short`` is false where a number must reach one person.

    Source: docs/sources.md#participant-contact

    Raises:
        ValueError: it is no number that anybody could dial.
    """
    digits = re.sub(r"[\s().\-–/]", "", text)
    digits = re.sub(r"^00", "+", digits)
    if polish := POLISH_NUMBER.fullmatch(digits):
        return f"+48{polish[1]}"
    if takes_short and SHORT_NUMBERS.fullmatch(digits):
        return digits
    if not digits.startswith("+48") and re.fullmatch(r"\+[1-9][0-9]{6,14}", digits):
        return digits
    raise ValueError("not a telephone number")
