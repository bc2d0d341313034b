"""Which people somebody may know of, and how they stand to each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from osnowa.audit.actions import label
from osnowa.audit.pseudonyms import pseudonyms
from osnowa.audit.queries import entries_of
from osnowa.clock.periods import in_force
from osnowa.organisations.models import Role
from osnowa.participants.abilities import Way
from osnowa.participants.models import (
    CaseworkerAssignment,
    Enrolment,
    GroupMembership,
    Person,
    ReasonedLook,
)
from osnowa.projects.models import Group
from osnowa.projects.standing import Standing

#: Know everybody in their projects; social workers know those of others by name only (abilities).
KNOW_EVERYBODY = (Role.COORDINATOR, Role.AUDITOR, Role.SOCIAL_WORKER)
#: Have a list of people at all; each sees their own part of it.
KNOW_SOMEBODY = (
    *KNOW_EVERYBODY,
    Role.TRAINER,
    Role.PARTNER_STAFF,
    Role.DATA_PROTECTION_OFFICER,
)
#: May register people, so they see those who are in no project yet: nobody may get lost.
REGISTER = (Role.COORDINATOR, Role.SOCIAL_WORKER)


def enrolments_visible_to(who: Standing) -> QuerySet[Enrolment]:
    """Return the participations ``who`` may know of, each once; compose it further, it is one query.

    Everything else must look as if it did not exist (404), and so does who is enrolled only after ``who.on``.
    What may be read of each is another question: ``access.enrolment_abilities``. A partner keeps the people
    who left its groups: they are the evidence of its own work.
    """
    seen = Q(project__in=who.projects_as(*KNOW_EVERYBODY)) | Q(
        Exists(taught_by(who).filter(enrolment=OuterRef("pk")))
    )
    if partnerships := _partnerships(who):
        seen |= Q(Exists(_in_groups_of(who, partnerships).filter(enrolment=OuterRef("pk"))))
    if _may_look(who):
        seen |= Q(Exists(_open_looks(who).filter(person=OuterRef("person"))))
    return Enrolment.objects.filter(seen, enrolled_on__lte=who.on)


def persons_visible_to(who: Standing) -> QuerySet[Person]:
    """Return the people ``who`` may know of, each once: those of visible participations.

    Who registers people also sees those without any project. People merged into another record are not shown.
    """
    seen = Q(Exists(enrolments_visible_to(who).filter(person=OuterRef("pk"))))
    if who.is_any(*REGISTER):
        seen |= in_no_project()
    if _may_look(who):
        seen |= Q(Exists(_open_looks(who).filter(person=OuterRef("pk"))))
    return Person.objects.filter(seen, known_by(who.on), merged_into__isnull=True)


def in_no_project() -> Q:
    """Return the condition that a person was never enrolled anywhere."""
    return ~Q(Exists(Enrolment.objects.filter(person=OuterRef("pk"))))


def known_by(on: date) -> Q:
    """Return the condition that a person exists on the day ``on``: enrolled by then, or only registered."""
    enrolled = Exists(Enrolment.objects.filter(person=OuterRef("pk"), enrolled_on__lte=on))
    return Q(enrolled) | (in_no_project() & Q(registered_at__lt=day_after(on)))


def day_after(on: date) -> datetime:
    """Return the first moment after the day ``on``."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))


class Participation(Protocol):
    """An enrolment, or as much of it as a list reads."""

    @property
    def pk(self) -> int: ...

    @property
    def project_id(self) -> int: ...

    @property
    def enrolled_on(self) -> date: ...


