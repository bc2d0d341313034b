"""What people type about a person."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from osnowa.organisations.numbers import canonical_phone
from osnowa.participants import countries
from osnowa.participants.completeness import CORE_FIELDS, fields_that_count
from osnowa.participants.forms.sending import SentOnce
from osnowa.participants.forms.suggestions import SuggestInput
from osnowa.participants.models import Person
from osnowa.participants.pesel import DIGITS, compact
from osnowa.participants.queries.contradictions import contradictions
from osnowa.rulepacks import teryt
from osnowa.ui import polish
from osnowa.ui.fields import ChoiceSeg, DayField
from osnowa.ui.pages import refuse_into


def text(label: Any, *, width: str = "", lines: int = 0, **kwargs: Any) -> forms.CharField:
    """Return a field of text about somebody else: the browser must not fill in what it knows of the user."""
    attrs = {"autocomplete": "off", **({"class": width} if width else {})}
    widget = forms.Textarea(attrs={**attrs, "rows": lines}) if lines else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, widget=widget, **kwargs)


#: Degrees of urbanisation as the registers number them.
DEGREES = [
    ("", _("nie wiadomo")),
    (1, _("1 – miasto")),
    (2, _("2 – małe miasto, przedmieście")),
    (3, _("3 – wieś")),
]


def suggested(label: Any, names: list[str], **kwargs: Any) -> forms.CharField:
    """Return a field of text that suggests ``names`` and takes any other."""
    widget = SuggestInput(names, attrs={"autocomplete": "off"})
    return forms.CharField(label=label, widget=widget, required=False, max_length=100, **kwargs)


class VoivodeshipField(forms.ChoiceField):
    """One of the sixteen voivodeships; what somebody typed before the list stays possible, and is marked."""

    def __init__(self, **kwargs: Any):
        super().__init__(
            choices=[("", _("wybierz")), *((name, name) for name in teryt.voivodeships())], **kwargs
        )

    def keep(self, known: str) -> None:
        """Offer what is ``known`` of the person too, although no voivodeship is called so."""
        if known and not self.valid_value(known):
            words = _("%(name)s – nie ma takiego województwa") % {"name": known}
            self.choices = [*self.choices, (known, words)]


class PersonForm(forms.Form):
    """Everything that is said of a person, in the order of a conversation."""

    first_name = text(_("Imię"), max_length=80)
    last_name = text(_("Nazwisko"), max_length=80)
    pesel = text(
        _("PESEL"),
        width="w9",
        required=False,
        max_length=20,
        help_text=_("11 cyfr. Uzupełni datę urodzenia i płeć, jeśli są puste."),
    )
    lacks_pesel = forms.BooleanField(label=_("Ta osoba nie ma numeru PESEL"), required=False)
    birth_date = DayField(label=_("Data urodzenia"), required=False)
    sex = ChoiceSeg(label=_("Płeć"), choices=Person.Sex.choices, required=False)
    sex_reason = text(_("Powód, gdy płeć jest inna niż w numerze PESEL"), required=False, max_length=200)
    phone = text(
        _("Telefon"), width="w9", required=False, max_length=40, help_text=_("Na przykład 601 234 567")
    )
    email = text(_("Adres e-mail"), required=False, max_length=254)
    street = text(_("Ulica"), required=False, max_length=120)
    house_number = text(_("Numer domu"), width="w6", required=False, max_length=12)
    flat_number = text(_("Numer mieszkania"), width="w6", required=False, max_length=12)
    postal_code = text(
        _("Kod pocztowy"), width="w6", required=False, max_length=6, help_text=_("Na przykład 50-502")
    )
    locality = text(_("Miejscowość"), required=False, max_length=100)
    gmina = suggested(_("Gmina"), teryt.gminas(), help_text=_("Nazwa gminy, nie wsi."))
    powiat = suggested(_("Powiat"), teryt.powiats(), help_text=_("Na przykład wrocławski albo Wrocław."))
    voivodeship = VoivodeshipField(label=_("Województwo"), required=False)
    country = forms.ChoiceField(
        label=_("Kraj"), choices=list(countries.names().items()), initial=countries.POLAND, required=False
    )
    degurba = forms.TypedChoiceField(
        label=_("Stopień urbanizacji (DEGURBA)"),
        choices=DEGREES,
        coerce=int,
        empty_value=None,
        required=False,
    )
    accessibility_needs = text(
        _("Potrzeby dostępności"),
        lines=3,
        required=False,
        help_text=_("Na przykład pętla indukcyjna, tłumacz języka migowego, wejście bez schodów."),
    )
    case_number = text(_("Numer sprawy w POMOST"), width="w9", required=False, max_length=40)
    is_hidden = forms.BooleanField(
        label=_("Sprawa ukryta"),
        required=False,
        help_text=_("Nazwisko i adres zobaczą tylko osoby, które z nią pracują."),
    )

    #: Headings, and under each the rows of fields that stand side by side.
    SECTIONS = (
        (
            _("Tożsamość"),
            (
                ("first_name", "last_name"),
                ("pesel",),
                ("lacks_pesel",),
                ("birth_date", "sex"),
                ("sex_reason",),
            ),
        ),
        (_("Kontakt"), (("phone", "email"), ("accessibility_needs",))),
        (
            _("Adres"),
            (
                ("street", "house_number", "flat_number"),
                ("postal_code", "locality"),
                ("gmina", "powiat", "voivodeship"),
                ("country", "degurba"),
            ),
        ),
        (_("Sprawa"), (("case_number",), ("is_hidden",))),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["voivodeship"].keep(self.initial.get("voivodeship", ""))
        # Which of them a project needs is not known yet; these are needed by one rule pack or another.
        for name in fields_that_count(CORE_FIELDS, of="person") & self.fields.keys():
            self.fields[name].counts = True
        # All that is wrong is said at once, in the words of the model.
        for name in ("email", "postal_code"):
            self.fields[name].validators.extend(Person._meta.get_field(name).validators)

    @property
    def sections(self) -> list[tuple[Any, list[list[Any]]]]:
        """The fields in their rows, under their headings."""
        return [(title, [[self[name] for name in row] for row in rows]) for title, rows in self.SECTIONS]

    def clean_pesel(self) -> str:
        """Return the number without spaces; say at once, beside other errors, what is wrong with it."""
        typed = compact(self.cleaned_data["pesel"])
        if typed and typed.isdecimal() and len(typed) != DIGITS:
            digits = polish.odmien(len(typed), _("cyfrę"), _("cyfry"), _("cyfr"))
            raise ValidationError(
                _("PESEL ma %(count)s %(digits)s, potrzebnych jest 11."),
                params={"count": len(typed), "digits": digits},
            )
        return typed

    def clean(self) -> dict[str, Any]:
        """Return what was typed, when nothing of it contradicts the rest; said beside the other faults."""
        facts = super().clean() or self.cleaned_data
        synthetic = settings.OSNOWA_SYNTHETIC_PESEL
        for refusal in list(contradictions(facts, self.today, synthetic=synthetic)):
            refuse_into(self, refusal)
        return facts

    def clean_country(self) -> str:
        """Return the code of the country: Poland, when nobody chose."""
        return self.cleaned_data["country"] or countries.POLAND

    def clean_phone(self) -> str:
        """Return the number in the form it is kept in.

        Raises:
            WrongPhone: it is none.
        """
        number = self.cleaned_data["phone"]
        try:
            return canonical_phone(number, takes_short=False) if number else ""
        except ValueError:
            raise ValidationError(
                _("Numer telefonu ma 9 cyfr, na przykład 601 234 567; zagraniczny zaczyna się od +.")
            ) from None


class AsksWhoItIs(forms.Form):
    """A form of a person that asks, once the question has come up, whether they are registered already."""

    is_somebody_else = forms.BooleanField(label=_("To nikt z tych osób, tylko ktoś inny"), required=False)
    asks_who_it_is = False

    @property
    def sections(self) -> list[tuple[Any, list[list[Any]]]]:
        """The fields under their headings; the question last, after everything that it is about."""
        sections = super().sections  # type: ignore[misc]
        if self.asks_who_it_is or self.data.get("is_somebody_else"):
            return [*sections, (_("Ta sama osoba?"), [[self["is_somebody_else"]]])]
        return sections


class NewPersonForm(AsksWhoItIs, SentOnce, PersonForm):
    """A person who is not known yet."""


class CorrectPersonForm(AsksWhoItIs, PersonForm):
    """A person whose record is corrected."""


class ReasonForm(forms.Form):
    """Why somebody opens a file they do not work with."""

    reason = text(
        _("Powód"),
        lines=3,
        max_length=500,
        help_text=_("Na przykład numer wniosku osoby, której dane dotyczą. Powód zostanie w dzienniku."),
    )


class ReasonedSearchForm(ReasonForm):
    """Whose file, and why; ``person`` is asked when the words mean several people."""

    meant = text(
        _("Czyje dane otworzyć"),
        max_length=120,
        help_text=_("Cały PESEL, numer w projekcie albo imię i nazwisko."),
    )
    person = forms.ChoiceField(label=_("Która to osoba"), widget=forms.RadioSelect, required=False)

    field_order = ("meant", "person", "reason")

    def offer(self, people: list[tuple[int, str]]) -> None:
        """Ask which of ``people`` is meant; one alone needs no question."""
        if len(people) > 1:
            self.fields["person"].choices = people
        else:
            del self.fields["person"]
