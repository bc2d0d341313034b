"""``osnowa import``: lists of people from a spreadsheet, checked and taken as in the panel."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from osnowa.cli import Stopped, main, set_up
from osnowa.cli.speech import Day, Group

if TYPE_CHECKING:
    from osnowa.accounts.models import User
    from osnowa.intake.keeping import Kept
    from osnowa.intake.models import Batch
    from osnowa.intake.reading import Table
    from osnowa.projects.models import Project

#: Refused rows told one by one; all of them go to the file of ``--errors``.
SHOWN = 50


@main.group("import", cls=Group)
def import_() -> None:
    """Wczytaj dane z plików.

    Przykład: osnowa import participants pas-ja lista.xlsx --dry-run
    """


@import_.command()
@click.argument("project", metavar="PROJEKT")
@click.argument("file", metavar="PLIK", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Tylko sprawdź i pokaż, co by się stało.")
@click.option("--sheet", metavar="NAZWA", default="", help="Arkusz, gdy dane są w kilku.")
@click.option("--enrolled-on", type=Day(), help="Dzień zgłoszenia wierszy, które go nie podają; zwykle dziś.")
@click.option(
    "--errors",
    metavar="PLIK",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Zapisz odrzucone wiersze z powodami (XLSX albo CSV).",
)
@click.option("--by", "email", metavar="E-MAIL", default="", help="Kto wczytuje: koordynator projektu.")
def participants(
    project: str,
    file: Path,
    dry_run: bool,
    sheet: str,
    enrolled_on: date | None,
    errors: Path | None,
    email: str,
) -> None:
    """Wczytaj listę uczestników: przyjmij nowe osoby i znane w ośrodku, odrzucone pokaż z powodami.

    Możliwe duplikaty czekają na decyzję w panelu; tam można też całą listę wycofać. Kod wyjścia 1, gdy nie
    wszystkie wiersze da się przyjąć. Przykład: osnowa import participants pas-ja lista.xlsx --dry-run
    """
    set_up()
    from django.core.exceptions import ValidationError
    from django_scopes import scope

    found = _project(project)
    with scope(centre=found.centre):
        try:
            by = _coordinator(found, email)
            if dry_run:
                columns, rows, counts = _tried(found, file, sheet)
            else:
                columns, rows, counts = _taken(found, file, sheet, enrolled_on, by)
        except ValidationError as refusal:
            raise Stopped(" ".join(refusal.messages)) from refusal
        except MemoryError as fault:
            raise Stopped("Zabrakło pamięci na ten plik. Podziel listę na części.") from fault
        _tell(rows, columns, errors)
    click.echo(", ".join(f"{word}: {count}" for word, count in counts.items() if count) or "Brak wierszy.")
    if rows or counts.get(UNDECIDED):
        raise SystemExit(1)


UNDECIDED = "do decyzji"
Rows = list[tuple[int, "Kept"]]
Columns = list[list[str]]
Counts = dict[str, int]


def _project(slug: str) -> "Project":
    from django_scopes import scopes_disabled

    from osnowa.projects.models import Project

    with scopes_disabled():
        found = Project.objects.select_related("centre").filter(slug=slug).first()
        if found is None:
            known = ", ".join(Project.objects.order_by("slug").values_list("slug", flat=True)[:10]) or "żaden"
            raise Stopped(f"Nie ma projektu „{slug}”. Są: {known}.")
    return found


def _coordinator(project: "Project", email: str) -> "User | None":
    from osnowa.accounts.models import User
    from osnowa.clock import reading
    from osnowa.intake.access import may_bring_lists
    from osnowa.projects.queries.standing import standing_of

    if not email:
        return None
    by = User.objects.filter(email__iexact=email, is_active=True).first()
    if by is None or not may_bring_lists(standing_of(by, project.centre, reading.today()), project):
        raise Stopped(f"„{email}” nie koordynuje tego projektu, więc nie może wczytać do niego listy.")
    return by


def _tried(project: "Project", file: Path, sheet: str) -> tuple[Columns, Rows, Counts]:
    from django.conf import settings

    from osnowa.clock import reading
    from osnowa.errors import Refused
    from osnowa.intake import sentences
    from osnowa.intake.faults import Unreadable
    from osnowa.intake.queries.judged import judged, kept_of
    from osnowa.intake.reading import open_book

    try:
        table = open_book(file.read_bytes(), file.name).table(sheet or None)
    except Unreadable as fault:
        raise Refused(sentences.of_file(fault)) from fault
    with _progress(len(table.rows), "Sprawdzam") as tell:
        found = judged(
            project,
            table,
            _mapping(project, table),
            today=reading.today(),
            synthetic=settings.OSNOWA_SYNTHETIC_PESEL,
            tell=tell,
        )
    came = {row.number: row for row in table.rows}
    refused = [(each.row, kept_of(each, came[each.row], project)) for each in found if each.kind == "refused"]
    kinds = [each.kind for each in found]
    counts = {
        "nowe osoby": kinds.count("new"),
        "znane w ośrodku": kinds.count("same_person"),
        "już w projekcie": kinds.count("in_project"),
        UNDECIDED: kinds.count("likely_duplicate"),
        "odrzucone": kinds.count("refused"),
    }
    return [[column.letter, column.header] for column in table.columns], refused, counts


def _mapping(project: "Project", table: "Table") -> dict[int, str]:
    from osnowa.intake.actions.bringing import WrongColumns
    from osnowa.intake.headers import lacking, propose
    from osnowa.intake.placing import imported
    from osnowa.intake.queries.plans import remembered_columns
    from osnowa.participants.questions import register_of

    known = imported(register_of(project.rule_pack))
    proposed = propose(table.headers, remembered_columns(project, table.headers)).mapping
    mapping = {place: field for place, field in proposed.items() if field in known}
    if lacking(mapping.values()):
        raise WrongColumns
    return mapping


def _taken(
    project: "Project", file: Path, sheet: str, enrolled_on: date | None, by: "User | None"
) -> tuple[Columns, Rows, Counts]:
    from osnowa.clock import reading
    from osnowa.intake import actions
    from osnowa.intake.keeping import read
    from osnowa.intake.models import ListRow
    from osnowa.intake.queries import counts_of
    from osnowa.intake.queries.kept import table_of

    at = reading.now()
    batch = actions.bring_list(project=project, content=file.read_bytes(), name=file.name, by=by, at=at)
    try:
        table = table_of(batch, sheet)
        batch = actions.describe_columns(
            batch=batch,
            sheet=table.sheet,
            mapping=_mapping(project, table),
            enrolled_on=enrolled_on or reading.today(),
            by=by,
            at=at,
        )
    except BaseException:
        # Nothing of it will ever be taken: it leaves no file behind.
        actions.withdraw_batch(batch=batch, by=by, at=at)
        raise
    batch = _carried_on(batch, "Sprawdzam")
    counts = counts_of(batch)
    if counts.waiting.get("new") or counts.waiting.get("same_person"):
        accepted = actions.accept_rows(batch=batch, verdicts=("new", "same_person"), by=by, at=reading.now())
        batch = _carried_on(accepted, "Przyjmuję")
    counts = counts_of(batch)
    refused = ListRow.objects.filter(batch=batch).order_by("number")
    rows = [(each.number, read(each.told)) for each in refused if "refused" in (each.verdict, each.outcome)]
    return (
        batch.columns,
        rows,
        {
            f"lista {batch.pk}, przyjęte": counts.outcomes["taken"],
            "już w projekcie": counts.verdicts["in_project"],
            UNDECIDED: counts.undecided,
            "odrzucone": len(rows),
        },
    )


def _carried_on(batch: "Batch", label: str) -> "Batch":
    from osnowa.intake import tasks

    with _progress(batch.work_count, label) as tell:
        batch = tasks.carry_on(batch, tell)
    if batch.fault:
        raise Stopped(batch.fault)
    return batch


def _tell(rows: Rows, columns: Columns, errors: Path | None) -> None:
    from osnowa.intake import exports

    for number, kept in rows[:SHOWN]:
        reasons = [f"{fault.place}: {fault.sentence}" for fault in kept.faults]
        click.echo(f"wiersz {number}: {' '.join([*reasons, kept.stood]).strip()}")
    if len(rows) > SHOWN:
        click.echo(f"… i jeszcze odrzucone wiersze: {len(rows) - SHOWN}.")
    if errors and rows:
        write = exports.kept_as_csv if errors.suffix.lower() == ".csv" else exports.kept_as_xlsx
        try:
            errors.write_bytes(write(columns, rows))
        except OSError as fault:
            raise Stopped(f"Nie można zapisać pliku „{errors}”: {fault.strerror}.") from fault


@contextmanager
def _progress(length: int, label: str) -> Iterator[Callable[[int], None]]:
    """Yield what hears how many rows are done, and shows it."""
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:

        def tell(done: int) -> None:
            bar.update(max(0, min(done, length) - bar.pos))

        yield tell
