"""The list of people somebody knows of, with its filters, as of a day."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
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
from django.utils.translation import gettext as _

from osnowa.clock.periods import in_force
from osnowa.organisations.addresses import panel, panel_to
from osnowa.organisations.folding import search_norm
from osnowa.organisations.models import Role
from osnowa.participants.abilities import EnrolmentAbilities, Way, allowed
from osnowa.participants.models import CaseworkerAssignment, Enrolment, GroupMembership, Person
from osnowa.participants.names import shown_to
from osnowa.participants.pesel import compact
from osnowa.participants.queries.visibility import (
    REGISTER,
    caseload_of,
    day_after,
    enrolments_visible_to,
    groups_run_by,
    knows_own_groups_only,
    taught_by,
    ways_of,
    ways_without_project,
)
from osnowa.projects.standing import Standing
from osnowa.secrets import blind_index
from osnowa.statements import Asked, Kept

ON_ONE_PAGE = 50

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
    counts = [
        (slug, title, state, count)
        for slug, title, every, ended, supported in _ask(who, _counts, replace(filters, page=""))
        for state, count in (
            (IN_PROJECT, supported),
            (WITHOUT_SUPPORT, every - ended - supported),
            (ENDED, ended),
        )
    ]
    states = _counted_states(counts, filters.project)
    projects = _counted_projects(counts, filters.state)
    if who.is_any(*REGISTER):
        states[WITHOUT_PROJECT] = _count_without_project(who, filters)
    if filters.state == WITHOUT_PROJECT:
        page = _page(states.get(WITHOUT_PROJECT, 0), filters)
        persons = _without_project(who, filters).order_by("shown_key", "pk")
        return PeopleList(_rows_of_persons(who, _on(page, persons)), page, projects, states)
    page = _page(sum(states[state] for state in STATES if filters.state in ("", state)), filters)
    listed = _ask(who, _listed, replace(filters, page=""), page.start_index())
    return PeopleList(_rows(who, listed), page, projects, states)


# ---- statements --------------------------------------------------------------------------------------------

USER = Asked("user", BigIntegerField())
DAY, AFTER = Asked("day", DateField()), Asked("after", DateTimeField())
AT = Asked("at", DateTimeField())


def _ask(who: Standing, question: Kept, filters: PeopleFilters, *more: Any) -> Iterable[tuple[Any, ...]]:
    """Ask a question of people; its text is kept for all who stand alike, unless it holds what was typed."""
    if filters.words.strip() or filters.pesel:
        return question.build(who, filters, *more)
    asked = {"user": who.user.pk, "day": who.on, "at": who.at}
    return question.rows(asked, who.but(user=USER, on=DAY, at=who.at and AT), filters, *more)


@Kept
def _counts(who: Standing, filters: PeopleFilters) -> QuerySet[Any]:
    # By project alone, in whose order rows are read anyway; states are counted on the way, not sorted by.
    counted = _searched(who, filters).order_by().values_list("project__slug", "project__title")
    return counted.annotate(
        every=Count("pk"),
        ended=Count("current_exit"),
        supported=Count("pk", filter=Q(current_exit__isnull=True, first_support_on__lte=who.on)),
    )


@Kept
def _listed(who: Standing, filters: PeopleFilters, start: int) -> QuerySet[Any]:
    first = max(start - 1, 0)
    return _in_order(who, _narrowed(_searched(who, filters), filters))[first : first + ON_ONE_PAGE]


@Kept
def _registered_alone() -> QuerySet[Any]:
    return _registered(AFTER).order_by().values_list("pk")


def _count_without_project(who: Standing, filters: PeopleFilters) -> int:
    if filters.words.strip() or filters.pesel:
        return _without_project(who, filters).count()
    return _registered_alone.count({"after": day_after(who.on)})


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


def _searched(who: Standing, filters: PeopleFilters) -> QuerySet[Any]:
    known = enrolments_visible_to(who).filter(person__merged_into__isnull=True)
    if filters.pesel:
        # Who may not read a PESEL may not find out whose it is either.
        known = known.filter(_has_pesel(who, filters.pesel, "person__"), _reads_identity(who))
    if words := filters.words.strip():
        may_read = Q(person__is_hidden=False) | _reads_hidden_names(who)
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


def _reads_hidden_names(who: Standing) -> Q:
    return _reads_identity(who) | Q(Exists(taught_by(who).filter(enrolment=OuterRef("pk"))))


def _without_project(who: Standing, filters: PeopleFilters) -> QuerySet[Any]:
    if not who.is_any(*REGISTER):
        return Person.objects.none().annotate(shown_key=F("sort_key"))
    # All of them are visible to whoever registers people, hidden ones without their names (visibility).
    known = _registered(day_after(who.on))
    alone = filters.state == WITHOUT_PROJECT
    if not (alone or filters.words.strip() or filters.pesel):
        return known
    may_read = Q(is_hidden=False) | Q(pk__in=_hidden_but_read(who, known))
    if filters.words.strip():
        digits = _digits_of_phone(filters.words)
        found = Q(phone__endswith=digits) if digits else Q(pk__in=())
        known = known.filter(_has_name(filters.words, "") | found, may_read)
    if filters.pesel:
        known = known.filter(_has_pesel(who, filters.pesel, ""), may_read)
    return known.annotate(shown_key=_shown_key(~may_read, "sort_key")) if alone else known


def _registered(before: datetime | Asked) -> QuerySet[Person]:
    """Return who is in no project and was registered ``before``."""
    return Person.objects.filter(enrolments__isnull=True, registered_at__lt=before, merged_into__isnull=True)


def _hidden_but_read(who: Standing, known: QuerySet[Person]) -> list[int]:
    ways = ways_without_project(who, known.filter(is_hidden=True))
    return [pk for pk, each in ways.items() if allowed(each, is_hidden=True).hidden_name]


def _shown_key(unread: Q, key: str) -> Case:
    # The place in the alphabet would tell a hidden name: those that may not be read come last.
    return Case(When(unread, then=Value("~")), default=F(key), output_field=CharField())


def _narrowed(searched: QuerySet[Any], filters: PeopleFilters) -> QuerySet[Any]:
    if filters.project:
        searched = searched.filter(project__slug=filters.project)
    if filters.state:
        searched = searched.filter(state=filters.state)
    return searched


def _counted_states(counts: Iterable[tuple[str, str, str, int]], project: str) -> dict[str, int]:
    states = dict.fromkeys(STATES, 0)
    for slug, __, state, count in counts:
        if project in ("", slug):
            states[state] += count
    return states


def _counted_projects(counts: Iterable[tuple[str, str, str, int]], state: str) -> dict[str, tuple[str, int]]:
    projects: dict[str, tuple[str, int]] = {}
    for slug, title, each, count in sorted(counts, key=lambda row: (row[1], row[0])):
        __, known = projects.get(slug, (title, 0))
        projects[slug] = (title, known + (count if state in ("", each) else 0))
    return projects


def _in_order(who: Standing, enrolments: QuerySet[Any]) -> QuerySet[Any]:
    shown_key = _shown_key(Q(person__is_hidden=True) & ~_reads_hidden_names(who), "person__sort_key")
    return (
        enrolments.annotate(shown_key=shown_key)
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
