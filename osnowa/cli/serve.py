"""``osnowa serve``: the web server."""

import os
import socket
import subprocess
import sys

import click

from osnowa.cli import Stopped, main, set_up
from osnowa.cli.migrate import refuse_unprepared
from osnowa.cli.speech import Whole


@main.command()
@click.option("--port", type=Whole(1, 65_535), envvar="PORT", default=8000, show_default=True, help="Port.")
@click.option(
    "--host", metavar="ADRES", default="127.0.0.1", show_default=True, help="Adres, na którym słuchać."
)
@click.option("--workers", type=Whole(1, 64), default=2, show_default=True, help="Liczba procesów.")
@click.option("--no-worker", is_flag=True, help="Bez długich prac: wykonuje je osobne `osnowa worker`.")
def serve(port: int, host: str, workers: int, no_worker: bool) -> None:
    """Uruchom serwer WWW na istniejącej bazie, a przy nim jeden proces do długich prac.

    Przykład: osnowa serve --port 8001
    """
    set_up()
    run(host=host, port=port, workers=workers, with_worker=not no_worker)


def run(*, host: str, port: int, workers: int, with_worker: bool = True) -> None:
    """Serve until stopped; ``with_worker`` does long work beside, and ends with the server.

    Raises:
        Stopped: the port is taken, or the database has no tables yet.
    """
    refuse_busy(host, port)
    refuse_unprepared()
    prepare_static()
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):
        """gunicorn with our settings instead of its command line."""

        def load_config(self) -> None:
            # Threads share one SQLite page cache per process; two processes use both cores.
            for name, value in {
                "bind": f"{host}:{port}",
                "workers": workers,
                "worker_class": "gthread",
                "threads": 4,
                "accesslog": None,
                "loglevel": "warning",
                "proc_name": "osnowa",
                "timeout": 60,
                "control_socket_disable": True,
                # Once the port is ours; a server that does not start leaves nothing behind.
                **({"when_ready": lambda _server: start_worker()} if with_worker else {}),
            }.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> object:
            from osnowa.config.wsgi import application

            return application

    click.echo(f"Osnowa: http://{host}:{port}/ (zatrzymasz klawiszami Ctrl+C)")
    Server().run()


def start_worker() -> None:
    """Start ``osnowa worker`` beside this process; it notices when this process is gone."""
    program = "from osnowa.cli import main; main()"
    subprocess.Popen([sys.executable, "-c", program, "worker", "--beside", str(os.getpid())])  # noqa: S603 - ourselves


def refuse_busy(host: str, port: int) -> None:
    """Raise ``Stopped`` with a way out when another program listens on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise Stopped(
                f"Port {port} wymaga uprawnień administratora. Wybierz wyższy: {_again(8000)}"
            ) from None
        except OSError:
            raise Stopped(f"Port {port} jest zajęty. Wybierz inny: {_again(min(port + 1, 65_535))}") from None


def _again(port: int) -> str:
    """Return the command that was typed, with another port."""
    context = click.get_current_context(silent=True)
    name = context.info_name if context else "serve"
    if name == "demo" and "MAKELEVEL" in os.environ:
        return f"PORT={port} make demo"
    return f"osnowa {name} --port {port}"


def prepare_static() -> None:
    """Collect static files once per version of them; quick when nothing changed."""
    from django.conf import settings
    from django.core.management import call_command

    os.makedirs(settings.STATIC_ROOT, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
