"""What makes an entry part of its chain: canonical content, and an HMAC over it. Knows no database."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.functional import Promise

from osnowa.secrets import keys

if TYPE_CHECKING:
    from osnowa.audit.models import Entry


def canonical(values: Mapping[str, Any]) -> str:
    """Return ``values`` as JSON with sorted keys and no spaces: equal values always give equal text.

    Dates and times become ISO text, decimals and UUIDs their text, sets sorted lists.

    Raises:
        TypeError: a float (say how to round) or something that JSON does not know.
    """
    plain = _plain(values)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case Mapping():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case set() | frozenset():
            return sorted((_plain(inner) for inner in value), key=str)
        case Promise():  # a translation that waits for its reader's language
            return str(value)
    raise TypeError(f"an audit entry cannot hold a {type(value).__name__}")


def content(entry: "Entry") -> dict[str, Any]:
    """Return everything of ``entry`` that its digest covers: all columns but the digest and the row's id."""
    return {
        "tenant": entry.tenant,
        "number": entry.number,
        "written_at": moment(entry.written_at),
        "at": moment(entry.at),
        "verb": entry.verb,
        "actor": entry.actor,
        "subject": entry.subject,
        "person": entry.person,
        "within": entry.within,
        "before": entry.before_json,
        "after": entry.after_json,
        "sealed_before": entry.sealed_before,
        "sealed_after": entry.sealed_after,
        "previous": entry.previous,
    }


def moment(at: datetime) -> str:
    """Return ``at`` in the one form that is signed: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def sign(content: Mapping[str, Any]) -> str:
    """Return the HMAC of ``content`` under the current audit key, as ``<key id>:<64 hexadecimal digits>``."""
    ring = keys.ring("OSNOWA_AUDIT_KEY")
    return _sign(content, ring.current, ring.keys[ring.current])


def is_signed(content: Mapping[str, Any], digest: str) -> bool:
    """Return whether ``digest`` is the HMAC of ``content`` under one of the installation's audit keys."""
    key_id = digest.partition(":")[0]
    key = keys.ring("OSNOWA_AUDIT_KEY").keys.get(key_id)
    return key is not None and hmac.compare_digest(_sign(content, key_id, key).encode(), digest.encode())


def _sign(content: Mapping[str, Any], key_id: str, key: bytes) -> str:
    return f"{key_id}:{hmac.new(key, canonical(content).encode(), hashlib.sha256).hexdigest()}"
