"""Texts sealed with a person's own key, which can be erased.

What is sealed here may lie where nothing can be deleted (the audit chain, a frozen report): after ``erase``
the ciphertext stays and says nothing.

Source: art. 17 of the GDPR (docs/sources.md#gdpr-erasure).
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from osnowa.secrets import blind_index, cipher, keys
from osnowa.secrets.models import SubjectKey

_PURPOSE = "secrets.subject"


Kept = dict[tuple[str, int | None], tuple[UUID, keys.KeyRing]]


def seal(subject: str, tenant: int | None, text: str, *, kept: Kept | None = None) -> str:
    """Return ``text`` sealed with the key of ``subject`` (``participants.person:7``); makes a missing key.

    ``tenant`` is the centre's id. The token opens for this subject and centre only. ``kept`` remembers keys
    that were read, for callers who seal much for one person in one transaction; drop it when it ends.
    """
    known = kept.get((subject, tenant)) if kept is not None else None
    if known is None:
        row, is_fresh = _living_key(subject, tenant)
        known = row.pk, _keys_of(row)
        # A key made a moment ago may still be undone with its savepoint.
        if kept is not None and not is_fresh:
            kept[subject, tenant] = known
    pk, ring = known
    return f"{pk.hex}:{cipher.seal(text, keys=ring, place=cipher.bind(subject, str(tenant), str(pk)))}"


def unseal(subject: str, tenant: int | None, token: str) -> str | None:
    """Return the text inside ``token``, or None when the person's key was erased.

    Raises:
        CannotOpen: the token was changed, or belongs to somebody else.
    """
    key_pk, _colon, body = token.partition(":")
    try:
        row = SubjectKey.objects.filter(pk=UUID(hex=key_pk), erased_at__isnull=True).first()
    except ValueError as error:
        raise cipher.CannotOpen("this is no text sealed with a person's key") from error
    if row is None:
        return None
    return cipher.unseal(body, keys=_keys_of(row), place=cipher.bind(subject, str(tenant), str(row.pk)))


def erase(subject: str, tenant: int | None) -> int:
    """Erase the keys of ``subject`` for good and return how many there were.

    Copies in backups die when the backups do.
    """
    living = SubjectKey.objects.filter(subject__in=_names(subject, tenant), erased_at__isnull=True)
    return living.update(wrapped="", erased_at=timezone.now())


def wrap_anew(row: Mapping[str, Any]) -> str:
    """Return the key of a person (``pk`` and ``wrapped``), wrapped with the installation's current key."""
    return _wrap(_unwrap(row["wrapped"], row["pk"]), row["pk"])


def _names(subject: str, tenant: int | None) -> list[str]:
    return blind_index.digests(subject, purpose=_PURPOSE, tenant=tenant)


def _living_key(subject: str, tenant: int | None) -> tuple[SubjectKey, bool]:
    """Return the key of ``subject`` and whether it was made just now."""
    names = _names(subject, tenant)
    living = SubjectKey.objects.filter(subject__in=names, erased_at__isnull=True).order_by("made_at")
    if row := living.first():
        return row, False
    fresh = SubjectKey(tenant=tenant, subject=names[0], made_at=timezone.now())
    fresh.wrapped = _wrap(urlsafe_b64encode(os.urandom(32)).decode(), fresh.pk)
    # Two people may seal the first text at once; the constraint lets one key in, and both use that one.
    SubjectKey.objects.bulk_create([fresh], ignore_conflicts=True)
    return living[0], True


def _wrap(secret: str, pk: UUID) -> str:
    return cipher.seal(secret, keys=keys.ring("OSNOWA_FIELD_KEYS"), place=_wrapping_place(pk))


def _unwrap(wrapped: str, pk: UUID) -> str:
    return cipher.unseal(wrapped, keys=keys.ring("OSNOWA_FIELD_KEYS"), place=_wrapping_place(pk))


def _wrapping_place(pk: UUID) -> bytes:
    return cipher.bind(SubjectKey._meta.db_table, "wrapped", pk.hex)


def _keys_of(row: SubjectKey) -> keys.KeyRing:
    return keys.KeyRing(current="p", keys={"p": urlsafe_b64decode(_unwrap(row.wrapped, row.pk))})
