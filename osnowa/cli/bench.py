"""``osnowa bench``: our speed against the floor, both sides in one run."""

import json
import sys
from dataclasses import asdict

import click

from osnowa.cli import main, set_up
from osnowa.cli.speech import Whole


@main.command()
@click.option("--people", type=Whole(200, 1_000_000), default=10_000, show_default=True, help="Ile osób.")
@click.option("--json", "as_json", is_flag=True, help="Wypisz JSON zamiast tabeli.")
@click.pass_context
def bench(context: click.Context, people: int, as_json: bool) -> None:
    """Zmierz stosunki czasów: nasz kod do zapytań pisanych ręcznie i nagich stron.

    Danych w bazie nie zmienia.

    Kończy się kodem 1, gdy któryś stosunek nie osiąga granicy. Przykład: osnowa bench --people 10000
    """
    set_up()
    from osnowa.bench.running import run, step_count

    with click.progressbar(length=step_count(people), label="Mierzę", file=sys.stderr) as progress:
        ratios = run(people=people, progress=progress.update)
    if as_json:
        click.echo(json.dumps([asdict(ratio) for ratio in ratios], ensure_ascii=False, indent=2))
    else:
        click.echo(f"{'cel':4} {'co':64} {'my ms':>9} {'wzór ms':>9} {'stosunek':>9} {'granica':>8}")
        for ratio in ratios:
            click.echo(
                f"{ratio.goal:4} {ratio.name:64} {ratio.ours_ms:9.2f} {ratio.reference_ms:9.2f} "
                f"{ratio.ratio:9.2f} {ratio.must:8.2f} {'ok' if ratio.reached else 'za wolno'}"
            )
        if not any(ratio.goal == "G7" for ratio in ratios):
            click.echo("G7   piętnaście oznaczeń: mierzymy tylko na PostgreSQL (DATABASE_URL=postgres://…)")
    if not all(ratio.reached for ratio in ratios):
        context.exit(1)
