"""The two commands on a machine where something is missing: one Polish sentence says what to do."""

import os
import re
import shutil
import socket
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
#: What a bare machine has besides Python.
TOOLS = ["sh", "cat", "chmod", "cksum", "dirname", "grep", "mkdir", "rm"]


@pytest.fixture
def machine(tmp_path):
    """A checkout on a machine without Python; the function ``python`` gives it one."""
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "bin" / "install", tmp_path / "bin")
    (tmp_path / "requirements.txt").write_text("click==8.5.1 --hash=sha256:00\n")
    (tmp_path / "path").mkdir()
    for tool in TOOLS:
        (tmp_path / "path" / tool).symlink_to(shutil.which(tool))
    return tmp_path


def python(machine: Path, name: str, script: str) -> None:
    """Put a program called ``name`` on the machine's path."""
    program = machine / "path" / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def install(machine: Path, **options: object) -> subprocess.CompletedProcess:
    """Run ``bin/install`` with an almost empty environment."""
    return subprocess.run(
        [machine / "bin" / "install", "requirements.txt"],
        env={"PATH": str(machine / "path"), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


OLD = 'case "$1" in --version) echo Python 3.9.2 ;; *) exit 1 ;; esac'
WITHOUT_VENV = f'case "$2" in *ensurepip*) exit 1 ;; esac; exec {sys.executable} "$@"'


@pytest.mark.parametrize(
    ("pythons", "sentence"),
    [
        ({}, "Nie ma tu Pythona: zainstaluj Pythona 3.11 lub nowszego"),
        ({"python3": OLD}, "potrzebuje Pythona 3.11 lub nowszego, a tu jest Python 3.9.2"),
        # A version manager leaves stubs of versions that are not switched on.
        ({"python3": OLD, "python3.13": "exit 127"}, "a tu jest Python 3.9.2"),
        ({"python3": WITHOUT_VENV}, "nie ma modułu venv: doinstaluj go"),
    ],
)
def test_a_machine_without_the_right_python_is_told_so(machine, pythons, sentence):
    for name, script in pythons.items():
        python(machine, name, script)

    done = install(machine)

    assert done.returncode == 1
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (machine / ".venv").exists()


def test_a_newer_python_is_found_beside_an_old_one(machine):
    python(machine, "python3", OLD)
    # Makes an environment without really making one: this test is about the search.
    made = "mkdir -p .venv/bin && cp path/python3.11 .venv/bin/python"
    python(machine, "python3.11", f'if [ "$2" = venv ]; then {made}; fi')
    (machine / "path" / "cp").symlink_to(shutil.which("cp"))

    done = install(machine)

    assert done.returncode == 0, done.stderr
    assert "Instaluję zależności" in done.stdout
    assert os.access(machine / ".venv" / "bin" / "osnowa", os.X_OK)


def test_what_is_installed_is_not_installed_again(machine):
    test_a_newer_python_is_found_beside_an_old_one(machine)

    again = install(machine)
    (machine / "requirements.txt").write_text("click==8.5.2 --hash=sha256:00\n")
    changed = install(machine)

    assert (again.returncode, again.stdout) == (0, "")
    assert "requirements.txt" in changed.stdout


def test_a_folder_that_cannot_be_written_is_named(machine, request):
    python(machine, "python3", f'exec {sys.executable} "$@"')
    machine.chmod(0o555)
    options = {}
    if os.geteuid() == 0:
        # Root may write everywhere, so the command runs as somebody else, who must get as far as the folder.
        options = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        for folder in machine.parents[:-2]:
            request.addfinalizer(partial(folder.chmod, folder.stat().st_mode))
            folder.chmod(0o755)

    done = install(machine, **options)

    assert done.returncode == 1
    assert f"Nie można zapisywać w katalogu {machine}" in done.stderr


def free_port(port: object) -> subprocess.CompletedProcess:
    """Run ``bin/free-port`` for ``port``."""
    return subprocess.run(
        [sys.executable, ROOT / "bin" / "free-port"],
        env={"PORT": str(port)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_busy_port_is_named_with_another_to_try():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]

        done = free_port(port)

    assert done.returncode == 1
    assert f"Port {port} jest zajęty" in done.stderr
    assert f"PORT={port % 65535 + 1} make demo" in done.stderr


@pytest.mark.parametrize("port", ["osiem", "0", "70000", "-1"])
def test_what_is_no_port_is_refused(port):
    done = free_port(port)

    assert done.returncode == 1
    assert f"PORT={port} nie jest numerem portu" in done.stderr


def test_a_free_port_is_passed_in_silence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    assert free_port(port).stderr == ""


def test_make_lists_each_of_its_commands():
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split()

    # `make test` runs this test too, and a make inside a make says where it is.
    listed = subprocess.run(
        [shutil.which("make"), "--no-print-directory", "help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert [line.split()[1] for line in listed.splitlines()] == targets
