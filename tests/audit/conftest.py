"""A journal with people in it, and the hand of somebody who may alter tables."""

from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, models
from django_scopes import scope

from osnowa.audit import triggers
from osnowa.audit.actions import action, record
from osnowa.audit.models import Entry

AT = datetime(2019, 4, 16, 12, 30, tzinfo=ZoneInfo("Europe/Warsaw"))


class Goat(models.Model):
    """A table of these tests alone, for actions that write something beside their entries."""

    name = models.CharField(max_length=20, unique=True)
    stall = models.IntegerField(default=0)
    weight = models.IntegerField(default=1)

    class Meta:
        app_label = "tests_audit"
        constraints = [
            models.UniqueConstraint(
                name="goat_has_a_stall_of_its_own",
                fields=["stall", "weight"],
                condition=~models.Q(stall=0),
                violation_error_message="To miejsce jest już zajęte.",
            ),
            models.CheckConstraint(
                name="goat_is_not_too_heavy",
                condition=models.Q(weight__lte=100),
                violation_error_message="Koza jest za ciężka.",
            ),
        ]

    def __str__(self):
        return self.name


@action
def add_goat(*, name, by, at, **values):
    """A verb as an app would write it, without the check before the write."""
    goat = Goat.objects.create(name=name, **values)
    record(verb="tests.goat.added", subject=goat, by=by, at=at, after={"name": name})
    return goat


@pytest.fixture(scope="package", autouse=True)
def _tables(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with connection.schema_editor() as schema:
            schema.create_model(Goat)
        yield
        with connection.schema_editor() as schema:
            schema.delete_model(Goat)


@pytest.fixture
def anna(db):
    return get_user_model().objects.create_user(email="anna@example.org", name="Anna Nowak")


@pytest.fixture
def ewa(db):
    return get_user_model().objects.create_user(email="ewa@example.org", name="Ewa Wrona")


@pytest.fixture
def centre():
    """Stand in the scope of the centre 7."""
    with scope(centre=7):
        yield 7


@contextmanager
def lock_off():
    """Alter entries as somebody with the rights of the database's owner would."""
    with connection.cursor() as cursor:
        for statement in triggers.take_off(connection):
            cursor.execute(statement)
        yield cursor
        for statement in triggers.put_on(connection):
            cursor.execute(statement)


def verbs():
    """Return the verbs in the journal, oldest first."""
    return list(Entry.objects.order_by("tenant", "number").values_list("verb", flat=True))
