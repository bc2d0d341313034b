"""The database itself keeps entries as they were written, by whatever door somebody comes."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from osnowa.audit import triggers
from osnowa.audit.models import Entry
from osnowa.audit.verification import verify
from tests.audit.conftest import AT, add_goat, lock_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(anna, centre):
    add_goat(name="Siwa", by=anna, at=AT)
    return Entry.objects.get()


def columns(entry, **changed):
    """Return the columns of ``entry`` as SQL names and values."""
    values = {field.column: getattr(entry, field.attname) for field in Entry._meta.concrete_fields}
    return values | changed


@pytest.mark.parametrize(
    "attempt",
    [
        lambda entry: Entry.objects.update(verb="x.y.z"),
        lambda entry: Entry.objects.filter(pk=entry.pk).delete(),
        lambda entry: entry.delete(),
        lambda entry: entry.save(),
        lambda entry: Entry.objects.bulk_update([entry], ["verb"]),
        lambda entry: Entry.objects.update_or_create(pk=entry.pk, defaults={"verb": "x.y.z"}),
    ],
)
def test_an_entry_is_neither_changed_nor_removed(entry, attempt):
    with pytest.raises(DatabaseError, match="an audit entry is never"), transaction.atomic():
        attempt(entry)

    assert Entry.objects.get().verb == "tests.goat.added"
    assert verify().findings == ()


@pytest.mark.parametrize("same", ["id", "number"])
def test_an_entry_is_not_replaced_by_inserting_over_it(entry, same):
    changed = {"id": entry.pk, "number": 2} if same == "id" else {"id": entry.pk + 1}
    values = columns(entry, verb="x.y.z", **changed)
    names, places = ", ".join(f'"{name}"' for name in values), ", ".join(["%s"] * len(values))
    verbatim = f"audit_entry ({names}) VALUES ({places})"
    if connection.vendor == "sqlite":
        statement = f"INSERT OR REPLACE INTO {verbatim}"
    else:
        key = "id" if same == "id" else "tenant, number"
        statement = f"INSERT INTO {verbatim} ON CONFLICT ({key}) DO UPDATE SET verb = 'x.y.z'"

    refused = pytest.raises(DatabaseError, match="an audit entry is never")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, list(values.values()))

    assert Entry.objects.get().verb == "tests.goat.added"


@pytest.mark.only_on("postgresql")
def test_entries_are_not_truncated(entry):
    with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_entry CASCADE")

    assert Entry.objects.exists()


def test_the_lock_comes_off_and_on_again(entry):
    with lock_off() as cursor:
        cursor.execute("UPDATE audit_entry SET verb = 'x.y.z'")
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(verb="a.b.c")

    assert len(verify().findings) == 1


def test_an_unknown_engine_is_not_left_without_a_lock():
    with pytest.raises(KeyError):
        triggers.put_on(type("Other", (), {"vendor": "oracle"})())


@pytest.mark.django_db(transaction=True)
def test_the_migration_goes_back_and_forth():
    before = [("audit", "0001_initial")]
    last = [key for key in MigrationExecutor(connection).loader.graph.leaf_nodes() if key[0] == "audit"]

    MigrationExecutor(connection).migrate(before)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")
    MigrationExecutor(connection).migrate(last)

    with lock_off():
        pass
