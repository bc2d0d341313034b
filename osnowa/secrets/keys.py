"""The keys of the installation: read from the settings, kept outside the database, one ring per purpose.

A setting reads ``id:value`` pairs separated by commas; the first one is used for new work, the others still
open what they once closed. A bare value has the id ``1``.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_PAIR = re.compile(r"(?P<id>[0-9a-z]{1,8}):(?P<value>.+)")


class UnknownKey(Exception):
    """Something was closed with a key that is no longer in the settings."""


@dataclass(frozen=True)
class KeyRing:
    """Keys of 32 bytes by id; ``current`` is the id of the one that new work uses."""

    current: str
    keys: dict[str, bytes] = field(repr=False)

    def key(self, key_id: str) -> bytes:
        """Return the key ``key_id``.

        Raises:
            UnknownKey: the settings do not hold it.
        """
        try:
            return self.keys[key_id]
        except KeyError:
            raise UnknownKey(f"the key {key_id!r} is not among the keys of this installation") from None


def ring(setting: str) -> KeyRing:
    """Return the keys of the setting named ``setting``, each derived for that purpose alone.

    Raises:
        ImproperlyConfigured: it is empty, or uses an id twice.
    """
    return _ring(setting, getattr(settings, setting))


def values(setting: str) -> dict[str, str]:
    """Return the keys of the setting named ``setting`` as they were given, by id, in their order.

    Raises:
        ImproperlyConfigured: there is none, or an id is used twice.
    """
    return _split(setting, getattr(settings, setting))


def _split(setting: str, text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        pair = _PAIR.fullmatch(part)
        key_id, value = (pair["id"], pair["value"]) if pair else ("1", part)
        if key_id in found:
            raise ImproperlyConfigured(f"{setting} ma dwa razy klucz o numerze {key_id!r}")
        found[key_id] = value
    if not found:
        raise ImproperlyConfigured(f"{setting} nie zawiera klucza")
    return found


# By value, not by name alone: a test, or a process that reloads its settings, gets what the settings say.
@lru_cache(maxsize=32)
def _ring(setting: str, text: str) -> KeyRing:
    def derive(value: str) -> bytes:
        return HKDF(SHA256(), length=32, salt=None, info=f"osnowa {setting}".encode()).derive(value.encode())

    derived = {key_id: derive(value) for key_id, value in _split(setting, text).items()}
    return KeyRing(current=next(iter(derived)), keys=derived)
