"""How commands speak: in Polish whatever the machine is set to, and with days typed as people type them."""

import gettext
import os
from datetime import date, datetime
from pathlib import Path

import click

#: Longest known first: both 2.10.2018 and 02.10.2018 are read by the same format.
DAYS = ("%d.%m.%Y", "%Y-%m-%d")


def speak_polish() -> None:
    """Let click find its sentences in our catalogue; it asks gettext, and gettext the environment."""
    gettext.bindtextdomain("click", Path(__file__).parent / "locale")
    gettext.textdomain("click")
    os.environ["LANGUAGE"] = "pl"


class Command(click.Command):
    """A command whose usage is told in Polish."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **{"options_metavar": "[OPCJE]", **options})


class Group(click.Group):
    """A group of such commands."""

    command_class = Command
    group_class = type

    def __init__(self, *arguments: object, **options: object) -> None:
        names = {"options_metavar": "[OPCJE]", "subcommand_metavar": "POLECENIE [ARGUMENTY]..."}
        super().__init__(*arguments, **{**names, **options})

    def main(self, *arguments: object, **options: object) -> object:
        speak_polish()
        return super().main(*arguments, **options)


class Whole(click.IntRange):
    """A whole number between two, both included."""

    name = "liczba"

    def _describe_range(self) -> str:
        # click puts this into its sentence as an inequality.
        return f"od {self.min} do {self.max}"


class Day(click.ParamType):
    """A day: 30.06.2020, 2.7.2020 or 2020-06-30."""

    name = "dzień"

    def convert(self, value: object, param: click.Parameter | None, context: click.Context | None) -> date:
        for written in DAYS:
            try:
                return datetime.strptime(str(value).strip(), written).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
        return self.fail(f"„{value}” to nie dzień. Wpisz na przykład 30.06.2020.", param, context)
