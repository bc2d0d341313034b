"""``osnowa indicators``: the same figures as the page and the report."""

from datetime import date

import click

from osnowa.cli import Stopped, main, set_up
from osnowa.cli.speech import Day


@main.command()
@click.argument("project", metavar="PROJEKT")
@click.option("--as-of", type=Day(), help="Stan na dzień, na przykład 30.06.2020.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="Postać.",
)
def indicators(project: str, as_of: date | None, shape: str) -> None:
    """Pokaż wskaźniki projektu na dowolny dzień.

    PROJEKT to nazwa projektu w adresie. Przykład: osnowa indicators pas-ja --as-of 30.06.2020 --format json
    """
    set_up()
    from django_scopes import scope, scopes_disabled

    from osnowa.clock import reading
    from osnowa.indicators import exports
    from osnowa.projects.models import Project
    from osnowa.projects.queries.projects import terms_in_force

    # The command is asked by a slug, which is unique in the installation; the centre follows from it.
    with scopes_disabled():
        found = Project.objects.select_related("centre").filter(slug=project).first()
        if found is None:
            known = ", ".join(Project.objects.order_by("slug").values_list("slug", flat=True)[:10]) or "żaden"
            raise Stopped(f"Nie ma projektu „{project}”. Są: {known}.")
    with scope(centre=found.centre):
        day = as_of or reading.today()
        terms = terms_in_force(found, day)
        if terms and terms.begins_on and day < terms.begins_on:
            # Beside the figures, not among them: what is written to a file stays as it is.
            began = terms.begins_on.strftime("%d.%m.%Y")
            click.echo(f"osnowa: Tego dnia projekt jeszcze nie trwał: zaczyna się {began}.", err=True)
        click.echo(
            {"table": exports.as_text, "json": exports.as_json, "csv": exports.as_csv}[shape](found, day),
            nl=False,
        )
