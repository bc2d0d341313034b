"""Who may look after the directory and the accounts; who reads a protected address."""

import pytest

from osnowa.organisations import access, queries
from osnowa.organisations.models import Membership, Place, Role

pytestmark = pytest.mark.django_db

NOBODY = {"manage_directory": False, "manage_members": False, "see_members": False}


@pytest.mark.parametrize(
    ("centre", "team", "allowed"),
    [
        ((), (), set()),
        ((Role.STAFF,), (Role.TRAINER, Role.SOCIAL_WORKER, Role.ACCOUNTANT, Role.PARTNER_STAFF), set()),
        ((Role.STAFF,), (Role.COORDINATOR,), {"manage_directory"}),
        ((Role.DATA_PROTECTION_OFFICER,), (), {"see_members"}),
        ((Role.ADMINISTRATOR,), (), {"manage_directory", "manage_members", "see_members"}),
        # A role of a team counts only as such.
        ((), (Role.ADMINISTRATOR,), set()),
    ],
)
def test_abilities_follow_from_roles(cast, somebody, centre, team, allowed):
    can = access.centre_abilities(somebody(cast.kasia, centre=centre, team=team))

    assert {name for name in NOBODY if getattr(can, name)} == allowed


@pytest.mark.parametrize(
    ("team", "reads"),
    [
        ((Role.COORDINATOR,), True),
        ((Role.SOCIAL_WORKER,), True),
        ((Role.HOUSING_MANAGER,), True),
        ((Role.TRAINER,), False),
        ((Role.PARTNER_STAFF,), False),
        ((Role.ACCOUNTANT,), False),
        ((), False),
    ],
)
def test_a_protected_address_is_not_for_everybody(cast, somebody, team, reads):
    who = somebody(cast.kasia, centre=(Role.ADMINISTRATOR,), team=team)

    assert access.may_read_address(who, Place(is_protected=True)) is reads
    assert access.may_read_address(who, Place(is_protected=False)) is True


def test_an_administrator_ends_every_membership_but_the_own_keys(cast, here, somebody):
    adam = somebody(cast.adam, centre=(Role.ADMINISTRATOR,))
    own, other = Membership.objects.get(user=cast.adam), Membership.objects.get(user=cast.kasia)

    assert (access.may_end(adam, own), access.may_end(adam, other)) == (False, True)
    assert access.may_end(somebody(cast.kasia), other) is False


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER])
def test_who_sees_accounts_sees_those_of_the_centre_only(cast, here, somebody, role):
    seen = set(queries.members_visible_to(somebody(cast.adam, centre=(role,))))

    assert {cast.anna, cast.bartek, cast.adam} < seen
    assert cast.darek not in seen


def test_everybody_else_knows_only_of_themselves(cast, here, somebody):
    who = somebody(cast.anna, team=(Role.COORDINATOR,))

    assert list(queries.members_visible_to(who)) == [cast.anna]
    assert [row.user for row in queries.memberships_visible_to(who)] == [cast.anna]


def test_members_stand_in_polish_order_and_are_found_without_marks(cast, here, somebody):
    members = queries.members_visible_to(somebody(cast.adam, centre=(Role.ADMINISTRATOR,)))

    everybody = [member.name for member in queries.in_polish_order(members)]
    found = [member.name for member in queries.in_polish_order(members, "trzcinski tom")]

    assert everybody[:3] == ["Adam Alfer", "Anna Adamska", "Bartek Bąk"]
    assert found == ["Tomek Trzciński"]
