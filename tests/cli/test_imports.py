"""``osnowa import participants``: the same verdicts as in the panel, in a terminal."""

import pytest
from click.testing import CliRunner
from django_scopes import scopes_disabled

from osnowa.cli import main
from osnowa.intake.models import Batch
from osnowa.participants.models import Person
from tests.intake import lists


def run(*arguments: object):
    return CliRunner().invoke(main, ["import", "participants", *map(str, arguments)])


@pytest.fixture
def brought(tmp_path):
    path = tmp_path / "lista.xlsx"
    path.write_bytes(lists.workbook(30))
    return path


def people():
    with scopes_disabled():
        return Person.objects.count(), Batch.objects.count()


@pytest.mark.django_db
def test_a_dry_run_tells_all_and_writes_nothing(cast, brought, tmp_path):
    before, errors = people(), tmp_path / "odrzucone.csv"

    said = run(cast.here.project.slug, brought, "--dry-run", "--errors", errors)

    assert said.exit_code == 1
    assert "nowe osoby: 28, odrzucone: 2" in said.stdout
    assert "wiersz 6: D · Nr PESEL: " in said.stdout
    assert errors.read_text(encoding="utf-8-sig").startswith("wiersz;kolumna;powód")
    assert people() == before


@pytest.mark.django_db
def test_rows_are_taken_by_a_coordinator_and_the_list_stands_in_the_panel(cast, tmp_path):
    path = tmp_path / "lista.xlsx"
    path.write_bytes(lists.workbook(5, planted=False))
    persons, batches = people()

    said = run(cast.here.project.slug, path, "--by", cast.here.coordinator.email)

    assert said.exit_code == 0, said.output
    assert "przyjęte: 5" in said.stdout
    assert people() == (persons + 5, batches + 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nie-ma"], "osnowa: Nie ma projektu „nie-ma”."),
        (["--by", "nikt@example.pl"], "nie koordynuje tego projektu"),
        (["--sheet", "Inny"], "nie ma arkusza z danymi o nazwie „Inny”"),
    ],
)
def test_what_cannot_be_is_one_sentence(cast, brought, arguments, sentence):
    project = [] if arguments == ["nie-ma"] else [cast.here.project.slug]

    said = (
        run(*project, *arguments[:1], brought, *arguments[1:])
        if not project
        else run(*project, brought, *arguments)
    )

    assert (said.exit_code, said.stdout) == (1, "")
    assert sentence in said.stderr


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_misuse(cast):
    assert run(cast.here.project.slug, "nie-ma.xlsx").exit_code == 2
