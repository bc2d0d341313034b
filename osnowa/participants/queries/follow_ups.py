"""Who is to be asked what became of them, by when, and what they said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q

from osnowa.organisations.models import Role
from osnowa.participants.abilities import Way, allowed
from osnowa.participants.asking_again import Window, window
from osnowa.participants.models import Enrolment, Exit, FollowUp
from osnowa.participants.names import shown_to
from osnowa.participants.queries.visibility import caseload_of, enrolments_visible_to, ways_of
from osnowa.projects.standing import Standing
from osnowa.rulepacks.registry import Entry, Pack, pack

#: What nobody asked in time stays on the list for so long, then only in the person's own file.
OVERDUE_FOR = timedelta(weeks=8)
#: No pack asks anybody later than this after they left.
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Asking:
    """One follow-up of somebody who left: what it is, its days, and what was noted; None is still to do."""

    kind: Entry
    window: Window
    follow_up: FollowUp | None = None
    situation: str = ""

    @property
    def is_late(self) -> bool:
        """Whether it was noted after the last day on which it counts."""
        return self.follow_up is not None and self.follow_up.held_on > self.window.due_on


@dataclass(frozen=True)
class Due:
    """A follow-up that somebody has to do: of whom, and how many days are left (below 0: it is over)."""

    enrolment: Enrolment
    name: str
    project: str
    kind: str
    code: str
    opens_on: date
    due_on: date
    days_left: int


def askings_of(enrolment: Enrolment, ended: Exit | None, on: date) -> list[Asking]:
    """Return the follow-ups of a participation that ended, in the order of its pack; one query at most.

    Nobody is asked about who died.
    """
    rules = pack(enrolment.project.rule_pack)
    if ended is None or _is_final(ended, rules):
        return []
    noted = FollowUp.objects.current().filter(enrolment=enrolment, held_on__lte=on).select_related("scan")
    by_kind = {each.kind: each for each in noted}
    return [
        Asking(
            kind,
            window(ended.ended_on, kind.marks),
            known := by_kind.get(kind.code),
            rules.label_of("exit_situations", known.situation) if known and known.situation else "",
        )
        for kind in rules.entries("follow_ups")
    ]


def follow_ups_due(who: Standing) -> list[Due]:
    """Return what ``who`` has to ask those who left, the most urgent first; as many queries for any number.

    Of the projects they coordinate and the cases they carry. What opens later than a week from ``who.on`` is
    not there yet.
    """
    mine = Q(enrolment__project__in=who.projects_as(Role.COORDINATOR)) | Q(
        enrolment__in=caseload_of(who).values("enrolment")
    )
    noted = Prefetch(
        "enrolment__follow_ups", FollowUp.objects.current().filter(held_on__lte=who.on), to_attr="asked_now"
    )
    exits = (
        Exit.objects.current()
        .filter(mine, ended_on__lte=who.on, ended_on__gte=who.on - LONGEST)
        .filter(enrolment__in=enrolments_visible_to(who), enrolment__person__merged_into=None)
        .select_related("enrolment__person", "enrolment__project")
        .prefetch_related(noted)
    )
    left = list(exits)
    ways = ways_of(who, [each.enrolment for each in left])
    found = [due for each in left for due in _due(who, each, ways[each.enrolment_id])]
    return sorted(found, key=lambda due: (due.due_on, due.enrolment.person.sort_key, due.code))


def _due(who: Standing, ended: Exit, ways: frozenset[Way]) -> Iterator[Due]:
    enrolment: Any = ended.enrolment
    can = allowed(ways, is_hidden=enrolment.person.is_hidden)
    rules = pack(enrolment.project.rule_pack)
    if _is_final(ended, rules):
        return
    done = {each.kind for each in enrolment.asked_now}
    for kind in rules.entries("follow_ups"):
        days = window(ended.ended_on, kind.marks)
        is_near = days.opens_on <= who.on + timedelta(weeks=1) and who.on <= days.due_on + OVERDUE_FOR
        if kind.code not in done and is_near:
            yield Due(
                enrolment=enrolment,
                name=shown_to(who, enrolment, abilities=can),
                project=enrolment.project.title,
                kind=kind.label,
                code=kind.code,
                opens_on=days.opens_on,
                due_on=days.due_on,
                days_left=days.days_left(who.on),
            )


def _is_final(ended: Exit, rules: Pack) -> bool:
    reason = rules.dictionaries["exit_reasons"].get(ended.reason)
    return bool(reason and reason.marks.get("final"))
