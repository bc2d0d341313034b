"""What people type about identity papers and households."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.participants import countries
from osnowa.participants.forms.persons import text
from osnowa.participants.forms.sending import SentOnce
from osnowa.participants.models import HouseholdMember, IdentityPaper
from osnowa.ui.fields import DayField, LastDayField


def country_field(label: Any, **kwargs: Any) -> forms.ChoiceField:
    """Return a choice of the countries of the world by their Polish names, Poland first."""
    return forms.ChoiceField(label=label, choices=list(countries.names().items()), **kwargs)


class PaperForm(forms.Form):
    """A paper that says who somebody is."""

    kind = forms.ChoiceField(
        label=_("Rodzaj dokumentu"), choices=[("", _("wybierz")), *IdentityPaper.Kind.choices]
    )
    country = country_field(_("Kraj, który wydał"))
    number = text(_("Numer dokumentu"), width="w9", max_length=40)
    valid_until = DayField(
        label=_("Ważny do, ostatni dzień"), required=False, help_text=_("Puste, gdy nie ma daty.")
    )


class NewPaperForm(SentOnce, PaperForm):
    """A paper that is not known yet."""


class HouseholdForm(forms.Form):
    """What a household is called among the workers."""

    name = text(
        _("Nazwa gospodarstwa"),
        max_length=120,
        help_text=_("Dla pracowników, na przykład ulica i numer. Bez nazwisk, jeśli da się bez nich."),
    )
    note = text(_("Uwagi"), required=False, max_length=300)


class NewHouseholdForm(SentOnce, HouseholdForm):
    """A household that begins with somebody."""

    begins_on = DayField(label=_("Osoba mieszka w nim od"))


class NewMemberForm(forms.Form):
    """Who joins a household; ``person`` is asked when the words mean several people."""

    meant = text(
        _("Kogo dodać"),
        max_length=120,
        help_text=_("Cały PESEL, numer w projekcie albo imię i nazwisko osoby, która jest już w ośrodku."),
    )
    person = forms.ChoiceField(label=_("Która to osoba"), widget=forms.RadioSelect, required=False)
    relation = forms.ChoiceField(
        label=_("Kim jest w gospodarstwie"),
        choices=[("", _("wybierz")), *HouseholdMember.Relation.choices],
        help_text=_("Osoba z otoczenia nie mieszka w gospodarstwie, ale bierze udział obok niego."),
    )
    begins_on = DayField(label=_("Od dnia"))

    def offer(self, people: list[tuple[int, str]]) -> None:
        """Ask which of ``people`` is meant; one alone needs no question."""
        if len(people) > 1:
            self.fields["person"].choices = people
        else:
            del self.fields["person"]


class MemberForm(forms.Form):
    """Who somebody is in a household, and when."""

    relation = forms.ChoiceField(
        label=_("Kim jest w gospodarstwie"), choices=HouseholdMember.Relation.choices
    )
    begins_on = DayField(label=_("Od dnia"))
    ends_before = LastDayField(
        label=_("Ostatni dzień"), required=False, help_text=_("Puste, gdy nadal tam mieszka.")
    )
