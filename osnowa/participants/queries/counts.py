"""How many people there are by project and by state: the numbers on the chips of the list.

They count everybody, so they cost what the list itself does not. They are kept under the name of the records
they were made of, like public pages: docs/adr/0604-a-kept-page-is-named-after-its-records.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.core.cache import caches
from django.db.models import BigIntegerField, Count, Q, QuerySet, Value

from osnowa.audit.models import NO_TENANT, ChainHead
from osnowa.participants.queries.searching import (
    AFTER,
    ENDED,
    IN_PROJECT,
    STATES,
    WITHOUT_SUPPORT,
    PeopleFilters,
    ask,
    registered,
    searched,
    without_project,
)
from osnowa.participants.queries.visibility import KNOW_EVERYBODY, REGISTER, looks_at_nobody_without_reason
from osnowa.projects.standing import Standing
from osnowa.statements import Asked, Kept


@dataclass(frozen=True)
class Numbers:
    """How many participations there are: (slug, title, state, number); and how many people in no project.

    ``alone`` is None for who is not told.
    """

    rows: tuple[tuple[str, str, str, int], ...]
    alone: int | None

    def by_state(self, project: str) -> dict[str, int]:
        """Return the number of each state within ``project``, by its slug; "" is all of them."""
        states = dict.fromkeys(STATES, 0)
        for slug, __, state, count in self.rows:
            if project in ("", slug):
                states[state] += count
        return states

    def by_project(self, state: str) -> dict[str, tuple[str, int]]:
        """Return the title of each project and its number within ``state``, by slug, in order of titles."""
        projects: dict[str, tuple[str, int]] = {}
        for slug, title, each, count in sorted(self.rows, key=lambda row: (row[1], row[0])):
            __, known = projects.get(slug, (title, 0))
            projects[slug] = (title, known + (count if state in ("", each) else 0))
        return projects


def numbers_of(who: Standing, filters: PeopleFilters) -> Numbers:
    """Return the numbers within what was searched for; whichever project and state were chosen.

    Two statements at most, and one as long as nothing was written since somebody who stands alike asked.
    """
    if filters.are_typed:
        alone = without_project(who, filters).count() if who.is_any(*REGISTER) else None
        return _numbers(ask(who, _counts, filters), alone)
    name = _name(who)
    if name and (found := caches["pages"].get(name)):
        return Numbers(*found)
    counted = list(ask(who, _everybody, PeopleFilters()))
    alone = sum(row[2] for row in counted if row[0] == NOWHERE)
    numbers = _numbers(
        (row for row in counted if row[0] != NOWHERE), alone if who.is_any(*REGISTER) else None
    )
    if name:
        caches["pages"].set(name, (numbers.rows, numbers.alone))
    return numbers


def _numbers(counted: Iterable[tuple[Any, ...]], alone: int | None) -> Numbers:
    return Numbers(
        tuple(
            (slug, title, state, count)
            for slug, title, every, ended, supported in counted
            for state, count in (
                (IN_PROJECT, supported),
                (WITHOUT_SUPPORT, every - ended - supported),
                (ENDED, ended),
            )
        ),
        alone,
    )


# ---- statements --------------------------------------------------------------------------------------------

#: Where a project's slug would stand; none is empty.
NOWHERE = ""


@Kept
def _counts(who: Standing, filters: PeopleFilters) -> QuerySet[Any]:
    # By project alone, in whose order rows are read anyway; states are counted on the way, not sorted by.
    counted = searched(who, filters).order_by().values_list("project__slug", "project__title")
    return counted.annotate(
        every=Count("pk"),
        ended=Count("current_exit"),
        supported=Count("pk", filter=Q(current_exit__isnull=True, first_support_on__lte=who.on)),
    )


@Kept
def _everybody(who: Standing, filters: PeopleFilters) -> QuerySet[Any]:
    counted = _counts.build(who, filters)
    if not who.is_any(*REGISTER):
        return counted
    alone = registered(AFTER).order_by().annotate(slug=Value(NOWHERE), title=Value(NOWHERE))
    nothing = {"ended": Value(0), "supported": Value(0)}
    return counted.union(alone.values_list("slug", "title").annotate(every=Count("pk"), **nothing), all=True)


@Kept
def _heads() -> QuerySet[ChainHead, Any]:
    heads = ChainHead.objects.filter(tenant__in=[NO_TENANT, Asked("tenant", BigIntegerField())])
    return heads.exclude(digest="").order_by("tenant").values_list("tenant", "digest")


def _name(who: Standing) -> str | None:
    """Return the name of the numbers as of their records, for who stands like ``who``.

    None where there is nothing to name them after, or where they change as minutes pass: looks with a reason.
    Who knows their own people only has few to count.
    """
    if looks_at_nobody_without_reason(who) or not who.is_any(*KNOW_EVERYBODY):
        return None
    # Read before counting: what is kept may be newer than its name, and then nobody asks for it; never older.
    heads = _heads.rows({"tenant": who.centre.pk})
    if not heads:
        return None
    parts = (
        "participants.numbers",
        who.centre.pk,
        heads,
        who.on,
        # Whom they teach and for whom they care is theirs alone, so nobody shares with another user.
        who.user.pk,
        sorted(who.centre_roles),
        _sorted(who.team),
        _sorted(who.partnerships),
        sorted(who.away_from),
    )
    return blake2b(repr(parts).encode(), digest_size=20).hexdigest()


def _sorted(held: Mapping[int, frozenset[Any]]) -> list[tuple[int, list[Any]]]:
    return sorted((project, sorted(each)) for project, each in held.items())
