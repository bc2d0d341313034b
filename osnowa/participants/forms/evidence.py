"""What people type about grounds of support, the end of a participation and the measurement of progress."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from osnowa.errors import Refused
from osnowa.participants.forms.codes import CodeField
from osnowa.participants.forms.persons import text
from osnowa.participants.forms.sending import SentOnce
from osnowa.rulepacks.registry import Pack
from osnowa.ui.fields import ChoiceSeg, DayField

ACCEPTED = ".pdf,.jpg,.jpeg,.png"


def upload() -> forms.FileField:
    """Return a field for a scan."""
    return forms.FileField(
        label=_("Skan"),
        required=False,
        help_text=_("PDF, JPG albo PNG, najwyżej 10 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


class PointsField(forms.DecimalField):
    """Points of an instrument, typed with a comma or a dot."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "w6"})
        )
        super().__init__(max_digits=6, decimal_places=2, min_value=0, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the number; a decimal comma is a decimal point."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """Return the number with a comma, without zeros that say nothing."""
        if value is None or isinstance(value, str):
            return value
        return f"{value.normalize():f}".replace(".", ",")


class GroundForm(forms.Form):
    """A ground of support and the document that proves it."""

    kind = CodeField(label=_("Podstawa wsparcia"))
    document_kind = CodeField(label=_("Dokument"))
    document_number = text(_("Znak dokumentu"), width="w9", required=False, max_length=80)
    issuer = text(_("Kto wydał"), required=False, max_length=160)
    valid_from = DayField(label=_("Ważny od"))
    valid_until = DayField(
        label=_("Ważny do, ostatni dzień"), required=False, help_text=_("Puste, gdy wydano go na stałe.")
    )
    upload = upload()
    original_place = text(
        _("Gdzie jest oryginał"),
        required=False,
        max_length=160,
        help_text=_("Na przykład teczka, pokój albo numer w systemie EZD."),
    )

    def __init__(self, *args: Any, rules: Pack, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].offer(rules, "ground_kinds")
        self.fields["document_kind"].offer(rules, "document_kinds")


class NewGroundForm(SentOnce, GroundForm):
    """A ground that is not known yet."""


class DecisionForm(forms.Form):
    """Whether a document proves its ground."""

    VERIFY, REJECT = "verify", "reject"

    decision = ChoiceSeg(
        label=_("Czy dokument potwierdza podstawę wsparcia"),
        choices=[(VERIFY, _("potwierdza")), (REJECT, _("nie potwierdza"))],
    )
    rejection_reason = text(
        _("Powód, gdy nie potwierdza"),
        required=False,
        max_length=200,
        help_text=_("Przeczyta go osoba, która dodała dokument."),
    )


class ExitForm(forms.Form):
    """How a participation ended; codes are of the project's rule pack.

    ``check_day`` raises what speaks against a last day, so that all that is wrong is said at once.
    """

    ended_on = DayField(label=_("Ostatni dzień udziału"))
    reason = CodeField(label=_("Powód zakończenia"))
    situation = CodeField(label=_("Sytuacja po zakończeniu"))
    on_path = ChoiceSeg(
        label=_("Zgodnie z zaplanowaną ścieżką"), choices=[("tak", _("tak")), ("nie", _("nie"))]
    )

    def __init__(self, *args: Any, rules: Pack, check_day: Callable[[date], None], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.check_day = check_day
        self.fields["reason"].offer(rules, "exit_reasons")
        self.fields["situation"].offer(rules, "exit_situations")

    def clean_ended_on(self) -> date:
        """Return the last day.

        Raises:
            ValidationError: ``check_day`` refused it, in its words.
        """
        try:
            self.check_day(self.cleaned_data["ended_on"])
        except Refused as refusal:
            # The refusal names its field itself, which a field's own method may not.
            raise ValidationError(refusal.messages) from refusal
        return self.cleaned_data["ended_on"]

    def clean_on_path(self) -> bool:
        """Return whether the path was followed."""
        return self.cleaned_data["on_path"] == "tak"


class FirstMeasurementForm(forms.Form):
    """The measurement at the beginning."""

    instrument = text(_("Narzędzie pomiaru"), max_length=120, help_text=_("Na przykład ankieta kompetencji."))
    before_on = DayField(label=_("Dzień pierwszego pomiaru"))
    before_points = PointsField(label=_("Punkty w pierwszym pomiarze"))


class SecondMeasurementForm(forms.Form):
    """The measurement at the end."""

    after_on = DayField(label=_("Dzień drugiego pomiaru"))
    after_points = PointsField(label=_("Punkty w drugim pomiarze"))
    upload = upload()


class OutcomeForm(FirstMeasurementForm):
    """Both measurements, to be corrected; the second may be taken back by emptying it."""

    after_on = DayField(label=_("Dzień drugiego pomiaru"), required=False)
    after_points = PointsField(label=_("Punkty w drugim pomiarze"), required=False)
    upload = upload()
