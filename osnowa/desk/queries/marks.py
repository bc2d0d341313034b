"""What the log says of attendance: a saving of marks names many people, and each reader learns of some."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from osnowa.audit.models import Entry
from osnowa.audit.queries import entries_of
from osnowa.participants.models import Enrolment, Person
from osnowa.projects.standing import Standing
from osnowa.trainings.models import Attendance, Session

#: The field of an entry that holds ``{id of a participation: [status, minutes]}``.
MARKS = "marks"
_OF_SESSIONS = "trainings.session."


@dataclass(frozen=True)
class Readers:
    """Whose marks are told: ``names`` by participation; ``only`` these, where a page is about one person."""

    names: Mapping[int, str] = field(default_factory=dict)
    only: Set[int] | None = None


NOBODY = Readers()


def marked_in(entries: Iterable[Entry]) -> set[int]:
    """Return the ids of the participations whose marks ``entries`` changed."""
    return {
        int(pk)
        for entry in entries
        for values in (entry.before, entry.after)
        for pk in _marks(values)
        if pk.isdecimal()
    }


def marks_changed(entry: Entry, told: Readers) -> Iterator[tuple[str, str, str]]:
    """Yield whose mark ``entry`` changed, from what, to what; those without a name here are only counted."""
    before, after = _marks(entry.before), _marks(entry.after)
    changed = [pk for pk in sorted({*before, *after}, key=int) if before.get(pk) != after.get(pk)]
    if told.only is not None:
        changed = [pk for pk in changed if int(pk) in told.only]
    named = [pk for pk in changed if int(pk) in told.names]
    for pk in sorted(named, key=lambda pk: told.names[int(pk)]):
        yield told.names[int(pk)], _said(before.get(pk)), _said(after.get(pk))
    if others := len(changed) - len(named):
        yield _("inne osoby"), "", _("liczba: %(number)s") % {"number": others}


def entries_of_marks(
    who: Standing, person: Person, *, within: Iterable[str] | None = None
) -> QuerySet[Entry]:
    """Return the entries up to today that changed a mark of ``person``, newest first; two queries.

    ``within`` are the labels of the projects to which they may belong.
    """
    enrolments = list(Enrolment.objects.filter(person=person).values_list("pk", flat=True))
    marks = Attendance.objects.filter(enrolment__in=enrolments)
    sessions = marks.order_by().values_list("session_id", flat=True).distinct()
    about = [f"{Session._meta.label_lower}:{pk}" for pk in sessions]
    named = Q()
    for pk in enrolments:
        named |= Q(before_json__contains=f'"{pk}":') | Q(after_json__contains=f'"{pk}":')
    entries = entries_of(who.centre.pk, verb=_OF_SESSIONS, about_any=about, within=within, until=who.on)
    return entries.filter(named) if enrolments else entries.none()


def _marks(values: Mapping[str, Any] | None) -> Mapping[str, Any]:
    return (values or {}).get(MARKS) or {}


def _said(mark: Any) -> str:
    """Return a mark in words: ``spóźnienie, 40 min``; empty where there was none."""
    if not mark:
        return ""
    status, minutes = mark if isinstance(mark, list) else (mark, 0)
    word = str(dict(Attendance.Status.choices).get(status, status))
    return _("%(mark)s, %(minutes)s min") % {"mark": word, "minutes": minutes} if minutes else word
