"""``osnowa migrate``: make or update the tables."""

import click

from osnowa.cli import Stopped, main, set_up


@main.command()
def migrate() -> None:
    """Przygotuj tabele w pustej bazie albo zaktualizuj je do tej wersji Osnowy.

    Przykład: DATABASE_URL=postgres://osnowa@localhost/osnowa osnowa migrate
    """
    set_up()
    prepare()
    click.echo("Tabele są gotowe.")


def prepare() -> None:
    """Bring all tables up to this version, the cache's own included."""
    from django.conf import settings
    from django.core.management import call_command

    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def refuse_unprepared() -> None:
    """Raise ``Stopped`` when tables are missing or older than this version."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Stopped("Baza nie ma tabel tej wersji. Przygotuj je: osnowa migrate (pokaz: osnowa demo).")
