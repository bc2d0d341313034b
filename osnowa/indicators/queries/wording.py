"""Reasons of the counting rules in Polish: why somebody counts, and what is missing."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.indicators.counting import Reason

#: What a rule asks, as «Jak liczymy» says it.
IN_WORDS: Mapping[str, str | Promise] = {
    "participants": gettext_lazy("Liczymy każdą osobę raz, od dnia pierwszego wsparcia."),
    "at-risk-supported": gettext_lazy(
        "Liczymy każdą osobę raz, od dnia pierwszego wsparcia, jeśli tego dnia był ważny choć jeden "
        "sprawdzony dokument potwierdzający podstawę wsparcia, a dane osoby są kompletne."
    ),
    "disability-supported": gettext_lazy(
        "Liczymy każdą osobę raz, od dnia pierwszego wsparcia, jeśli tego dnia był ważny sprawdzony dokument "
        "o niepełnosprawności, a dane osoby są kompletne."
    ),
    "social-progress": gettext_lazy(
        "Liczymy osoby zagrożone objęte wsparciem, które zakończyły udział zgodnie ze ścieżką, jeśli drugi "
        "pomiar zrobiono w terminie po zakończeniu, a wynik wzrósł co najmniej o próg z umowy. Dzień: "
        "zakończenie albo pomiar, zależnie od tego, co było później."
    ),
    "initiatives-held": gettext_lazy(
        "Liczymy inicjatywy przeprowadzone, z co najmniej jednym dowodem, od dnia, w którym się odbyły."
    ),
}

_SENTENCES: Mapping[str, str | Promise] = {
    "support": gettext_lazy("pierwsze wsparcie %(on)s"),
    "ground": gettext_lazy("%(kind)s: %(document)s, %(validity)s"),
    "ground-of-disability": gettext_lazy("%(document)s, %(validity)s"),
    "exit": gettext_lazy("zakończenie zgodne ze ścieżką %(on)s"),
    "gain": gettext_lazy("pomiar %(on)s: wzrost o %(gain)s pkt, próg %(threshold)s pkt"),
    "evidence": gettext_lazy("dowód w aktach"),
    "no-support": gettext_lazy("nie było pierwszego wsparcia do %(by)s"),
    "no-fields": gettext_lazy("brakuje danych: %(fields)s"),
    "no-document": gettext_lazy("nie ma dokumentu, który potwierdza podstawę wsparcia"),
    "no-disability-document": gettext_lazy("nie ma dokumentu o niepełnosprawności"),
    "document-awaiting": gettext_lazy("%(document)s: czeka na sprawdzenie"),
    "document-rejected": gettext_lazy("%(document)s: odrzucono %(decided_on)s (%(rejection_reason)s)"),
    "document-expired": gettext_lazy(
        "%(document)s: ważność skończyła się %(until)s, przed pierwszym wsparciem %(started)s"
    ),
    "document-later": gettext_lazy("%(document)s: ważność od %(from)s, po pierwszym wsparciu %(started)s"),
    "no-exit": gettext_lazy("udział jeszcze trwa"),
    "exit-off-path": gettext_lazy("udział zakończył się %(on)s inaczej, niż planowała ścieżka"),
    "no-measurement": gettext_lazy("nie ma drugiego pomiaru"),
    "no-measurement-until": gettext_lazy("nie ma drugiego pomiaru, termin %(due)s"),
    "measured-late": gettext_lazy("drugi pomiar %(on)s, po terminie %(due)s"),
    "gain-low": gettext_lazy("wynik wzrósł o %(gain)s pkt, próg to %(threshold)s pkt"),
    "gain-none": gettext_lazy("wynik nie wzrósł, próg to %(threshold)s pkt"),
    "no-threshold": gettext_lazy("projekt nie ma zapisanego progu postępu"),
    "not-done": gettext_lazy("dzień %(on)s minął, a inicjatywa nie jest oznaczona jako przeprowadzona"),
    "no-evidence": gettext_lazy("nie ma żadnego dowodu"),
}

#: What stands instead for a reader who may not see the document or the file behind a reason.
_WITHHELD: Mapping[str, str | Promise] = {
    "ground": gettext_lazy("ważny, sprawdzony dokument"),
    "exit": gettext_lazy("zakończenie zgodne ze ścieżką"),
    "gain": gettext_lazy("pomiar w terminie, wynik powyżej progu"),
    "no-fields": gettext_lazy("brakuje danych osoby"),
    "exit-off-path": gettext_lazy("zakończenie udziału nie spełnia reguły"),
    "measured-late": gettext_lazy("pomiar nie spełnia reguły"),
    "gain-low": gettext_lazy("pomiar nie spełnia reguły"),
    **dict.fromkeys(
        ("document-awaiting", "document-rejected", "document-expired", "document-later"),
        gettext_lazy("brakuje ważnego, sprawdzonego dokumentu"),
    ),
}


def before_the_project(day: date, begins_on: date | None) -> str:
    """Return the sentence for a ``day`` on which there was nothing to count yet; empty for any other."""
    if begins_on is None or day >= begins_on:
        return ""
    return _("Projekt zaczął się %(first)s, więc %(day)s nie było jeszcze czego liczyć.") % {
        "first": date_format(begins_on),
        "day": date_format(day),
    }


def said(reason: Reason, *, openly: bool = True) -> str:
    """Return ``reason`` as a sentence without a full stop; not ``openly``, it names no document or result.

    Raises:
        KeyError: nobody has given words to the code.
    """
    if not openly and reason.code in _WITHHELD:
        return str(_WITHHELD[reason.code])
    words = {name: _shown(value) for name, value in reason.values.items()}
    words["validity"] = _validity(reason.values)
    return str(_SENTENCES[_variant(reason)]) % words


def _variant(reason: Reason) -> str:
    """Return the code under which the words for just these values stand."""
    values = reason.values
    if reason.code == "no-measurement" and values["due"]:
        return "no-measurement-until"
    if reason.code == "gain-low" and _number(values["gain"]) <= 0:
        return "gain-none"
    if reason.code == "ground" and values["is_disability"]:
        return "ground-of-disability"
    return reason.code


def _validity(values: Mapping[str, object]) -> str:
    until = values.get("until")
    return _("ważne do %(until)s") % {"until": _shown(until)} if until else _("bezterminowo")


def _number(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, Decimal):
        return number_format(value.normalize() if value % 1 else value.to_integral_value())
    if isinstance(value, tuple):
        return ", ".join(value)
    # What people typed may end with a full stop of its own.
    return str(value or "").rstrip(". ")
