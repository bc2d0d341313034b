"""What people type at the desk."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.desk.queries.log import LogFilter
from osnowa.desk.queries.verbs import GROUPS
from osnowa.ui.fields import DayField


class ClockForm(forms.Form):
    """Another day for the demo."""

    today = DayField(label=_("Inny dzień"))


class LogFilterForm(forms.Form):
    """Which entries of the log to show; an empty form asks for all."""

    czynnosc = forms.ChoiceField(label=_("Czego dotyczy"), required=False)
    kto = forms.TypedChoiceField(label=_("Kto"), required=False, coerce=int, empty_value=None)
    od = DayField(label=_("Od dnia"), required=False, help_text="")
    do = DayField(label=_("Do dnia"), required=False, help_text="")

    def __init__(self, *args: Any, actors: Iterable[User], **kwargs: Any):
        super().__init__(*args, **kwargs)
        anything = [("", _("wszystko"))]
        self.fields["czynnosc"].choices = anything + [(group.code, group.label) for group in GROUPS]
        self.fields["kto"].choices = [("", _("wszyscy"))] + [(user.pk, str(user)) for user in actors]

    def asked(self) -> LogFilter:
        """Return what was asked for; what could not be read is left out, and its field says so."""
        self.full_clean()
        typed = self.cleaned_data
        return LogFilter(
            group=typed.get("czynnosc", ""),
            by=typed.get("kto"),
            since=typed.get("od"),
            until=typed.get("do"),
        )
