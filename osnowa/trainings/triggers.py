"""What a constraint cannot say, because it looks into another table: the database refuses it all the same.

- a planned session lies within the days of its project (unknown days hold everything)
- a mark belongs to a participant of the project of its session

Knows SQL only; ``apps`` takes the triggers off before migrations and puts them on after: SQLite cannot
rebuild a table that a trigger of another one reads, PostgreSQL cannot alter a column that one watches.
PostgreSQL raises under the name of a constraint, SQLite with the same name in its message.
"""

SESSION = "session_is_within_project"
MARK = "attendance_is_within_project"

_OUTSIDE_PROJECT = """
    SELECT 1 FROM trainings_edition e
      JOIN trainings_course c ON c.id = e.course_id
      JOIN projects_supportform f ON f.id = c.form_id
      WHERE e.id = NEW.edition_id AND (
        NEW.held_on < (SELECT CASE WHEN count(*) = count(begins_on) THEN min(begins_on) END
                         FROM projects_terms t WHERE t.project_id = f.project_id)
        OR NEW.held_on > (SELECT CASE WHEN count(*) = count(ends_on) THEN max(ends_on) END
                            FROM projects_terms t WHERE t.project_id = f.project_id))"""

_STRANGER = """
    SELECT 1 FROM trainings_session s
      JOIN trainings_edition e ON e.id = s.edition_id
      JOIN trainings_course c ON c.id = e.course_id
      JOIN projects_supportform f ON f.id = c.form_id
      JOIN participants_enrolment p ON p.id = NEW.enrolment_id
      WHERE s.id = NEW.session_id AND p.project_id <> f.project_id"""

#: Name, table, the columns whose change is asked about, when, and the query that finds a fault.
_GUARDS = (
    (SESSION, "trainings_session", "held_on, state, edition_id", "NEW.state = 'planned'", _OUTSIDE_PROJECT),
    (MARK, "trainings_attendance", "session_id, enrolment_id", "TRUE", _STRANGER),
)


def put_on(vendor: str) -> list[str]:
    """Return the statements that put the triggers on an engine, in place of those that are there.

    Raises:
        KeyError: an engine that Osnowa does not run on.
    """
    make = {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]
    return [*take_off(vendor), *(statement for guard in _GUARDS for statement in make(*guard))]


def take_off(vendor: str) -> list[str]:
    """Return the statements that take the triggers off, if they are there."""
    if vendor == "postgresql":
        return [f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name, *_rest in _GUARDS]
    moments = ("insert", "update")
    return [f"DROP TRIGGER IF EXISTS {name}_on_{moment}" for name, *_rest in _GUARDS for moment in moments]


def _sqlite(name: str, table: str, columns: str, when: str, fault: str) -> list[str]:
    return [
        f"CREATE TRIGGER {name}_on_{moment} BEFORE {event} ON {table} "
        f"WHEN {when} AND EXISTS ({fault}) BEGIN SELECT RAISE(ABORT, '{name}'); END"
        for moment, event in (("insert", "INSERT"), ("update", f"UPDATE OF {columns}"))
    ]


def _postgresql(name: str, table: str, columns: str, when: str, fault: str) -> list[str]:
    return [
        f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF {when} AND EXISTS ({fault}) THEN
                RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
              END IF;
              RETURN NEW;
            END $$""",
        f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OF {columns} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
