"""Keeps the triggers of the apps above on the database."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from osnowa.projects import triggers
from osnowa.projects.triggers import Guard


class ProjectsConfig(AppConfig):
    """Projects, and the days in which everything of theirs happens.

    The only signals of the house: a trigger that reads another app's table cannot stay while that table is
    rebuilt, and an app below cannot know of a trigger above. So they come off before migrations and go on
    after them (docs/adr/0503-triggers-come-off-around-migrations.md).
    """

    name = "osnowa.projects"

    def ready(self) -> None:
        """Ask to be called around migrations."""
        pre_migrate.connect(_take_off, sender=self)
        post_migrate.connect(_put_on, sender=self)


def guards() -> list[Guard]:
    """Return what the apps declare, in the order of the apps."""
    return [guard for config in apps.get_app_configs() for guard in getattr(config, "guards", ())]


def _take_off(*, using: str, **_kwargs: Any) -> None:
    _run(using, triggers.take_off(connections[using].vendor, guards()))


def _put_on(*, using: str, **_kwargs: Any) -> None:
    connection = connections[using]
    read = {"projects_terms", "projects_group", "projects_supportform", "trainings_course"}
    needed = read | {guard.table for guard in guards()}
    if needed <= set(connection.introspection.table_names()):
        _run(using, triggers.put_on(connection.vendor, guards()))


def _run(using: str, statements: list[str]) -> None:
    with connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
