"""What is known of a participation on a day: group, caseworker, end, completeness, later evidence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import Count, Exists, Max, Min, Model, OuterRef, QuerySet

from osnowa.clock.actions import ChangedMeanwhile
from osnowa.clock.periods import in_force, not_over
from osnowa.participants import numbering
from osnowa.participants.capacity import most_at_once
from osnowa.participants.models import (
    CaseworkerAssignment,
    Declaration,
    Enrolment,
    Exit,
    FollowUp,
    GroupMembership,
    Outcome,
    Return,
)
from osnowa.projects.models import Group, Project
from osnowa.projects.periods import HappensInProject

Version = TypeVar("Version", Declaration, Exit, FollowUp, Outcome, Return)


def enrolments_of_group(group: Group, on: date) -> QuerySet[Enrolment]:
    """Return who is in ``group`` on the day ``on``, in Polish order of names, each with its person.

    Whoever ended the participation before that day is not in the group any more, without leaving it.
    """
    there = _stays_on(on).filter(group=group, enrolment=OuterRef("pk"))
    found = Enrolment.objects.filter(Exists(there)).select_related("person", "project")
    return found.order_by("person__sort_key", "number")


def people_in_groups(groups: Iterable[Group], on: date) -> dict[int, int]:
    """Return how many people are in each of ``groups`` on ``on``, by its id, as ``enrolments_of_group`` says.

    One query; a group without people is absent.
    """
    there = _stays_on(on).filter(group__in=groups).order_by()
    return dict(there.values_list("group").annotate(people=Count("enrolment", distinct=True)))


def _stays_on(on: date) -> QuerySet[GroupMembership]:
    """Return the stays in groups that hold ``on``; a participation that ended before it holds no stay."""
    gone = Exit.objects.current().filter(enrolment=OuterRef("enrolment"), ended_on__lt=on)
    return GroupMembership.objects.filter(in_force(on, "joined_on", "left_before"), ~Exists(gone))


def locked(enrolment: Enrolment) -> Enrolment:
    """Return the row of ``enrolment`` as it is now, with its project and person.

    Project and participation are locked to the end of the transaction.
    """
    # The project first, as everywhere: its days do not move away under what is written.
    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=enrolment.project_id)
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("person__centre")
    found = rows.get(pk=enrolment.pk)
    found.project = project
    return found


def current_version(row: Version) -> Version:
    """Return ``row`` as it is now, with its participation locked to the end of the transaction.

    Raises:
        ChangedMeanwhile: somebody wrote a version after the one in hand.
    """
    enrolment = locked(row.enrolment)
    known = type(row).objects.get(pk=row.pk)
    if not known.is_current:
        raise ChangedMeanwhile
    known.enrolment = enrolment
    return known


def current_exit(enrolment: Enrolment, on: date) -> Exit | None:
    """Return how the participation ended by ``on``; None while it goes on, or ended only later."""
    return Exit.objects.current().filter(enrolment=enrolment, ended_on__lte=on).first()


def current_outcome(enrolment: Enrolment, on: date) -> Outcome | None:
    """Return the measurement begun by ``on``; a second one made after that day is left out of it."""
    outcome = Outcome.objects.current().filter(enrolment=enrolment, before_on__lte=on).first()
    return as_known_on(outcome, on) if outcome else None


def as_known_on(outcome: Outcome, on: date) -> Outcome:
    """Return ``outcome`` without a second measurement made after the day ``on``; it is not for saving."""
    if outcome.after_on and outcome.after_on > on:
        outcome.after_on = outcome.after_points = outcome.gain_hundredths = outcome.scan = None
    return outcome


def caseworker_on(enrolment: Enrolment, on: date) -> CaseworkerAssignment | None:
    """Return who carries the case on ``on``."""
    return (
        CaseworkerAssignment.objects.filter(in_force(on), enrolment=enrolment)
        .select_related("worker")
        .first()
    )


def suggested_number(project: Project, group: Group | None) -> str:
    """Return the next free number in ``project``, in the round of ``group``: ``PAS-ja/1/05``.

    Only a suggestion until the project's row is locked.
    """
    round_number = group.round.number if group and group.round else None
    taken = Enrolment.objects.filter(project=project).values_list("number", flat=True)
    sign = numbering.sign_of(project.alias, project.title, slug=project.slug)
    return numbering.next_number(sign, round_number, taken)


def first_evidence(enrolment: Enrolment) -> "FirstEvidence | None":
    """Return the earliest that was recorded of ``enrolment``, here or in the apps above (a query each)."""
    found = [
        FirstEvidence(str(model._meta.verbose_name), first)
        for model, happens in _evidence_models()
        if (first := _rows(model, happens, enrolment).aggregate(first=Min(happens.first))["first"])
    ]
    return min(found, key=lambda each: each.first_on, default=None)


@dataclass(frozen=True)
class FirstEvidence:
    """Something that happened to a participant: what, and the first day of it."""

    what: str
    first_on: date


@dataclass(frozen=True)
class LaterEvidence:
    """Something that happened to a participant: what, and the last day of it."""

    what: str
    last_on: date


def evidence_after(enrolment: Enrolment, day: date) -> list[LaterEvidence]:
    """Return what the apps above recorded of ``enrolment`` after ``day``, the latest first.

    Models that happen in a project through an enrolment say so themselves (``happens_in_project``); one query
    for each.
    """
    found = [later for later in _latest_evidence(enrolment) if later.last_on > day]
    return sorted(found, key=lambda later: later.last_on, reverse=True)


def has_place(stay: GroupMembership, group: Group) -> bool:
    """Return whether ``group``, whose row is locked, has a place on each day of the ``stay``."""
    if group.capacity is None:
        return True
    others = GroupMembership.objects.filter(group=group).exclude(pk=stay.pk)
    return most_at_once(_stays(others), (stay.joined_on, stay.left_before)) < group.capacity


def group_without_place(enrolment: Enrolment, begins_on: date, ends_before: date | None) -> Group | None:
    """Return a group of ``enrolment`` with no place for it on some day of the period; locks the groups.

    The period is from ``begins_on`` up to, not including, ``ends_before``: days that an end had freed.
    """
    reopened = GroupMembership.objects.filter(not_over(begins_on, "left_before"), enrolment=enrolment)
    for stay in reopened.order_by("group", "joined_on"):
        group = Group.objects.select_for_update(of=("self",)).get(pk=stay.group_id)
        stay.joined_on = max(stay.joined_on, begins_on)
        stay.left_before = min(filter(None, (stay.left_before, ends_before)), default=None)
        if not has_place(stay, group):
            return group
    return None


def _stays(memberships: QuerySet[GroupMembership]) -> list[tuple[date, date | None]]:
    """Return who takes a place from when to when: a participation that ended frees it the day after."""
    ended = dict(
        Exit.objects.current()
        .filter(enrolment__in=memberships.values("enrolment"))
        .values_list("enrolment_id", "ended_on")
    )
    stays = []
    for enrolment_id, joined_on, left_before in memberships.values_list(
        "enrolment_id", "joined_on", "left_before"
    ):
        gone = ended[enrolment_id] + timedelta(days=1) if enrolment_id in ended else None
        ends_before = min(filter(None, (left_before, gone)), default=None)
        if ends_before is None or ends_before > joined_on:
            stays.append((joined_on, ends_before))
    return stays


def marks_in_group(enrolment: Enrolment, group: Group) -> list[date]:
    """Return the days on which attendance of ``enrolment`` was marked at sessions of ``group``, ascending."""
    # Attendance stands in an app above this one; it is read backwards, by the relations' names, only here.
    marked = Enrolment.objects.filter(
        pk=enrolment.pk, attendances__superseded_at=None, attendances__session__edition__group=group
    )
    days = marked.values_list("attendances__session__held_on", flat=True)
    return sorted(set(days))


def _latest_evidence(enrolment: Enrolment) -> Iterator[LaterEvidence]:
    for model, happens in _evidence_models():
        # What this app keeps of a participation is asked by name, where its end is decided.
        if model._meta.app_label == Enrolment._meta.app_label:
            continue
        if last := _rows(model, happens, enrolment).aggregate(last=Max(happens.last))["last"]:
            yield LaterEvidence(str(model._meta.verbose_name), last)


def _evidence_models() -> Iterator[tuple[type[Model], HappensInProject]]:
    for model in apps.get_models():
        happens = getattr(model, "happens_in_project", None)
        if happens is not None and happens.project == "enrolment__project":
            yield model, happens


def _rows(model: type[Model], happens: HappensInProject, enrolment: Enrolment) -> QuerySet[Any]:
    return model._default_manager.filter(enrolment=enrolment, **happens.only)
