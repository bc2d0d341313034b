"""``osnowa demo``: a living example on an empty database."""

import click

from osnowa.cli import Stopped, main, migrate, serve, set_up
from osnowa.cli.speech import Whole

MODEL_PROJECT, CROWD_PROJECT = "pas-ja", "tlum"


@main.command()
@click.option("--no-serve", is_flag=True, help="Tylko wczytaj dane, nie uruchamiaj serwera.")
@click.option("--reset", is_flag=True, help="Usuń dane pokazu i wczytaj je od nowa.")
@click.option(
    "--seed", type=Whole(0), default=1, show_default=True, help="Inna liczba, inni zmyśleni ludzie."
)
@click.option("--people", type=Whole(0, 1_000_000), default=0, help="Dodaj projekt z tyloma osobami.")
@click.option("--port", type=Whole(1, 65_535), envvar="PORT", default=8000, show_default=True, help="Port.")
def demo(no_serve: bool, reset: bool, seed: int, people: int, port: int) -> None:
    """Wczytaj dane pokazowe projektu PAS-ja i uruchom serwer.

    Drugie uruchomienie zachowuje zmiany. Przykład: osnowa demo --reset --seed 7
    """
    set_up()
    if not no_serve:
        serve.refuse_busy("127.0.0.1", port)
    _prepare(reset=reset)
    _load(seed)
    if people:
        _add_crowd(people)
    if not no_serve:
        serve.run(host="127.0.0.1", port=port, workers=2)


def _prepare(*, reset: bool) -> None:
    """Make the tables; with ``reset`` on a demo, drop them first. Never touches data that are not a demo."""
    from django.conf import settings
    from django.db import connection

    from osnowa.clock import reading
    from osnowa.clock.models import DemoClock
    from osnowa.organisations.models import Centre

    if settings.PRODUCTION:
        raise Stopped("Ta instalacja pracuje naprawdę (OSNOWA_ENV=production), pokazu tu nie będzie.")
    tables = connection.introspection.table_names()
    is_prepared = Centre._meta.db_table in tables and DemoClock._meta.db_table in tables
    if is_prepared and not reading.in_demo() and Centre.objects.exists():
        raise Stopped(
            "W tej bazie są prawdziwe dane, więc pokaz do niej nie trafi. "
            "Wskaż inną: DATABASE_URL=… osnowa demo"
        )
    if reset and is_prepared:
        _drop(tables)
    migrate.prepare()


def _drop(tables: list[str]) -> None:
    """Drop every table of the demo with its files; the triggers of the journal refuse to empty it."""
    import shutil

    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys = OFF")
            for table in tables:
                cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)}")
        connection.close()
    else:
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
    shutil.rmtree(settings.STORAGES["default"]["OPTIONS"]["location"], ignore_errors=True)


def _load(seed: int) -> None:
    from osnowa.clock import reading
    from osnowa.demo.loading import load, step_count

    if reading.in_demo():
        click.echo("Dane pokazu już są, zostają ze zmianami. Od nowa: osnowa demo --reset")
        return
    with click.progressbar(length=step_count(seed), label="Wczytuję pokaz PAS-ja") as progress:
        load(seed=seed, progress=progress.update)


def _add_crowd(people: int) -> None:
    """Add a project of ``people`` beside PAS-ja, coordinated and supported by the same staff; only once."""
    from django.db import transaction
    from django_scopes import scope

    from osnowa.bench import crowd
    from osnowa.clock import reading
    from osnowa.organisations.models import Centre, Role
    from osnowa.projects.actions.team import appoint
    from osnowa.projects.models import Project, TeamRole

    centre = Centre.objects.filter(projects__slug=MODEL_PROJECT).first()
    if centre is None:
        raise Stopped("W tym pokazie nie ma już projektu PAS-ja. Od nowa: osnowa demo --reset")
    with scope(centre=centre), transaction.atomic():
        if Project.objects.filter(slug=CROWD_PROJECT).exists():
            click.echo("Projekt z tłumem już jest i zostaje, jaki był. Od nowa: osnowa demo --reset")
            return
        team = TeamRole.objects.filter(project__slug=MODEL_PROJECT, user__isnull=False).order_by("pk")
        staff = {each.role: each.user for each in team.select_related("user").reverse()}
        coordinator = staff[Role.COORDINATOR]
        with click.progressbar(length=people, label="Dodaję projekt z tłumem") as progress:
            project = crowd.make(
                centre,
                people,
                worker=staff[Role.SOCIAL_WORKER],
                slug=CROWD_PROJECT,
                title="Projekt z tłumem",
                is_public=False,
                progress=progress.update,
            )
        appoint(
            project=project,
            by=coordinator,
            at=reading.now(),
            user=coordinator,
            role=Role.COORDINATOR,
            begins_on=crowd.BEGINS,
        )
    click.echo(f"Projekt z tłumem: /panel/{centre.slug}/projekty/{project.slug}/")
