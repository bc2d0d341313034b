import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests import postgres


def make_server(folder: Path, version: str) -> Path:
    """Lay programs into ``folder`` that say they are of ``version``."""
    folder.mkdir(parents=True)
    for name in ("initdb", "pg_ctl"):
        (folder / name).write_text(f"#!/bin/sh\necho 'initdb (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


@pytest.mark.parametrize("installed", [[], ["14.9"]])
def test_a_machine_without_a_server_says_how_to_get_one(tmp_path, monkeypatch, installed):
    monkeypatch.setenv("PATH", "")
    for version in installed:
        make_server(tmp_path / version.split(".")[0] / "bin", version)

    with pytest.raises(postgres.Unavailable, match="apt-get install postgresql"):
        postgres.programs(tmp_path)


def test_the_newest_server_is_taken(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    for version in ("9.6", "15.18", "17.2"):
        make_server(tmp_path / version.split(".")[0] / "bin", version)

    assert postgres.programs(tmp_path) == tmp_path / "17" / "bin"


@pytest.mark.only_on("postgresql")
def test_a_killed_run_leaves_no_server_behind():
    # The command lives until its input ends, so that it does not outlive this test.
    command = "import os, sys; print(os.environ['TEST_DATABASE_URL'], flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.postgres", sys.executable, "-c", command],
        cwd=Path(__file__).resolve().parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        folder = Path(unquote(urlsplit(run.stdout.readline().strip()).hostname))
        was_there = folder.exists()

        run.kill()

    patience = time.monotonic() + 10
    while folder.exists() and time.monotonic() < patience:
        time.sleep(0.1)
    assert was_there
    assert not folder.exists()
