"""Lets a test that commits clean up after itself while tables are emptied, one after another.

The lock on the entries comes off, and so do the guards, which would find evidence without its plan.
``tests/conftest.py`` takes the fixture in: any test with its own transactions or a live server needs it.
"""

import pytest
from django.db import connection

from osnowa.audit import triggers
from osnowa.projects import triggers as guarding
from osnowa.projects.apps import guards


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    # Of the class, not of this connection: a journey runs in the loop of its browser, with one of its own.
    operations = type(connection.ops)
    ordinary = operations.sql_flush

    def with_lock_off(self, *args, **kwargs):
        statements = ordinary(self, *args, **kwargs)
        if not any("audit_entry" in statement for statement in statements):
            return statements
        on, off = guarding.put_on, guarding.take_off
        return [
            *triggers.take_off(connection),
            *off(connection.vendor, guards()),
            *statements,
            *on(connection.vendor, guards()),
            *triggers.put_on(connection),
        ]

    operations.sql_flush = with_lock_off
    yield
    operations.sql_flush = ordinary
