"""The names of the icons that ``static/ui/icons.svg`` holds."""

import re
from functools import cache
from pathlib import Path

from django.templatetags.static import static

SPRITE = Path(__file__).parent / "static" / "ui" / "icons.svg"

# Status is said by icon and word first, by colour third: the shapes differ, so greyscale print still reads.
OF_KIND = {"ok": "ok", "warn": "warn", "bad": "bad", "info": "info", "idle": "dot", "": "dot"}


@cache
def names() -> frozenset[str]:
    """Return the names of all icons of the sprite."""
    return frozenset(re.findall(r'<symbol id="i-([a-z]+)"', SPRITE.read_text(encoding="utf-8")))


@cache
def address(name: str) -> str:
    """Return the address of one icon inside the sprite.

    Kept for the life of the process: a list page draws hundreds of icons and the sprite does not move.

    Raises:
        ValueError: there is no such icon; a misspelt name would draw nothing and nobody would notice.
    """
    if name not in names():
        raise ValueError(f"there is no icon {name!r}; the sprite has: {', '.join(sorted(names()))}")
    return f"{static('ui/icons.svg')}#i-{name}"
