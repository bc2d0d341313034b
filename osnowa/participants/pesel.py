"""What a PESEL says: whether it is one, when its holder was born, and the sex it was issued for.

Source: docs/sources.md#pesel
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from stdnum import exceptions
from stdnum.pl import pesel as standard

Fault = Literal["digits", "length", "checksum", "date"]
Sex = Literal["woman", "man"]

DIGITS = 11
# Synthetic numbers lie in the years 2200–2299 (month code +60), which nobody has, and stand for 1900–1999.
SYNTHETIC_YEARS = range(2200, 2300)
SYNTHETIC_SHIFT = 300


class NotPesel(ValueError):
    """This is no PESEL; ``fault`` says what is wrong with it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


@dataclass(frozen=True)
class Pesel:
    """A valid number of eleven digits and what it says."""

    number: str
    birth_date: date
    sex: Sex


def compact(text: str) -> str:
    """Return ``text`` without the spaces and hyphens that people type between the digits."""
    return "".join(text.replace("-", "").split())


def looks_like(text: str) -> bool:
    """Return whether ``text`` may be meant as a PESEL: eleven digits, whatever stands between them."""
    number = compact(text)
    return len(number) == DIGITS and number.isascii() and number.isdigit()


def read(text: str, *, synthetic: bool = False) -> Pesel:
    """Return what the number in ``text`` says.

    Numbers of the years 2200–2299 are read as they stand; with ``synthetic`` as 1900–1999, because a demo's
    invented people carry them.

    Raises:
        NotPesel: not eleven digits, a wrong check digit, or a day that does not exist.
    """
    number = compact(text)
    if not (number.isascii() and number.isdigit()):
        raise NotPesel("digits")
    if len(number) != DIGITS:
        raise NotPesel("length")
    try:
        standard.validate(number)
        born = standard.get_birth_date(number)
    except exceptions.InvalidChecksum:
        raise NotPesel("checksum") from None
    except exceptions.ValidationError:
        raise NotPesel("date") from None
    if synthetic and born.year in SYNTHETIC_YEARS:
        # No day is lost: the leap years of both centuries lie 300 years apart.
        born = born.replace(year=born.year - SYNTHETIC_SHIFT)
    return Pesel(number, born, "woman" if standard.get_gender(number) == "F" else "man")


def masked(number: str) -> str:
    """Return ``number`` with only its last four digits: ``*******1234``."""
    return "*" * (len(number) - 4) + number[-4:]
