"""The list of people somebody knows of, with its filters, as of a day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from osnowa.clock.periods import in_force
from osnowa.organisations.addresses import panel, panel_to
from osnowa.participants.abilities import EnrolmentAbilities, Way, allowed
from osnowa.participants.models import CaseworkerAssignment, GroupMembership, Person
from osnowa.participants.names import shown_to
from osnowa.participants.queries.counts import numbers_of
from osnowa.participants.queries.searching import (
    DAY,
    ENDED,
    IN_PROJECT,
    STATES,
    WITHOUT_PROJECT,
    WITHOUT_SUPPORT,
    PeopleFilters,
    ask,
    narrowed,
    reads_hidden_names,
    searched,
    shown_key,
    with_state,
    without_project,
)
from osnowa.participants.queries.visibility import (
    groups_run_by,
    knows_own_groups_only,
    ways_of,
    ways_without_project,
)
from osnowa.projects.standing import Standing
from osnowa.statements import Asked, Kept

#: Others ask for people by these.
__all__ = [
    "ENDED",
    "IN_PROJECT",
    "ON_ONE_PAGE",
    "STATES",
    "WITHOUT_PROJECT",
    "WITHOUT_SUPPORT",
    "PeopleFilters",
    "PeopleList",
    "PersonRow",
    "people_listed",
    "with_state",
]

ON_ONE_PAGE = 50
#: From this number on a list is long: sorting fewer is quicker than to look for the end of a page first.
LONG = 1_000


@dataclass(frozen=True)
class PersonRow:
    """One participation, or a person without any, as the list shows it; no ``address``, no file to open.

    ``person`` is the id.
    """

    person: int
    name: str
    address: str
    number: str = ""
    project: str = ""
    groups: str = ""
    caseworker: str = ""
    first_support_on: date | None = None
    state: str = WITHOUT_PROJECT


@dataclass(frozen=True)
class PeopleList:
    """One page of the list, and how many there are by project and state (within what was searched for).

    ``projects`` maps a slug to title and number within the state chosen; ``states`` a state to the number
    within the project chosen.
    """

    rows: list[PersonRow]
    page: Page
    projects: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    states: Mapping[str, int] = field(default_factory=dict)


def people_listed(who: Standing, filters: PeopleFilters) -> PeopleList:
    """Return a page of the people ``who`` knows of, in Polish order of the names as ``who`` reads them.

    As of ``who.on``: later enrolments, exits and groups are not there yet. The number of queries does not
    depend on the number of people. A hidden person is not found by a name that ``who`` may not read.
    """
    numbers = numbers_of(who, filters)
    states = numbers.by_state(filters.project)
    projects = numbers.by_project(filters.state)
    if numbers.alone is not None:
        states[WITHOUT_PROJECT] = numbers.alone
    if filters.state == WITHOUT_PROJECT:
        page = _page(states.get(WITHOUT_PROJECT, 0), filters)
        persons = without_project(who, filters).order_by("shown_key", "pk")
        return PeopleList(_rows_of_persons(who, _on(page, persons)), page, projects, states)
    page = _page(sum(states[state] for state in STATES if filters.state in ("", state)), filters)
    first = max(page.start_index() - 1, 0)
    listed = ask(who, _listed, replace(filters, page=""), first, _is_early(first, page.paginator.count))
    return PeopleList(_rows(who, listed), page, projects, states)


@Kept
def _listed(who: Standing, filters: PeopleFilters, first: int, is_early: bool) -> QuerySet[Any]:
    found = narrowed(searched(who, filters), filters)
    if is_early:
        found = found.filter(person__in=_hidden_or_up_to(found, first + ON_ONE_PAGE))
    return _in_order(who, found)[first : first + ON_ONE_PAGE]


def _is_early(first: int, count: int) -> bool:
    """Answer whether it pays to look for the last name of a page first: early in a long list."""
    return count >= LONG and (first + ON_ONE_PAGE) * 4 <= count


def _hidden_or_up_to(found: QuerySet[Any], number: int) -> QuerySet[Person, Any]:
    """Return people among whom are the first ``number`` of ``found``, as an index of names tells them.

    The names are in the order of the alphabet there; only hidden ones may stand elsewhere, so all of those
    are taken. Without it everybody is sorted for the sake of fifty.
    """
    # People, not participations: as many people have at least as many. Asked one after the other, so that the
    # engine cannot but go by the index; joined, SQLite would sort here as well.
    listed = Exists(found.filter(person=OuterRef("pk")))
    shown = Person.objects.filter(listed, is_hidden=False).order_by("sort_key")
    last = shown.values("sort_key")[number - 1 : number]
    # Where fewer are not hidden, up to the end.
    end = Person.objects.order_by("-sort_key").values("sort_key")[:1]
    up_to = Person.objects.filter(sort_key__lte=Coalesce(Subquery(last), Subquery(end)))
    hidden = Person.objects.filter(is_hidden=True)
    return hidden.order_by().values("pk").union(up_to.order_by().values("pk"), all=True)


@Kept
def _groups_now(count: int) -> QuerySet[Any]:
    stays = GroupMembership.objects.filter(
        in_force(DAY, "joined_on", "left_before"), enrolment__pk__in=_places(count)
    )
    return stays.order_by("group__sort_key").values_list(
        "enrolment_id", "group_id", "group__name", "group__is_sensitive"
    )


@Kept
def _caseworkers_now(count: int) -> QuerySet[Any]:
    assigned = CaseworkerAssignment.objects.filter(in_force(DAY), enrolment__pk__in=_places(count))
    return assigned.values_list("enrolment_id", "worker__name", "worker__email")


def _places(count: int) -> list[Any]:
    return [Asked(f"enrolment {number}", BigIntegerField()) for number in range(count)]


# ---- the page ----------------------------------------------------------------------------------------------


def _page(count: int, filters: PeopleFilters) -> Page:
    """Return the page asked for of a list whose length is known already; its rows are asked for apart."""
    return Paginator(range(count), ON_ONE_PAGE).get_page(filters.page)


def _on(page: Page, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return those of ``rows`` that stand on ``page``."""
    first = max(page.start_index() - 1, 0)
    return rows[first : first + ON_ONE_PAGE]


