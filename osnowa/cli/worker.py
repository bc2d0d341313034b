"""``osnowa worker``: long work that nobody waits for."""

import logging
import os
import signal
from threading import Thread
from time import sleep

import click

from osnowa.cli import main, set_up
from osnowa.cli.migrate import refuse_unprepared


@main.command()
@click.option("--once", is_flag=True, help="Zrób to, co czeka, i skończ.")
@click.option("--beside", type=int, hidden=True, help="Skończ, gdy skończy się ten proces.")
def worker(once: bool, beside: int | None) -> None:
    """Wykonuj długie prace: sprawdzanie, przyjmowanie i wycofywanie dużych list.

    Działa obok serwera; `osnowa serve` uruchamia jednego sam. Usuwa też treść list starszych niż 30 dni.
    Przykład: osnowa worker
    """
    if beside:
        Thread(target=_end_with, args=(beside,), daemon=True).start()
    set_up()
    refuse_unprepared()
    from django.core.management import call_command

    from osnowa.intake.tasks import empty_old

    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    empty_old()
    call_command("db_worker", batch=once, startup_delay=not once, verbosity=0, interval=1)


def _end_with(parent: int) -> None:
    # A server that is killed tells nobody; its child then has another parent.
    while os.getppid() == parent:
        sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
