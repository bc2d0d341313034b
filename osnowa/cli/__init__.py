"""The console script ``osnowa``: what an installation needs from the shell, one file per subject."""

import os
import sys

import click

from osnowa import __version__
from osnowa.cli.speech import Group


class Stopped(click.ClickException):
    """An anticipated failure of a command: one sentence on stderr, exit code 1."""

    def show(self, file: object = None) -> None:
        click.echo(f"osnowa: {self.message}", err=True)


def set_up() -> None:
    """Load the settings and the apps; commands call it before they import models.

    Raises:
        Stopped: the settings refuse to work like this.
    """
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "osnowa.config.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, OSError) as fault:
        raise Stopped(f"Ustawienia nie pozwalają zacząć: {fault}") from fault


class Patient(Group):
    """A group whose commands turn an unreachable or unprepared database into one sentence."""

    def invoke(self, context: click.Context) -> object:
        from django.db import DatabaseError

        try:
            return super().invoke(context)
        except DatabaseError as fault:
            reason = str(fault).strip().splitlines()[0]
            raise Stopped(
                f"Baza danych nie odpowiada jak trzeba ({reason}). "
                "Sprawdź DATABASE_URL albo przygotuj tabele: osnowa migrate."
            ) from fault
        except BrokenPipeError:
            # The reader (head, less) has seen enough.
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - stays open while Python flushes
            return None


@click.group(cls=Patient, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    version=__version__,
    prog_name="osnowa",
    message="%(prog)s, wersja %(version)s",
    help="Pokaż wersję i zakończ.",
)
def main() -> None:
    """Osnowa: projekty społeczne ośrodka pomocy od naboru do rozliczenia.

    Bazę wybiera zmienna DATABASE_URL, dane leżą w folderze var/ (zmienna OSNOWA_DATA).
    """


from osnowa.cli import (  # noqa: E402 - commands register themselves on `main`
    audit,
    bench,
    centre,
    demo,
    doctor,
    figures,
    imports,
    keys,
    migrate,
    serve,
    smefs,
    worker,
)

__all__ = [
    "audit",
    "bench",
    "centre",
    "demo",
    "doctor",
    "figures",
    "imports",
    "keys",
    "main",
    "migrate",
    "serve",
    "smefs",
    "worker",
]
