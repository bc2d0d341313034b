"""Which files are taken, known by their first bytes: a name promises nothing.

Knows bytes and text only.
"""

import re
import unicodedata
from pathlib import PurePosixPath

# The first bytes of a file decide; the ending follows from them.
SIGNATURES: dict[bytes, tuple[str, tuple[str, ...]]] = {
    b"%PDF-": ("application/pdf", (".pdf",)),
    b"\xff\xd8\xff": ("image/jpeg", (".jpg", ".jpeg")),
    b"\x89PNG\r\n\x1a\n": ("image/png", (".png",)),
}
HEAD_BYTES = max(len(signature) for signature in SIGNATURES)
LONGEST_NAME = 160


def media_type_of(head: bytes) -> str | None:
    """Return the media type of a file that begins with ``head``; None when it is no PDF, JPG or PNG."""
    for signature, (media_type, _endings) in SIGNATURES.items():
        if head.startswith(signature):
            return media_type
    return None


def proper_name(name: str, media_type: str) -> str:
    """Return ``name`` as it may be offered for download: no folders, no control characters, the true ending.

    At most 160 characters. A name without anything left becomes ``plik``.
    """
    endings = next(endings for kind, endings in SIGNATURES.values() if kind == media_type)
    bare = PurePosixPath(name.replace("\\", "/")).name
    # Control and format characters (Cc, Cf) could turn a name around on the screen.
    bare = "".join(c for c in bare if unicodedata.category(c)[0] != "C")
    bare = " ".join(re.sub(r'["<>:|?*]', " ", bare).split()).strip(". ")
    stem, ending = PurePosixPath(bare).stem, PurePosixPath(bare).suffix.lower()
    if ending not in endings:
        stem, ending = bare, endings[0]
    return f"{(stem or 'plik')[: LONGEST_NAME - len(ending)]}{ending}"
