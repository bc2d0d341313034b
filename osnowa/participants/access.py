"""Who may do what with a person or a participation, on the day of the standing."""

from collections.abc import Iterable, Sequence

from osnowa.organisations.models import Role
from osnowa.participants.abilities import EnrolmentAbilities, allowed
from osnowa.participants.models import Enrolment, Person
from osnowa.participants.queries import visibility
from osnowa.projects.standing import Standing


def enrolment_abilities(who: Standing, enrolment: Enrolment) -> EnrolmentAbilities:
    """Return what ``who`` may do with ``enrolment`` and the data of its person (at most four queries)."""
    return abilities_by_enrolment(who, [enrolment])[enrolment.pk]


def abilities_by_enrolment(who: Standing, enrolments: Iterable[Enrolment]) -> dict[int, EnrolmentAbilities]:
    """Return the abilities over each of ``enrolments`` by its id: as many queries for a list as for one.

    Each enrolment needs its person at hand (``select_related("person")``), or each costs a query more.
    """
    enrolments = list(enrolments)
    ways = visibility.ways_of(who, enrolments)
    return {each.pk: allowed(ways[each.pk], is_hidden=each.person.is_hidden) for each in enrolments}


def person_abilities(who: Standing, person: Person) -> EnrolmentAbilities:
    """Return what ``who`` may do with the data of ``person``: what any of their participations allows.

    A person in no project belongs to everybody who registers people.
    """
    ways = visibility.ways_to_person(who, person)
    return allowed(ways, is_hidden=person.is_hidden)


def abilities_by_person(who: Standing, persons: Sequence[Person]) -> dict[int, EnrolmentAbilities]:
    """Return the abilities over the data of each of ``persons`` by id: as many queries for all as for one."""
    ways = visibility.ways_by_person(who, persons)
    return {each.pk: allowed(ways[each.pk], is_hidden=each.is_hidden) for each in persons}


def may_register(who: Standing) -> bool:
    """Return whether ``who`` may register people and enrol them in a project of theirs."""
    return who.is_any(*visibility.REGISTER)


def may_enrol_from_elsewhere(who: Standing, person: Person) -> bool:
    """Return whether ``who`` may enrol a ``person`` not seen yet, whose PESEL and surname they typed.

    Of a hidden person that is a coordinator's decision.
    """
    return who.is_any(Role.COORDINATOR) if person.is_hidden else may_register(who)


def may_list_people(who: Standing) -> bool:
    """Return whether there is any list of people for ``who``."""
    return who.is_any(*visibility.KNOW_SOMEBODY)
