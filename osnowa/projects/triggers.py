"""What a constraint cannot say, because it looks into another table: the database refuses it all the same.

Apps above declare their guards (``guards`` of their ``apps``); ``projects.apps`` takes all of them off before
migrations and puts them on after: SQLite cannot rebuild a table that a trigger of another one reads,
PostgreSQL cannot alter a column that one watches. PostgreSQL raises under the name of a constraint, SQLite
with the same name in its message. Knows SQL only, put together from names of columns, never from what people
type.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Guard:
    """A rule over several tables: a row of ``table`` is refused when ``fault`` finds anything about ``NEW``.

    ``columns`` are those whose change is asked about; ``when`` spares the question where it does not matter.
    ``turn`` is what PostgreSQL waits for before it asks, so that two writers at once see each other's row;
    SQLite has one writer. ``sentence`` is what somebody reads whom the database refuses past the checks of a
    verb.
    """

    name: str
    table: str
    columns: str
    fault: str
    when: str = "TRUE"
    turn: str = ""
    sentence: "str | _StrPromise" = ""


def outside_project(project: str, day: str) -> str:
    """Return the condition that ``day`` lies outside the terms of ``project`` that come last; in SQL.

    Unknown days, and a project without terms, hold everything.
    """

    def last(bound: str) -> str:
        rows = f"projects_terms t WHERE t.project_id = {project} ORDER BY t.valid_from DESC LIMIT 1"
        return f"(SELECT t.{bound} FROM {rows})"  # noqa: S608 - names of columns

    return f"({day} < {last('begins_on')} OR {day} > {last('ends_on')})"


def put_on(vendor: str, guards: Iterable[Guard]) -> list[str]:
    """Return the statements that put ``guards`` on an engine, in place of those that are there.

    Raises:
        KeyError: an engine that Osnowa does not run on.
    """
    make = {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]
    guards = list(guards)
    return [*take_off(vendor, guards), *(statement for guard in guards for statement in make(guard))]


def take_off(vendor: str, guards: Iterable[Guard]) -> list[str]:
    """Return the statements that take ``guards`` off, if they are there."""
    if vendor == "postgresql":
        return [f"DROP FUNCTION IF EXISTS {guard.name}() CASCADE" for guard in guards]
    moments = ("insert", "update")
    return [f"DROP TRIGGER IF EXISTS {guard.name}_on_{moment}" for guard in guards for moment in moments]


def names(vendor: str, guards: Iterable[Guard]) -> set[str]:
    """Return what the triggers of ``guards`` are called in the catalogue of an engine."""
    if vendor == "postgresql":
        return {guard.name for guard in guards}
    return {f"{guard.name}_on_{moment}" for guard in guards for moment in ("insert", "update")}


def catalogue(vendor: str) -> str:
    """Return the statement that lists the triggers which are there."""
    if vendor == "postgresql":
        return "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    return "SELECT name FROM sqlite_master WHERE type = 'trigger'"


def _sqlite(guard: Guard) -> list[str]:
    return [
        f"CREATE TRIGGER {guard.name}_on_{moment} BEFORE {event} ON {guard.table} "
        f"WHEN {guard.when} AND EXISTS ({guard.fault}) BEGIN SELECT RAISE(ABORT, '{guard.name}'); END"
        for moment, event in (("insert", "INSERT"), ("update", f"UPDATE OF {guard.columns}"))
    ]


def _postgresql(guard: Guard) -> list[str]:
    waits = f"PERFORM {guard.turn};" if guard.turn else ""
    return [
        f"""CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF {guard.when} THEN
                {waits}
                IF EXISTS ({guard.fault}) THEN
                  RAISE EXCEPTION '{guard.name}'
                    USING ERRCODE = 'check_violation', CONSTRAINT = '{guard.name}';
                END IF;
              END IF;
              RETURN NEW;
            END $$""",
        f"CREATE TRIGGER {guard.name} BEFORE INSERT OR UPDATE OF {guard.columns} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
    ]
