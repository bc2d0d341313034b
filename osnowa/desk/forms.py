"""What people type at the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.ui.fields import DayField


class ClockForm(forms.Form):
    """Another day for the demo."""

    today = DayField(label=_("Inny dzień"))
