"""When a record is complete: which values a core field of a rule pack means.

A person whose record is incomplete is not counted. ``CORE_FIELDS`` is the one definition with two readers:
``missing`` answers for one record in words, and a query says the same of many from the same paths.
Source: docs/sources.md#complete-record
"""

from collections.abc import Iterable, Mapping
from typing import Any

#: Code of the pack's ``core_fields`` → paths from an enrolment, any one of which fills the field.
CORE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "first_name": ("person__first_name",),
    "last_name": ("person__last_name",),
    # The number itself is encrypted; its index is there exactly when the number is.
    "pesel": ("person__pesel_index", "person__lacks_pesel"),
    "sex": ("person__sex",),
    "birth_date": ("person__birth_date",),
    "postal_code": ("person__postal_code",),
    "locality": ("person__locality",),
    "contact": ("person__phone", "person__email"),
    "education": ("education",),
    "labour_status": ("labour_status",),
}

#: Every path that a field of any pack needs, in a stable order.
PATHS: tuple[str, ...] = tuple(dict.fromkeys(path for paths in CORE_FIELDS.values() for path in paths))


def fields_that_count(codes: Iterable[str], *, of: str = "") -> set[str]:
    """Return the fields that the core fields ``codes`` need: of the enrolment, or ``of`` its person."""
    paths = (path.rpartition("__") for code in codes for path in CORE_FIELDS[code])
    return {name for owner, _, name in paths if owner == of}


def is_filled(value: object) -> bool:
    """Return whether ``value`` says something: not nothing, not an empty text, not an unticked box.

    Zero does say something: education at ISCED level 0.
    """
    return value is not None and value is not False and value != ""


def values_of(enrolment: Any) -> dict[str, object]:
    """Return the values of ``enrolment`` and its person at all ``PATHS``."""
    values: dict[str, object] = {}
    for path in PATHS:
        owner, _, name = path.rpartition("__")
        values[path] = getattr(getattr(enrolment, owner) if owner else enrolment, name)
    return values


def missing(codes: Iterable[str], values: Mapping[str, object]) -> list[str]:
    """Return those of ``codes`` whose fields nothing in ``values`` (path → value) fills, in their order.

    Raises:
        KeyError: a code that nobody has given a meaning, or a path that was not read.
    """
    return [code for code in codes if not any(is_filled(values[path]) for path in CORE_FIELDS[code])]
