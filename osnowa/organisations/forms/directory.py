"""What people type about organisations, units, contact points, areas and places."""

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.organisations.models import ContactPoint, Organisation
from osnowa.ui.fields import ChoiceSeg


class OrganisationForm(forms.Form):
    name = forms.CharField(
        label=_("Nazwa"), max_length=200, error_messages={"required": _("Podaj nazwę podmiotu.")}
    )
    kind = forms.ChoiceField(label=_("Rodzaj"), choices=Organisation.Kind.choices)
    seat = forms.CharField(label=_("Siedziba"), max_length=200, required=False)
    krs = forms.CharField(
        label=_("Numer KRS"),
        max_length=20,
        required=False,
        help_text=_("Dziesięć cyfr, na przykład 0000123456"),
    )
    nip = forms.CharField(
        label=_("NIP"), max_length=20, required=False, help_text=_("Dziesięć cyfr, mogą być kreski")
    )


class UnitForm(forms.Form):
    name = forms.CharField(
        label=_("Nazwa komórki"), max_length=200, error_messages={"required": _("Podaj nazwę komórki.")}
    )
    team = forms.CharField(label=_("Zespół"), max_length=200, required=False)
    address_line = forms.CharField(label=_("Adres"), max_length=200, required=False)
    hours = forms.CharField(
        label=_("Godziny otwarcia"),
        max_length=500,
        required=False,
        help_text=_("Każda zasada w osobnym wierszu, na przykład: poniedziałek – piątek: 8:00 – 15:00"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    position = forms.IntegerField(
        label=_("Miejsce na stronie kontaktu"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=_("Komórki bez numeru stoją za numerowanymi, według nazwy."),
    )


class ContactPointForm(forms.Form):
    kind = ChoiceSeg(
        label=_("Rodzaj"), choices=ContactPoint.Kind.choices, initial=ContactPoint.Kind.PHONE.value
    )
    value = forms.CharField(
        label=_("Numer albo adres"),
        max_length=120,
        help_text=_("Na przykład 71 78 22 322 albo biuro@osrodek.pl"),
        error_messages={"required": _("Podaj numer albo adres e-mail.")},
    )
    purpose = forms.CharField(label=_("W jakiej sprawie"), max_length=120, required=False)

    def clean(self) -> dict:
        typed = super().clean()
        value = typed.get("value")
        if typed.get("kind") == ContactPoint.Kind.EMAIL and value:
            try:
                forms.EmailField().clean(value)
            except forms.ValidationError:
                self.add_error("value", _("Podaj pełny adres e-mail, na przykład biuro@osrodek.pl."))
        return typed


class AreaForm(forms.Form):
    name = forms.CharField(
        label=_("Nazwa obszaru"), max_length=120, error_messages={"required": _("Podaj nazwę obszaru.")}
    )


class PlaceForm(forms.Form):
    name = forms.CharField(
        label=_("Nazwa miejsca"), max_length=160, error_messages={"required": _("Podaj nazwę miejsca.")}
    )
    address_line = forms.CharField(label=_("Adres"), max_length=200, required=False)
    is_protected = forms.BooleanField(
        label=_("Adres chroniony"),
        required=False,
        help_text=_("Widzą go tylko koordynacja, pracownicy socjalni i osoby prowadzące mieszkania."),
    )
    is_exclusive = forms.BooleanField(
        label=_("Na wyłączność"),
        required=False,
        help_text=_("Naraz odbywa się tu tylko jedno spotkanie. W innych miejscach plan tylko ostrzega."),
    )
