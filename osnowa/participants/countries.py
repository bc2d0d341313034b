"""The countries of the world by their Polish names; a record keeps the two letters of ISO 3166-1."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale

POLAND = "PL"
#: Two letters that the locale data name, but no country bears: unions, pseudo-accents, the unknown.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


@cache
def names() -> Mapping[str, str]:
    """Return the Polish name of each country by its code, Poland first, then as the names sort."""
    named = {
        code: name
        for code, name in Locale("pl").territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }
    return MappingProxyType({POLAND: named.pop(POLAND), **dict(sorted(named.items(), key=_as_sorted))})


def name_of(code: str) -> str:
    """Return the Polish name of the country ``code``, or the code itself when there is none."""
    return names().get(code, code)


def _as_sorted(named: tuple[str, str]) -> str:
    # Letters with marks stand after those without, as in a Polish directory.
    order = "aąbcćdeęfghijklłmnńoóprsśtuwyzźż"
    return "".join(f"{order.find(letter) + 1:02}" for letter in named[1].lower())
