"""Sealing anew with the current key, in small transactions, while people work.

Put the new key first in ``OSNOWA_FIELD_KEYS``, restart, rotate every field and the keys of persons, then take
the old key away. A run that is broken off is simply started again.
"""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction

from osnowa.secrets import cipher, keys, subject_keys
from osnowa.secrets.fields import EncryptedTextField, Sealed
from osnowa.secrets.models import SubjectKey


def rotate(
    model: type[models.Model],
    field: str,
    *,
    batch: int = 500,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Seal every value of ``model.field`` with the current key, and return how many were sealed anew.

    Takes the rows of all centres, ``batch`` of them in one transaction; ``progress`` gets the count so far.

    Raises:
        CannotOpen: a value does not open. Its batch is left as it was.
    """
    column = model._meta.get_field(field)
    if not isinstance(column, EncryptedTextField):
        raise TypeError(f"{model.__name__}.{field} is not encrypted")

    def seal_anew(row: dict[str, Any]) -> Sealed:
        text = column.unseal(row[field], row_key=row["row_key"])
        return column.seal(text, row_key=row["row_key"])

    rows = model._base_manager.exclude(**{f"{field}__isnull": True})
    return _in_batches(rows, field, ["row_key"], lambda sealed: sealed.token, seal_anew, batch, progress)


def rotate_subject_keys(*, batch: int = 500, progress: Callable[[int], None] | None = None) -> int:
    """Wrap the living keys of all persons with the current key, and return how many were wrapped anew.

    What was sealed with those keys stays as it is.
    """
    rows = SubjectKey.objects.filter(erased_at__isnull=True)
    return _in_batches(rows, "wrapped", [], str, subject_keys.wrap_anew, batch, progress)


def encrypted_fields(models_: list[type[models.Model]]) -> list[tuple[type[models.Model], str]]:
    """Return each model with the name of each of its encrypted fields, to rotate them one by one."""
    return [
        (model, field.name)
        for model in models_
        for field in model._meta.local_concrete_fields
        if isinstance(field, EncryptedTextField)
    ]


def _in_batches(
    rows: models.QuerySet[Any],
    field: str,
    beside: list[str],
    token_of: Callable[[Any], str],
    seal_anew: Callable[[dict[str, Any]], Any],
    batch: int,
    progress: Callable[[int], None] | None,
) -> int:
    current = keys.ring("OSNOWA_FIELD_KEYS").current
    looked_at = changed = 0
    after = None
    while True:
        with transaction.atomic():
            ahead = rows.order_by("pk") if after is None else rows.order_by("pk").filter(pk__gt=after)
            # Locked, so that nobody's newer text is overwritten by the older one sealed anew.
            page = list(ahead.select_for_update().values("pk", field, *beside)[:batch])
            for row in page:
                if cipher.key_id(token_of(row[field])) != current:
                    rows.filter(pk=row["pk"]).update(**{field: seal_anew(row)})
                    changed += 1
        if not page:
            return changed
        after = page[-1]["pk"]
        looked_at += len(page)
        if progress:
            progress(looked_at)
