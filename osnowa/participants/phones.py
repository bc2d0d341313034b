"""How a phone number is kept, however it was typed: E.164, so that one number has one form.

Source: docs/sources.md#participant-contact
"""

import re

SHORTEST, LONGEST = 7, 15


def in_one_form(text: str) -> str:
    """Return the number typed in ``text`` with its country: ``71 78 22 322`` → ``+48717822322``.

    Nothing typed stays nothing. Nine digits are Polish, also after 0, 48, 0048 or +48; another country is
    typed with + or 00.

    Raises:
        ValueError: something else than digits, or not 7 to 15 of them.
    """
    typed = re.sub(r"[\s()/.-]", "", text)
    if not typed:
        return ""
    digits = typed.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("a phone number is digits")
    has_country = typed.startswith(("+", "00"))
    digits = digits.removeprefix("00") if not typed.startswith("+") else digits
    if not has_country:
        digits = digits.removeprefix("0") if len(digits) == 10 else digits
        if len(digits) == 9:
            digits = f"48{digits}"
        elif not (len(digits) == 11 and digits.startswith("48")):
            raise ValueError("a Polish phone number has nine digits")
    if not SHORTEST <= len(digits) <= LONGEST:
        raise ValueError("a phone number has 7 to 15 digits")
    return f"+{digits}"
