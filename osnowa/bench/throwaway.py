"""Databases that exist for one measurement, on the configured engine; the user's own is never opened."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection

Use = Callable[[str], None]


@contextmanager
def databases(names: Sequence[str]) -> Iterator[Use]:
    """Make an empty, migrated database for each of ``names`` and yield a function that opens one of them.

    On PostgreSQL the user of ``DATABASE_URL`` needs the right to create databases.
    """
    configured = connection.settings_dict["NAME"]
    with ExitStack() as undo:
        undo.callback(_open, configured)
        make = _sqlite if connection.vendor == "sqlite" else _postgresql
        real = {name: undo.enter_context(make(name)) for name in names}

        def use(name: str) -> None:
            _open(real[name])

        for name in names:
            use(name)
            call_command("migrate", verbosity=0, skip_checks=True)
        # Whatever fails in between: the configured database comes back, then the others go.
        undo.callback(connection.close)
        yield use


def _open(name: str | Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def _sqlite(name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="osnowa-bench-") as folder:
        yield Path(folder) / f"{name}.sqlite3"


@contextmanager
def _postgresql(name: str) -> Iterator[str]:
    real = f"osnowa_bench_{os.getpid()}_{name}"
    quoted = connection.ops.quote_name(real)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {quoted}")
    try:
        yield real
    finally:
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted}")
