"""The centre's log as people read it: who did what, when, to what; and where the chain stands."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from osnowa.accounts.models import User
from osnowa.audit.actions import label
from osnowa.audit.models import SYSTEM, Entry
from osnowa.audit.queries import Line, entries_of, lines
from osnowa.desk.queries import verbs
from osnowa.desk.queries.changes import FieldChange, changes_of, names_in
from osnowa.desk.queries.marks import Readers, entries_of_marks, marked_in
from osnowa.organisations.models import Membership, Role
from osnowa.participants.models import Enrolment, Person
from osnowa.participants.names import shown_to
from osnowa.participants.queries import enrolments_visible_to
from osnowa.participants.queries.merges import records_of
from osnowa.participants.queries.visibility import known_by, looks_at_nobody_without_reason
from osnowa.projects.models import Project, TeamRole
from osnowa.projects.standing import Standing

_PROJECT = "projects.project"
_PERSON = "participants.person"


#: Read the entries of their projects.
_OF_THEIR_PROJECTS = (Role.COORDINATOR, Role.AUDITOR)


@dataclass(frozen=True)
class LogPart:
    """Which entries of the centre's log somebody may read.

    ``whole``: all of them; ``accounts``: those about accounts and memberships; ``projects``: those that say
    they belong to one of these projects (ids). An entry that cannot tell its project is not shown for one.
    """

    whole: bool = False
    accounts: bool = False
    projects: tuple[int, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether there is a log for them at all."""
        return self.whole or self.accounts or bool(self.projects)


@dataclass(frozen=True)
class LogRow:
    """One entry in words. ``about`` names what or whom it concerns; ``person`` is the id of one to open."""

    number: int
    at: datetime
    what: str
    who: str
    about: str
    person: int | None
    within: str
    changes: tuple[FieldChange, ...]
    has_sealed: bool
    is_look: bool


@dataclass(frozen=True)
class LogFilter:
    """What of the log is asked for; nothing given asks for all. Days are inclusive.

    ``about`` is a label: of a project, with everything that belongs to it, or of one thing.
    """

    group: str = ""
    by: int | None = None
    since: date | None = None
    until: date | None = None
    about: str = ""


def part_of(who: Standing) -> LogPart:
    """Return which part of the centre's log ``who`` may read today; no query."""
    return LogPart(
        whole=Role.DATA_PROTECTION_OFFICER in who.centre_roles,
        accounts=Role.ADMINISTRATOR in who.centre_roles,
        projects=tuple(who.projects_as(*_OF_THEIR_PROJECTS)),
    )


def entries_visible_to(who: Standing, asked: LogFilter | None = None) -> QuerySet[Entry]:
    """Return the entries of the centre that ``who`` may read, newest first; ``asked`` narrows them.

    All for the data protection officer; of the projects they coordinate or audit; about accounts and
    memberships for an administrator. Nobody else reads any.
    """
    can, asked = part_of(who), asked or LogFilter()
    # A demo knows what happens later; nobody reads it before its day.
    last = min(asked.until, who.on) if asked.until else who.on
    narrowed = entries_of(
        who.centre.pk,
        by=f"accounts.user:{asked.by}" if asked.by else "",
        since=asked.since,
        until=last,
    )
    if group := next((each for each in verbs.GROUPS if each.code == asked.group), None):
        narrowed = narrowed.filter(_begins_with(group.beginnings))
    if asked.about:
        narrowed = narrowed.filter(_concerning(who, asked.about))
    return narrowed if can.whole else _of_their_part(who, can, narrowed)


