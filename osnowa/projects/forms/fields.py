"""Form fields made of model fields, as our screens ask for them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django import forms
from django.db import models
from django.forms.models import ModelChoiceIterator, fields_for_model
from django.utils.translation import gettext_lazy as _

from osnowa.money.fields import PlnField
from osnowa.organisations.folding import sort_key
from osnowa.ui.fields import DayField, LastDayField, MoneyField

CHOOSE, NONE = _("– wybierz –"), _("– brak –")
OUTSIDE = _("Wybierz jedną z możliwości")


class _Sorted(ModelChoiceIterator):
    """Options in Polish order of what is read, where the table has no column for it."""

    def __iter__(self) -> Iterator[Any]:
        empty = [("", self.field.empty_label)] if self.field.empty_label is not None else []
        rows = sorted(self.queryset, key=lambda row: sort_key(self.field.label_from_instance(row)))
        yield from [*empty, *map(self.choice, rows)]


class RowField(forms.ModelChoiceField):
    """One row of another table; the form gives the rows, ``describe`` says how one reads."""

    default_error_messages = {"invalid_choice": OUTSIDE}

    def __init__(
        self, *args: Any, describe: Callable[[Any], str] = str, is_sorted: bool = False, **kwargs: Any
    ):
        self.describe = describe
        if is_sorted:
            self.iterator = _Sorted
        super().__init__(*args, **kwargs)

    def label_from_instance(self, row: Any) -> str:
        """Return the row as the option reads."""
        return self.describe(row)


def fields_of(model: type[models.Model], names: Sequence[str]) -> dict[str, forms.Field]:
    """Return form fields for the fields ``names`` of a model, as our screens ask for them."""
    return fields_for_model(model, fields=names, formfield_callback=_field)


def _field(db_field: models.Field, **options: Any) -> forms.Field | None:
    texts = {"label": _capital(db_field.verbose_name), "required": not db_field.blank}
    if db_field.help_text:
        texts["help_text"] = db_field.help_text
    if isinstance(db_field, models.ManyToManyField):
        rows = db_field.related_model._default_manager.none()
        return forms.ModelMultipleChoiceField(
            rows, widget=forms.CheckboxSelectMultiple, error_messages={"invalid_choice": OUTSIDE}, **texts
        )
    if isinstance(db_field, models.ForeignKey):
        rows = db_field.related_model._default_manager.none()
        return RowField(rows, empty_label=NONE if db_field.blank else CHOOSE, **texts)
    if isinstance(db_field, models.DateField):
        return (
            LastDayField(**texts | {"label": _("Ostatni dzień")}) if _is_end(db_field) else DayField(**texts)
        )
    if isinstance(db_field, PlnField):
        return MoneyField(max_value=db_field.maximum, **texts)
    if db_field.choices:
        empty = [] if db_field.has_default() else [("", NONE if db_field.blank else CHOOSE)]
        return forms.ChoiceField(
            choices=[*empty, *db_field.choices],
            initial=_default(db_field),
            error_messages={"invalid_choice": OUTSIDE},
            **texts,
        )
    if isinstance(db_field, models.DecimalField):
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "w6"}
        return db_field.formfield(localize=True, widget=forms.TextInput(attrs=attrs), **texts)
    if isinstance(db_field, models.IntegerField):
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": "w6"}
        return db_field.formfield(widget=forms.TextInput(attrs=attrs), **texts)
    if isinstance(db_field, models.BooleanField):
        return forms.BooleanField(**texts | {"required": False})
    if isinstance(db_field, models.TextField):
        texts["widget"] = forms.Textarea(attrs={"rows": 4})
    return db_field.formfield(**options, **texts)


def _is_end(db_field: models.Field) -> bool:
    return db_field.name == "ends_before"


def _default(db_field: models.Field) -> Any:
    return db_field.get_default() if db_field.has_default() else None


def _capital(name: Any) -> str:
    return f"{str(name)[:1].upper()}{str(name)[1:]}"
