"""What a constraint says when the database refuses: the same sentence that ``full_clean`` would have said.

PostgreSQL names the constraint. SQLite names a check, but describes a unique constraint by table and columns.
Both name a guard, whose words for a race are told by ``guards_say`` of its app's ``apps.py``.
"""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import IntegrityError, models
from django.utils.translation import gettext_lazy as _

from osnowa.errors import Refused

_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (?P<columns>.+)")
_SQLITE_INDEX = re.compile(r"index '(?P<name>.+)'")
_SQLITE_CHECK = re.compile(r"CHECK constraint failed: (?P<name>\S+)")
# PostgreSQL translates the words of the detail, never the brackets: "Key (email)=(…) already exists."
_POSTGRES_COLUMNS = re.compile(r"\((?P<columns>[^)]*)\)=\(")


class Collision(Refused):
    """Somebody else was first, or the database holds a rule that was not checked before."""

    message = _("Taki zapis już istnieje.")


def refusal_for(error: IntegrityError) -> Collision | None:
    """Return the refusal in plain Polish behind ``error``; None when nothing spoke that has words."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None:
        named = _by_name(diagnosis.constraint_name)
        columns = _POSTGRES_COLUMNS.search(diagnosis.message_detail or "")
        # 23505: a unique constraint; a foreign key has a detail of the same form.
        if named or not columns or diagnosis.sqlstate != "23505":
            return named
        return _by_columns(diagnosis.table_name, columns["columns"])
    text = str(error)
    if check := _SQLITE_CHECK.search(text):
        return _by_name(check["name"])
    unique = _SQLITE_UNIQUE.search(text)
    if unique is None:
        return _by_name(text)
    if index := _SQLITE_INDEX.search(unique["columns"]):
        return _by_name(index["name"])
    table = unique["columns"].partition(".")[0]
    return _by_columns(table, unique["columns"].replace(f"{table}.", ""))


def _models() -> Iterator[type[models.Model]]:
    for models_of_app in apps.all_models.values():
        yield from models_of_app.values()


def _by_name(name: str | None) -> Collision | None:
    for model in _models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return Collision(_sentence(model, constraint))
    for config in apps.get_app_configs():
        if sentence := getattr(config, "guards_say", {}).get(name):
            return Collision(sentence)
    return None


def _by_columns(table: str | None, text: str) -> Collision | None:
    columns = {column.strip(' "') for column in text.split(",")}
    model = next((model for model in _models() if model._meta.db_table == table), None)
    if model is None:
        return None
    field = next((f for f in model._meta.local_concrete_fields if f.unique and {f.column} == columns), None)
    if field is not None and not field.primary_key:
        return Collision(_unique_sentence(model, (field.name,)))
    sentences = {
        _sentence(model, constraint)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        and {getattr(model._meta.get_field(name), "column", "") for name in constraint.fields} == columns
    }
    # Several rules over the same columns, each under its own condition: SQLite does not say which one spoke.
    return Collision(sentences.pop()) if len(sentences) == 1 else Collision()


def _sentence(model: type[models.Model], constraint: models.BaseConstraint) -> str:
    own_words = constraint.violation_error_message != constraint.default_violation_error_message
    if isinstance(constraint, models.UniqueConstraint) and constraint.fields and not own_words:
        return _unique_sentence(model, tuple(constraint.fields))
    return str(constraint.get_violation_error_message())


def _unique_sentence(model: type[models.Model], fields: tuple[str, ...]) -> str:
    return " ".join(model().unique_error_message(model, fields).messages)
