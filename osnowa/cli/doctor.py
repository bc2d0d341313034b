"""``osnowa doctor``: does what is stored agree with itself."""

from collections.abc import Callable, Iterator

import click

from osnowa.cli import main, set_up


@main.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Sprawdź, czy zapisane dane zgadzają się ze sobą: rejestr wsparcia, liczby, klucze, pliki, dziennik.

    Kończy się kodem 1, gdy coś się nie zgadza. Przykład: osnowa doctor
    """
    set_up()
    from django_scopes import scope

    from osnowa.organisations.models import Centre

    sick = False
    for name, check in _OF_THE_INSTALLATION.items():
        sick |= _tell(name, list(check()))
    for centre in Centre.objects.order_by("pk"):
        with scope(centre=centre):
            for name, check in _OF_A_CENTRE.items():
                sick |= _tell(f"{centre.short_name}: {name}", list(check()))
    if sick:
        context.exit(1)


def _tell(name: str, findings: list[str]) -> bool:
    click.echo(f"{'źle' if findings else 'ok':4} {name}")
    for finding in findings[:20]:
        click.echo(f"     {finding}", err=True)
    if len(findings) > 20:
        click.echo(f"     i jeszcze {len(findings) - 20}", err=True)
    return bool(findings)


def _migrations() -> Iterator[str]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield f"migracja {migration} czeka na wykonanie"


def _guards() -> Iterator[str]:
    """Tell of guards that an interrupted migration left off (docs/adr/0503)."""
    from django.db import connection

    from osnowa.projects import triggers
    from osnowa.projects.apps import guards

    with connection.cursor() as cursor:
        cursor.execute(triggers.catalogue(connection.vendor))
        there = {name for (name,) in cursor.fetchall()}
    for name in sorted(triggers.names(connection.vendor, guards()) - there):
        yield f"brakuje strażnika {name}; przywróci go: osnowa migrate"


def _journal() -> Iterator[str]:
    from osnowa.audit import verification

    yield from (str(finding) for finding in verification.verify().findings)


def _files() -> Iterator[str]:
    from osnowa.documents import queries

    yield from (f"{fault.label} {fault.sentence}" for fault in queries.verify_stored())


def _ledger() -> Iterator[str]:
    from osnowa.casework.queries import ledger_rows_expected as from_contacts
    from osnowa.support.queries import entries_differing_from_sources
    from osnowa.trainings.queries import ledger_rows_expected as from_attendance

    faults = entries_differing_from_sources([*from_contacts(), *from_attendance()])
    yield from (f"w rejestrze brakuje wsparcia: {row}" for row in sorted(faults.missing, key=str))
    yield from (f"w rejestrze stoi wsparcie bez dowodu: {row}" for row in sorted(faults.unproved, key=str))
    yield from (f"zły dzień pierwszego wsparcia: {number}" for number in faults.wrong_starts)


def _secrets() -> Iterator[str]:
    from osnowa.casework.models import Contact
    from osnowa.participants.models import Answer, IdentityPaper, Person
    from osnowa.secrets.cipher import CannotOpen

    for person in Person.objects.exclude(pesel_index=None).order_by("pk").iterator(chunk_size=500):
        try:
            str(person.pesel)
        except CannotOpen as fault:
            yield f"PESEL osoby {person.pk} nie daje się odczytać: {fault}"
    for paper in IdentityPaper.objects.order_by("pk").iterator(chunk_size=500):
        try:
            str(paper.number)
        except CannotOpen as fault:
            yield f"numer dokumentu {paper.pk} nie daje się odczytać: {fault}"
    for answer in Answer.objects.filter(sealed__isnull=False).order_by("pk").iterator(chunk_size=500):
        try:
            str(answer.sealed)
        except CannotOpen as fault:
            yield f"odpowiedź {answer.pk} nie daje się odczytać: {fault}"
    for contact in Contact.objects.current().order_by("pk").iterator(chunk_size=500):
        try:
            str(contact.note)
        except CannotOpen as fault:
            yield f"notatka kontaktu {contact.pk} nie daje się odczytać: {fault}"


def _figures() -> Iterator[str]:
    from osnowa.clock import reading
    from osnowa.indicators.queries import Part
    from osnowa.indicators.queries.figures import asking, table
    from osnowa.projects.models import Project

    today = reading.today()
    for project in Project.objects.order_by("pk"):
        question = asking(project, today)
        for row in table(project, today).rows:
            listed = len(question.who(row.indicator.rule, Part.ALL))
            if listed != row.total:
                yield f"{project.slug}, {row.indicator.code}: liczba {row.total}, na liście {listed}"


_OF_THE_INSTALLATION: dict[str, Callable[[], Iterator[str]]] = {
    "schemat bazy": _migrations,
    "strażnicy bazy": _guards,
    "dziennik zmian": _journal,
    "pliki": _files,
}
_OF_A_CENTRE: dict[str, Callable[[], Iterator[str]]] = {
    "rejestr wsparcia zgadza się z dowodami": _ledger,
    "szyfrowane pola dają się odczytać": _secrets,
    "liczby zgadzają się z listami": _figures,
}
