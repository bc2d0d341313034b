"""What people type about community initiatives."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from osnowa.initiatives.models import Initiative, InitiativeEvidence
from osnowa.organisations.models import Place
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import groups_of
from osnowa.ui.fields import DayField


class InitiativeForm(forms.Form):
    """An initiative of ``project``; ``row`` is what is being corrected."""

    name = forms.CharField(label=_("Nazwa inicjatywy"), max_length=200)
    held_on = DayField(label=_("Dzień"))
    group = forms.ModelChoiceField(None, label=_("Grupa"), required=False, empty_label=_("– bez grupy –"))
    place = forms.ModelChoiceField(None, label=_("Miejsce"), required=False, empty_label=_("– nie wybrano –"))
    description = forms.CharField(label=_("Opis"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, project: Project, row: Initiative | None = None
    ) -> None:
        super().__init__(data, initial=model_to_dict(row, self.base_fields) if row else {})
        self.fields["group"].queryset = groups_of(project)
        self.fields["place"].queryset = Place.objects.filter(centre=project.centre_id)


class HoldForm(forms.Form):
    """How an initiative went."""

    headcount = forms.IntegerField(
        label=_("Ile osób przyszło"),
        min_value=1,
        required=False,
        help_text=_("To nie są uczestnicy projektu."),
    )


class CancelForm(forms.Form):
    """Why an initiative is called off."""

    reason = forms.CharField(label=_("Powód odwołania"), max_length=200)


class EvidenceForm(forms.Form):
    """What proves an initiative: a file, or where the paper is; ``nonce`` makes a double click one of it."""

    kind = forms.ChoiceField(label=_("Rodzaj dowodu"), choices=InitiativeEvidence.Kind.choices)
    description = forms.CharField(label=_("Co pokazuje"), max_length=200)
    upload = forms.FileField(
        label=_("Plik"), required=False, help_text=_("PDF, JPG albo PNG, najwyżej 10 MB.")
    )
    original_place = forms.CharField(
        label=_("Gdzie jest oryginał"),
        max_length=160,
        required=False,
        help_text=_("Na przykład: segregator inicjatyw, karta 12."),
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean_nonce(self) -> UUID | None:
        """Return the nonce, or None when somebody sent the form without one."""
        return self.cleaned_data["nonce"] or None
