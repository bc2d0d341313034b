"""Two tables of these tests alone, whose texts an attacker will try to move about."""

from uuid import uuid4

import pytest
from django.db import connection, models

from osnowa.secrets.fields import EncryptedTextField


class Note(models.Model):
    """Somebody's note, and a second sealed column beside it."""

    row_key = models.UUIDField(default=uuid4, editable=False)
    text = EncryptedTextField(max_length=40)
    reason = EncryptedTextField(null=True, blank=True)
    seen = models.BooleanField(default=False)

    class Meta:
        app_label = "tests_secrets"

    def __str__(self):
        return f"note {self.pk}"


class Letter(models.Model):
    """Another table with a column of the same name."""

    row_key = models.UUIDField(default=uuid4, editable=False)
    text = EncryptedTextField()

    class Meta:
        app_label = "tests_secrets"

    def __str__(self):
        return f"letter {self.pk}"


@pytest.fixture(scope="package", autouse=True)
def _tables(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with connection.schema_editor() as schema:
            schema.create_model(Note)
            schema.create_model(Letter)
        yield
        with connection.schema_editor() as schema:
            schema.delete_model(Letter)
            schema.delete_model(Note)


def raw(row, column="text"):
    """Return what the database holds in ``column`` of ``row``."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {row._meta.db_table} WHERE id = %s", [row.pk])  # noqa: S608
        return cursor.fetchone()[0]


def put_raw(row, token, column="text"):
    """Write ``token`` into the database behind the application's back."""
    with connection.cursor() as cursor:
        statement = f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = %s"  # noqa: S608
        cursor.execute(statement, [token, row.pk])