def _of_their_part(who: Standing, can: LogPart, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    part = Q(pk__in=[])
    if can.accounts:
        part |= _begins_with(("accounts.", "organisations.membership."))
    return entries.filter(part | _concerning(who, *(f"{_PROJECT}:{pk}" for pk in can.projects)))


def _concerning(who: Standing, *labels: str) -> Q:
    """Return the condition that an entry is about one of ``labels``, or belongs to one that is a project."""
    projects = [each for each in labels if each.startswith(f"{_PROJECT}:")]
    concerning = [entries_of(who.centre.pk, within=projects)] if projects else []
    # What is said of a project itself needs nobody to say where it belongs.
    concerning += [entries_of(who.centre.pk, about=each) for each in labels]
    condition = Q(pk__in=[])
    for known in concerning:
        condition |= Q(pk__in=known.order_by().values("pk"))
    return condition


def _begins_with(beginnings: Iterable[str]) -> Q:
    condition = Q()
    for beginning in beginnings:
        condition |= Q(verb__startswith=beginning)
    return condition


def actors_for(who: Standing) -> list[User]:
    """Return the possible authors of what ``who`` may read: the centre's people, or their projects' teams."""
    can = part_of(who)
    mine: QuerySet[Any] = TeamRole.objects.filter(project__in=can.projects, user__isnull=False)
    if can.whole or can.accounts:
        mine = Membership.objects.all()
    return list(User.objects.filter(pk__in=mine.values("user")).order_by("name", "pk"))


def rows_of(who: Standing, entries: Iterable[Entry], *, about: Person | None = None) -> list[LogRow]:
    """Return ``entries`` in words, in their order; six queries at most, however many.

    A participant is named only where ``who`` may read the name; sealed values are never opened here. On a
    page ``about`` one person the marks of others are left out.
    """
    told = lines(entries)
    known = _known_people(who, told)
    people = {enrolment.person_id: name for enrolment, name in known}
    readers = Readers(
        names={enrolment.pk: name for enrolment, name in known},
        only={enrolment.pk for enrolment, _name in known if enrolment.person_id == about.pk}
        if about
        else None,
    )
    things = names_in([line.entry for line in told], who.centre.pk)
    opened = people.keys() | _opened_with_reason(who, told)
    return [_row(line, people, things, opened, readers) for line in told]


def _known_people(who: Standing, told: Iterable[Line]) -> list[tuple[Enrolment, str]]:
    """Return the participations ``who`` knows among those that ``told`` speaks of, each with its name."""
    ids = {pk for line in told if (pk := _person_id(line)) is not None}
    meant = Q(person__in=ids) | Q(pk__in=marked_in(line.entry for line in told))
    known = enrolments_visible_to(who).filter(meant).select_related("person")
    return [(enrolment, shown_to(who, enrolment)) for enrolment in known]


def _opened_with_reason(who: Standing, told: Iterable[Line]) -> set[int]:
    """Return the ids of those whose files ``who`` opens by saying why: of everybody there still is."""
    if not looks_at_nobody_without_reason(who):
        return set()
    ids = {pk for line in told if (pk := _person_id(line)) is not None}
    known = Person.objects.filter(known_by(who.on), pk__in=ids, merged_into__isnull=True)
    return set(known.values_list("pk", flat=True))


def _row(
    line: Line, people: dict[int, str], things: dict[str, str], opened: Set[int], readers: Readers
) -> LogRow:
    entry = line.entry
    person = _person_id(line)
    named = line.subject.display if line.subject else ""
    if person is not None:
        named = people.get(person) or _("osoba nr %(number)s") % {"number": person}
    return LogRow(
        number=entry.number,
        at=entry.at,
        what=verbs.in_words(entry.verb),
        who=_actor(line),
        about=named,
        person=person if person in opened else None,
        within=line.within.display if line.within else "",
        changes=tuple(changes_of(entry, things, readers)),
        has_sealed=bool(entry.sealed_before or entry.sealed_after),
        is_look=entry.verb in verbs.LOOKS,
    )


def _actor(line: Line) -> str:
    if line.actor is None:
        return _("konto usunięte")
    return _("system") if line.actor.label == SYSTEM else line.actor.display or line.actor.label


def _person_id(line: Line) -> int | None:
    kind, _colon, number = (line.person.label if line.person else "").partition(":")
    return int(number) if kind == _PERSON and number.isdigit() else None


def entries_about_person(who: Standing, person: Person) -> QuerySet[Entry]:
    """Return the entries up to today about ``person`` or their data, newest first; looks and marks included.

    Those about a record that was merged into theirs came along with it. What belongs to a project shows to
    that project's team; the data protection officer reads the whole.
    """
    about = [
        partial(entries_of, who.centre.pk, about=label(each), until=who.on) for each in records_of(person)
    ]
    if Role.DATA_PROTECTION_OFFICER in who.centre_roles:
        return reduce(or_, (each() for each in about)) | entries_of_marks(who, person)
    own = [f"{Project._meta.label_lower}:{pk}" for pk in who.team]
    theirs = reduce(or_, (each().filter(within="") | each(within=own) for each in about))
    return theirs | entries_of_marks(who, person, within=own)
