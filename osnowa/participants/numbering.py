"""How participants of a project are numbered: ``PAS-ja/1/05`` is the fifth of the first round of PAS-ja."""

import re
from collections.abc import Iterable

LONGEST_SIGN = 16


def sign_of(*titles: str, slug: str) -> str:
    """Return the first of ``titles`` that is short enough to open a number, else the slug in capitals.

    Spaces around a dash go: ``PAS – ja`` is written ``PAS-ja``.
    """
    for title in titles:
        sign = re.sub(r"\s*[–-]\s*", "-", title.strip())
        if sign and not re.search(r"[\s/]", sign) and len(sign) <= LONGEST_SIGN:
            return sign
    return slug.upper()[:LONGEST_SIGN]


def next_number(sign: str, round_number: int | None, taken: Iterable[str]) -> str:
    """Return the number after the highest of ``taken`` in the same round, with at least two digits.

    Gaps are not filled: a number that was once given may stand on paper.
    """
    opening = f"{sign}/{round_number}/" if round_number else f"{sign}/"
    pattern = re.compile(rf"{re.escape(opening)}(\d+)")
    used = [int(match[1]) for number in taken if (match := pattern.fullmatch(number))]
    return f"{opening}{max(used, default=0) + 1:02}"
