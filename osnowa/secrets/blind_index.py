"""A keyed fingerprint of a value: equal values can be found, but not computed without the key.

A PESEL has about ten thousand million possible values, so an unkeyed hash would be guessed in minutes.
"""

import hashlib
import hmac

from osnowa.secrets import cipher, keys

# Key id of at most 8 characters, a colon, 64 hexadecimal digits: `CharField(max_length=blind_index.LENGTH)`.
LENGTH = 80


def digest(value: str, *, purpose: str, tenant: int | None) -> str:
    """Return the fingerprint of ``value`` to store, as ``<key id>:<64 hexadecimal digits>``.

    The caller brings the value into one form first (digits only, upper case …). Equal values have different
    fingerprints for another ``purpose`` or ``tenant`` (a centre's id), so tables cannot be joined by them.
    """
    ring = keys.ring("OSNOWA_INDEX_KEY")
    return _digest(ring, ring.current, value, purpose, tenant)


def digests(value: str, *, purpose: str, tenant: int | None) -> list[str]:
    """Return the fingerprints of ``value`` under every key, the current one first: look up with ``__in``."""
    ring = keys.ring("OSNOWA_INDEX_KEY")
    return [_digest(ring, key_id, value, purpose, tenant) for key_id in ring.keys]


def _digest(ring: keys.KeyRing, key_id: str, value: str, purpose: str, tenant: int | None) -> str:
    content = cipher.bind(purpose, "" if tenant is None else str(tenant), value)
    return f"{key_id}:{hmac.new(ring.keys[key_id], content, hashlib.sha256).hexdigest()}"
