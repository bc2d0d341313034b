"""Who lives with whom, as far as somebody may know of each."""

from dataclasses import dataclass
from datetime import date, timedelta

from osnowa.organisations.addresses import panel
from osnowa.participants.abilities import allowed
from osnowa.participants.models import Household, HouseholdMember, Person
from osnowa.participants.names import shown_to
from osnowa.participants.queries.visibility import persons_visible_to, ways_by_person
from osnowa.projects.standing import Standing


@dataclass(frozen=True)
class Member:
    """Somebody of a household; without an ``address`` their file is not the reader's.

    ``name`` is empty where the reader may not know of the person at all; ``last_on`` is the last day.
    """

    row: HouseholdMember
    name: str
    address: str
    last_on: date | None


@dataclass(frozen=True)
class Home:
    """A household with its members, those of today first."""

    household: Household
    members: list[Member]
    is_lived_in: bool


def homes_of(who: Standing, person: Person) -> list[Home]:
    """Return the households of ``person``, those of today first; as many queries for any number of people.

    The caller has asked ``can.folder``. Of members whom ``who`` may not know, only that there is somebody.
    """
    mine = HouseholdMember.objects.filter(person=person).values("household")
    rows = list(
        HouseholdMember.objects.filter(household__in=mine)
        .select_related("household", "person")
        .order_by("household__name", "household", "begins_on", "pk")
    )
    visible = persons_visible_to(who).filter(pk__in={each.person_id for each in rows})
    ways = ways_by_person(who, list(visible))
    homes: dict[int, Home] = {}
    for row in rows:
        home = homes.setdefault(row.household_id, Home(row.household, [], _lives(rows, row, person, who.on)))
        name, address = "", ""
        if row.person_id in ways:
            can = allowed(ways[row.person_id], is_hidden=row.person.is_hidden)
            name = shown_to(who, row.person, abilities=can)
            address = panel("desk:person", row.person_id) if can.open_file else ""
        last_on = row.ends_before - timedelta(days=1) if row.ends_before else None
        home.members.append(Member(row, name, address, last_on))
    for home in homes.values():
        home.members.sort(key=lambda each: each.last_on is not None)
    return sorted(homes.values(), key=lambda home: not home.is_lived_in)


def _lives(rows: list[HouseholdMember], of: HouseholdMember, person: Person, on: date) -> bool:
    return any(
        each.household_id == of.household_id
        and each.person_id == person.pk
        and (each.ends_before is None or each.ends_before > on)
        for each in rows
    )
