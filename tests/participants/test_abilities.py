"""The access table, way by way, and the one function that draws a name."""

from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import combinations

import pytest

from osnowa.organisations.models import Role
from osnowa.participants.abilities import TABLE, EnrolmentAbilities, allowed
from osnowa.participants.names import as_read, shown_to
from osnowa.projects.access import IN_TEAM, Reach
from osnowa.projects.standing import Standing

#: way: identity, reads hidden names, file, contact data, grounds, notes, attendance, edits, verifies
ACCESS = {
    "coordinator": ("full", True, True, True, True, "all", "all", True, True),
    "caseworker": ("full", True, True, True, True, "all", "all", True, False),
    "colleague": ("none", False, False, False, False, "none", "none", False, False),
    "trainer": ("none", True, False, False, False, "none", "own", False, False),
    "partner": ("masked", False, True, True, False, "own", "own", False, False),
    "auditor": ("full", True, True, True, True, "none", "all", False, False),
    "reasoned_look": ("full", True, True, True, True, "none", "none", False, False),
    "registrar": ("full", True, True, True, True, "none", "none", False, False),
    "registered": ("full", True, True, True, True, "none", "none", False, False),
}


def reach(everything: bool, own: bool) -> str:
    """Return how far an ability goes, in one word."""
    return "all" if everything else "own" if own else "none"


@pytest.mark.parametrize("way", sorted(ACCESS))
def test_each_way_allows_what_the_table_says(way):
    can = allowed([way])

    assert (
        can.identity,
        can.hidden_name,
        can.open_file,
        can.contact_data,
        can.grounds,
        reach(can.notes, can.own_notes),
        reach(can.attendance, can.own_attendance),
        can.edit,
        can.verify_grounds,
    ) == ACCESS[way]


def test_every_way_is_in_the_table():
    assert set(ACCESS) == set(TABLE)


#: The ways by which a role of a project's team stands to its own people.
OWN = {
    Role.COORDINATOR: "coordinator",
    Role.SOCIAL_WORKER: "caseworker",
    Role.TRAINER: "trainer",
    Role.PARTNER_STAFF: "partner",
    Role.AUDITOR: "auditor",
}


@pytest.mark.parametrize("role", sorted(IN_TEAM))
def test_the_table_of_ways_agrees_with_the_table_of_roles(role):
    """Projects say how far a role reaches, people what the reach means for one of them: one decision."""
    of_project = IN_TEAM[role]
    can = allowed([OWN[role]]) if role in OWN else EnrolmentAbilities()

    assert (can.open_file, can.attendance or can.own_attendance, can.enrol) == (
        of_project.see_people > Reach.NONE,
        of_project.see_attendance > Reach.NONE,
        of_project.enrol,
    )


def test_nobody_may_anything():
    assert allowed([]) == EnrolmentAbilities()


@pytest.mark.parametrize(("one", "other"), list(combinations(sorted(TABLE), 2)))
def test_two_ways_add_up(one, other):
    both = allowed([one, other])

    for field in fields(EnrolmentAbilities):
        alone = {getattr(allowed([way]), field.name) for way in (one, other)}
        assert getattr(both, field.name) in alone
        assert field.name == "identity" or getattr(both, field.name) is any(alone)


def test_a_hidden_person_of_a_partner_has_no_contact_data():
    can = allowed(["partner"], is_hidden=True)

    assert can == EnrolmentAbilities(open_file=True, own_notes=True, own_attendance=True)


@pytest.mark.parametrize("way", ["coordinator", "caseworker", "auditor", "reasoned_look", "trainer"])
def test_who_reads_hidden_names_loses_nothing_of_a_hidden_person(way):
    assert allowed([way], is_hidden=True) == allowed([way])


@dataclass
class Somebody:
    pk: int = 17
    full_name: str = "Zofia Żak"
    is_hidden: bool = True


@dataclass
class Participation:
    person: Somebody
    number: str = "PAS-ja/1/05"
    project_id: int = 3
    pk: int = 1


def standing(**team: frozenset[str]) -> Standing:
    """Return a standing with roles in project 3, and with none by default."""
    return Standing(user=None, centre=None, on=date(2019, 4, 16), team={3: frozenset(team.get("roles", ()))})


HIDDEN, OPEN = Somebody(), Somebody(is_hidden=False)
READS = replace(EnrolmentAbilities(), hidden_name=True)


@pytest.mark.parametrize(
    ("subject", "roles", "abilities", "shown"),
    [
        (OPEN, (), None, "Zofia Żak"),
        (Participation(OPEN), (), None, "Zofia Żak"),
        (HIDDEN, (), None, "osoba ukryta 17"),
        (HIDDEN, ("coordinator",), None, "osoba ukryta 17"),
        (HIDDEN, (), READS, "Zofia Żak"),
        (Participation(HIDDEN), (), None, "osoba ukryta PAS-ja/1/05"),
        (Participation(HIDDEN), (), EnrolmentAbilities(), "osoba ukryta PAS-ja/1/05"),
        (Participation(HIDDEN), ("social_worker",), None, "osoba ukryta PAS-ja/1/05"),
        (Participation(HIDDEN), ("trainer",), None, "osoba ukryta PAS-ja/1/05"),
        (Participation(HIDDEN), ("trainer",), READS, "Zofia Żak"),
        (Participation(HIDDEN), ("coordinator",), None, "Zofia Żak"),
        (Participation(HIDDEN), ("auditor",), None, "Zofia Żak"),
        (Participation(HIDDEN, project_id=4), ("coordinator",), None, "osoba ukryta PAS-ja/1/05"),
    ],
)
def test_a_name_is_drawn_for_its_reader(subject, roles, abilities, shown):
    assert shown_to(standing(roles=roles), subject, abilities=abilities) == shown


def test_names_that_may_not_be_read_stand_last_by_number():
    listed = [
        Participation(person, number=number, pk=pk)
        for pk, (person, number) in enumerate([(HIDDEN, "3"), (HIDDEN, "9"), (OPEN, "4"), (HIDDEN, "1")])
    ]
    abilities = {0: EnrolmentAbilities(), 1: READS, 2: EnrolmentAbilities(), 3: EnrolmentAbilities()}

    assert [each.number for each in as_read(listed, abilities)] == ["9", "4", "1", "3"]
