"""The lock inside the database: it refuses to change or remove entries, whoever asks and by whatever means.

A hand with the right to alter tables can take the lock off; then the chain tells (``verification``). A later
migration that rebuilds the table on SQLite loses the triggers: it must end with ``put_on`` again.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

_PUT_ON = {
    "sqlite": (
        """CREATE TRIGGER audit_entry_refuses_update BEFORE UPDATE ON audit_entry
            BEGIN SELECT RAISE(ABORT, 'an audit entry is never changed'); END""",
        """CREATE TRIGGER audit_entry_refuses_delete BEFORE DELETE ON audit_entry
            BEGIN SELECT RAISE(ABORT, 'an audit entry is never removed'); END""",
        # INSERT OR REPLACE removes the old row without asking the trigger above.
        """CREATE TRIGGER audit_entry_refuses_replace BEFORE INSERT ON audit_entry
            WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id)
              OR EXISTS (SELECT 1 FROM audit_entry WHERE tenant = NEW.tenant AND number = NEW.number)
            BEGIN SELECT RAISE(ABORT, 'an audit entry is never replaced'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION audit_entry_refuses() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'an audit entry is never changed or removed'; END $$""",
        """CREATE TRIGGER audit_entry_refuses_change BEFORE UPDATE OR DELETE ON audit_entry
            FOR EACH ROW EXECUTE FUNCTION audit_entry_refuses()""",
        """CREATE TRIGGER audit_entry_refuses_truncate BEFORE TRUNCATE ON audit_entry
            FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuses()""",
    ),
}
_TAKE_OFF = {
    "sqlite": (
        "DROP TRIGGER audit_entry_refuses_update",
        "DROP TRIGGER audit_entry_refuses_delete",
        "DROP TRIGGER audit_entry_refuses_replace",
    ),
    "postgresql": (
        "DROP TRIGGER audit_entry_refuses_change ON audit_entry",
        "DROP TRIGGER audit_entry_refuses_truncate ON audit_entry",
        "DROP FUNCTION audit_entry_refuses()",
    ),
}


def put_on(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Return the statements that lock the entries of ``connection``.

    Raises:
        KeyError: an engine that Osnowa does not run on.
    """
    return _PUT_ON[connection.vendor]


def take_off(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Return the statements that unlock them, to undo the migration or to empty a throw-away database."""
    return _TAKE_OFF[connection.vendor]
