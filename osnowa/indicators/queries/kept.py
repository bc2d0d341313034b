"""Statements whose text Django compiles once, with places for what is known only when they are asked.

Django takes about a millisecond to compile a statement: as long as counting two hundred people takes.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection, models
from django.db.models.expressions import Expression
from django.db.models.sql import Query

#: The text of a statement and its parameters, some of them places.
Text = tuple[str, tuple[Any, ...]]


class Asked(Expression):
    """A place in a kept text."""

    def __init__(self, name: str, output_field: models.Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Write a parameter; the parameter is the place itself, until ``rows`` fills it."""
        return "%s", [self]


DAY = Asked("day", models.DateField())
PROJECT = Asked("project", models.BigIntegerField())
THRESHOLD = Asked("threshold", models.IntegerField())


def text(query: Query) -> Text:
    """Return the text of ``query`` for the engine at hand."""
    sql, parameters = query.get_compiler(connection=connection).as_sql()
    return sql, tuple(parameters)


def rows(kept: Text, asked: Mapping[str, Any], *, also: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Return the rows of a statement, its places filled from ``asked``, ``also`` after its own parameters.

    Days come back as the engine gives them: read them with ``as_date``.
    """
    sql, places = kept
    values = [asked[place.name] if isinstance(place, Asked) else place for place in places]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*map(_adapted, values), *also])
        return cursor.fetchall()


def as_date(day: date | str) -> date:
    """Return a day of a row; SQLite keeps days as text, and nothing tells it that an expression is one."""
    return date.fromisoformat(day) if isinstance(day, str) else day


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