def ways_of(who: Standing, enrolments: Iterable[Participation]) -> dict[int, frozenset[Way]]:
    """Return how ``who`` stands to each of ``enrolments``, by id; one query at most, however many."""
    enrolments = list(enrolments)
    # The coordinator's way holds all others: no question is asked for their own project.
    open_ids = [each.pk for each in enrolments if not who.has(each.project_id, Role.COORDINATOR)]
    asked = with_ways(who, Enrolment.objects.filter(pk__in=open_ids)) if open_ids else ()
    told = {each.pk: ways_told(who, each) for each in asked}
    return {each.pk: told.get(each.pk) or frozenset(_ways(who, each, ())) for each in enrolments}


def with_ways(who: Standing, enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Return ``enrolments`` that bring along how ``who`` stands to each, for ``ways_told``; no query more."""
    taught = Exists(taught_by(who).filter(enrolment=OuterRef("pk")))
    ways: dict[str, Exists] = {"is_trainer": taught}
    if who.is_any(Role.SOCIAL_WORKER):
        ways["is_caseworker"] = Exists(caseload_of(who).filter(enrolment=OuterRef("pk")))
    if partnerships := _partnerships(who):
        ways["is_partner"] = Exists(_in_groups_of(who, partnerships).filter(enrolment=OuterRef("pk")))
    if _may_look(who):
        ways["is_reasoned_look"] = Exists(_open_looks(who).filter(person=OuterRef("person")))
    return enrolments.annotate(**ways)


def ways_told(who: Standing, enrolment: Enrolment) -> frozenset[Way]:
    """Return how ``who`` stands to an ``enrolment`` of ``with_ways``; empty: it is not visible to them."""
    found: tuple[Way, ...] = ("caseworker", "trainer", "partner", "reasoned_look")
    return frozenset(_ways(who, enrolment, [way for way in found if getattr(enrolment, f"is_{way}", False)]))


def ways_to_person(who: Standing, person: Person) -> frozenset[Way]:
    """Return how ``who`` stands to ``person`` through any participation, or through registering people."""
    enrolments = with_ways(who, Enrolment.objects.filter(person=person))
    return ways_through(who, person, [ways_told(who, each) for each in enrolments])


def ways_through(who: Standing, person: Person, told: Sequence[frozenset[Way]]) -> frozenset[Way]:
    """Return how ``who`` stands to ``person``, given how they stand to each of all participations (by
    ``ways_told``); a query only for a person in no project, and for who looks with a reason.
    """
    ways = frozenset[Way]().union(*told)
    if not told:
        ways |= ways_without_project(who, [person])[person.pk]
    if has_open_look(who, person):
        ways |= {"reasoned_look"}
    return ways


def ways_by_person(who: Standing, persons: Sequence[Person]) -> dict[int, frozenset[Way]]:
    """Return how ``who`` stands to each of ``persons`` through any participation, by id (two queries)."""
    ways = {each.pk: frozenset[Way]() for each in persons}
    enrolled = set()
    for each in with_ways(who, Enrolment.objects.filter(person__in=ways)):
        enrolled.add(each.person_id)
        ways[each.person_id] |= ways_told(who, each)
    without = [each for each in persons if each.pk not in enrolled]
    return ways | dict(ways_without_project(who, without)) if without else ways


def ways_without_project(who: Standing, persons: Iterable[Person]) -> dict[int, frozenset[Way]]:
    """Return how ``who`` stands to each of ``persons``, who are in no project, by id; at most one query.

    They belong to all who register people, but hidden ones only to coordinators and to whoever registered
    them: others know that there is somebody.
    """
    persons = [each for each in persons if each.registered_at < day_after(who.on)]
    ways: dict[int, frozenset[Way]] = {}
    hidden = [each for each in persons if each.is_hidden]
    coordinates = who.is_any(Role.COORDINATOR)
    mine = registered_by(who, hidden) if hidden and not coordinates and who.is_any(*REGISTER) else frozenset()
    for each in persons:
        if not who.is_any(*REGISTER):
            ways[each.pk] = frozenset()
        elif coordinates or not each.is_hidden:
            ways[each.pk] = frozenset({"registrar"})
        else:
            ways[each.pk] = frozenset({"registered" if each.pk in mine else "colleague"})
    return defaultdict(frozenset, ways)


def registered_by(who: Standing, persons: Iterable[Person]) -> frozenset[int]:
    """Return the ids of those of ``persons`` whom ``who`` registered, as the audit remembers (one query)."""
    tenant = who.centre.pk
    names = {name: each.pk for each in persons for name in pseudonyms(label(each), tenant)}
    entries = entries_of(tenant, verb="participants.person.registered", by=label(who.user))
    found = entries.filter(subject__in=names).values_list("subject", flat=True)
    return frozenset(names[name] for name in found)


def _ways(who: Standing, enrolment: Participation, found: Sequence[Way]) -> Iterable[Way]:
    """Yield the ways that roles give, and those of ``found``, which the database told."""
    project_id = enrolment.project_id
    if enrolment.enrolled_on > who.on:
        return
    if who.has(project_id, Role.COORDINATOR):
        yield "coordinator"
    if who.has(project_id, Role.AUDITOR):
        yield "auditor"
    if who.has(project_id, Role.SOCIAL_WORKER):
        yield "caseworker" if "caseworker" in found else "colleague"
    yield from (way for way in found if way != "caseworker")


def caseload_of(who: Standing) -> QuerySet[CaseworkerAssignment]:
    """Return the assignments by which ``who`` carries cases on ``who.on``."""
    return CaseworkerAssignment.objects.filter(in_force(who.on), worker=who.user)


def looks_at_nobody_without_reason(who: Standing) -> bool:
    """Return whether ``who`` opens people's files by giving a reason (the data protection officer)."""
    return Role.DATA_PROTECTION_OFFICER in who.centre_roles


def has_open_look(who: Standing, person: Person) -> bool:
    """Return whether ``who`` gave a reason for ``person`` that still holds."""
    return _may_look(who) and _open_looks(who).filter(person=person).exists()


def _may_look(who: Standing) -> bool:
    return who.at is not None and looks_at_nobody_without_reason(who)


def _open_looks(who: Standing) -> QuerySet[ReasonedLook]:
    return ReasonedLook.objects.filter(viewer=who.user, begins_at__lte=who.at, ends_before__gt=who.at)


def _partnerships(who: Standing) -> list[int]:
    return sorted({partnership for ids in who.partnerships.values() for partnership in ids})


def _in_groups_of(who: Standing, partnerships: list[int]) -> QuerySet[GroupMembership]:
    """Return the stays in groups of ``partnerships`` that began by ``who.on``, past ones included."""
    return GroupMembership.objects.filter(group__partnership__in=partnerships, joined_on__lte=who.on)


def taught_by(who: Standing) -> QuerySet[GroupMembership]:
    """Return the stays in groups that ``who`` teaches which began by ``who.on``, past ones included.

    Whoever left the team of a project, or joins it only later, teaches nobody there; a trainer from outside
    the team stands in their editions alone.
    """
    # Who teaches a group stands in an app above this one, so it is read backwards, by the relation's name,
    # here and nowhere else. A trainer knows everybody who came into the group: old lists stay readable.
    taught = GroupMembership.objects.filter(group__editions__trainer=who.user, joined_on__lte=who.on)
    return taught.exclude(group__project__in=who.away_from) if who.away_from else taught


def knows_own_groups_only(ways: frozenset[Way]) -> bool:
    """Return whether those ``ways`` lead through groups alone, so that other groups are nobody's business."""
    return bool(ways) and ways <= {"partner", "trainer"}


def groups_run_by(who: Standing) -> frozenset[int]:
    """Return the ids of the groups that ``who`` teaches, or that a partner of theirs runs (one query)."""
    partnered = Q(partnership__in=_partnerships(who))
    run = Group.objects.filter(partnered | Q(pk__in=taught_by(who).values("group")))
    return frozenset(run.values_list("pk", flat=True))
