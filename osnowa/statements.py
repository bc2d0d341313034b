"""Statements whose text Django compiles once, with places for what is known only when they are asked.

Django takes about a millisecond to compile a statement: as long as the database takes to answer it.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Generic, ParamSpec

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import QuerySet
from django.db.models.expressions import Expression
from django.db.models.sql import Query
from django_scopes import get_scope

_UNKNOWN: Any = object()
#: The text of a statement and its parameters, some of them places.
Text = tuple[str, tuple[Any, ...]]
Key = ParamSpec("Key")

#: How many texts one question keeps; a text has a few thousand letters.
MOST_TEXTS = 300


class Asked(Expression):
    """A place in a kept text."""

    def __init__(self, name: str, output_field: models.Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Write a parameter; the parameter is the place itself, until ``rows`` fills it."""
        return "%s", [self]


def text(query: Query) -> Text:
    """Return the text of ``query`` for the engine at hand."""
    sql, parameters = query.get_compiler(connection=connection).as_sql()
    return sql, tuple(parameters)


def rows(kept: Text, asked: Mapping[str, Any], *, also: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Return the rows of a statement, its places filled from ``asked``, ``also`` after its own parameters.

    Columns come back as the driver gives them; what an expression says is a day comes back as text on SQLite.
    """
    sql, places = kept
    values = [asked[place.name] if isinstance(place, Asked) else place for place in places]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*map(_adapted, values), *also])
        return cursor.fetchall()


class Kept(Generic[Key]):
    """A question whose texts are kept: ``build`` makes its queryset (``values_list``) from its arguments.

    The arguments, the engine and the centre in scope are the key, so a text cannot answer anybody for whom it
    was not built: ``build`` knows nothing else, and must not ask the database. What differs from one asking
    to the next stands in the queryset as ``Asked``.
    """

    def __init__(self, build: Callable[Key, QuerySet[Any, Any]]) -> None:
        self.build = build
        self.texts: dict[Hashable, Text | None] = {}
        self.__doc__ = build.__doc__

    def rows(self, asked: Mapping[str, Any], *args: Key.args, **kwargs: Key.kwargs) -> list[tuple[Any, ...]]:
        """Return the rows that the question of these arguments has, its places filled from ``asked``."""
        found = self._text(*args, **kwargs)
        return [] if found is None else rows(found, asked)

    def count(self, asked: Mapping[str, Any], *args: Key.args, **kwargs: Key.kwargs) -> int:
        """Return how many rows there are."""
        found = self._text(*args, **kwargs)
        if found is None:
            return 0
        sql, places = found
        counted = f"SELECT COUNT(*) FROM ({sql}) AS asked"  # noqa: S608 - Django's own text; values are parameters
        [(count,)] = rows((counted, places), asked)
        return int(count)

    def _text(self, *args: Key.args, **kwargs: Key.kwargs) -> Text | None:
        centre = get_scope().get("centre")
        key = (connection.vendor, getattr(centre, "pk", centre), args, *kwargs.items())
        # Threads share the texts: one may empty them while another reads.
        if (found := self.texts.get(key, _UNKNOWN)) is not _UNKNOWN:
            return found
        if len(self.texts) >= MOST_TEXTS:
            self.texts.clear()
        self.texts[key] = built = _text_or_none(self.build(*args, **kwargs))
        return built


def _text_or_none(queryset: QuerySet[Any, Any]) -> Text | None:
    """Return the text; None where Django knows without asking that there is nothing."""
    try:
        return text(queryset.query)
    except EmptyResultSet:
        return None


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
