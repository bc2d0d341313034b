"""Amounts in the database: whole grosze there, ``Decimal`` with two places in Python.

SQLite adds decimals as floats (300,000 × 0.10 gave 29999.9999998), so a decimal column would not add up.
"""

from decimal import Decimal
from typing import Any

from django import forms
from django.core import checks
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.expressions import Combinable, register_combinable_fields
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from osnowa.money.amounts import from_grosze, to_grosze

# Ninety thousand rows of the largest amount still add up inside the 64 bits of a SQL sum.
LARGEST = Decimal("999999999999.99")


class PlnField(models.Field):
    """An amount in złoty, exact to the grosz; ``minimum`` and ``maximum`` are inclusive.

    Takes a ``Decimal``, a whole number of złoty or their text; a float or a fraction of a grosz is refused.
    ``Sum``, ``Min``, ``Max``, ``+``, ``-`` and multiplication by a whole number stay amounts. An average is
    not an amount: divide in Python and say how to round.
    """

    description = _("Kwota w złotych")
    empty_strings_allowed = False
    default_error_messages = {
        "amount": _("Podaj kwotę w złotych, z najwyżej dwoma miejscami po przecinku."),
    }

    def __init__(
        self,
        *args: Any,
        minimum: Decimal | int = -LARGEST,
        maximum: Decimal | int = LARGEST,
        **kwargs: Any,
    ):
        self.minimum, self.maximum = Decimal(minimum), Decimal(maximum)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple:
        name, path, args, kwargs = super().deconstruct()
        if self.minimum != -LARGEST:
            kwargs["minimum"] = self.minimum
        if self.maximum != LARGEST:
            kwargs["maximum"] = self.maximum
        return name, path, args, kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        faults = super().check(**kwargs)
        if not -LARGEST <= self.minimum <= self.maximum <= LARGEST:
            faults.append(checks.Error("The bounds of an amount are out of order", obj=self, id="money.E001"))
        return faults

    @cached_property
    def validators(self) -> list:
        return [*super().validators, MinValueValidator(self.minimum), MaxValueValidator(self.maximum)]

    def get_internal_type(self) -> str:
        # Not "BigIntegerField": Django would silently turn the result of an average into a whole number.
        return "PlnField"

    def db_type(self, connection: Any) -> str:
        return "bigint"

    def cast_db_type(self, connection: Any) -> str:
        return "bigint"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        if value is None:
            return None
        # PostgreSQL adds bigints to a numeric without decimals; an average has decimals, or is a float.
        if isinstance(value, float) or (isinstance(value, Decimal) and value.as_tuple().exponent != 0):
            raise TypeError("an average of amounts is not an amount: divide in Python and say how to round")
        return from_grosze(int(value))

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or value == "":
            return None
        try:
            return from_grosze(to_grosze(value))
        except (TypeError, ValueError) as error:
            raise ValidationError(self.error_messages["amount"], code="amount") from error

    def get_prep_value(self, value: Any) -> int | None:
        value = super().get_prep_value(value)
        return None if value is None else to_grosze(value)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(
            **{
                "form_class": forms.DecimalField,
                "min_value": self.minimum,
                "max_value": self.maximum,
                "decimal_places": 2,
                "localize": True,
                **kwargs,
            }
        )


for _connector in (Combinable.ADD, Combinable.SUB):
    register_combinable_fields(PlnField, _connector, PlnField, PlnField)
register_combinable_fields(PlnField, Combinable.MUL, models.IntegerField, PlnField)
register_combinable_fields(models.IntegerField, Combinable.MUL, PlnField, PlnField)
