"""Statements whose text Django compiles once, with places for what is known only when they are asked.

Django takes about a millisecond to compile a statement: as long as the database takes to answer it.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, ParamSpec

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import QuerySet
from django.db.models.expressions import Expression
from django.db.models.query import get_related_populators
from django.db.models.sql import Query
from django_scopes import get_scope

_UNKNOWN: Any = object()
# Its signature grows with Django; ours is the one of the locked version.
_populators: Any = get_related_populators
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


@dataclass(frozen=True)
class Reading:
    """A kept text and how its rows are read: ``converters`` by column, ``model`` and what it brings along.

    ``columns`` are those of the model, the first of them at ``first``.
    """

    text: Text
    converters: Mapping[int, tuple[Sequence[Callable[..., Any]], Any]]
    model: type[models.Model] | None
    first: int
    columns: Sequence[str]
    related: Sequence[Any]


class Kept(Generic[Key]):
    """A question whose texts are kept: ``build`` makes its queryset from its arguments.

    The arguments, the engine and the centre in scope are the key, so a text cannot answer anybody for whom it
    was not built: ``build`` knows nothing else, and must not ask the database. What differs from one asking
    to the next stands in the queryset as ``Asked``.
    """

    def __init__(self, build: Callable[Key, QuerySet[Any, Any]]) -> None:
        self.build = build
        self.readings: dict[Hashable, Reading | None] = {}
        self.__doc__ = build.__doc__

    def rows(self, asked: Mapping[str, Any], *args: Key.args, **kwargs: Key.kwargs) -> list[tuple[Any, ...]]:
        """Return the rows that the question of these arguments has, its places filled from ``asked``."""
        reading = self._reading(*args, **kwargs)
        return [] if reading is None else _converted(reading, rows(reading.text, asked))

    def objects(self, asked: Mapping[str, Any], *args: Key.args, **kwargs: Key.kwargs) -> list[Any]:
        """Return the rows as objects of the model, with what ``select_related`` brings along."""
        reading = self._reading(*args, **kwargs)
        if reading is None or reading.model is None:
            return []
        found = []
        for row in _converted(reading, rows(reading.text, asked)):
            own = row[reading.first : reading.first + len(reading.columns)]
            each = reading.model.from_db(connection.alias, reading.columns, own)
            for related in reading.related:
                related.populate(row, each)
            found.append(each)
        return found

    def count(self, asked: Mapping[str, Any], *args: Key.args, **kwargs: Key.kwargs) -> int:
        """Return how many rows there are."""
        reading = self._reading(*args, **kwargs)
        if reading is None:
            return 0
        sql, places = reading.text
        counted = f"SELECT COUNT(*) FROM ({sql}) AS asked"  # noqa: S608 - Django's own text; values are parameters
        [(count,)] = rows((counted, places), asked)
        return int(count)

    def _reading(self, *args: Key.args, **kwargs: Key.kwargs) -> Reading | None:
        centre = get_scope().get("centre")
        key = (connection.vendor, getattr(centre, "pk", centre), args, *kwargs.items())
        # Threads share what is kept: one may empty it while another reads.
        if (found := self.readings.get(key, _UNKNOWN)) is not _UNKNOWN:
            return found
        if len(self.readings) >= MOST_TEXTS:
            self.readings.clear()
        self.readings[key] = built = _compiled(self.build(*args, **kwargs).query)
        return built


def _compiled(query: Query) -> Reading | None:
    """Return the text and its reading; None where Django knows without asking that there is nothing."""
    compiler: Any = query.get_compiler(connection=connection)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None
    converters = compiler.get_converters([column for column, *__ in compiler.select])
    # What ``ModelIterable`` reads of a compiler, here read once.
    if not compiler.klass_info:
        return Reading((sql, tuple(parameters)), converters, None, 0, (), ())
    places = compiler.klass_info["select_fields"]
    return Reading(
        (sql, tuple(parameters)),
        converters,
        compiler.klass_info["model"],
        places[0],
        [column.target.attname for column, *__ in compiler.select[places[0] : places[-1] + 1]],
        _populators(compiler.klass_info, compiler.select, connection.alias),
    )


def _converted(reading: Reading, found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows as Django would: the engine's values made the fields' own."""
    if not reading.converters:
        return found
    for number, row in enumerate(found):
        values = list(row)
        for place, (converters, column) in reading.converters.items():
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        found[number] = tuple(values)
    return found


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
