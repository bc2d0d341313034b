"""Whom the list of people shows: what it may be narrowed to, and what a search may find.

The list and the numbers beside it ask the same, so they read the same conditions.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from osnowa.organisations.folding import search_norm
from osnowa.organisations.models import Role
from osnowa.participants.abilities import allowed
from osnowa.participants.models import Enrolment, Person
from osnowa.participants.pesel import compact
from osnowa.participants.queries.visibility import (
    REGISTER,
    caseload_of,
    day_after,
    enrolments_visible_to,
    taught_by,
    ways_without_project,
)
from osnowa.projects.standing import Standing
from osnowa.secrets import blind_index
from osnowa.statements import Asked, Kept

IN_PROJECT, WITHOUT_SUPPORT, ENDED = "w-projekcie", "bez-wsparcia", "zakonczone"
#: Registered, but in no project: not a state of a participation, yet a part of the same list.
WITHOUT_PROJECT = "bez-projektu"
STATES = (IN_PROJECT, WITHOUT_SUPPORT, ENDED)


@dataclass(frozen=True)
class PeopleFilters:
    """What the list is narrowed to: words of a name, or a number in a project or of a phone; a whole PESEL; a
    project's slug; a state.
    """

    words: str = ""
    pesel: str = ""
    project: str = ""
    state: str = ""
    page: str = "1"

    @property
    def are_typed(self) -> bool:
        """Tell whether words or a number were typed, which are never part of a kept text."""
        return bool(self.words.strip() or self.pesel)


USER = Asked("user", BigIntegerField())
DAY, AFTER = Asked("day", DateField()), Asked("after", DateTimeField())
AT = Asked("at", DateTimeField())


def ask(who: Standing, question: Kept, filters: PeopleFilters, *more: Any) -> Iterable[tuple[Any, ...]]:
    """Ask a question of people; its text is kept for all who stand alike, unless it holds what was typed."""
    if filters.are_typed:
        return question.build(who, filters, *more)
    asked = {"user": who.user.pk, "day": who.on, "at": who.at, "after": day_after(who.on)}
    return question.rows(asked, who.but(user=USER, on=DAY, at=who.at and AT), filters, *more)


def with_state(enrolments: QuerySet[Enrolment], on: date) -> QuerySet[Any]:
    """Return ``enrolments`` with ``state`` on ``on``: in the project, not supported yet, or ended."""
    # An enrolment has one current exit at most, so the join multiplies nothing; for ten thousand rows it is
    # much quicker than a question for each.
    ended = FilteredRelation("exits", condition=Q(exits__superseded_at__isnull=True, exits__ended_on__lte=on))
    return enrolments.annotate(current_exit=ended).annotate(
        state=Case(
            When(current_exit__isnull=False, then=Value(ENDED)),
            When(first_support_on__lte=on, then=Value(IN_PROJECT)),
            default=Value(WITHOUT_SUPPORT),
            output_field=CharField(),
        )
    )


def searched(who: Standing, filters: PeopleFilters) -> QuerySet[Any]:
    """Return the participations that ``who`` knows of and that a search finds, with their ``state``."""
    known = enrolments_visible_to(who).filter(person__merged_into__isnull=True)
    if filters.pesel:
        # Who may not read a PESEL may not find out whose it is either.
        known = known.filter(_has_pesel(who, filters.pesel, "person__"), _reads_identity(who))
    if words := filters.words.strip():
        may_read = Q(person__is_hidden=False) | reads_hidden_names(who)
        found = (_has_name(words, "person__") & may_read) | Q(number__icontains=words)
        if digits := _digits_of_phone(words):
            # Who may not read a phone number may not find out whose it is either.
            found |= Q(person__phone__endswith=digits) & _reads_identity(who)
        known = known.filter(found)
    return with_state(known, who.on)


def _has_name(words: str, path: str) -> Q:
    """Return the condition that every word is in the name."""
    return Q(*[Q((f"{path}search_norm__contains", word)) for word in search_norm(words).split()])


def _digits_of_phone(words: str) -> str:
    """Return the last nine digits of what may be a phone number, however it is spaced; else nothing."""
    digits = re.sub(r"\D", "", words)
    return digits[-9:] if len(digits) >= 7 and re.fullmatch(r"[\d\s()+/-]+", words) else ""


def _has_pesel(who: Standing, pesel: str, path: str) -> Q:
    indexes = blind_index.digests(compact(pesel), purpose="pesel", tenant=who.centre.pk)
    return Q((f"{path}pesel_index__in", indexes))


def _reads_identity(who: Standing) -> Q:
    in_full = Q(project__in=who.projects_as(Role.COORDINATOR, Role.AUDITOR))
    return in_full | Q(
        Exists(caseload_of(who).filter(enrolment=OuterRef("pk"))),
        project__in=who.projects_as(Role.SOCIAL_WORKER),
    )


def reads_hidden_names(who: Standing) -> Q:
    """Return the condition that ``who`` reads the name of a hidden person in a participation."""
    return _reads_identity(who) | Q(Exists(taught_by(who).filter(enrolment=OuterRef("pk"))))


def without_project(who: Standing, filters: PeopleFilters) -> QuerySet[Any]:
    """Return the people in no project that ``who`` knows of and that a search finds.

    Narrowed to them, the list has ``shown_key``.
    """
    if not who.is_any(*REGISTER):
        return Person.objects.none().annotate(shown_key=F("sort_key"))
    # All of them are visible to whoever registers people, hidden ones without their names (visibility).
    known = registered(day_after(who.on))
    alone = filters.state == WITHOUT_PROJECT
    if not (alone or filters.are_typed):
        return known
    may_read = Q(is_hidden=False) | Q(pk__in=_hidden_but_read(who, known))
    if filters.words.strip():
        digits = _digits_of_phone(filters.words)
        found = Q(phone__endswith=digits) if digits else Q(pk__in=())
        known = known.filter(_has_name(filters.words, "") | found, may_read)
    if filters.pesel:
        known = known.filter(_has_pesel(who, filters.pesel, ""), may_read)
    return known.annotate(shown_key=shown_key(~may_read, "sort_key")) if alone else known


def registered(before: datetime | Asked) -> QuerySet[Person]:
    """Return who is in no project and was registered ``before``."""
    return Person.objects.filter(enrolments__isnull=True, registered_at__lt=before, merged_into__isnull=True)


def _hidden_but_read(who: Standing, known: QuerySet[Person]) -> list[int]:
    ways = ways_without_project(who, known.filter(is_hidden=True))
    return [pk for pk, each in ways.items() if allowed(each, is_hidden=True).hidden_name]


def shown_key(unread: Q, key: str) -> Case:
    """Return by what the list is ordered: the ``key`` of the name, where it may be read."""
    # The place in the alphabet would tell a hidden name: those that may not be read come last.
    return Case(When(unread, then=Value("~")), default=F(key), output_field=CharField())


def narrowed(searched: QuerySet[Any], filters: PeopleFilters) -> QuerySet[Any]:
    """Return those of one project, and in one state."""
    if filters.project:
        searched = searched.filter(project__slug=filters.project)
    if filters.state:
        searched = searched.filter(state=filters.state)
    return searched
