"""Columns that follow another column, so that lists are ordered and searched in Polish on every database."""

from collections.abc import Callable
from typing import ClassVar

from django.db import models

from osnowa.organisations import folding


class FoldedField(models.TextField):
    """Text computed from the field ``of`` at each save, bulk creation included; never typed."""

    fold: ClassVar[Callable[[str], str]]

    def __init__(self, of: str, **options: object) -> None:
        self.of = of
        options.update(editable=False, blank=True, default="")
        super().__init__(**options)

    def deconstruct(self) -> tuple:
        name, path, args, options = super().deconstruct()
        for computed in ("editable", "blank", "default"):
            options.pop(computed, None)
        return name, path, [self.of, *args], options

    def pre_save(self, instance: models.Model, add: bool) -> str:
        folded = type(self).fold(getattr(instance, self.of))
        setattr(instance, self.attname, folded)
        return folded


class SortKeyField(FoldedField):
    """Order by this, then by the text itself, to get the Polish order."""

    fold = staticmethod(folding.sort_key)


class SearchNormField(FoldedField):
    """Look for ``search_norm(words)`` in this: letters match with and without their marks."""

    fold = staticmethod(folding.search_norm)
