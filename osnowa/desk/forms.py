"""What people type at the desk."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.casework.models import Contact
from osnowa.desk.queries.log import LogFilter
from osnowa.desk.queries.verbs import GROUPS
from osnowa.participants.models import Enrolment
from osnowa.projects.models import SupportForm
from osnowa.ui.fields import ChoiceSeg, DayField


class ClockForm(forms.Form):
    """Another day for the demo."""

    today = DayField(label=_("Inny dzień"))


class ReportForm(forms.Form):
    """Why somebody asks for everything that is kept about a person, and in what form."""

    PRINT, DATA = "wydruk", "json"

    reason = forms.CharField(
        label=_("Powód"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("Na przykład numer i dzień wniosku tej osoby. Powód zostanie w dzienniku."),
    )
    shape = ChoiceSeg(
        label=_("Postać"),
        choices=[(PRINT, _("do wydruku")), (DATA, _("plik JSON"))],
        initial=PRINT,
    )


class LogFilterForm(forms.Form):
    """Which entries of the log to show; an empty form asks for all."""

    czynnosc = forms.ChoiceField(label=_("Czego dotyczy"), required=False)
    kto = forms.TypedChoiceField(label=_("Kto"), required=False, coerce=int, empty_value=None)
    od = DayField(label=_("Od dnia"), required=False, help_text="")
    do = DayField(label=_("Do dnia"), required=False, help_text="")
    #: What a link "Historia" asks about: something of a project's plan, by its label.
    dotyczy = forms.RegexField(r"^projects\.[a-z]+:\d{1,18}$", required=False, widget=forms.HiddenInput)

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
            about=typed.get("dotyczy", ""),
        )


class ContactInRowForm(forms.Form):
    """A contact of today, noted under the row of its person: what is usual stands there already.

    ``nonce`` makes a double click one contact; the form of support is asked for only where there is a choice.
    """

    channel = ChoiceSeg(
        label=_("Forma kontaktu"), choices=Contact.Channel.choices, initial=Contact.Channel.PERSONAL
    )
    contacted_on = DayField(label=_("Dzień"), help_text="")
    minutes = forms.IntegerField(
        label=_("Ile minut"),
        required=False,
        min_value=1,
        max_value=720,
        error_messages={
            "min_value": _("Kontakt trwa od 1 do 720 minut"),
            "max_value": _("Kontakt trwa od 1 do 720 minut"),
            "invalid": _("Wpisz minuty cyframi, na przykład 45"),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w6"}),
    )
    note = forms.CharField(
        label=_("Notatka"),
        required=False,
        help_text=_("Co ustalono i co dalej. Do minimum liczy się tylko kontakt osobisty."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    form = forms.ModelChoiceField(
        label=_("Forma wsparcia"),
        queryset=SupportForm.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Projekt nie ma jeszcze indywidualnej formy wsparcia. Dodaje ją koordynacja."),
            "invalid_choice": _("Wybierz formę wsparcia"),
        },
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, enrolment: Enrolment, **kwargs: Any):
        super().__init__(*args, **kwargs)
        possible = SupportForm.objects.filter(
            project=enrolment.project_id, mode=SupportForm.Mode.INDIVIDUAL
        ).order_by("position", "name")
        choice = list(possible)
        self.fields["form"].queryset = possible
        # Read once: the field would ask again for each time that it is drawn.
        self.fields["form"].choices = [(each.pk, each.name) for each in choice]
        self.fields["form"].initial = choice[0].pk if choice else None
        if len(choice) < 2:
            self.fields["form"].widget = forms.HiddenInput()
        self.fields["nonce"].initial = uuid4
        if not self.is_bound:
            # The one field that nobody can fill in beforehand.
            self.fields["note"].widget.attrs["data-focus"] = True

    def clean_nonce(self) -> object:
        """Return the nonce, or None when somebody sent the form without one."""
        return self.cleaned_data["nonce"] or None
