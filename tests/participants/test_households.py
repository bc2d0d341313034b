"""Households: one home at a time, surroundings beside it."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from osnowa.errors import SentOtherwiseBefore
from osnowa.participants import actions
from osnowa.participants.actions.households import (
    BeginsInFuture,
    EndsBeforeItBegins,
    LivesElsewhere,
    MemberAlready,
    NoName,
)
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.models import Household, HouseholdMember
from tests.cast import NOW, TODAY
from tests.participants.conftest import verbs

SINCE = date(2018, 10, 1)


@pytest.fixture
def begin(here, cast):
    """Begin a household with Maria; what is not said is as in the example."""

    def begin(**facts):
        example = {"person": here.person, "name": "Parkowa 3", "begins_on": SINCE}
        return actions.begin_household(by=cast.sabina, at=NOW, **{**example, **facts})

    return begin


@pytest.fixture
def add(here, cast):
    """Add Jan to a household; what is not said is as in the example."""

    def add(household, **facts):
        example = {"person": here.stranger, "relation": "partner", "begins_on": SINCE}
        return actions.add_household_member(
            household=household, by=cast.sabina, at=NOW, **{**example, **facts}
        )

    return add


def test_a_household_begins_with_somebody_and_others_join(begin, add, here):
    household = begin()
    add(household)
    add(household, person=here.hidden_person, relation="surroundings")

    members = household.members.order_by("pk")
    assert [(each.person, each.relation) for each in members] == [
        (here.person, "head"),
        (here.stranger, "partner"),
        (here.hidden_person, "surroundings"),
    ]
    assert verbs() == [
        "participants.household.begun",
        "participants.householdmember.added",
        "participants.householdmember.added",
        "participants.householdmember.added",
    ]


def test_nobody_lives_in_two_homes_at_once(begin, add, here):
    first = begin()
    second = begin(person=here.hidden_person, name="Długa 1")

    with pytest.raises(LivesElsewhere):
        begin(name="Inny dom")
    with pytest.raises(LivesElsewhere):
        add(second, person=here.person)
    assert add(second, person=here.person, relation="surroundings").pk
    with pytest.raises(MemberAlready):
        add(first, person=here.person, relation="surroundings")
    with pytest.raises(IntegrityError, match=r"person_lives_in_one_household|UNIQUE"):
        HouseholdMember.objects.create(
            household=second, person=here.person, relation="child", begins_on=TODAY
        )


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [({"name": "  "}, NoName), ({"begins_on": TODAY + timedelta(days=1)}, BeginsInFuture)],
)
def test_what_is_no_household_is_refused(begin, facts, refusal):
    with pytest.raises(refusal):
        begin(**facts)
    assert not Household.objects.exists()


def test_a_form_sent_twice_is_one_household(begin):
    nonce = uuid.uuid4()

    assert begin(nonce=nonce) == begin(nonce=nonce)
    with pytest.raises(SentOtherwiseBefore):
        begin(nonce=nonce, name="Inny dom")


def test_somebody_moves_out_and_may_live_elsewhere(begin, cast, here):
    household = begin()
    member = household.members.get()
    said = {"member": member, "relation": "head", "begins_on": SINCE, "by": cast.anna, "at": NOW}

    with pytest.raises(NothingChanged):
        actions.correct_household_member(**said, ends_before=None)
    with pytest.raises(EndsBeforeItBegins):
        actions.correct_household_member(**said, ends_before=SINCE)
    actions.correct_household_member(**said, ends_before=TODAY)

    assert begin(name="Nowy dom").pk


def test_with_the_last_member_a_household_goes(begin, add, cast):
    household = begin()
    joined = add(household)

    assert actions.withdraw_household_member(member=joined, by=cast.anna, at=NOW) == household
    assert actions.withdraw_household_member(member=household.members.get(), by=cast.anna, at=NOW) is None
    assert not Household.objects.exists()


def test_a_household_is_renamed(begin, cast):
    household = begin()

    renamed = actions.correct_household(household=household, name="Parkowa  5", by=cast.anna, at=NOW)

    assert renamed.name == "Parkowa 5"
    with pytest.raises(NothingChanged):
        actions.correct_household(household=household, name="Parkowa 5", by=cast.anna, at=NOW)
    with pytest.raises(NoName):
        actions.correct_household(household=household, name="", by=cast.anna, at=NOW)
