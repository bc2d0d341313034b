"""The console script: help with an example, exit codes, one sentence when something is wrong."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection
from django_scopes import scope

from osnowa.audit import triggers
from osnowa.audit.models import Entry
from osnowa.cli import main
from osnowa.clock import reading
from osnowa.organisations.actions.directory import add_area
from osnowa.organisations.models import Centre

COMMANDS = [
    ["demo"],
    ["serve"],
    ["migrate"],
    ["indicators"],
    ["centre", "open"],
    ["audit", "verify"],
    ["keys", "rotate"],
    ["doctor"],
    ["bench"],
    ["smefs", "check"],
    ["smefs", "export"],
    ["smefs", "reconcile"],
    ["import", "participants"],
    ["worker"],
]


def run(*arguments: str):
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(command):
    said = run(*command, "--help")

    assert said.exit_code == 0
    assert "Przykład:" in said.stdout


def test_every_command_stands_in_the_list_above():
    listed = {command[0] for command in COMMANDS}

    assert set(main.commands) == listed


@pytest.mark.parametrize(
    "arguments",
    [["nie-ma"], ["indicators"], ["serve", "--port", "0"], ["indicators", "pas-ja", "--as-of", "wczoraj"]],
)
def test_misuse_ends_with_two(arguments):
    assert run(*arguments).exit_code == 2


@pytest.mark.django_db
def test_unknown_project_is_one_sentence(cast):
    said = run("indicators", "nie-ma")

    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr.startswith("osnowa: Nie ma projektu „nie-ma”. Są: ")


@pytest.mark.django_db
def test_figures_of_a_day_before_the_project_say_so_beside(cast):
    slug = cast.elsewhere.project.slug

    before, within = (run("indicators", slug, "--as-of", day) for day in ("1.01.2001", "16.04.2019"))

    assert (before.exit_code, "projekt jeszcze nie trwał" in before.stderr) == (0, True)
    assert "nie trwał" not in before.stdout + within.stderr


def test_indicators_of_any_centre_are_told_by_the_slug_alone(cast):
    said = run("indicators", cast.elsewhere.project.slug, "--format", "json")

    assert said.exit_code == 0
    assert [row["total"] for row in json.loads(said.stdout)] == [0]


@pytest.mark.django_db
def test_wrong_head_is_one_sentence():
    said = run("audit", "verify", "--head", "abc")

    assert said.exit_code == 2
    assert "To nie jest głowa dziennika" in said.stderr


@pytest.mark.django_db
def test_changed_entry_is_named_and_ends_with_one(cast):
    with scope(centre=cast.here.centre):
        add_area(centre=cast.here.centre, name="Nowe Osiedle", by=cast.adam, at=reading.now())
    # As somebody with all rights in the database would: the lock comes off first.
    with connection.cursor() as cursor:
        for statement in triggers.take_off(connection):
            cursor.execute(statement)
        entry = Entry.objects.get()
        cursor.execute("UPDATE audit_entry SET verb = 'x.y.z' WHERE id = %s", [entry.pk])
        for statement in triggers.put_on(connection):
            cursor.execute(statement)

    said = run("audit", "verify")

    assert said.exit_code == 1
    assert f"wpis nr {entry.number} został zmieniony" in said.stderr


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_busy_port_is_one_sentence_with_the_command_that_was_typed(command, monkeypatch):
    monkeypatch.delenv("MAKELEVEL", raising=False)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        said = run(command, "--port", str(port))

    assert (said.exit_code, said.stderr) == (
        1,
        f"osnowa: Port {port} jest zajęty. Wybierz inny: osnowa {command} --port {port + 1}\n",
    )


@pytest.mark.django_db
def test_demo_never_enters_a_database_with_real_data():
    Centre.objects.create(slug="prawdziwy", name="MOPS Prawdziwy", short_name="MOPS P")

    said = run("demo", "--no-serve")

    assert said.exit_code == 1
    assert "są prawdziwe dane" in said.stderr
    assert Centre.objects.count() == 1


def on_its_own(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run the script as a process of its own, with its data in ``folder``."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "from osnowa.cli import main; main()", *arguments],
        env={**kept, "OSNOWA_DATA": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_database_without_tables_is_one_sentence(tmp_path):
    said = on_its_own(tmp_path, "serve", "--port", "8987")

    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == (
        "osnowa: Baza nie ma tabel tej wersji. Przygotuj je: osnowa migrate (pokaz: osnowa demo).\n"
    )


def test_unreachable_database_is_one_sentence(tmp_path):
    said = on_its_own(tmp_path, "doctor", DATABASE_URL="postgres://nobody@127.0.0.1:1/nothing")

    assert said.returncode == 1
    assert said.stderr.startswith("osnowa: Baza danych nie odpowiada jak trzeba")
    assert said.stderr.count("\n") == 1


def test_production_invents_no_secret_and_takes_no_demo(tmp_path):
    bare = on_its_own(tmp_path, "doctor", OSNOWA_ENV="production")
    keys = {
        name: f"{name}-of-a-test-that-is-long-enough-0123456789-abcdefghij"
        for name in ("OSNOWA_SECRET_KEY", "OSNOWA_FIELD_KEYS", "OSNOWA_INDEX_KEY", "OSNOWA_AUDIT_KEY")
    }
    refused = on_its_own(tmp_path, "demo", "--no-serve", OSNOWA_ENV="production", **keys)

    assert bare.returncode == 1
    assert "ustaw OSNOWA_SECRET_KEY albo OSNOWA_SECRET_KEY_FILE" in bare.stderr
    assert refused.returncode == 1
    assert "pokazu tu nie będzie" in refused.stderr
