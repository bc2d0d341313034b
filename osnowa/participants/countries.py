"""The countries of the world by their Polish names; a record keeps the two letters of ISO 3166-1."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale

from osnowa.organisations.folding import sort_key

POLAND = "PL"
#: Two letters that the locale data name, but no country bears: unions, pseudo-accents, the unknown.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


@cache
def names() -> Mapping[str, str]:
    """Return the Polish name of each country by its code, Poland first, then in Polish order."""
    named = {
        code: name
        for code, name in Locale("pl").territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }
    return MappingProxyType(
        {POLAND: named.pop(POLAND), **dict(sorted(named.items(), key=lambda each: sort_key(each[1])))}
    )


def name_of(code: str) -> str:
    """Return the Polish name of the country ``code``, or the code itself when there is none."""
    return names().get(code, code)
