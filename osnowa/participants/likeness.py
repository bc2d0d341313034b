"""Whether two records may be one human being: names by sound and by letter, days by digit. Pure.

Every door asks here: the form, a list, another system. The answer never joins anybody: it gives a person the
reasons to decide. Points and threshold are our assumption, to be checked on lists of real centres.
Source: docs/sources.md#likeness
"""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from types import MappingProxyType

from osnowa.organisations.folding import search_norm

#: What each agreement is worth.
POINTS: Mapping[str, int] = MappingProxyType(
    {
        "last_name_same": 40,
        "last_name_sounds_same": 36,
        "last_name_part": 30,
        "last_name_typo": 30,
        "first_name_same": 30,
        "first_name_sounds_same": 26,
        "first_name_part": 26,
        "first_name_typo": 22,
        "names_swapped": -4,
        "birth_date_same": 30,
        "birth_date_day_and_month_swapped": 22,
        "birth_date_one_digit": 22,
        "birth_date_unknown": 12,
        "phone_same": 10,
        "email_same": 10,
    }
)
#: From here on a person has to decide. Same names without a day of birth are enough, a namesake born on
#: another day is not.
LIKELY = 80
#: Letters that two names may differ in, by the length of the shorter one.
TYPOS = ((9, 2), (4, 1))

#: Sounds that are written in several ways; marks that people leave out are handled before.
SOUNDS = (
    (re.compile(r"(?:sch|sz|rz|ż|ź|ś|z)"), "s"),
    (re.compile(r"(?:cz|ć|tz)"), "c"),
    (re.compile(r"ch"), "h"),
    (re.compile(r"ó"), "u"),
    (re.compile(r"ł"), "l"),
    (re.compile(r"ń"), "n"),
    (re.compile(r"ą|om(?=[bp])"), "on"),
    (re.compile(r"ę|em(?=[bp])"), "en"),
    (re.compile(r"v|ff?"), "w"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"q"), "k"),
    (re.compile(r"th"), "t"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"ii+"), "i"),
)
#: Sounds of letters with marks, and of the same letters without them.
UNMARKED = (("o", "u"), ("un", "a"), ("en", "e"))
ENDING = re.compile(r"([sc]k)[ai]$")
DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True)
class Identity:
    """Who somebody is, as far as a record says. ``ref`` is the caller's own: a key, a row number.

    ``pesel`` is compared for equality only, so a blind index serves as well; empty when unknown.
    """

    first_name: str
    last_name: str
    birth_date: date | None = None
    pesel: str = ""
    phone: str = ""
    email: str = ""
    ref: Hashable = None

    @cached_property
    def first(self) -> str:
        """The first names without marks and case."""
        return _bare(self.first_name)

    @cached_property
    def last(self) -> str:
        """The surname without marks and case, its parts separated by a space."""
        return _bare(self.last_name)

    @cached_property
    def first_sound(self) -> str:
        """How the first of the first names sounds."""
        return phonetic((self.first_name.split() or [""])[0])

    @cached_property
    def last_sounds(self) -> tuple[str, ...]:
        """How the parts of the surname sound, in the order of the alphabet."""
        return tuple(sorted(phonetic(part) for part in _parts(self.last_name)))

    @cached_property
    def sounds(self) -> tuple[str, ...]:
        """Under which sounds the name is kept and sought: one for each part of the surname, in order."""
        first = _without_marks(self.first_sound)
        lasts = dict.fromkeys(_without_marks(phonetic(part)) for part in _parts(self.last_name))
        # The order of first name and surname does not count: people write both.
        return tuple(" ".join(sorted((last, first))) for last in lasts)


@dataclass(frozen=True)
class Likeness:
    """How alike two records are: ``points`` and the codes of ``POINTS`` that they come from."""

    points: int
    reasons: tuple[str, ...]

    @property
    def is_likely(self) -> bool:
        """Whether a person has to decide if these are one human being."""
        return self.points >= LIKELY


NOT_ALIKE = Likeness(0, ())


@lru_cache(maxsize=20_000)
def phonetic(name: str) -> str:
    """Return how ``name`` sounds in Polish: ``Rzepka`` as ``Żepka``, ``Kowalski`` as ``Kowalska``.

    Only for comparing; nobody reads it.
    """
    sound = "".join(letter for letter in unicodedata.normalize("NFC", name).casefold() if letter.isalpha())
    for written, heard in SOUNDS:
        sound = written.sub(heard, sound)
    return ENDING.sub(r"\1", DOUBLED.sub(r"\1", search_norm(sound)))


def compare(one: Identity, other: Identity) -> Likeness:
    """Return how alike two records are; two different PESEL numbers are two people, one number is one."""
    if one.pesel and other.pesel:
        return Likeness(100, ("pesel_same",)) if one.pesel == other.pesel else NOT_ALIKE
    reasons = max((_names(one, other), _names_swapped(one, other)), key=_worth)
    if not any(reason.startswith("first_name") for reason in reasons):
        return NOT_ALIKE
    reasons = (*reasons, *_days(one.birth_date, other.birth_date), *_contact(one, other))
    return Likeness(_worth(reasons), reasons)


