"""Two people do it at once: one succeeds, the other reads a sentence."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django_scopes import scope

from osnowa.audit import verification
from osnowa.participants import actions
from osnowa.participants.models import CaseworkerAssignment, Enrolment, Exit, Ground, GroupMembership, Person
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
