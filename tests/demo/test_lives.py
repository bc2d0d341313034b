"""The invented lives add up to the same totals for every seed."""

from datetime import timedelta

import pytest
from stdnum.pl import pesel

from osnowa.demo import facts
from osnowa.demo.faults import AMONG_THE_180, ON_TOP_OF_THE_180, Fault
from osnowa.demo.lives import CONTACTS_OF_THE_FIRST_PROGRAMME, lives
from osnowa.demo.names import synthetic_pesel
from osnowa.demo.timetable import meetings, trainer_of, weekday_of

SEEDS = [0, 1, 2, 7, 42, 1000]


@pytest.mark.parametrize("seed", SEEDS)
def test_lives_end_on_the_same_totals(seed):
    found = lives(seed)

    assert len(found) == 180 + len(ON_TOP_OF_THE_180)
    assert sum(life.counts for life in found) == 180
    assert sum(life.has_disability for life in found) == 62
    assert sum(life.makes_progress for life in found) == 110
    assert {life.fault for life in found if life.fault} == {
        planted.fault for planted in (*AMONG_THE_180, *ON_TOP_OF_THE_180)
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_first_programme_has_its_contacts(seed):
    found = lives(seed)

    personal = [
        contact
        for life in found
        for contact in life.contacts
        if (life.round, life.programme) == (0, 0)
        and contact.took_place
        and contact.channel == "personal"
        and contact.form == facts.INTENSIVE_WORK
        and contact.on <= facts.ROUNDS[0][1]
    ]

    assert len(personal) >= CONTACTS_OF_THE_FIRST_PROGRAMME


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_happens_outside_a_participation(seed):
    for life in lives(seed):
        last = life.exit.ended_on
        assert facts.BEGINS_ON <= life.enrolled_on <= last <= facts.ENDS_ON
        assert all(life.enrolled_on <= contact.on <= last for contact in life.contacts)
        if life.outcome and life.outcome.after_on and life.makes_progress:
            assert last < life.outcome.after_on <= facts.ENDS_ON
            assert life.outcome.after_on <= last + timedelta(days=89)
            assert life.outcome.after_points - life.outcome.before_points >= facts.OUTCOME_GAIN


def test_another_seed_invents_other_people():
    assert {life.person for life in lives(1)}.isdisjoint(life.person for life in lives(2))
    assert lives(3) == lives(3)


def test_the_waiting_person_has_no_support_by_the_demo_day():
    (waiting,) = [life for life in lives(1) if life.fault is Fault.WAITING]

    assert waiting.enrolled_on < facts.DEMO_DAY < min(contact.on for contact in waiting.contacts)


@pytest.mark.parametrize("seed", SEEDS)
def test_pesels_are_valid_unique_and_nobodys(seed):
    numbers = [life.person.pesel for life in lives(seed)]

    assert len(set(numbers)) == len(numbers)
    assert all(pesel.is_valid(number) and 61 <= int(number[2:4]) <= 72 for number in numbers)


def test_synthetic_pesel_codes_birth_and_sex():
    number = synthetic_pesel(facts.DEMO_DAY.replace(year=1972), "1234")

    assert number[:10] == "7264161234"
    assert pesel.get_gender(number) == "F"


@pytest.mark.parametrize("round_index", [0, 1])
def test_no_group_and_no_trainer_is_in_two_places(round_index):
    by_trainer: set[tuple[int, object]] = set()
    for programme in range(len(facts.GROUP_SIZES[round_index])):
        days = [meeting.held_on for meeting in meetings(round_index, programme)]
        assert len(set(days)) == len(days) == 29
        assert {day.weekday() for day in days} == {1 + weekday_of(programme)}
        slots = {(trainer_of(programme), day) for day in days}
        assert by_trainer.isdisjoint(slots)
        by_trainer |= slots


def test_the_seventh_manual_meeting_of_the_first_group_is_on_the_demo_day():
    manual = [meeting for meeting in meetings(0, 0) if meeting.form == facts.MANUAL_TRAINING]

    assert (manual[-1].number, manual[-1].held_on) == (7, facts.DEMO_DAY)
