"""Who of the centre may be one human being: the people of the database before the pure comparison."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from osnowa.organisations.models import Role
from osnowa.participants.abilities import EnrolmentAbilities
from osnowa.participants.likeness import Crowd, Identity, Likeness, compare
from osnowa.participants.models import Enrolment, Person, ToldApart
from osnowa.participants.queries.visibility import in_no_project, known_by
from osnowa.participants.reasons import in_words
from osnowa.projects.standing import Standing


@dataclass(frozen=True)
class Pair:
    """Two people (ids and what is compared) who may be one; ``one`` was registered first."""

    one: Identity
    other: Identity
    likeness: Likeness


def identity_of(person: Person) -> Identity:
    """Return what of ``person``, saved or not, is compared; ``ref`` is the id."""
    return _identity(
        (
            person.pk,
            person.first_name,
            person.last_name,
            person.birth_date,
            person.pesel_index,
            person.phone,
            person.email,
        )
    )


def people_like(person: Person) -> list[tuple[Person, Likeness]]:
    """Return who of the centre may be ``person``, saved or not, the most alike first; one query.

    Those told apart from ``person`` are left out. Not found is who shares neither sound nor birth date nor
    phone: a surname and a day that are both misspelt.
    """
    sought = identity_of(person)
    shared = Q(sound__in=sought.sounds) | Q(second_sound__in=sought.sounds)
    if person.birth_date:
        shared |= Q(birth_date=person.birth_date)
    if person.phone:
        shared |= Q(phone=person.phone)
    known = Person.objects.filter(shared, centre=person.centre_id, merged_into__isnull=True)
    if person.pk:
        apart = ToldApart.objects.filter(
            Q(first=person, second=OuterRef("pk")) | Q(second=person, first=OuterRef("pk"))
        )
        known = known.filter(~Exists(apart)).exclude(pk=person.pk)
    compared = [(each, compare(sought, identity_of(each))) for each in known.order_by("pk")]
    return sorted((pair for pair in compared if pair[1].is_likely), key=lambda pair: -pair[1].points)


def pairs_alike(who: Standing) -> list[Pair]:
    """Return who may be one human being among the people whose records ``who`` may merge, most alike first.

    Those told apart are left out; two queries, however many people.
    """
    told = set(ToldApart.objects.filter(centre=who.centre).values_list("first", "second"))
    crowd, pairs = Crowd(), []
    for row in mergeable_by(who).order_by("pk").values_list(*_COMPARED):
        person = _identity(row)
        for earlier, likeness in crowd.like(person):
            if (earlier.ref, person.ref) not in told:
                pairs.append(Pair(earlier, person, likeness))
        crowd.add(person)
    return sorted(pairs, key=lambda pair: -pair.likeness.points)


def mergeable_by(who: Standing) -> QuerySet[Person]:
    """Return the people whose records ``who`` may join with another's: of the projects they coordinate, and,
    for a coordinator, those in no project.
    """
    if not may_merge(who):
        return Person.objects.none()
    mine = Enrolment.objects.filter(
        person=OuterRef("pk"), project__in=who.projects_as(Role.COORDINATOR), enrolled_on__lte=who.on
    )
    return Person.objects.filter(
        Q(Exists(mine)) | in_no_project(), known_by(who.on), centre=who.centre, merged_into__isnull=True
    )


def may_merge(who: Standing) -> bool:
    """Return whether the list of people who may be one is for ``who``; no query."""
    return who.is_any(Role.COORDINATOR)


def reasons_in_words(likeness: Likeness, can: EnrolmentAbilities | None = None) -> str:
    """Return the reasons, joined by commas; given what may be done with the person, only those it lets say.

    Who may not read a day of birth or a phone number may not find out whose it is either.
    """
    return in_words(reason for reason in likeness.reasons if _may_hear(can, reason))


def _may_hear(can: EnrolmentAbilities | None, reason: str) -> bool:
    if can is None:
        return True
    if reason.startswith(("birth_date", "pesel")):
        return can.identity == "full"
    if reason.startswith(("phone", "email")):
        return can.contact_data
    return True


_COMPARED = ("pk", "first_name", "last_name", "birth_date", "pesel_index", "phone", "email")


def _identity(row: Iterable[Any]) -> Identity:
    pk: int | None
    born: date | None
    pk, first_name, last_name, born, pesel, phone, email = row
    # An index tells equal numbers as well as the numbers do, and nobody has to decipher them.
    return Identity(first_name, last_name, born, pesel or "", phone, email, ref=pk)
