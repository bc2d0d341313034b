"""``osnowa audit verify``: does the journal still say what was written."""

import sys

import click

from osnowa.cli import main, set_up


@main.group()
def audit() -> None:
    """Dziennik zmian i wglądów."""


@audit.command()
@click.option(
    "--head", metavar="GŁOWA", help="Głowa dziennika z wydruku albo raportu; wykrywa obcięty koniec."
)
@click.pass_context
def verify(context: click.Context, head: str | None) -> None:
    """Sprawdź, czy żaden wpis dziennika nie został zmieniony, usunięty ani dopisany.

    Kończy się kodem 1, gdy coś się nie zgadza. Przykład: osnowa audit verify
    """
    set_up()
    from osnowa.audit import verification

    total = verification.entry_count()
    with click.progressbar(length=total, label="Sprawdzam wpisy", file=sys.stderr) as progress:
        try:
            report = verification.verify(head=head, progress=progress.update)
        except verification.NotAHead as refusal:
            raise click.UsageError(" ".join(refusal.messages), context) from refusal
    for chain in report.chains:
        click.echo(f"{chain.name}: wpisów {chain.length}, głowa {chain.head}")
    for finding in report.findings:
        click.echo(f"osnowa: {finding}", err=True)
    if report.findings:
        context.exit(1)
    click.echo("Dziennik jest cały.")
