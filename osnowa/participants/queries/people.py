"""The list of people somebody knows of, with its filters, as of a day."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from osnowa.clock.periods import in_force
from osnowa.organisations.addresses import panel
from osnowa.organisations.folding import search_norm
from osnowa.organisations.models import Role
from osnowa.participants.abilities import EnrolmentAbilities, Way, allowed
from osnowa.participants.models import CaseworkerAssignment, Enrolment, Exit, GroupMembership, Person
from osnowa.participants.names import shown_to
from osnowa.participants.pesel import compact
from osnowa.participants.queries.visibility import (
    REGISTER,
    caseload_of,
    enrolments_visible_to,
    groups_run_by,
    in_no_project,
    known_by,
    knows_own_groups_only,
    taught_by,
    ways_of,
    ways_without_project,
)
from osnowa.projects.standing import Standing
from osnowa.secrets import blind_index

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
    """One participation, or a person without any, as the list shows it; no ``address``, no file to open."""

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
    searched = _searched(who, filters)
    counts = list(
        searched.order_by().values_list("project__slug", "project__title", "state").annotate(Count("pk"))
    )
    without_project = _without_project(who, filters)
    states = _counted_states(counts, filters.project)
    if who.is_any(*REGISTER):
        states[WITHOUT_PROJECT] = without_project.count()
    projects = _counted_projects(counts, filters.state)
    alone = filters.state == WITHOUT_PROJECT
    listed: QuerySet[Any] = (
        without_project.order_by("shown_key", "pk") if alone else _in_order(who, _narrowed(searched, filters))
    )
    page = Paginator(listed, ON_ONE_PAGE).get_page(filters.page)
    rows = _rows_of_persons(who, page.object_list) if alone else _rows(who, page.object_list)
    return PeopleList(rows, page, projects, states)


def with_state(enrolments: QuerySet[Enrolment], on: date) -> QuerySet[Any]:
    """Return ``enrolments`` with ``state`` on ``on``: in the project, not supported yet, or ended."""
    ended = Exit.objects.current().filter(enrolment=OuterRef("pk"), ended_on__lte=on)
    return enrolments.annotate(
        state=Case(
            When(Exists(ended), then=Value(ENDED)),
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
    known = Person.objects.filter(in_no_project(), known_by(who.on), merged_into__isnull=True)
    # All of them are visible to whoever registers people, hidden ones without their names (visibility).
    may_read = Q(is_hidden=False) | Q(pk__in=_hidden_but_read(who, known))
    if filters.words.strip():
        digits = _digits_of_phone(filters.words)
        found = Q(phone__endswith=digits) if digits else Q(pk__in=())
        known = known.filter(_has_name(filters.words, "") | found, may_read)
    if filters.pesel:
        known = known.filter(_has_pesel(who, filters.pesel, ""), may_read)
    return known.annotate(shown_key=_shown_key(~may_read, "sort_key"))


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
    on = who.on
    groups = GroupMembership.objects.filter(in_force(on, "joined_on", "left_before")).select_related("group")
    workers = CaseworkerAssignment.objects.filter(in_force(on))
    return (
        enrolments.select_related("person", "project")
        .prefetch_related(
            Prefetch("memberships", groups.order_by("group__sort_key"), to_attr="groups_now"),
            Prefetch("caseworkers", workers.select_related("worker"), to_attr="caseworkers_now"),
        )
        .annotate(
            shown_key=_shown_key(Q(person__is_hidden=True) & ~_reads_hidden_names(who), "person__sort_key")
        )
        .order_by("shown_key", "number")
    )


def _rows(who: Standing, enrolments: Iterable[Any]) -> list[PersonRow]:
    enrolments = list(enrolments)
    ways = ways_of(who, enrolments)
    run = groups_run_by(who) if any(knows_own_groups_only(each) for each in ways.values()) else frozenset()
    return [_row(who, each, ways[each.pk], run) for each in enrolments]


def _row(who: Standing, enrolment: Any, ways: frozenset[Way], run: frozenset[int]) -> PersonRow:
    can = allowed(ways, is_hidden=enrolment.person.is_hidden)
    # What the name of a sensitive group tells is for those who read the grounds of support.
    groups = [
        each.group.name if can.grounds or not each.group.is_sensitive else _("nazwa grupy ukryta")
        for each in enrolment.groups_now
        if each.group_id in run or not knows_own_groups_only(ways)
    ]
    workers = [str(each.worker) for each in enrolment.caseworkers_now]
    supported = enrolment.first_support_on and enrolment.first_support_on <= who.on
    return PersonRow(
        name=shown_to(who, enrolment, abilities=can),
        address=panel("desk:person", enrolment.person_id) if can.open_file else "",
        number=enrolment.number,
        project=enrolment.project.title,
        groups=", ".join(groups),
        caseworker=", ".join(workers),
        first_support_on=enrolment.first_support_on if supported else None,
        state=enrolment.state,
    )


def _rows_of_persons(who: Standing, persons: Iterable[Person]) -> list[PersonRow]:
    persons = list(persons)
    ways = ways_without_project(who, persons)
    return [_row_of_person(who, each, allowed(ways[each.pk], is_hidden=each.is_hidden)) for each in persons]


def _row_of_person(who: Standing, person: Person, can: EnrolmentAbilities) -> PersonRow:
    address = panel("desk:person", person.pk) if can.open_file else ""
    return PersonRow(name=shown_to(who, person, abilities=can), address=address)
