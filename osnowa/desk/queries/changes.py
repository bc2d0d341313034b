"""What an entry of the log changed, in words: fields as their forms call them, things by their names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.accounts.models import User
from osnowa.audit.models import Entry, Name
from osnowa.desk.queries import verbs
from osnowa.desk.queries.marks import MARKS, NOBODY, Readers, marks_changed
from osnowa.money.fields import PlnField
from osnowa.rulepacks.registry import packs

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: How the system keeps its rows, which says nothing of what was done.
BOOKKEEPING = frozenset({"series", "recorded_at", "superseded_at", "row_key", "nonce", "batch"})

#: Fields that stand in no form, or under another name than in their table.
FIELDS: Mapping[str, "_StrPromise"] = {
    "accepts": gettext_lazy("co wczytać"),
    "approved_by": gettext_lazy("kto zatwierdził"),
    "as_of": gettext_lazy("stan na dzień"),
    "before": gettext_lazy("co było przed połączeniem"),
    "begins_on": gettext_lazy("od dnia"),
    "brought_by": gettext_lazy("kto wczytał"),
    "caseworkers": gettext_lazy("osoby prowadzące"),
    "centre": gettext_lazy("ośrodek"),
    "column": gettext_lazy("kolumna"),
    "columns": gettext_lazy("kolumny"),
    "content": gettext_lazy("treść pliku"),
    "course": gettext_lazy("zajęcia"),
    "created_at": gettext_lazy("założono"),
    "decided_by": gettext_lazy("kto sprawdził"),
    "digest": gettext_lazy("odcisk pliku"),
    "done_count": gettext_lazy("ile zrobiono"),
    "edition": gettext_lazy("edycja zajęć"),
    "emptied_at": gettext_lazy("opróżniono"),
    "ended_by": gettext_lazy("czym zastąpiono"),
    "ends_before": gettext_lazy("przed dniem"),
    "enrolled": gettext_lazy("czy zapis powstał z listy"),
    "enrolment": gettext_lazy("zapis do projektu"),
    "fault": gettext_lazy("co się nie udało"),
    "feedback": gettext_lazy("informacja zwrotna"),
    "fields": gettext_lazy("pola"),
    "first": gettext_lazy("pierwsza osoba"),
    "form": gettext_lazy("forma wsparcia"),
    "found": gettext_lazy("znaleziono"),
    "gain_hundredths": gettext_lazy("wzrost w setnych częściach punktu"),
    "group": gettext_lazy("grupa"),
    "groups": gettext_lazy("grupy"),
    "host": gettext_lazy("adres strony ośrodka"),
    "household": gettext_lazy("gospodarstwo domowe"),
    "kept": gettext_lazy("wpis, który został"),
    "key": gettext_lazy("miejsce pliku w magazynie"),
    "mapping": gettext_lazy("co jest w kolumnach"),
    "marked_by": gettext_lazy("kto zaznaczył"),
    "media_type": gettext_lazy("rodzaj pliku"),
    "merge": gettext_lazy("połączenie"),
    "merged": gettext_lazy("wpis, który dołączył"),
    "merged_by": gettext_lazy("kto połączył"),
    "merged_into": gettext_lazy("połączono z osobą"),
    "moved_by": gettext_lazy("kto zlecił"),
    "number_index": gettext_lazy("skrót numeru dokumentu"),
    "organisation": gettext_lazy("podmiot"),
    "part": gettext_lazy("część listy"),
    "person": gettext_lazy("osoba"),
    "pesel_index": gettext_lazy("skrót numeru PESEL"),
    "place": gettext_lazy("miejsce"),
    "project": gettext_lazy("projekt"),
    "reason": gettext_lazy("powód"),
    "registered": gettext_lazy("czy osoba powstała z listy"),
    "remarks": gettext_lazy("uwagi o pliku"),
    "row": gettext_lazy("wiersz"),
    "scan": gettext_lazy("skan"),
    "second": gettext_lazy("druga osoba"),
    "sending": gettext_lazy("plik dla rejestru"),
    "session": gettext_lazy("spotkanie"),
    "sessions": gettext_lazy("spotkania"),
    "sha256": gettext_lazy("skrót SHA-256"),
    "sheets": gettext_lazy("arkusze"),
    "signature": gettext_lazy("układ nagłówków"),
    "size": gettext_lazy("rozmiar w bajtach"),
    "slug": gettext_lazy("nazwa w adresie"),
    "stated_by": gettext_lazy("kto wpisał"),
    "stored_at": gettext_lazy("zapisano w magazynie"),
    "stored_by": gettext_lazy("kto dodał plik"),
    "table": gettext_lazy("tabela"),
    "told": gettext_lazy("co mówi wiersz"),
    "told_at": gettext_lazy("ostatni znak postępu"),
    "topic": gettext_lazy("temat"),
    "undone_by": gettext_lazy("kto cofnął"),
    "unit": gettext_lazy("komórka"),
    "user": gettext_lazy("konto"),
    "viewer": gettext_lazy("kto otworzył"),
    "withdrawn_by": gettext_lazy("kto wycofał"),
    "work_count": gettext_lazy("ile do zrobienia"),
    "worker": gettext_lazy("pracownik"),
}

#: Values that are words of the code.
VALUES: Mapping[str, Mapping[str, "_StrPromise"]] = {
    "part": {
        "all": gettext_lazy("wszyscy policzeni"),
        "women": gettext_lazy("kobiety"),
        "men": gettext_lazy("mężczyźni"),
        "other": gettext_lazy("inne osoby"),
        "nearly": gettext_lazy("niepoliczeni"),
    },
    "code": {
        "woman": gettext_lazy("kobieta"),
        "man": gettext_lazy("mężczyzna"),
        "other": gettext_lazy("inna"),
    },
}

#: Fields whose values are codes of a rule pack, by their noun; the dictionaries in which the codes stand.
CODES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("indicators.targetpart", "code"): ("age_bands", "labour_statuses", "ground_kinds"),
    ("indicators.indicator", "rule"): ("indicator_rules",),
    ("projects.supportform", "kind"): ("support_kinds",),
    ("projects.supportform", "subkind"): ("support_subkinds",),
    ("participants.ground", "kind"): ("ground_kinds",),
    ("participants.ground", "document_kind"): ("document_kinds",),
    ("participants.enrolment", "labour_status"): ("labour_statuses",),
    ("participants.declaration", "kind"): ("declaration_kinds",),
    ("participants.exit", "reason"): ("exit_reasons",),
    ("participants.exit", "situation"): ("exit_situations",),
    ("participants.followup", "situation"): ("exit_situations",),
}

_LABEL = re.compile(r"[a-z_]+\.[a-z_]+:\d+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d\d:\d\d(:\d\d)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT.+")
_USER = User._meta.label_lower
#: Participants are named by who may read their names, never here.
_NAMELESS = "participants."


@dataclass(frozen=True)
class FieldChange:
    """One open value of an entry before and after, in words; empty where there was none."""

    name: str
    before: str
    after: str


def changes_of(entry: Entry, names: Mapping[str, str], readers: Readers = NOBODY) -> Iterator[FieldChange]:
    """Yield the open values that ``entry`` changed; ``names`` are those of ``names_in``.

    Marks of attendance are told person by person, to ``readers`` who may know whose they are.
    """
    noun = entry.verb.rpartition(".")[0]
    before, after = entry.before or {}, entry.after or {}
    for whose, old, new in marks_changed(entry, readers):
        yield FieldChange(whose, old, new)
    for name in sorted({*before, *after} - BOOKKEEPING - {MARKS}):
        old, new = _said(noun, name, before.get(name), names), _said(noun, name, after.get(name), names)
        if old != new:
            yield FieldChange(field_name(noun, name), old, new)


def names_in(entries: Iterable[Entry], tenant: int) -> dict[str, str]:
    """Return what the things and accounts are called to which ``entries`` refer, by label; two queries at
    most. Participants are not among them.
    """
    labels = {each for entry in entries for each in _references(entry) if not each.startswith(_NAMELESS)}
    accounts = {int(each.partition(":")[2]) for each in labels if each.startswith(f"{_USER}:")}
    known = Name.objects.filter(tenant=tenant, label__in=labels).exclude(display="") if labels else ()
    users = User.objects.filter(pk__in=accounts) if accounts else ()
    return {name.label: name.display for name in known} | {f"{_USER}:{user.pk}": str(user) for user in users}


def _references(entry: Entry) -> Iterator[str]:
    noun = entry.verb.rpartition(".")[0]
    for values in (entry.before or {}, entry.after or {}):
        for name, value in values.items():
            for each in value if isinstance(value, list) else [value]:
                if label := _label_of(noun, name, each):
                    yield label


def _label_of(noun: str, name: str, value: Any) -> str:
    """Return the label of what the value refers to; empty where it is a plain value."""
    if isinstance(value, str) and _LABEL.fullmatch(value):
        return value
    related = getattr(_field(noun, name), "related_model", None)
    return f"{related._meta.label_lower}:{value}" if related and isinstance(value, int) else ""


def _field(noun: str, name: str) -> Any:
    model = verbs.model_of(noun)
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def field_name(noun: str, name: str) -> str:
    """Return what the history calls the field ``name`` of a noun (``participants.person``)."""
    field = _field(noun, name)
    name = field.name if field else name
    # Django makes a name of the column's where nobody gave one.
    given = str(getattr(field, "verbose_name", ""))
    return given if given not in ("", name.replace("_", " ")) else str(FIELDS.get(name, name))


def value_in_words(noun: str, name: str, value: Any) -> str:
    """Return what a plain value of the field ``name`` of a noun says; empty where it says nothing."""
    return _said(noun, name, value, {})


def _said(noun: str, name: str, value: Any, names: Mapping[str, str]) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("tak") if value else _("nie")
    if isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], dict)):
        return _("liczba: %(number)s") % {"number": len(value)}
    if isinstance(value, list) and name == "fields":
        return ", ".join(field_name(noun, str(each)) for each in value)
    if isinstance(value, list):
        return ", ".join(_said(noun, name, each, names) for each in value)
    if label := _label_of(noun, name, value):
        return names.get(label) or _("nr %(number)s") % {"number": label.partition(":")[2]}
    return _coded(noun, name, value) or _formatted(_field(noun, name), str(value))


def _coded(noun: str, name: str, value: Any) -> str:
    """Return the words for a value that is one of a choice; empty where it is none."""
    if value in (known := VALUES.get(name, {})):
        return str(known[value])
    if dictionaries := CODES.get((noun, name)):
        known_to = [pack.dictionaries.get(each, {}) for pack in packs().values() for each in dictionaries]
        found = (entries.get(value) for entries in known_to)
        return next((entry.label for entry in found if entry), "")
    return str(dict(getattr(_field(noun, name), "flatchoices", None) or ()).get(value, ""))


def _formatted(field: Model | Any, value: str) -> str:
    try:
        if _DAY.fullmatch(value):
            return date_format(date.fromisoformat(value))
        if _TIME.fullmatch(value):
            return time_format(time.fromisoformat(value), "G:i")
        if _MOMENT.fullmatch(value):
            return date_format(timezone.localtime(datetime.fromisoformat(value)), "j.m.Y G:i")
        if isinstance(field, PlnField):
            return _("%(amount)s zł") % {"amount": number_format(Decimal(value), 2, force_grouping=True)}
    except (ValueError, InvalidOperation):
        return value
    return value
