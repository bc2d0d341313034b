"""Lets a test that commits clean up after itself: the lock on the entries comes off while tables are emptied.

``tests/conftest.py`` takes the fixture in: any test with its own transactions or a live server needs it.
"""

import pytest
from django.db import connection

from osnowa.audit import triggers


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    ordinary = connection.ops.sql_flush

    def with_lock_off(*args, **kwargs):
        statements = ordinary(*args, **kwargs)
        if not any("audit_entry" in statement for statement in statements):
            return statements
        return [*triggers.take_off(connection), *statements, *triggers.put_on(connection)]

    connection.ops.sql_flush = with_lock_off
    yield
    connection.ops.sql_flush = ordinary
