"""Two people do it at once: one succeeds, the other reads a sentence."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Event, Thread
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django_scopes import scope

from osnowa.audit import verification
from osnowa.participants import actions
from osnowa.participants.models import CaseworkerAssignment, Enrolment, Exit, Ground, GroupMembership, Person
from osnowa.projects.actions.terms import correct_terms
from osnowa.projects.models import Group, ProgrammeRound
from tests.cast import NOW, TODAY, assemble
from tests.participants.test_pesel import number_for

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=False)


@pytest.fixture
def stage(transactional_db):
    """The cast in a database that threads can see."""
    return assemble()


def at_once(stage, *deeds: Callable[[], object]) -> list[str]:
    """Start ``deeds`` together in the first centre and return what was refused."""
    gate, refused = Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            with scope(centre=stage.here.centre):
                gate.wait()
                deed()
        except ValidationError as refusal:
            refused.extend(refusal.messages)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def while_open(stage, first: Callable[[], object], second: Callable[[], object]) -> list[str]:
    """Begin ``second`` when ``first`` has done its work but not committed it; return what was refused."""
    worked = Event()

    def hold():
        with transaction.atomic():
            try:
                first()
            finally:
                worked.set()
            Event().wait(0.7)

    def follow():
        worked.wait(20)
        second()

    return at_once(stage, hold, follow)


def test_one_pesel_registers_one_person(stage):
    number = number_for(date(2271, 5, 3), 120, 4)

    def register():
        actions.register_person(
            centre=stage.here.centre,
            by=stage.anna,
            at=NOW,
            synthetic_pesel=True,
            first_name="Renata",
            last_name="Łącka",
            pesel=number,
        )

    refused = at_once(stage, register, register)

    with scope(centre=stage.here.centre):
        assert Person.objects.filter(last_name="Łącka").count() == 1
    assert len(refused) == 1
    assert refused[0].startswith("Osoba z tym numerem PESEL jest już zarejestrowana")
    assert verification.verify().findings == ()


def test_a_form_sent_twice_at_once_registers_one_person_and_adds_one_ground(stage):
    person_form, ground_form, registered, added = uuid4(), uuid4(), [], []

    def register():
        registered.append(
            actions.register_person(
                centre=stage.here.centre,
                by=stage.anna,
                at=NOW,
                first_name="Renata",
                last_name="Łącka",
                lacks_pesel=True,
                nonce=person_form,
            )
        )

    def add():
        added.append(
            actions.add_ground(
                person=stage.here.person,
                kind="illness",
                document_kind="medical-certificate",
                valid_from=TODAY,
                by=stage.sabina,
                at=NOW,
                nonce=ground_form,
            )
        )

    assert at_once(stage, register, register) == []
    assert at_once(stage, add, add) == []
    with scope(centre=stage.here.centre):
        assert registered == [Person.objects.get(last_name="Łącka")] * 2
        assert added == [Ground.objects.get(kind="illness")] * 2
    assert verification.verify().findings == ()


def test_two_who_enrol_at_once_get_two_numbers(stage):
    with scope(centre=stage.here.centre):
        people = [
            actions.register_person(
                centre=stage.here.centre, by=stage.anna, at=NOW, first_name="Osoba", last_name=name
            )
            for name in ("Pierwsza", "Druga")
        ]

    def enrol(person):
        return lambda: actions.enrol(
            person=person, project=stage.here.project, enrolled_on=TODAY, by=stage.anna, at=NOW
        )

    assert at_once(stage, *map(enrol, people)) == []
    with scope(centre=stage.here.centre):
        numbers = Enrolment.objects.filter(person__in=people).values_list("number", flat=True)
        assert len(set(numbers)) == 2


def test_one_person_is_enrolled_once(stage):
    with scope(centre=stage.here.centre):
        person = actions.register_person(
            centre=stage.here.centre, by=stage.anna, at=NOW, first_name="Renata", last_name="Łącka"
        )

    def enrol():
        actions.enrol(person=person, project=stage.here.project, enrolled_on=TODAY, by=stage.anna, at=NOW)

    refused = at_once(stage, enrol, enrol)

    with scope(centre=stage.here.centre):
        assert Enrolment.objects.filter(person=person).count() == 1
    assert [sentence.startswith("Ta osoba już jest w projekcie") for sentence in refused] == [True]


def test_the_last_place_goes_to_one(stage):
    world = stage.here
    with scope(centre=world.centre):
        world.group.capacity = 4
        world.group.save()
        people = [
            actions.enrol(
                person=actions.register_person(
                    centre=world.centre, by=stage.anna, at=NOW, first_name="Osoba", last_name=name
                ),
                project=world.project,
                enrolled_on=TODAY,
                by=stage.anna,
                at=NOW,
            )
            for name in ("Pierwsza", "Druga")
        ]

    def join(enrolment):
        return lambda: actions.join_group(
            enrolment=enrolment, group=world.group, joined_on=TODAY, by=stage.anna, at=NOW
        )

    refused = at_once(stage, *map(join, people))

    assert refused == ["Grupa „Grupa 1” ma komplet. Liczba miejsc: 4."]
    with scope(centre=world.centre):
        assert GroupMembership.objects.filter(group=world.group).count() == 4


def test_a_later_end_and_who_takes_the_place_cannot_both_have_it(stage):
    world = stage.here
    ending = {"reason": "completed", "situation": "improved", "on_path": True, "by": stage.anna, "at": NOW}
    with scope(centre=world.centre):
        world.group.capacity = 3
        world.group.save()
        ended = actions.end_participation(
            enrolment=world.stranger_enrolment, ended_on=date(2019, 3, 16), **ending
        )
        came = actions.enrol(
            person=actions.register_person(
                centre=world.centre, by=stage.anna, at=NOW, first_name="Renata", last_name="Łącka"
            ),
            project=world.project,
            enrolled_on=date(2019, 3, 16),
            by=stage.anna,
            at=NOW,
        )

    def later():
        actions.correct_exit(exit=ended, ended_on=TODAY, **ending)

    def join():
        actions.join_group(
            enrolment=came, group=world.group, joined_on=date(2019, 3, 20), by=stage.anna, at=NOW
        )

    assert at_once(stage, later, join) == ["Grupa „Grupa 1” ma komplet. Liczba miejsc: 3."]
    with scope(centre=world.centre):
        moved = Exit.objects.current().get().ended_on == TODAY
        assert GroupMembership.objects.filter(enrolment=came).exists() is not moved


def test_a_double_click_ends_once_and_hands_over_once(stage):
    world = stage.here

    def end():
        actions.end_participation(
            enrolment=world.stranger_enrolment,
            ended_on=TODAY,
            reason="completed",
            situation="improved",
            on_path=True,
            by=stage.anna,
            at=NOW,
        )

    def hand_over():
        actions.assign_caseworker(
            enrolment=world.enrolment, worker=stage.anna, begins_on=TODAY, by=stage.anna, at=NOW
        )

    assert len(at_once(stage, end, end)) == 1
    assert len(at_once(stage, hand_over, hand_over)) == 1
    with scope(centre=world.centre):
        assert Exit.objects.count() == 1
        assert CaseworkerAssignment.objects.filter(worker=stage.anna).count() == 1


def test_a_ground_is_decided_once(stage):
    world = stage.here
    with scope(centre=world.centre):
        ground = actions.add_ground(
            person=world.stranger,
            kind="poverty",
            document_kind="decision",
            document_number="1",
            valid_from=TODAY,
            by=stage.sabina,
            at=NOW,
        )

    def verify():
        actions.verify_ground(ground=ground, by=stage.anna, at=NOW)

    def reject():
        actions.reject_ground(ground=ground, rejection_reason="nieczytelny", by=stage.anna, at=NOW)

    assert len(at_once(stage, verify, reject)) == 1
    with scope(centre=world.centre):
        assert Ground.objects.filter(series=ground.series).count() == 2
        assert Ground.objects.current().filter(series=ground.series).count() == 1


@pytest.fixture
def on_the_last_day(stage):
    """The calls by which Renata's participation reaches 16.04.2019; no round binds the group."""
    world, common = stage.here, {"by": stage.anna, "at": NOW}
    ending = {"reason": "completed", "situation": "improved", "on_path": True, **common}
    with scope(centre=world.centre):
        Group.objects.update(round=None)
        ProgrammeRound.objects.update(ends_on=date(2019, 4, 10))
        person = actions.register_person(
            centre=world.centre, first_name="Renata", last_name="Łącka", **common
        )
        renata = actions.enrol(person=person, project=world.project, enrolled_on=date(2019, 4, 1), **common)
        ended = actions.end_participation(
            enrolment=world.stranger_enrolment, ended_on=date(2019, 4, 12), **ending
        )
        stay = GroupMembership.objects.get(enrolment=world.enrolment)
    return {
        "correct_enrolment": lambda: actions.correct_enrolment(enrolment=renata, enrolled_on=TODAY, **common),
        "end_participation": lambda: actions.end_participation(enrolment=renata, ended_on=TODAY, **ending),
        "correct_exit": lambda: actions.correct_exit(exit=ended, ended_on=TODAY, **ending),
        "join_group": lambda: actions.join_group(
            enrolment=renata, group=world.group, joined_on=TODAY, **common
        ),
        "correct_membership": lambda: actions.correct_membership(
            membership=stay, joined_on=TODAY, left_before=None, **common
        ),
    }


@pytest.mark.parametrize("is_shortened_first", [True, False])
@pytest.mark.parametrize(
    ("verb", "refusal"),
    [
        ("correct_enrolment", "Dzień zgłoszenia musi leżeć w okresie projektu"),
        ("end_participation", "Ostatni dzień udziału musi leżeć w okresie projektu"),
        ("correct_exit", "Ostatni dzień udziału musi leżeć w okresie projektu"),
        ("join_group", "Udział w grupie musi leżeć w okresie"),
        ("correct_membership", "Udział w grupie musi leżeć w okresie"),
    ],
)
def test_no_participation_stays_outside_a_project_that_gets_shorter(
    stage, on_the_last_day, verb, refusal, is_shortened_first
):
    def shorten():
        correct_terms(terms=stage.here.terms, ends_on=date(2019, 4, 15), by=stage.anna, at=NOW)

    calls = [shorten, on_the_last_day[verb]]
    refused = while_open(stage, *(calls if is_shortened_first else calls[::-1]))

    expected = refusal if is_shortened_first else "W projekcie są już zapisy"
    assert [sentence.startswith(expected) for sentence in refused] == [True], refused
