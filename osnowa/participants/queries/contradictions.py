"""What cannot be true of one person at once: the number, the birth and the sex that were typed.

Asked by the form, beside its own faults, and by the verb; nothing here reads the database.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.errors import Refused
from osnowa.participants.pesel import Fault, NotPesel, read

#: Nobody older than this is registered; a birth further back is a slip of the finger.
OLDEST_AGE = 120

_NOT_PESEL: Mapping[Fault, Any] = {
    "digits": _("PESEL składa się z samych cyfr. Sprawdź, czy nie ma w nim liter."),
    "length": _("Liczba cyfr w numerze PESEL to %(count)s, a potrzebnych jest 11."),
    "checksum": _(
        "PESEL ma błędną cyfrę kontrolną. Porównaj go z dokumentem: dwie cyfry mogą być zamienione."
    ),
    "date": _("PESEL zaczyna się od dnia, którego nie ma w kalendarzu. Porównaj go z dokumentem."),
}


class WrongPesel(Refused):
    """The text in the field is no PESEL."""

    field = "pesel"
    why = "pesel"


class PeselOfSomebodyWithout(Refused):
    """A number and the box that there is none."""

    message = _("Wpisano numer PESEL i zaznaczono, że osoba go nie ma. Zostaw jedno z nich.")
    field = "lacks_pesel"


class BirthDateDiffers(Refused):
    """The number says another day."""

    message = _("PESEL wskazuje datę urodzenia %(born)s. Popraw jedno z nich.")
    field = "birth_date"
    why = "pesel"


class SexDiffers(Refused):
    """The number was issued for another sex and nobody said why."""

    message = _("PESEL wskazuje inną płeć. Popraw ją albo podaj powód różnicy.")
    field = "sex"
    why = "pesel"


class BornInFuture(Refused):
    """Not born yet."""

    message = _("Data urodzenia %(born)s jest późniejsza niż dziś.")
    field = "birth_date"


class BornTooLongAgo(Refused):
    """Older than anybody."""

    message = _("Data urodzenia %(born)s oznacza wiek ponad %(years)s lat. Sprawdź rok.")
    field = "birth_date"


def contradictions(facts: Mapping[str, Any], today: date, *, synthetic: bool) -> Iterator[Refused]:
    """Yield every refusal of ``facts`` (``pesel``, ``lacks_pesel``, ``birth_date``, ``sex``, ``sex_reason``).

    What is missing contradicts nothing. ``synthetic``: numbers of the years 2200–2299 stand for 1900–1999.
    Source: docs/sources.md#pesel
    """
    number, born = facts.get("pesel"), facts.get("birth_date")
    if number and facts.get("lacks_pesel"):
        yield PeselOfSomebodyWithout()
    elif number:
        try:
            said = read(number, synthetic=synthetic)
        except NotPesel as wrong:
            yield WrongPesel(_NOT_PESEL[wrong.fault], count=len(number))
        else:
            born = born or said.birth_date
            if born != said.birth_date:
                yield BirthDateDiffers(born=date_format(said.birth_date))
            if facts.get("sex") not in ("", None, said.sex) and not facts.get("sex_reason"):
                yield SexDiffers()
    if born and born > today:
        yield BornInFuture(born=date_format(born))
    elif born and born.year < today.year - OLDEST_AGE:
        yield BornTooLongAgo(born=date_format(born), years=OLDEST_AGE)


def together(refusals: Sequence[Refused]) -> ValidationError:
    """Return several refusals of fields as one, each sentence at its field; one alone stays what it is."""
    if len(refusals) == 1:
        return refusals[0]
    said: dict[str, list[ValidationError]] = {}
    for refusal in refusals:
        for name, sentences in refusal.error_dict.items():
            said.setdefault(name, []).extend(sentences)
    return ValidationError(said)
