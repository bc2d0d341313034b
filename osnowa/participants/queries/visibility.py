"""Which people somebody may know of, and how they stand to each."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from osnowa.organisations.models import Role
from osnowa.participants.abilities import Way
from osnowa.participants.models import (
    CaseworkerAssignment,
    Enrolment,
    GroupMembership,
    Person,
    ReasonedLook,
)
from osnowa.projects.standing import Standing

#: Know everybody in their projects; social workers know those of others by name only (abilities).
_KNOW_EVERYBODY = (Role.COORDINATOR, Role.AUDITOR, Role.SOCIAL_WORKER)
#: Have a list of people at all; each sees their own part of it.
KNOW_SOMEBODY = (
    *_KNOW_EVERYBODY,
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
    seen = Q(project__in=who.projects_as(*_KNOW_EVERYBODY)) | Q(
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


def ways_of(who: Standing, enrolments: Iterable[Enrolment]) -> dict[int, frozenset[Way]]:
    """Return how ``who`` stands to each of ``enrolments``, by id; four queries at most, however many."""
    enrolments = list(enrolments)
    # The coordinator's way holds all others: no question is asked for their own project.
    open_ids = [each.pk for each in enrolments if not who.has(each.project_id, Role.COORDINATOR)]
    caseload, taught, partnered, looked = _stand(who, open_ids) if open_ids else (set(), set(), set(), set())
    return {
        each.pk: frozenset(
            _ways(who, each, caseload=caseload, taught=taught, partnered=partnered, looked=looked)
        )
        for each in enrolments
    }


def ways_to_person(who: Standing, person: Person) -> frozenset[Way]:
    """Return how ``who`` stands to ``person`` through any participation, or through registering people."""
    enrolments = list(Enrolment.objects.filter(person=person))
    ways = frozenset[Way]().union(*ways_of(who, enrolments).values())
    if not enrolments and who.is_any(*REGISTER) and person.registered_at < day_after(who.on):
        ways |= {"registrar"}
    if has_open_look(who, person):
        ways |= {"reasoned_look"}
    return ways


def _ways(
    who: Standing,
    enrolment: Enrolment,
    *,
    caseload: set[int],
    taught: set[int],
    partnered: set[int],
    looked: set[int],
) -> Iterable[Way]:
    project_id = enrolment.project_id
    if enrolment.enrolled_on > who.on:
        return
    if who.has(project_id, Role.COORDINATOR):
        yield "coordinator"
    if who.has(project_id, Role.AUDITOR):
        yield "auditor"
    if who.has(project_id, Role.SOCIAL_WORKER):
        yield "caseworker" if enrolment.pk in caseload else "colleague"
    if enrolment.pk in taught:
        yield "trainer"
    if enrolment.pk in partnered:
        yield "partner"
    if enrolment.pk in looked:
        yield "reasoned_look"


def _stand(who: Standing, ids: list[int]) -> tuple[set[int], set[int], set[int], set[int]]:
    caseload = (
        caseload_of(who).filter(enrolment__in=ids).values_list("enrolment_id", flat=True)
        if who.is_any(Role.SOCIAL_WORKER)
        else ()
    )
    taught = taught_by(who).filter(enrolment__in=ids).values_list("enrolment_id", flat=True)
    partnerships = _partnerships(who)
    partnered = (
        _in_groups_of(who, partnerships).filter(enrolment__in=ids).values_list("enrolment_id", flat=True)
        if partnerships
        else ()
    )
    looked = (
        Enrolment.objects.filter(pk__in=ids, person__in=_open_looks(who).values("person")).values_list(
            "pk", flat=True
        )
        if _may_look(who)
        else ()
    )
    return set(caseload), set(taught), set(partnered), set(looked)


def caseload_of(who: Standing) -> QuerySet[CaseworkerAssignment]:
    """Return the assignments by which ``who`` carries cases on ``who.on``."""
    return CaseworkerAssignment.objects.filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=who.on), worker=who.user, begins_on__lte=who.on
    )


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
    """Return the stays in groups that ``who`` teaches, past ones included."""
    # Who teaches a group stands in an app above this one, so it is read backwards, by the relation's name,
    # here and nowhere else. A trainer knows everybody who was ever in the group: old lists stay readable.
    return GroupMembership.objects.filter(group__editions__trainer=who.user)