class Crowd:
    """People among whom others are sought: only those who share a key are compared.

    A surname with a typo *and* a day with a typo, without a common phone, share no key and are not found.
    """

    def __init__(self, people: Iterable[Identity] = ()) -> None:
        """Take in ``people``; more may follow with ``add``."""
        self._by_key: dict[str, list[Identity]] = {}
        for person in people:
            self.add(person)

    def add(self, person: Identity) -> None:
        """Take in one more."""
        for key in keys(person):
            self._by_key.setdefault(key, []).append(person)

    def like(self, person: Identity) -> list[tuple[Identity, Likeness]]:
        """Return those who may be ``person``, the most alike first; ties in the order they came."""
        found: dict[int, tuple[Identity, Likeness]] = {}
        seen: set[int] = set()
        for key in keys(person):
            for other in self._by_key.get(key, ()):
                if id(other) in seen:
                    continue
                seen.add(id(other))
                likeness = compare(person, other)
                if likeness.is_likely:
                    found[id(other)] = (other, likeness)
        return sorted(found.values(), key=lambda pair: -pair[1].points)


def keys(person: Identity) -> frozenset[str]:
    """Return what a record must share with another to be compared at all."""
    return frozenset(_keys(person))


def _keys(person: Identity) -> Iterator[str]:
    if person.pesel:
        yield f"pesel {person.pesel}"
    if person.birth_date:
        yield f"born {person.birth_date.isoformat()}"
    for sound in person.sounds:
        yield f"named {sound}"
    if person.phone:
        yield f"phone {person.phone}"


def _without_marks(sound: str) -> str:
    # Without marks ą, ę and ó sound otherwise, and half of the lists have no marks: both are sought as one.
    for written, heard in UNMARKED:
        sound = sound.replace(written, heard)
    return DOUBLED.sub(r"\1", sound)


def _worth(reasons: Iterable[str]) -> int:
    return sum(POINTS[reason] for reason in reasons)


def _names(one: Identity, other: Identity) -> tuple[str, ...]:
    return (*_last_names(one, other), *_first_names(one, other))


def _names_swapped(one: Identity, other: Identity) -> tuple[str, ...]:
    if one.first == other.last and one.last == other.first and one.first != one.last:
        return ("last_name_same", "first_name_same", "names_swapped")
    return ()


def _last_names(one: Identity, other: Identity) -> tuple[str, ...]:
    if one.last == other.last:
        return ("last_name_same",)
    if one.last_sounds == other.last_sounds:
        return ("last_name_sounds_same",)
    if set(one.last_sounds) & set(other.last_sounds):
        return ("last_name_part",)
    return ("last_name_typo",) if _is_typo(one.last, other.last) else ()


def _first_names(one: Identity, other: Identity) -> tuple[str, ...]:
    if one.first == other.first:
        return ("first_name_same",)
    if one.first.split()[:1] == other.first.split()[:1]:
        return ("first_name_part",)
    if one.first_sound == other.first_sound:
        return ("first_name_sounds_same",)
    shorter, longer = sorted((one.first, other.first), key=len)
    # Daniel and Daniela are twins, not a slip of the finger.
    if longer == f"{shorter}a":
        return ()
    return ("first_name_typo",) if _is_typo(one.first, other.first) else ()


def _days(one: date | None, other: date | None) -> tuple[str, ...]:
    if one is None or other is None:
        return ("birth_date_unknown",)
    if one == other:
        return ("birth_date_same",)
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return ("birth_date_day_and_month_swapped",)
    differing = sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True))
    return ("birth_date_one_digit",) if differing == 1 else ()


def _contact(one: Identity, other: Identity) -> Iterator[str]:
    # A household shares a phone, so it only adds to what names and days say.
    if one.phone and one.phone == other.phone:
        yield "phone_same"
    if one.email and one.email.casefold() == other.email.casefold():
        yield "email_same"


def _is_typo(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    allowed = next((letters for length, letters in TYPOS if shorter >= length), 0)
    return (
        bool(allowed)
        and abs(len(one) - len(other)) <= allowed
        and distance(one, other, most=allowed) <= allowed
    )


def distance(one: str, other: str, *, most: int) -> int:
    """Return how many letters were added, dropped, changed or swapped, up to ``most`` + 1."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        two_before, before, row = before, row, [i] + [0] * len(other)
        for j, another in enumerate(other, start=1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != another))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == another:
                row[j] = min(row[j], two_before[j - 2] + 1)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _bare(name: str) -> str:
    return " ".join(re.findall(r"\w+", search_norm(name)))


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s\-–]+", name) if part] or [""]
