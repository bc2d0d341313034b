"""A PostgreSQL server for one run of the suite, thrown away afterwards.

``python -m tests.postgres COMMAND…`` runs the command with ``TEST_DATABASE_URL`` pointing at it, for example
``.venv/bin/python -m tests.postgres .venv/bin/pytest tests/audit -q``.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

OLDEST_MAJOR = 15
HOW_TO_GET = (
    f"zainstaluj serwer PostgreSQL {OLDEST_MAJOR} lub nowszy (Debian i Ubuntu: apt-get install postgresql)"
)


class Unavailable(Exception):
    """There is no server to start here; the text says how to get one."""


def programs(debian: Path = Path("/usr/lib/postgresql")) -> Path:
    """Return the folder with ``initdb`` and ``pg_ctl``: the one on PATH, else the newest in ``debian``.

    Raises:
        Unavailable: no server of a supported version is installed.
    """
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(
        debian.glob("*/bin"), key=lambda folder: -int(re.sub(r"\D", "", folder.parent.name) or 0)
    )
    for folder in folders:
        if not (folder / "initdb").exists() or not (folder / "pg_ctl").exists():
            continue
        version = subprocess.run(
            [folder / "initdb", "--version"], capture_output=True, text=True, check=True
        ).stdout
        if int(re.search(r"(\d+)", version).group(1)) >= OLDEST_MAJOR:
            return folder
    raise Unavailable(HOW_TO_GET)


def owner() -> dict[str, object]:
    """Return who runs the server, as arguments of ``subprocess``: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    import pwd

    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        raise Unavailable(
            f"administrator nie może uruchomić PostgreSQL, a nie ma konta postgres: {HOW_TO_GET}"
        ) from None
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextmanager
def server() -> Iterator[str]:
    """Start a temporary cluster and yield its address; stop and delete it at the end.

    It listens only on a socket in a private folder, so several runs never meet. Nothing is kept, so nothing
    is synchronised to the disk either.
    """
    folder, account = programs(), owner()
    home = Path(tempfile.mkdtemp(prefix="osnowa-pg-"))
    if account:
        os.chown(home, account["user"], account["group"])
    # The log goes to a file: a server that inherited a pipe would keep it open for ever.
    log = (home / "log").open("ab")
    alike = {
        "cwd": home,
        "env": {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
        "stdout": log,
        "stderr": log,
        # Ctrl+C in the terminal must not reach the server before its tests have ended.
        "start_new_session": True,
        **account,
    }

    def run(*command: object) -> None:
        done = subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, **alike)
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{(home / 'log').read_text(errors='replace')[-2000:]}")

    # Waits for the end of our pipe, which comes even when this process is killed.
    sweeper = subprocess.Popen(
        [
            "/bin/sh",
            "-c",
            f'read -r _; "{folder}/pg_ctl" -D "{home}/data" -m immediate stop; rm -rf "{home}"',
        ],
        stdin=subprocess.PIPE,
        **{**alike, "cwd": "/"},
    )
    try:
        data = home / "data"
        run(
            folder / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        )
        options = f"-c listen_addresses= -c unix_socket_directories={home}"
        for switched_off in ("fsync", "synchronous_commit", "full_page_writes"):
            options += f" -c {switched_off}=off"
        run(folder / "pg_ctl", "-D", data, "-w", "-o", options, "start")
        yield f"postgresql://postgres@{quote(str(home), safe='')}/postgres"
    finally:
        sweeper.communicate()
        log.close()


def main(command: list[str]) -> int:
    """Run ``command`` beside a temporary server and return its exit code."""
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with server() as address:
            return subprocess.run(command, env={**os.environ, "TEST_DATABASE_URL": address}).returncode
    except Unavailable as reason:
        print(f"PostgreSQL: {reason}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
