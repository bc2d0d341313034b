"""The next version of a recorded fact."""

from datetime import datetime
from typing import Any, TypeVar

from osnowa.clock.models import Recorded

R = TypeVar("R", bound=Recorded)

_OF_ONE_VERSION = {"id", "recorded_at", "superseded_at"}


def next_version(row: R, recorded_at: datetime, **changes: Any) -> R:
    """Return an unsaved row of the same series that says what ``row`` said, but for ``changes``."""
    kept = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.name not in _OF_ONE_VERSION
    }
    return type(row)(**{**kept, **changes}, recorded_at=recorded_at)
