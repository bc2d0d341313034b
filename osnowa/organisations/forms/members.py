"""What administrators type about the people of the centre."""

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.organisations import numbers
from osnowa.organisations.models import CENTRE_WIDE, Organisation, Role, Unit
from osnowa.ui.fields import ChoiceSeg, DayField


class AccountForm(forms.Form):
    name = forms.CharField(
        label=_("Imię i nazwisko"),
        max_length=120,
        error_messages={"required": _("Podaj imię i nazwisko.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("Adres e-mail"),
        max_length=254,
        help_text=_("Służy do logowania"),
        error_messages={
            "required": _("Podaj adres e-mail."),
            "invalid": _("Podaj pełny adres e-mail, na przykład anna.nowak@osrodek.pl."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telefon służbowy"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        try:
            return numbers.canonical_phone(typed) if typed else ""
        except ValueError as fault:
            raise forms.ValidationError(_("Podaj numer z kierunkowym, na przykład 71 78 22 322.")) from fault


class UnitChoice(forms.ModelChoiceField):
    def label_from_instance(self, unit: Unit) -> str:
        return " · ".join(filter(None, [str(unit.organisation), unit.name, unit.team]))


class MembershipForm(forms.Form):
    role = ChoiceSeg(
        label=_("Rola w ośrodku"),
        choices=[(role.value, role.label) for role in CENTRE_WIDE],
        initial=Role.STAFF.value,
        help_text=_("Role w projektach nadaje się w zespole projektu."),
    )
    organisation = forms.ModelChoiceField(
        label=_("Podmiot"),
        queryset=Organisation.objects.none(),
        empty_label=_("– wybierz –"),
        error_messages={"required": _("Wybierz podmiot.")},
    )
    unit = UnitChoice(
        label=_("Komórka"), queryset=Unit.objects.none(), required=False, empty_label=_("– bez komórki –")
    )
    begins_on = DayField(label=_("Od dnia"))

    def __init__(self, *args: object, organisations: object, units: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["unit"].queryset = units


class InvitationForm(AccountForm, MembershipForm):
    field_order = ("name", "email", "phone", "role", "organisation", "unit", "begins_on")


class EndForm(forms.Form):
    ends_before = DayField(
        label=_("Pierwszy dzień bez tej roli"), help_text=_("Dzisiejsza data odbiera dostęp od razu")
    )
