"""What tests of the plan have in common."""

import pytest

from tests.cast import NOW


@pytest.fixture
def anna(cast, here):
    """Who and when: the coordinator, on the day of the cast; the scope of her centre is open."""
    return {"by": cast.anna, "at": NOW}


@pytest.fixture
def adam(cast, here):
    """Who and when: the administrator, on the day of the cast; the scope of his centre is open."""
    return {"by": cast.adam, "at": NOW}


@pytest.fixture
def foreign(cast):
    """The world of another centre, with its own ids."""
    return cast.elsewhere


def sentences(refusal) -> dict[str, list[str]]:
    """Return what an exception says, by field; sentences of no field stand under ``__all__``."""
    error = refusal.value
    return error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
