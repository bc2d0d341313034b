"""Commands speak Polish, also where click speaks for them, and read a day as people type it."""

import gettext
from io import BytesIO
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

import osnowa.cli
from osnowa.cli import main

CATALOGUE = Path(osnowa.cli.__file__).parent / "locale/pl/LC_MESSAGES"
#: The rest of click asks questions and edits files; our commands do neither.
SPEAKING = ("core", "exceptions", "formatting", "parser", "types")
#: What click says to whoever declares a command wrong, and the names of types, which only programs read.
TO_DEVELOPERS = {
    "Name '{name}' defined twice",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Could not determine name for option with declarations {decls!r}",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Choice({choices})",
}


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nie-ma"], "Nie ma polecenia „nie-ma”."),
        (["serv"], "Nie ma polecenia „serv”. Może 'serve'?"),
        (["indicators"], "Brakuje argumentu 'PROJEKT'."),
        (["indicators", "pas-ja", "x"], "Niepotrzebny argument: x."),
        (["indicators", "pas-ja", "x", "y"], "Niepotrzebne argumenty: x y."),
        (["indicators", "pas-ja", "--asof", "1.1.2020"], "Nie ma opcji „--asof”. Może '--as-of'?"),
        (["indicators", "pas-ja", "--as-of"], "Opcja „--as-of” wymaga wartości."),
        (
            ["indicators", "pas-ja", "--as-of", "31.02.2020"],
            "Zła wartość '--as-of': „31.02.2020” to nie dzień. Wpisz na przykład 30.06.2020.",
        ),
        (
            ["indicators", "pas-ja", "--format", "xml"],
            "Zła wartość '--format': „xml” nie należy do: 'table', 'json', 'csv'.",
        ),
        (["serve", "--port", "abc"], "Zła wartość '--port': „abc” to nie liczba."),
        (["serve", "--port", "0"], "Zła wartość '--port': 0 jest poza zakresem od 1 do 65535."),
        (["demo", "--reset=1"], "Opcja „--reset” nie przyjmuje wartości."),
        (["centre", "open", "x"], "Brakuje opcji '--name'."),
    ],
)
def test_misuse_is_told_in_polish(monkeypatch, arguments, sentence):
    monkeypatch.setenv("LANGUAGE", "en")

    said = run(*arguments)

    assert (said.exit_code, said.stderr.splitlines()[-1]) == (2, f"osnowa: {sentence}")


ENGLISH = ("Usage", "Options", "Commands", "OPTIONS", "ARGS", "INTEGER", "TEXT", "Show", "exit", "default")


def every_command(command=main, path=()):
    """Yield the words that reach each command and group."""
    yield path
    for name, inner in getattr(command, "commands", {}).items():
        yield from every_command(inner, (*path, name))


@pytest.mark.parametrize("path", list(every_command()), ids=" ".join)
def test_help_has_no_english(path):
    said = run(*path, "--help").stdout

    assert said.startswith("Użycie: ")
    assert [word for word in ENGLISH if word in said] == []


def test_everything_that_click_may_say_is_in_the_catalogue():
    with (CATALOGUE / "click.po").open("rb") as file:
        known = {message.id for message in read_po(file, locale="pl") if message.string}
    said = set()
    for module in SPEAKING:
        source = Path(click.__file__).parent / f"{module}.py"
        said |= {message for _line, message, *_rest in extract_from_file("python", source)}
    said = {message for message in said if not str(message).startswith("No options defined but")}

    assert sorted(said - known - TO_DEVELOPERS, key=str) == []


def test_the_catalogue_is_compiled_as_it_is_written():
    with (CATALOGUE / "click.po").open("rb") as file:
        written = read_po(file, locale="pl")
    compiled = BytesIO()
    write_mo(compiled, written)
    compiled.seek(0)

    with (CATALOGUE / "click.mo").open("rb") as file:
        kept = gettext.GNUTranslations(file)

    fresh = gettext.GNUTranslations(compiled)
    assert {**kept._catalog, "": ""} == {**fresh._catalog, "": ""}


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["2.04.2019", "02.04.2019", "2019-04-02", " 2.4.2019 "])
def test_a_day_is_read_as_people_type_it(cast, typed):
    slug = cast.here.project.slug

    assert run("indicators", slug, "--as-of", typed, "--format", "csv").stdout == (
        run("indicators", slug, "--as-of", "2019-04-02", "--format", "csv").stdout
    )


@pytest.mark.parametrize(
    "typed", ["", "wczoraj", "31.04.2019", "2019-13-01", "1.1.19", "04/02/2019", "2019.04.02"]
)
def test_what_is_no_day_is_refused(typed):
    said = run("indicators", "pas-ja", "--as-of", typed)

    assert said.exit_code == 2
    assert "to nie dzień" in said.stderr
