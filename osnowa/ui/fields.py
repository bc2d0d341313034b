"""Form fields that take what people type: days, hours, amounts, a choice of a few."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from osnowa.ui import polish

_ONE_DAY = dt.timedelta(days=1)
#: Typed as asked, so that "use this form" would be no help.
_LOOKS_LIKE_A_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}|\d{8}")
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")


class DayField(forms.DateField):
    """A day typed as ``2.10.2018``, ``02.10.2018`` or ``2018-10-02``.

    Eight digits without dots (``02102018``) are taken too, because a phone's numeric keypad may lack the dot.
    The input is plain text: the browser's calendar differs everywhere and is slow for a date of birth.
    """

    default_error_messages = {
        "required": _("Podaj dzień w postaci 2.10.2018"),
        "invalid": _("Podaj dzień w postaci 2.10.2018"),
    }

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("help_text", _("Na przykład 2.10.2018"))
        kwargs.setdefault("input_formats", ["%d.%m.%Y", "%Y-%m-%d", "%d%m%Y"])
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w9"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        """Return the typed day; spaces that people put around dots do not matter."""
        if isinstance(value, str):
            value = _BLANKS.sub("", value).rstrip(".")
            if _LOOKS_LIKE_A_DAY.fullmatch(value) and not self._can_be(value):
                raise ValidationError(_("Nie ma takiego dnia w kalendarzu"), code="invalid")
        return super().to_python(value)

    def _can_be(self, value: str) -> bool:
        """Return whether ``value`` is read by one of the formats."""
        try:
            super().to_python(value)
        except ValidationError:
            return False
        return True

    def prepare_value(self, value: Any) -> Any:
        """Return the day as it is shown; what could not be read stays as it was typed."""
        return polish.dzien(value) if isinstance(value, dt.date) else value


class LastDayField(DayField):
    """Asks for the last day of something, and gives the day before which it ends: periods are half-open."""

    def to_python(self, value: Any) -> dt.date | None:
        """Return the day after the typed one."""
        last = super().to_python(value)
        return last + _ONE_DAY if last and isinstance(value, str) else last

    def prepare_value(self, value: Any) -> Any:
        """Return the last day as it is shown; what could not be read stays as it was typed."""
        return super().prepare_value(value - _ONE_DAY if isinstance(value, dt.date) else value)


class HourField(forms.TimeField):
    """A time of day typed as ``10:00``, ``10.00`` or ``7:30``."""

    default_error_messages = {
        "required": _("Podaj godzinę w postaci 10:00"),
        "invalid": _("Podaj godzinę w postaci 10:00"),
    }

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("help_text", _("Na przykład 10:00"))
        kwargs.setdefault("input_formats", ["%H:%M", "%H.%M", "%H:%M:%S"])
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w6"})
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return the hour as it is shown; what could not be read stays as it was typed."""
        return polish.godzina(value) if isinstance(value, dt.time) else value


class MoneyField(forms.Field):
    """An amount typed as ``1 478 268,32``; gives a ``Decimal`` with two places, or ``None`` when left empty.

    Takes any spaces between thousands, a comma or a dot before grosze, and a trailing ``zł``. ``min_value``
    is 0 unless another one is given: most amounts of a project cannot be negative.
    """

    default_error_messages = {
        "required": _("Podaj kwotę, na przykład 1 478 268,32"),
        "invalid": _("Podaj kwotę, na przykład 1 478 268,32"),
        "places": _("Kwota może mieć najwyżej dwa miejsca po przecinku"),
        "min_value": _("Kwota nie może być mniejsza niż %(limit)s"),
        "max_value": _("Kwota nie może być większa niż %(limit)s"),
    }

    def __init__(
        self, *, min_value: Decimal | None = Decimal(0), max_value: Decimal | None = None, **kwargs: Any
    ):
        self.min_value, self.max_value = min_value, max_value
        kwargs.setdefault("help_text", _("W złotych, na przykład 1 478 268,32"))
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "w9"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        """Return the typed amount.

        Raises:
            ValidationError: this is not an amount, or it has more than two decimals.
        """
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal | int):
            return Decimal(value)
        text = _BLANKS.sub("", str(value)).removesuffix("zł").replace(",", ".").replace(polish.MINUS, "-")
        if not re.fullmatch(r"-?\d+(\.\d*)?", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            amount = Decimal(text)
            exact = amount.quantize(Decimal("0.01"))
        except InvalidOperation as tangled:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from tangled
        if exact != amount:
            raise ValidationError(self.error_messages["places"], code="places")
        return exact

    def validate(self, value: Decimal | None) -> None:
        """Check the limits, both inclusive."""
        super().validate(value)
        if value is None:
            return
        for code, limit, broken in (
            ("min_value", self.min_value, self.min_value is not None and value < self.min_value),
            ("max_value", self.max_value, self.max_value is not None and value > self.max_value),
        ):
            if broken:
                raise ValidationError(
                    self.error_messages[code], code=code, params={"limit": polish.zl(limit)}
                )

    def prepare_value(self, value: Any) -> Any:
        """Return the amount as it is shown; what could not be read stays as it was typed."""
        return polish.kwota(value) if isinstance(value, Decimal | int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether the amount is another one, not whether it is written otherwise."""
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class ChoiceSeg(forms.ChoiceField):
    """One of a few exclusive options: up to three stand in one row, more become a list of radio buttons."""

    default_error_messages = {
        "required": _("Wybierz jedną z możliwości"),
        "invalid_choice": _("Wybierz jedną z możliwości"),
    }
    widget = forms.RadioSelect
