"""What the component page needs: a frame as the desk would build it, a form with mistakes, figures."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template.backends.django import DjangoTemplates
from django.test import RequestFactory

from osnowa.ui.entries import Entry, Moment
from osnowa.ui.fields import ChoiceSeg, DayField, HourField, MoneyField

# The project's engine without its frame: what a page of this room looks like must not depend on the desk.
ENGINE = DjangoTemplates(
    {
        "NAME": "showcase",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
)


def render(source: str, context: dict[str, Any] | None = None, *, address: str = "/") -> str:
    """Render a piece of template written in a test, with ``{% load ui %}`` already said."""
    template = ENGINE.from_string("{% load i18n ui %}" + source)
    return template.render(context or {}, RequestFactory().get(address))


def render_page(name: str, context: dict[str, Any] | None = None, *, address: str = "/") -> str:
    """Render a template by its name."""
    return ENGINE.get_template(name).render(context or {}, RequestFactory().get(address))


class ContactForm(forms.Form):
    day = DayField(label="Data", help_text="")
    kind = ChoiceSeg(label="Forma", choices=[("o", "Osobisty"), ("t", "Telefon"), ("i", "Inny")])
    note = forms.CharField(
        label="Notatka",
        help_text="Co ustalono i co dalej.",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )


class PersonForm(forms.Form):
    name = forms.CharField(label="Imię i nazwisko")
    born_on = DayField(label="Data urodzenia")
    begins_at = HourField(label="Godzina", required=False)
    fee = MoneyField(label="Opłata", required=False)
    phone = forms.CharField(label="Telefon", required=False, help_text="Na przykład 71 78 22 322")
    kind = ChoiceSeg(label="Forma kontaktu", choices=[("o", "Osobisty"), ("t", "Telefon"), ("i", "Inny")])
    education = ChoiceSeg(
        label="Wykształcenie",
        choices=[("1", "podstawowe"), ("2", "gimnazjalne"), ("3", "średnie"), ("4", "wyższe")],
        required=False,
    )
    needs = forms.MultipleChoiceField(
        label="Potrzeby",
        choices=[("t", "tłumacz"), ("a", "asystent")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    group = forms.ChoiceField(label="Grupa", choices=[("", "wybierz"), ("1", "PAL 1"), ("2", "PAL 2")])
    scan = forms.FileField(label="Skan", required=False, help_text="PDF lub zdjęcie, najwyżej 10 MB")
    agreed = forms.BooleanField(label="Uczestnik otrzymał kopię harmonogramu wsparcia")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def frame(**changes: Any) -> SimpleNamespace:
    """Return the frame of a coordinator in the demo, as the context processor of the desk hands it over."""
    work = [
        Entry("Pulpit", "/panel/mops/", icon="home"),
        Entry("Osoby", "/panel/mops/osoby/", icon="people", is_current=True, count=91),
        Entry("Zajęcia", "/panel/mops/zajecia/", icon="cal"),
        Entry("Projekty", "/panel/mops/projekty/", icon="proj"),
    ]
    return SimpleNamespace(
        **{
            "sections": [
                {"title": None, "entries": work},
                {
                    "title": "Nadzór",
                    "entries": [Entry("Dziennik zmian", "/panel/mops/dziennik/", icon="hist")],
                },
            ],
            "quick": work,
            "switch": {
                "label": "MOPS Wrocław · PAS-ja",
                "options": [
                    Entry("MOPS Wrocław · wszystkie projekty", "/panel/mops/"),
                    Entry("MOPS Wrocław · PAS-ja", "/panel/mops/projekty/pas-ja/", is_current=True),
                ],
            },
            "centre_name": "MOPS Wrocław",
            "search_address": "/panel/mops/szukaj/",
            "user_name": "Anna Zawadzka",
            "user_address": "/konto/",
            "sign_out_address": "/konto/wyloguj/",
            "demo_today": dt.date(2019, 4, 16),
            "here": "/panel/?a=1",
            "clock_address": "/panel/zegar/",
            "help_address": "/panel/pomoc/",
            "public_name": "MOPS Wrocław",
            "public_menu": [
                Entry("Projekty", "/projekty/", is_current=True),
                Entry("Kontakt", "/kontakt/"),
            ],
            "public_footer": "Miejski Ośrodek Pomocy Społecznej, ul. Strzegomska 6, 53-611 Wrocław",
            "public_links": [Entry("Deklaracja dostępności", "/deklaracja-dostepnosci/")],
            **changes,
        }
    )


def components() -> dict[str, Any]:
    """Return the whole context of ``ui/components.html``."""
    wrong = PersonForm(
        {"name": "Renata Łącka", "born_on": "31.02.1971", "kind": "x", "fee": "12,345", "needs": ["a"]}
    )
    wrong.add_error(None, "Ta osoba jest już w projekcie.")
    return {
        "frame": frame(),
        "messages": [
            Message(constants.SUCCESS, "Zapisano kontakt: Łukasz Stępniewicz."),
            Message(constants.ERROR, "Nie można zatwierdzić listy: zostały 3 osoby bez zaznaczenia."),
        ],
        "page_has_errors": True,
        "form": wrong,
        "contact": ContactForm(initial={"day": dt.date(2019, 4, 16), "kind": "o"}, prefix="k"),
        "day": dt.date(2019, 4, 16),
        "amount": Decimal("1478268.32"),
        "share": Decimal("38.709"),
        "points": [0, 10, 41, 62, 78, 84, 91],
        "pairs": [
            ("Numer w projekcie", "PAS-ja/1/05"),
            ("W projekcie od", "2.10.2018"),
            ("Frekwencja", "91,30%"),
        ],
        "tab_entries": [
            Entry("Przegląd", "#", is_current=True),
            Entry("Kontakty", "#", count=14),
            Entry("SM EFS", "#", problem="2 błędy"),
        ],
        "chip_entries": [
            Entry("Mniej niż 2 kontakty", "#", is_current=True, count=6),
            Entry("Komplet", "#", count=5),
            Entry("Wszystkie osoby", "#", count=11),
        ],
        "moments": [
            Moment("dziś, 14:00", "Indywidualne poradnictwo socjalne", "zaplanowane", kind="next"),
            Moment("10.04.2019", "Kontakt osobisty", "Zapisała: Anna Zawadzka", address="#"),
            Moment("26.03.2019", "Trening kulinarny", "nieobecna, usprawiedliwiona", kind="warn"),
            Moment("2.10.2018", "Wejście do projektu"),
        ],
        "marks": [
            ("o", "O", "obecność", "ok"),
            ("n", "N", "nieobecność", "bad"),
            ("u", "U", "usprawiedliwiona", "warn"),
        ],
        "page": Paginator(range(91), 25).page(2),
    }
