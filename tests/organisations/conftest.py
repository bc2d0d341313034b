"""Somebody who asks, without the app that works out standings."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from osnowa.accounts.models import User
from tests.cast import TODAY


@dataclass(frozen=True)
class Somebody:
    """The least that is an ``Asker``."""

    user: User
    centre_roles: frozenset[str] = frozenset()
    team_roles: frozenset[str] = frozenset()
    on: date = field(default=TODAY)


@pytest.fixture
def somebody():
    """A function that returns an asker with the given centre-wide and team roles."""

    def somebody(user: User, *, centre: tuple[str, ...] = (), team: tuple[str, ...] = ()) -> Somebody:
        return Somebody(user, frozenset(centre), frozenset(team))

    return somebody
