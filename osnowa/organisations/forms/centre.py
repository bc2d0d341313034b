"""What people type about their centre."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CentreForm(forms.Form):
    name = forms.CharField(
        label=_("Pełna nazwa"), max_length=200, error_messages={"required": _("Podaj pełną nazwę ośrodka.")}
    )
    short_name = forms.CharField(
        label=_("Krótka nazwa"),
        max_length=60,
        help_text=_("Stoi w nagłówku stron, na przykład MOPS Wrocław."),
        error_messages={"required": _("Podaj krótką nazwę ośrodka.")},
    )
    address_line = forms.CharField(label=_("Adres w stopce"), max_length=200, required=False)
    is_public = forms.BooleanField(
        label=_("Ośrodek ma strony publiczne"),
        required=False,
        help_text=_("Bez nich nikt z zewnątrz nie zobaczy projektów ani kontaktu."),
    )
