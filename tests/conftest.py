"""What every test may ask for; `settings_test` chooses the database (SQLite, or `TEST_DATABASE_URL`)."""

import os

import hypothesis
import pytest

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
