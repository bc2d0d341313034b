"""Pages over HTTP: both sides behind the server of ``osnowa serve``, asked by eight connections at once."""

import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import monotonic, perf_counter, sleep
from urllib.parse import quote, urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from osnowa.accounts.models import User
from osnowa.bench.pairs import Ratio, judge

OURS, UNKEPT, BARE = "osnowa.config.settings", "osnowa.bench.unkept", "osnowa.bench.bare.settings"
BACKENDS = {
    OURS: settings.AUTHENTICATION_BACKENDS[0],
    UNKEPT: settings.AUTHENTICATION_BACKENDS[0],
    BARE: "django.contrib.auth.backends.ModelBackend",
}
CONNECTIONS = 8
#: Of each connection in one turn.
REQUESTS = 25
STARTING_SECONDS = 60
_NAME_OF_ROW = re.compile(rb'<th scope="row"><a[^>]*>([^<]*)')


@dataclass(frozen=True)
class Turn:
    """What one turn took, in milliseconds: from answer to answer, and a request at the median and at p99."""

    between: float
    p50: float
    p99: float


@dataclass(frozen=True)
class Page:
    """A page that is served: where it listens, and the request that asks for it."""

    port: int
    request: bytes

    def read(self) -> bytes:
        """Return the page once.

        Raises:
            AssertionError: it is refused.
        """
        with socket.create_connection(("127.0.0.1", self.port)) as line:
            return _ask(line, self.request)

    def turn(self, requests: int) -> Turn:
        """Ask on eight connections at once, ``requests`` times on each."""
        with ThreadPoolExecutor(CONNECTIONS) as crowd:
            begun = perf_counter()
            taken = [
                each
                for one in crowd.map(lambda _number: self._connection(requests), range(CONNECTIONS))
                for each in one
            ]
            lasted = perf_counter() - begun
        ranks = quantiles(taken, n=100, method="inclusive")
        return Turn(lasted / len(taken) * 1000, ranks[49] * 1000, ranks[98] * 1000)

    def _connection(self, requests: int) -> list[float]:
        taken = []
        with socket.create_connection(("127.0.0.1", self.port)) as line:
            for _number in range(requests):
                begun = perf_counter()
                _ask(line, self.request)
                taken.append(perf_counter() - begun)
        return taken


def _ask(line: socket.socket, request: bytes) -> bytes:
    """Send one request and return the body; by hand, because a client library would weigh on both sides."""
    line.sendall(request)
    with line.makefile("rb") as answer:
        status = answer.readline()
        length = 0
        while (header := answer.readline()) not in (b"\r\n", b""):
            name, _colon, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        body = answer.read(length)
    if b" 200 " not in status:
        raise AssertionError(f"{request.split()[1].decode()} answers {status.decode().strip()}")
    return body


def check_same_rows(ours: Page, reference: Page) -> None:
    """Refuse to compare pages of different people.

    Raises:
        AssertionError: the rows are not those of the reference, or there are none.
    """
    mine, theirs = (_NAME_OF_ROW.findall(page.read()) for page in (ours, reference))
    if mine != theirs or not mine:
        raise AssertionError(f"{mine} is not {theirs}")


def compare_pages(
    goal: str,
    name: str,
    *,
    ours: Page,
    reference: Page,
    must: float,
    stretch: float,
    pairs: int,
    requests: int = REQUESTS,
) -> list[Ratio]:
    """Return the ratios of two pages in requests a second, at the median and at p99, from turns in turn.

    Requests a second are told as milliseconds from answer to answer, so that less is better everywhere.
    """
    for page in (ours, reference):
        page.turn(requests)
    taken: list[tuple[Turn, Turn]] = []
    for number in range(pairs):
        if number % 2:
            theirs = reference.turn(requests)
            taken.append((ours.turn(requests), theirs))
        else:
            mine = ours.turn(requests)
            taken.append((mine, reference.turn(requests)))
    measured: dict[str, Callable[[Turn], float]] = {
        "odstęp odpowiedzi": lambda turn: turn.between,
        "p50": lambda turn: turn.p50,
        "p99": lambda turn: turn.p99,
    }
    return [
        judge(
            goal,
            f"{name}, {what}",
            [(of(mine), of(theirs)) for mine, theirs in taken],
            engine=connection.vendor,
            must=must,
            stretch=stretch,
        )
        for what, of in measured.items()
    ]


@contextmanager
def served(user: User, addresses: dict[str, str]) -> Iterator[dict[str, Page]]:
    """Serve the database at hand, and yield a page for each of ``addresses``, which are by settings module.

    ``user`` is signed in on both. Each side has a server of its own and only one is asked at a time.

    Raises:
        RuntimeError: a server does not start.
    """
    with tempfile.TemporaryDirectory(prefix="osnowa-bench-") as folder:
        programs = []
        try:
            pages = {}
            for module, address in addresses.items():
                port = _free_port()
                programs.append(_start(module, port, Path(folder)))
                pages[module] = Page(port, _request(address, port, _session(user, BACKENDS[module])))
            for page, program in zip(pages.values(), programs, strict=True):
                _wait(page.port, program, Path(folder))
            yield pages
        finally:
            for program in programs:
                program.terminate()
            for program in programs:
                program.wait()


def _session(user: User, backend: str) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = backend
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _request(address: str, port: int, session: str) -> bytes:
    lines = [
        f"GET {address} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Accept-Language: pl",
        f"Cookie: {settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={'a' * 32}",
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(module: str, port: int, folder: Path) -> subprocess.Popen[bytes]:
    """Start ``osnowa serve`` on the database at hand, with the same keys and a folder of its own."""
    secrets = ("SECRET_KEY", "OSNOWA_FIELD_KEYS", "OSNOWA_INDEX_KEY", "OSNOWA_AUDIT_KEY")
    environment = {
        **os.environ,
        **{f"OSNOWA_{name.removeprefix('OSNOWA_')}": getattr(settings, name) for name in secrets},
        "DJANGO_SETTINGS_MODULE": module,
        "DATABASE_URL": _database_url(),
        "OSNOWA_ENV": "demo",
        "OSNOWA_DATA": str(folder / module),
    }
    with (folder / f"{module}.log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", "from osnowa.cli import main; main()", "serve", "--port", str(port)],
            env=environment,
            stdout=log,
            stderr=log,
        )


def _database_url() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(settings.DATABASE_URL)._replace(path=f"/{quote(str(name))}"))


def _wait(port: int, program: subprocess.Popen[bytes], folder: Path) -> None:
    until = monotonic() + STARTING_SECONDS
    while monotonic() < until and program.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            sleep(0.1)
        else:
            return
    said = "\n".join(log.read_text("utf-8") for log in sorted(folder.glob("*.log")))
    raise RuntimeError(f"the server to be measured does not start: {said}")
