"""What every test may ask for; `settings_test` chooses the database (SQLite, or `TEST_DATABASE_URL`)."""

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from django.test import Client

    from osnowa.accounts.models import User
    from tests.cast import Cast, World

from tests.audit.flushing import django_db_setup  # noqa: F401 - a fixture for every test that commits

# Helpers that assert on behalf of a test explain themselves like a test.
pytest.register_assert_rewrite("tests.queries", "tests.access.matrix")

# The same examples on every machine: a run that fails here fails there too. No deadline: machines are busy.
hypothesis.settings.register_profile("osnowa", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("osnowa")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what speaks of the other engine only (``@pytest.mark.only_on``)."""
    from django.db import connection

    def belongs_here(item: pytest.Item) -> bool:
        return all(connection.vendor in mark.args for mark in item.iter_markers("only_on"))

    elsewhere = [item for item in items if not belongs_here(item)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if belongs_here(item)]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that skipped a test where nothing may be left out."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("OSNOWA_REQUIRE_ALL") == "1" and reporter and reporter.stats.get("skipped"):
        reporter.write_line("Tutaj niczego nie wolno pominąć (OSNOWA_REQUIRE_ALL=1).", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def cast(db: None) -> "Cast":
    """Everybody and the two worlds (``tests/cast.py``); it is 16.04.2019."""
    from tests.cast import assemble

    return assemble()


@pytest.fixture
def here(cast: "Cast") -> Iterator["World"]:
    """The first world, with the scope of its centre open."""
    from django_scopes import scope

    with scope(centre=cast.here.centre):
        yield cast.here


@pytest.fixture
def browse() -> "Callable[[User], Client]":
    """A function that returns a test client signed in as somebody."""
    from django.test import Client

    def browse(somebody: "User") -> Client:
        client = Client()
        client.force_login(somebody)
        return client

    return browse
