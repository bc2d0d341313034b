"""The verbs of the log in Polish words: what was done, and to what.

A verb reads ``app.noun.participle``. Verbs that need a sentence of their own have one; every other is said as
"Poprawiono: dane osoby". A test holds the tables to the verbs that the code records.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.audit.models import FORGOTTEN, SEEN

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES: Mapping[str, "_StrPromise"] = {
    SEEN: gettext_lazy("Otwarto dane osoby"),
    FORGOTTEN: gettext_lazy("Usunięto klucz i nazwę osoby"),
    "indicators.members.seen": gettext_lazy("Otwarto listę osób za wskaźnikiem"),
    "accounts.user.created": gettext_lazy("Założono konto"),
    "accounts.user.corrected": gettext_lazy("Poprawiono: dane konta"),
    "accounts.user.deactivated": gettext_lazy("Wyłączono konto"),
    "accounts.user.reactivated": gettext_lazy("Włączono konto ponownie"),
    "accounts.user.link_sent": gettext_lazy("Wysłano odnośnik do hasła"),
    "accounts.user.password_set": gettext_lazy("Ustawiono hasło"),
    "accounts.user.reset_asked": gettext_lazy("Poproszono o nowe hasło"),
    "accounts.user.sign_in_failed": gettext_lazy("Nieudane logowanie"),
    "accounts.user.signed_in": gettext_lazy("Zalogowano się"),
    "accounts.user.signed_out": gettext_lazy("Wylogowano się"),
    "clock.democlock.moved": gettext_lazy("Przestawiono zegar pokazu"),
    "organisations.centre.corrected": gettext_lazy("Poprawiono dane ośrodka"),
    "organisations.centre.opened": gettext_lazy("Otwarto ośrodek w systemie"),
    "participants.person.registered": gettext_lazy("Zarejestrowano osobę"),
    "participants.enrolment.made": gettext_lazy("Zapisano osobę do projektu"),
    "participants.enrolment.start_restated": gettext_lazy("Przeliczono dzień pierwszego wsparcia"),
    "participants.caseworker.assigned": gettext_lazy("Wyznaczono osobę prowadzącą"),
    "participants.person.merged": gettext_lazy("Połączono wpisy tej samej osoby"),
    "participants.person.split": gettext_lazy("Rozdzielono połączone wpisy"),
    "participants.person.told_apart": gettext_lazy("Stwierdzono, że to różne osoby"),
    "participants.person.asked_with_reason": gettext_lazy("Szukano osoby z podaniem powodu"),
    "participants.person.searched": gettext_lazy("Szukano osób"),
    "participants.person.looked_up": gettext_lazy("Szukano osoby po numerze PESEL"),
    "participants.person.looked_up_by_name": gettext_lazy("Wpisano dane podobnej osoby"),
    "participants.person.opened_with_reason": gettext_lazy("Otwarto dane osoby z podaniem powodu"),
    "participants.person.reported": gettext_lazy("Sporządzono raport o danych osoby"),
    "participants.outcome.measured": gettext_lazy("Zapisano pierwszy pomiar postępu"),
    "participants.outcome.measured_again": gettext_lazy("Zapisano drugi pomiar postępu"),
    "participants.outcome.measurement_corrected": gettext_lazy("Poprawiono: pomiar postępu"),
    "participants.outcome.measurement_withdrawn": gettext_lazy("Wycofano: pomiar postępu"),
    "participants.participation.ended": gettext_lazy("Zakończono udział w projekcie"),
    "participants.participation.end_corrected": gettext_lazy("Poprawiono: zakończenie udziału"),
    "participants.participation.end_withdrawn": gettext_lazy("Wycofano: zakończenie udziału"),
    "participants.participation.resumed": gettext_lazy("Osoba wróciła do projektu"),
    "participants.participation.resuming_withdrawn": gettext_lazy("Wycofano: powrót do projektu"),
    "participants.answers.saved": gettext_lazy("Zapisano dane do rejestru uczestników"),
    "participants.answers.withdrawn": gettext_lazy("Wycofano dane do rejestru uczestników"),
    "intake.list.brought": gettext_lazy("Wczytano listę osób"),
    "intake.list.described": gettext_lazy("Opisano kolumny wczytanej listy"),
    "intake.list.judged": gettext_lazy("Sprawdzono wczytaną listę"),
    "intake.list.accepted": gettext_lazy("Zaczęto przyjmować wiersze listy"),
    "intake.list.taken": gettext_lazy("Przyjęto wiersze listy"),
    "intake.list.withdrawn": gettext_lazy("Wycofano wczytaną listę"),
    "intake.list.emptied": gettext_lazy("Usunięto treść wczytanej listy"),
    "intake.list.downloaded": gettext_lazy("Pobrano odrzucone wiersze listy"),
    "intake.row.decided": gettext_lazy("Zdecydowano o wierszu listy"),
    "participants.declaration.consent_withdrawn": gettext_lazy("Zapisano wycofanie zgody"),
    "participants.household.begun": gettext_lazy("Założono gospodarstwo domowe"),
    "participants.group.joined": gettext_lazy("Dołączono do grupy"),
    "trainings.batch.undone": gettext_lazy("Cofnięto zapis obecności"),
    "trainings.list.approval_withdrawn": gettext_lazy("Wycofano zatwierdzenie listy obecności"),
    "trainings.list.approved": gettext_lazy("Zatwierdzono listę obecności"),
    "trainings.session.marked": gettext_lazy("Zaznaczono obecność"),
    "trainings.session.marks_withdrawn": gettext_lazy("Wycofano zaznaczoną obecność"),
    "trainings.session.topic_corrected": gettext_lazy("Poprawiono: temat spotkania"),
    "trainings.sessions.planned": gettext_lazy("Zaplanowano spotkania"),
    "casework.contact.noted": gettext_lazy("Zapisano kontakt"),
    "monitoring.faults.seen": gettext_lazy("Otwarto listę błędów w danych dla rejestru"),
    "monitoring.export.compared": gettext_lazy("Porównano dane z eksportem portalu"),
    "monitoring.feedback.taken_in": gettext_lazy("Wczytano informację zwrotną portalu"),
    "monitoring.feedback.withdrawn": gettext_lazy("Wycofano informację zwrotną portalu"),
    "monitoring.file.made": gettext_lazy("Przygotowano plik dla rejestru uczestników"),
    "monitoring.file.withdrawn": gettext_lazy("Wycofano plik dla rejestru uczestników"),
    "monitoring.answer.settled": gettext_lazy("Załatwiono uwagę portalu"),
    "monitoring.technicalid.kept": gettext_lazy("Zapisano techniczny identyfikator"),
    "monitoring.technicalid.withdrawn": gettext_lazy("Wycofano techniczny identyfikator"),
    "documents.file.stored": gettext_lazy("Dodano plik"),
    "documents.file.discarded": gettext_lazy("Usunięto plik"),
}

#: Nouns whose table has another name, or whose table's name would not be understood here.
NOUNS: Mapping[str, "_StrPromise"] = {
    "participants.person": gettext_lazy("dane osoby"),
    "participants.enrolment": gettext_lazy("udział w projekcie"),
    "participants.caseworker": gettext_lazy("opieka nad osobą"),
    "participants.group": gettext_lazy("udział w grupie"),
    "organisations.contactpoint": gettext_lazy("telefon albo adres"),
    "organisations.membership": gettext_lazy("rola w ośrodku"),
}

PARTICIPLES: Mapping[str, "_StrPromise"] = {
    "added": gettext_lazy("Dodano"),
    "appointed": gettext_lazy("Powołano"),
    "cancelled": gettext_lazy("Odwołano"),
    "corrected": gettext_lazy("Poprawiono"),
    "created": gettext_lazy("Dodano"),
    "ended": gettext_lazy("Zakończono"),
    "planned": gettext_lazy("Zaplanowano"),
    "rejected": gettext_lazy("Odrzucono"),
    "reinstated": gettext_lazy("Przywrócono"),
    "restored": gettext_lazy("Przywrócono"),
    "verified": gettext_lazy("Sprawdzono"),
    "withdrawn": gettext_lazy("Wycofano"),
}


#: Verbs by which somebody only looked.
LOOKS = (
    SEEN,
    "indicators.members.seen",
    "monitoring.faults.seen",
    "participants.person.opened_with_reason",
    "participants.person.reported",
)


@dataclass(frozen=True)
class VerbGroup:
    """A filter of the log: verbs that begin with any of ``beginnings``."""

    code: str
    label: "_StrPromise"
    beginnings: tuple[str, ...]


GROUPS: tuple[VerbGroup, ...] = (
    VerbGroup("osoby", gettext_lazy("Osoby i udział w projekcie"), ("participants.", FORGOTTEN)),
    VerbGroup(
        "wglady",
        gettext_lazy("Kto otwierał dane osób"),
        LOOKS,
    ),
    VerbGroup("kontakty", gettext_lazy("Kontakty"), ("casework.",)),
    VerbGroup("zajecia", gettext_lazy("Zajęcia i obecność"), ("trainings.",)),
    VerbGroup("inicjatywy", gettext_lazy("Inicjatywy"), ("initiatives.",)),
    VerbGroup("wskazniki", gettext_lazy("Wskaźniki"), ("indicators.",)),
    VerbGroup("listy", gettext_lazy("Wczytane listy osób"), ("intake.",)),
    VerbGroup("rejestr", gettext_lazy("Rejestr uczestników (SM EFS, SL2014)"), ("monitoring.",)),
    VerbGroup("projekty", gettext_lazy("Projekty i zespoły"), ("projects.",)),
    VerbGroup("strony", gettext_lazy("Ogłoszenia i odnośniki stron"), ("pages.",)),
    VerbGroup("konta", gettext_lazy("Konta i role"), ("accounts.", "organisations.membership.")),
    VerbGroup("podmioty", gettext_lazy("Podmioty, miejsca, ośrodek"), ("organisations.", "clock.")),
    VerbGroup("pliki", gettext_lazy("Pliki"), ("documents.",)),
)


def in_words(verb: str) -> str:
    """Return what was done, in Polish: ``Poprawiono: dane osoby``; a verb nobody knows stays as it is."""
    if verb in SENTENCES:
        return str(SENTENCES[verb])
    noun, _dot, participle = verb.rpartition(".")
    thing = noun_in_words(noun)
    if participle not in PARTICIPLES or not thing:
        return verb
    return _("%(done)s: %(thing)s") % {"done": PARTICIPLES[participle], "thing": thing}


def noun_in_words(noun: str) -> str:
    """Return what ``noun`` (``participants.person``) is called; empty where nobody named it."""
    if noun in NOUNS:
        return str(NOUNS[noun])
    model = model_of(noun)
    return str(model._meta.verbose_name) if model and "verbose_name" in model._meta.original_attrs else ""


def model_of(noun: str) -> type[Model] | None:
    """Return the model that ``noun`` or the label ``noun:7`` names; None where it names none."""
    try:
        return apps.get_model(noun.partition(":")[0])
    except (LookupError, ValueError):
        return None