def _in_order(who: Standing, enrolments: QuerySet[Any]) -> QuerySet[Any]:
    key = shown_key(Q(person__is_hidden=True) & ~reads_hidden_names(who), "person__sort_key")
    return (
        enrolments.annotate(shown_key=key)
        .order_by("shown_key", "number")
        .values_list(
            "person_id",
            "person__first_name",
            "person__last_name",
            "person__is_hidden",
            "pk",
            "project_id",
            "number",
            "enrolled_on",
            "first_support_on",
            "project__title",
            "state",
        )
    )


@dataclass(frozen=True, slots=True)
class _Listed:
    """A participation, as much of it as its row tells; a model would bring along everything of the person."""

    person: "_ListedPerson"
    pk: int
    project_id: int
    number: str
    enrolled_on: date
    first_support_on: date | None
    project_title: str
    state: str


@dataclass(frozen=True, slots=True)
class _ListedPerson:
    pk: int
    first_name: str
    last_name: str
    is_hidden: bool

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"


def _rows(who: Standing, enrolments: Iterable[tuple[Any, ...]]) -> list[PersonRow]:
    listed = [_Listed(_ListedPerson(*row[:4]), *row[4:]) for row in enrolments]
    ways = ways_of(who, listed)
    run = groups_run_by(who) if any(knows_own_groups_only(each) for each in ways.values()) else frozenset()
    beside = _Beside(*_groups_and_caseworkers(who, list(ways)), run, panel_to("desk:person"))
    return [_row(who, each, ways[each.pk], beside) for each in listed]


#: By participation: id, name and whether it is sensitive of each group, and names of caseworkers.
Groups = dict[int, list[tuple[int, str, bool]]]
Caseworkers = dict[int, list[str]]


@dataclass(frozen=True)
class _Beside:
    """What stands beside the participations of one page; ``run``: groups the reader runs."""

    groups: Groups
    caseworkers: Caseworkers
    run: frozenset[int]
    file_of: Callable[[int], str]


def _groups_and_caseworkers(who: Standing, enrolments: Sequence[int]) -> tuple[Groups, Caseworkers]:
    asked = {"day": who.on, **{f"enrolment {number}": pk for number, pk in enumerate(enrolments)}}
    groups: Groups = defaultdict(list)
    for enrolment, *group in _groups_now.rows(asked, len(enrolments)):
        groups[enrolment].append(tuple(group))
    workers: Caseworkers = defaultdict(list)
    for enrolment, name, email in _caseworkers_now.rows(asked, len(enrolments)):
        workers[enrolment].append(name or email)
    return groups, workers


def _row(who: Standing, enrolment: _Listed, ways: frozenset[Way], beside: _Beside) -> PersonRow:
    can = allowed(ways, is_hidden=enrolment.person.is_hidden)
    # What the name of a sensitive group tells is for those who read the grounds of support.
    groups = [
        name if can.grounds or not is_sensitive else _("nazwa grupy ukryta")
        for group, name, is_sensitive in beside.groups.get(enrolment.pk, ())
        if group in beside.run or not knows_own_groups_only(ways)
    ]
    supported = enrolment.first_support_on and enrolment.first_support_on <= who.on
    return PersonRow(
        person=enrolment.person.pk,
        name=shown_to(who, enrolment, abilities=can),
        address=beside.file_of(enrolment.person.pk) if can.open_file else "",
        number=enrolment.number,
        project=enrolment.project_title,
        groups=", ".join(groups),
        caseworker=", ".join(beside.caseworkers.get(enrolment.pk, ())),
        first_support_on=enrolment.first_support_on if supported else None,
        state=enrolment.state,
    )


def _rows_of_persons(who: Standing, persons: Iterable[Person]) -> list[PersonRow]:
    persons = list(persons)
    ways = ways_without_project(who, persons)
    return [_row_of_person(who, each, allowed(ways[each.pk], is_hidden=each.is_hidden)) for each in persons]


def _row_of_person(who: Standing, person: Person, can: EnrolmentAbilities) -> PersonRow:
    address = panel("desk:person", person.pk) if can.open_file else ""
    return PersonRow(person=person.pk, name=shown_to(who, person, abilities=can), address=address)
