"""What a constraint cannot say, because it looks into another table: the database refuses it all the same.

Apps above declare their guards (``guards`` of their ``apps``); ``projects.apps`` takes all of them off before
migrations and puts them on after: SQLite cannot rebuild a table that a trigger of another one reads,
PostgreSQL cannot alter a column that one watches. PostgreSQL raises under the name of a constraint, SQLite
with the same name in its message. Knows SQL only, put together from names of columns, never from what people
type.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Event = Literal["insert", "update", "delete"]
EVENTS: tuple[Event, ...] = get_args(Event)


@dataclass(frozen=True)
class Guard:
    """A rule over several tables: a row of ``table`` is refused when ``fault`` finds anything about ``NEW``.

    ``columns`` are those whose change is asked about; ``when`` spares the question where it does not matter.
    ``turn`` is what PostgreSQL waits for before it asks, so that two writers at once see each other's row;
    SQLite has one writer. ``events`` are those that can break the rule. ``afterwards`` it is asked of the
    tables as they are when the row has changed or gone; of a row that went, ``NEW`` is what it was.
    """

    name: str
    table: str
    columns: str
    fault: str
    when: str = "TRUE"
    turn: str = ""
    events: tuple[Event, ...] = ("insert", "update")
    afterwards: bool = False


def outside_project(project: str, day: str) -> str:
    """Return the condition that ``day`` lies outside the terms of ``project`` that come last; in SQL.

    Unknown days, and a project without terms, hold everything.
    """

    def last(bound: str) -> str:
        rows = f"projects_terms t WHERE t.project_id = {project} ORDER BY t.valid_from DESC LIMIT 1"
        return f"(SELECT t.{bound} FROM {rows})"  # noqa: S608 - names of columns

    return f"({day} < {last('begins_on')} OR {day} > {last('ends_on')})"


def terms_hold(name: str, rows: str, day: str) -> Guard:
    """Return the guard of the terms of a project under what happened in it: ``rows`` of one table by ``day``.

    ``rows`` is what follows FROM, with a condition on ``NEW.project_id``. Whichever way the terms that come
    last change, by a new row, a correction or a withdrawal, no row may lie outside them.
    """
    fault = f"SELECT 1 FROM {rows} AND {outside_project('NEW.project_id', day)}"  # noqa: S608 - names of columns
    columns = "project_id, valid_from, begins_on, ends_on"
    return Guard(name, "projects_terms", columns, fault, events=EVENTS, afterwards=True)


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
    return [f"DROP TRIGGER IF EXISTS {guard.name}_on_{event}" for guard in guards for event in EVENTS]


def names(vendor: str, guards: Iterable[Guard]) -> set[str]:
    """Return what the triggers of ``guards`` are called in the catalogue of an engine."""
    if vendor == "postgresql":
        return {guard.name for guard in guards}
    return {f"{guard.name}_on_{event}" for guard in guards for event in guard.events}


def catalogue(vendor: str) -> str:
    """Return the statement that lists the triggers which are there."""
    if vendor == "postgresql":
        return "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    return "SELECT name FROM sqlite_master WHERE type = 'trigger'"


def _sqlite(guard: Guard) -> list[str]:
    return [
        f"CREATE TRIGGER {guard.name}_on_{event} {_moment(guard)} {_event(guard, event)} ON {guard.table} "
        f"WHEN {_asked(guard.when, event)} AND EXISTS ({_asked(guard.fault, event)}) "
        f"BEGIN SELECT RAISE(ABORT, '{guard.name}'); END"
        for event in guard.events
    ]


def _postgresql(guard: Guard) -> list[str]:
    waits = f"PERFORM {guard.turn};" if guard.turn else ""
    # A row that went has no NEW, and a branch that is not taken is not planned.
    of_gone = _refusal(guard, waits, "delete") if "delete" in guard.events else ""
    events = " OR ".join(_event(guard, event) for event in guard.events)
    return [
        f"""CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP = 'DELETE' THEN
                {of_gone}
                RETURN OLD;
              END IF;
              {_refusal(guard, waits, "update")}
              RETURN NEW;
            END $$""",
        f"CREATE TRIGGER {guard.name} {_moment(guard)} {events} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
    ]


def _refusal(guard: Guard, waits: str, event: Event) -> str:
    return f"""
        IF {_asked(guard.when, event)} THEN
          {waits}
          IF EXISTS ({_asked(guard.fault, event)}) THEN
            RAISE EXCEPTION '{guard.name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{guard.name}';
          END IF;
        END IF;"""


def _moment(guard: Guard) -> str:
    return "AFTER" if guard.afterwards else "BEFORE"


def _event(guard: Guard, event: Event) -> str:
    return f"UPDATE OF {guard.columns}" if event == "update" else event.upper()


def _asked(condition: str, event: Event) -> str:
    return condition.replace("NEW.", "OLD.") if event == "delete" else condition
