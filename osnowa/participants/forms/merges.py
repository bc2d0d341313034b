"""What people type when two records are compared."""

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.participants.forms.persons import text


class ApartForm(forms.Form):
    """How somebody knows that two people are two."""

    reason = text(
        _("Skąd wiadomo, że to różne osoby"),
        required=False,
        max_length=200,
        help_text=_("Na przykład: siostry, różne adresy, rozmowa z obiema osobami."),
    )
