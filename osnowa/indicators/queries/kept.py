"""Places in the kept statements of figures (``osnowa.statements``), and what they answer."""

from datetime import date

from django.db import models

from osnowa.statements import Asked, Text, rows, text

__all__ = ["DAY", "PROJECT", "THRESHOLD", "Text", "as_date", "rows", "text"]

DAY = Asked("day", models.DateField())
PROJECT = Asked("project", models.BigIntegerField())
THRESHOLD = Asked("threshold", models.IntegerField())


def as_date(day: date | str) -> date:
    """Return a day of a row; SQLite keeps days as text, and nothing tells it that an expression is one."""
    return date.fromisoformat(day) if isinstance(day, str) else day
