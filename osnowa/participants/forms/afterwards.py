"""What people type when somebody comes back, or is asked what became of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.participants.forms.codes import CodeField
from osnowa.participants.forms.evidence import upload
from osnowa.participants.forms.persons import text
from osnowa.rulepacks.registry import Pack
from osnowa.ui.fields import DayField


class ReturnForm(forms.Form):
    """From which day somebody is back."""

    returned_on = DayField(label=_("Dzień powrotu"))
    reason = text(_("Dlaczego osoba wraca"), required=False, max_length=200)


class FollowUpForm(forms.Form):
    """What somebody said, or that nobody answered."""

    held_on = DayField(label=_("Dzień sprawdzenia"))
    situation = CodeField(label=_("Sytuacja osoby"), required=False)
    is_unreachable = forms.BooleanField(label=_("Nie udało się skontaktować"), required=False)
    proof = text(
        _("Czym potwierdzona"),
        required=False,
        max_length=160,
        help_text=_("Na przykład umowa o pracę, zaświadczenie z urzędu pracy, rozmowa telefoniczna."),
    )
    upload = upload()

    def __init__(self, *args: Any, rules: Pack, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["situation"].offer(rules, "exit_situations")
