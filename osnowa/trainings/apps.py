"""Keeps the triggers of this app on the database."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from osnowa.trainings import triggers


class TrainingsConfig(AppConfig):
    """Group work.

    The only signals of the house: a trigger that reads another app's table cannot stay while that table is
    rebuilt, and an app below cannot know of a trigger above. So they come off before migrations and go on
    after them (docs/adr/0503-triggers-come-off-around-migrations.md).
    """

    name = "osnowa.trainings"

    def ready(self) -> None:
        """Ask to be called around migrations."""
        pre_migrate.connect(_take_off, sender=self)
        post_migrate.connect(_put_on, sender=self)


def _take_off(*, using: str, **_kwargs: Any) -> None:
    _run(using, triggers.take_off(connections[using].vendor))


def _put_on(*, using: str, **_kwargs: Any) -> None:
    connection = connections[using]
    needed = {"trainings_attendance", "projects_terms", "participants_enrolment"}
    if needed <= set(connection.introspection.table_names()):
        _run(using, triggers.put_on(connection.vendor))


def _run(using: str, statements: list[str]) -> None:
    with connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
