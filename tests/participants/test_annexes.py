"""One rule for "within the project": the days of the terms that come last, whatever day it is about."""

from datetime import date
from decimal import Decimal

import pytest

from osnowa.casework.models import Contact
from osnowa.errors import Refused
from osnowa.initiatives.models import Initiative
from osnowa.participants import actions
from osnowa.projects.actions.terms import add_terms, correct_terms
from osnowa.projects.models import Group, Terms
from osnowa.trainings.models import Session
from tests.cast import NOW, TODAY

ANNEXED_ON = date(2019, 4, 10)
IN_CONTRACT = date(2019, 3, 20)


@pytest.fixture
def annexed(here, cast):
    """A project of 1.09.2018–31.03.2019, moved to 1.10.2018–31.03.2020 by the annex valid from 10.04.2019."""
    # Before the annex nothing may lie after the contract's last day.
    Initiative.objects.update(held_on=IN_CONTRACT)
    Session.objects.update(held_on=IN_CONTRACT)
    Contact.objects.update(contacted_on=IN_CONTRACT)
    Terms.objects.update(begins_on=date(2018, 9, 1), ends_on=date(2019, 3, 31))
    days = {"begins_on": date(2018, 10, 1), "ends_on": date(2020, 3, 31)}
    return add_terms(
        project=here.project, valid_from=ANNEXED_ON, reason="aneks", by=cast.anna, at=NOW, **days
    )


@pytest.fixture
def verbs(annexed, here, cast, register, enrol):
    """What takes a day of a participation: enrolling, its correction, ending, and a group without a round."""
    common = {"by": cast.anna, "at": NOW}
    ending = {"reason": "completed", "situation": "improved", "on_path": True, **common}
    free = Group.objects.create(project=here.project, name="Bez rundy")

    def correct(day):
        return actions.correct_enrolment(enrolment=enrol(register()), enrolled_on=day, **common)

    return {
        "enrol": lambda day: enrol(register(), enrolled_on=day),
        "correct": correct,
        "end": lambda day: actions.end_participation(
            enrolment=here.stranger_enrolment, ended_on=day, **ending
        ),
        "join": lambda day: actions.join_group(
            enrolment=here.stranger_enrolment, group=free, joined_on=day, **common
        ),
    }


@pytest.mark.parametrize(
    ("verb", "day", "refusal"),
    [
        ("enrol", date(2018, 9, 15), "EnrolledOutsideProject"),
        ("enrol", date(2018, 9, 30), "EnrolledOutsideProject"),
        ("enrol", date(2018, 10, 1), None),
        ("enrol", date(2019, 4, 5), None),
        ("enrol", TODAY, None),
        ("correct", date(2018, 9, 30), "EnrolledOutsideProject"),
        ("correct", date(2018, 10, 1), None),
        ("end", date(2019, 3, 31), None),
        ("end", date(2019, 4, 5), None),
        ("end", TODAY, None),
        ("join", date(2019, 4, 5), None),
        ("join", date(2020, 3, 31), None),
        ("join", date(2020, 4, 1), "OutsideGroup"),
    ],
)
def test_the_days_of_the_annex_hold_before_it_too(verbs, annexed, cast, verb, day, refusal):
    if refusal:
        with pytest.raises(Refused) as refused:
            verbs[verb](day)
        assert type(refused.value).__name__ == refusal
        return

    assert verbs[verb](day).pk
    assert correct_terms(terms=annexed, total_pln=Decimal("1000.00"), by=cast.anna, at=NOW).pk


@pytest.mark.parametrize(
    ("verb", "day", "refusal"),
    [
        ("enrol", TODAY, "EnrolledOutsideProject"),
        ("end", date(2019, 4, 15), None),
        ("end", TODAY, "EndedOutsideProject"),
        ("join", date(2019, 4, 15), None),
        ("join", TODAY, "OutsideGroup"),
    ],
)
def test_an_annex_agreed_for_later_ends_the_project_today(verbs, annexed, cast, verb, day, refusal):
    shorter = {"valid_from": date(2019, 5, 1), "ends_on": date(2019, 4, 15)}
    Terms.objects.create(project=annexed.project, begins_on=annexed.begins_on, reason="aneks 2", **shorter)

    if refusal is None:
        assert verbs[verb](day).pk
        return
    with pytest.raises(Refused) as refused:
        verbs[verb](day)
    assert type(refused.value).__name__ == refusal
