"""How Polish names are ordered and found, the same on every database.

SQLite knows no Polish letters and PostgreSQL knows them only with ICU, so order and search are computed here
and stored in columns that any collation reads alike.
"""

import unicodedata

# Letters that Unicode does not take apart into a base and a mark.
WITHOUT_MARK = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe"}
)
# a0 < a1 (ą) < b0 …: each letter is followed by its place among the letters of one base.
PLACE = {
    letter: f"{base}{place}"
    for base, letters in {
        "a": "aą",
        "c": "cć",
        "e": "eę",
        "l": "lł",
        "n": "nń",
        "o": "oó",
        "s": "sś",
        "z": "zźż",
    }.items()
    for place, letter in enumerate(letters)
}


def search_norm(text: str) -> str:
    """Return ``text`` without marks, case and spare spaces: ``"  Łódź  Śród"`` → ``"lodz srod"``."""
    apart = unicodedata.normalize("NFKD", text.translate(WITHOUT_MARK))
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).casefold().split())


def sort_key(text: str) -> str:
    """Return a key whose plain order is the Polish order of ``text``: spaces, digits, letters with ł after l.

    Punctuation does not count, as in Polish dictionaries; order by ``(sort_key, name)`` to settle ties. ASCII
    for Latin letters, and twice as long as the text.
    """
    return "".join(_place_of(letter) for letter in unicodedata.normalize("NFC", text).casefold())


def _place_of(letter: str) -> str:
    if letter in PLACE:
        return PLACE[letter]
    if "a" <= letter <= "z":
        return f"{letter}0"
    if "0" <= letter <= "9":
        return f"0{letter}"
    if letter.isspace():
        return "00"
    if letter.isalnum():
        return "".join(f"{part}0" for part in search_norm(letter))
    return ""
