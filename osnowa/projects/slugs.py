"""The name of a project or a programme in its address. Pure."""

import re

from osnowa.organisations.folding import search_norm

#: Words that stand in addresses where the name of a project would stand.
RESERVED = frozenset({"dodaj", "programy"})
LONGEST = 80
PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def suggest(title: str) -> str:
    """Return a name for an address made of ``title``: at most 80 small letters, digits and dashes.

    "PAS – ja" gives ``pas-ja``. Cut between words where it can be; empty when nothing of the title is left.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", search_norm(title)).strip("-")
    if len(slug) > LONGEST:
        whole_words = slug[: LONGEST + 1].rpartition("-")[0]
        slug = whole_words or slug[:LONGEST]
    return slug.strip("-")
