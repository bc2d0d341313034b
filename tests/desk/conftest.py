"""What tests of the desk share."""

from collections.abc import Callable
from typing import Any

import pytest

from osnowa.audit.actions import action, record
from tests.cast import NOW


@pytest.fixture
def noted(cast) -> Callable[..., None]:
    """A function that writes one entry into the log of the scope that is open; by Anna unless said."""

    def noted(verb: str, subject: Any, *, by: Any = None, at: Any = NOW, **facts: Any) -> None:
        @action
        def write(*, by: Any, at: Any) -> None:
            record(verb=verb, subject=subject, by=by, at=at, **facts)

        write(by=by or cast.anna, at=at)

    return noted
