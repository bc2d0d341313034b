"""``osnowa centre``: the first centre and its first administrator, since nobody can sign in before."""

import click

from osnowa.cli import Stopped, main, set_up
from osnowa.cli.migrate import refuse_unprepared


@main.group()
def centre() -> None:
    """Ośrodki tej instalacji."""


@centre.command("open")
@click.argument("slug", metavar="NAZWA")
@click.option("--name", metavar="TEKST", required=True, help="Pełna nazwa ośrodka.")
@click.option("--short-name", metavar="TEKST", required=True, help="Krótka nazwa, na przykład MOPS Wrocław.")
@click.option("--address", metavar="TEKST", default="", help="Adres do stopki stron publicznych.")
@click.option(
    "--host", metavar="HOST", default="", help="Host stron publicznych, na przykład projekty.mops.example."
)
@click.option(
    "--administrator", required=True, metavar="E-MAIL", help="E-mail osoby, która poprowadzi ośrodek."
)
@click.option("--administrator-name", metavar="TEKST", required=True, help="Imię i nazwisko tej osoby.")
@click.option(
    "--origin",
    metavar="ADRES",
    required=True,
    help="Adres instalacji do odnośnika z hasłem, np. https://osnowa.example.",
)
def open_(
    slug: str,
    name: str,
    short_name: str,
    address: str,
    host: str,
    administrator: str,
    administrator_name: str,
    origin: str,
) -> None:
    """Otwórz ośrodek i wyślij jego administratorowi odnośnik do ustawienia hasła.

    NAZWA stanie w adresach panelu. Przykład: osnowa centre open mops-x --name "MOPS w X"
    --short-name "MOPS X" --administrator a@x.example --administrator-name "Anna A"
    --origin https://osnowa.x.example
    """
    set_up()
    refuse_unprepared()
    from django.core.exceptions import ValidationError

    from osnowa.clock import reading
    from osnowa.organisations.actions.centres import open_centre

    try:
        open_centre(
            slug=slug,
            name=name,
            short_name=short_name,
            address_line=address,
            host=host,
            administrator_email=administrator,
            administrator_name=administrator_name,
            origin=origin,
            by=None,
            at=reading.now(),
        )
    except ValidationError as refusal:
        raise Stopped(" ".join(refusal.messages)) from refusal
    except OSError as fault:
        raise Stopped(
            f"Ośrodek jest otwarty, ale wiadomość nie wyszła: {fault}. Wyślij odnośnik z panelu."
        ) from fault
    click.echo(
        f"Ośrodek otwarty: {origin.rstrip('/')}/panel/{slug}/. Odnośnik do hasła poszedł na {administrator}."
    )
