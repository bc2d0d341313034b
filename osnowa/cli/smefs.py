"""``osnowa smefs``: a project's data for the register of participants, checked, written and compared."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from osnowa.cli import Stopped, main, set_up
from osnowa.cli.speech import Day, Group

if TYPE_CHECKING:
    from osnowa.monitoring.filing import Filing
    from osnowa.projects.models import Project

T = TypeVar("T")

#: People with faults told one by one; all of them stand on the page of the project.
SHOWN = 200


@main.group(cls=Group)
def smefs() -> None:
    """Sprawdź, zapisz i porównaj dane dla SM EFS albo SL2014.

    Rejestr wynika z zasad projektu. Przykład: osnowa smefs check pas-ja
    """


to_option = click.option(
    "--to", "to", metavar="REJESTR", default="", help="Inny rejestr, na próbę: sm-efs albo sl2014."
)
day_option = click.option("--as-of", "day", type=Day(), help="Stan na dzień, na przykład 30.06.2020.")
project_argument = click.argument("project", metavar="PROJEKT")


@smefs.command()
@project_argument
@to_option
@day_option
def check(project: str, to: str, day: date | None) -> None:
    """Pokaż wszystkie błędy w danych uczestników projektu.

    Kod wyjścia 1, gdy ktoś nie wejdzie do pliku. Przykład: osnowa smefs check pas-ja
    """
    with _opened(project, to, day) as (found, filing):
        from osnowa.monitoring.queries import wording
        from osnowa.monitoring.queries.overview import overview
        from osnowa.monitoring.queries.participations import checked, taking_part

        everybody = taking_part(found, filing.today)
        with _progress(everybody.count(), "Sprawdzam") as step:
            people = _counted(checked(filing, everybody), step)
            told = overview(filing, people, tenant=found.centre_id, count=SHOWN)
        for fault in told.setting:
            click.echo(f"{found.slug}: {_sign(fault.stops)}: {wording.sentence(fault)}")
        for each in told.faulty:
            for fault in each.faults:
                click.echo(f"{each.who.number}: {_sign(fault.stops)}: {wording.sentence(fault)}")
        if told.faulty_count > len(told.faulty):
            click.echo(f"… i jeszcze osoby: {told.faulty_count - len(told.faulty)}.")
        click.echo(
            f"{filing.register.label}, {found.slug}: osób {told.people}, bez błędów {told.ready}, "
            f"do poprawy {told.stopped}."
        )
        if told.stopped or any(fault.stops for fault in told.setting):
            raise SystemExit(1)


@smefs.command()
@project_argument
@click.argument("file", metavar="[PLIK]", required=False, type=click.Path(dir_okay=False, writable=True))
@click.option(
    "--format", "shape", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True, help="Postać."
)
@click.option("--changed", is_flag=True, help="Tylko osoby niewysłane albo zmienione od ostatniego pliku.")
@to_option
@day_option
def export(project: str, file: str | None, shape: str, changed: bool, to: str, day: date | None) -> None:
    """Zapisz plik dla portalu; bez PLIKU pod nazwą, której portal używa. „-” pisze na wyjście.

    Osoby z błędami zostają poza plikiem. Przykład: osnowa smefs export pas-ja --format xlsx
    """
    with _opened(project, to, day) as (found, filing):
        import shutil
        from pathlib import Path
        from tempfile import SpooledTemporaryFile

        from django.core.exceptions import ValidationError

        from osnowa.clock import reading
        from osnowa.monitoring.actions import make_file
        from osnowa.monitoring.models import Sending
        from osnowa.monitoring.queries.participations import taking_part
        from osnowa.monitoring.writing import TooManyRows, file_name

        target = file or file_name(filing.register, filing.today, shape)
        count = taking_part(found, filing.today).count()
        with SpooledTemporaryFile(max_size=16 * 1024 * 1024) as out:
            try:
                with _progress(count, "Przygotowuję plik") as step:
                    sending = make_file(
                        project=found,
                        day=filing.today,
                        extent=Sending.Extent.CHANGED if changed else Sending.Extent.ALL,
                        shape=shape,
                        out=out,
                        to=to,
                        by=None,
                        at=reading.now(),
                        progress=step,
                    )
            except ValidationError as refusal:
                raise Stopped(" ".join(refusal.messages)) from refusal
            except TooManyRows as many:
                raise Stopped("Arkusz nie pomieści tylu osób. Zapisz CSV.") from many
            if target == "-":
                shutil.copyfileobj(out, sys.stdout.buffer)
            else:
                try:
                    with Path(target).open("wb") as written:
                        shutil.copyfileobj(out, written)
                except OSError as fault:
                    raise Stopped(f"Nie można zapisać pliku {target}: {fault.strerror}.") from fault
        click.echo(
            f"{target}: osób {sending.people}, pominięto z powodu błędów {sending.left_out}.",
            err=target == "-",
        )


@smefs.command()
@project_argument
@click.argument("file", metavar="PLIK", type=click.File("rb"))
@to_option
@day_option
def reconcile(project: str, file: Any, to: str, day: date | None) -> None:
    """Porównaj eksport portalu z tym, co byśmy wysłali.

    Kod wyjścia 1, gdy coś się różni. Przykład: osnowa smefs reconcile pas-ja Uczestnicy_SL2014.csv
    """
    with _opened(project, to, day) as (found, filing):
        from osnowa.intake import sentences
        from osnowa.intake.faults import Unreadable as NoTable
        from osnowa.monitoring.queries import wording
        from osnowa.monitoring.queries.participations import taking_part
        from osnowa.monitoring.queries.sendings import ours
        from osnowa.monitoring.reading import Unreadable
        from osnowa.monitoring.reconciling import masked_numbers
        from osnowa.monitoring.reconciling import reconcile as compare
        from osnowa.monitoring.tables import register_table
        from osnowa.participants.models import Enrolment

        started = taking_part(found, filing.today).filter(first_support_on__lte=filing.today)
        try:
            table = register_table(filing.register, file.read())
            with _progress(started.count(), "Porównuję") as step:
                told = compare(
                    filing.register,
                    _counted(ours(filing, started), step),
                    table.rows,
                    missing_columns=table.header.missing,
                )
        except Unreadable as fault:
            raise Stopped(wording.why_unreadable(fault)) from fault
        except NoTable as fault:
            raise Stopped(sentences.of_file(fault)) from fault
        keys = {each.key for each in told.differences} | set(told.missing_there)
        numbers = dict(Enrolment.objects.filter(pk__in=keys).values_list("pk", "number"))
        for each in told.differences:
            field = wording.name_of_field(filing.register, each.field)
            click.echo(
                f"{numbers[each.key]}: {field}: u nas „{masked_numbers(each.ours)}”, "
                f"w portalu „{masked_numbers(each.theirs)}”"
            )
        for key in told.missing_there:
            click.echo(f"{numbers[key]}: portal nie ma tej osoby")
        for row in told.added_there:
            click.echo(f"wiersz {row.number}: tylko w portalu")
        for row in told.ambiguous:
            click.echo(f"wiersz {row.number}: nie wiadomo, do kogo należy")
        if not told.agrees:
            raise SystemExit(1)
        click.echo("Bez różnic.")


@contextmanager
def _opened(slug: str, to: str, day: date | None) -> Iterator[tuple["Project", "Filing"]]:
    """Open the project called ``slug`` in the scope of its centre, and the register it reports to."""
    set_up()
    from django_scopes import scope, scopes_disabled

    from osnowa.clock import reading
    from osnowa.monitoring.queries.participations import filing_of
    from osnowa.projects.models import Project
    from osnowa.rulepacks.registers import NoTranslation, UnknownRegister, registers

    # The command is asked by a slug, which is unique in the installation; the centre follows from it.
    with scopes_disabled():
        found = Project.objects.select_related("centre").filter(slug=slug).first()
        if found is None:
            known = ", ".join(Project.objects.order_by("slug").values_list("slug", flat=True)[:10]) or "żaden"
            raise Stopped(f"Nie ma projektu „{slug}”. Są: {known}.")
    with scope(centre=found.centre):
        try:
            filing = filing_of(found, day or reading.today(), to=to)
        except UnknownRegister as unknown:
            raise Stopped(f"Nie ma rejestru „{to}”. Są: {', '.join(registers())}.") from unknown
        except NoTranslation as missing:
            raise Stopped(f"Zasady projektu „{slug}” nie mówią, o co pyta taki rejestr.") from missing
        yield found, filing


@contextmanager
def _progress(length: int, label: str) -> Iterator[Callable[[int], object]]:
    """Show how far the work is, on stderr, so that the output stays clean."""
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update


def _counted(items: Iterable[T], step: Callable[[int], object]) -> Iterator[T]:
    for item in items:
        step(1)
        yield item


def _sign(stops: bool) -> str:
    return "błąd" if stops else "ostrzeżenie"
