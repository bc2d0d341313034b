"""Two records of one human being become one, and two again; nothing is lost on the way."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from osnowa.audit.verification import verify
from osnowa.participants import actions
from osnowa.participants.actions.merges import (
    MergedAlready,
    NotMerged,
    SameRecord,
    ToldApartBefore,
    TwiceInProject,
    TwoPesels,
)
from osnowa.participants.models import Enrolment, Ground, Merge, MovedRow, Person, ToldApart
from osnowa.participants.queries.merges import records_of, references
from tests.cast import NOW, Cast, World
from tests.participants.conftest import verbs

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def twin(register: Callable[..., Person]) -> Person:
    """Somebody without a PESEL who is Maria, spelled otherwise; in no project."""
    return register(first_name="Marya", last_name="Nowak", phone="601 234 567")


def merge(cast: Cast, kept: Person, merged: Person) -> Merge:
    return actions.merge_people(kept=kept, merged=merged, by=cast.anna, at=NOW)


def again(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def test_what_belonged_to_one_belongs_to_the_other(here: World, cast: Cast, twin, add_ground):
    ground = add_ground(person=twin, kind="poverty", document_kind="decision")
    done = merge(cast, here.person, twin)

    assert again(twin).merged_into == here.person
    assert Ground.objects.get(pk=ground.pk).person == here.person
    moved = MovedRow.objects.filter(merge=done)
    assert list(moved.values_list("table", "column", "row")) == [("participants.ground", "person", ground.pk)]
    assert verbs().count("participants.person.merged") == 2


def test_an_enrolment_moves_along(here: World, cast: Cast, renata: Enrolment):
    other = Person.objects.create(
        centre=here.centre, first_name="Renatta", last_name="Łącka", registered_at=NOW
    )
    merge(cast, other, renata.person)
    assert Enrolment.objects.get(pk=renata.pk).person == other


def test_empty_fields_are_filled_and_full_ones_kept(here: World, cast: Cast, twin):
    Person.objects.filter(pk=here.person.pk).update(phone="")
    merge(cast, here.person, twin)
    kept = again(here.person)
    assert kept.phone == "+48601234567"
    assert kept.first_name == here.person.first_name


def test_the_number_of_the_merged_is_found_under_the_kept(here: World, cast: Cast, register):
    kept = register(first_name="Maria", last_name="Nowack", lacks_pesel=True, birth_date=date(1950, 1, 1))
    known = here.person
    Enrolment.objects.filter(person=known).update(person=here.stranger, project=cast.unrelated)
    merge(cast, kept, known)
    now = again(kept)
    assert (now.pesel, now.birth_date, now.lacks_pesel) == (known.pesel, known.birth_date, False)
    assert now.pesel_index == known.pesel_index


@pytest.mark.parametrize("hidden", ["kept", "merged"])
def test_a_hidden_case_stays_hidden(here: World, cast: Cast, register, hidden):
    two = {"kept": register(), "merged": register()}
    Person.objects.filter(pk=two[hidden].pk).update(is_hidden=True)
    merge(cast, two["kept"], two["merged"])
    assert again(two["kept"]).is_hidden


def test_taken_back_everything_is_as_before(here: World, cast: Cast, twin, add_ground):
    Person.objects.filter(pk=here.person.pk).update(phone="")
    ground = add_ground(person=twin, kind="poverty", document_kind="decision")
    before = [list(Person.objects.filter(pk=pk).values()) for pk in (here.person.pk, twin.pk)]
    done = merge(cast, here.person, twin)
    undone = actions.undo_merge(merge=done, by=cast.anna, at=LATER)

    assert (undone.undone_at, undone.undone_by) == (LATER, cast.anna)
    assert Ground.objects.get(pk=ground.pk).person == twin
    after = [list(Person.objects.filter(pk=pk).values()) for pk in (here.person.pk, twin.pk)]
    sealed = {"pesel"}
    assert [{k: v for k, v in row.items() if k not in sealed} for (row,) in after] == [
        {k: v for k, v in row.items() if k not in sealed} for (row,) in before
    ]
    assert again(here.person).pesel == here.person.pesel


def test_a_number_goes_back_to_whom_it_came_from(here: World, cast: Cast, register):
    kept = register(lacks_pesel=True, birth_date=date(1950, 1, 1), sex="man")
    Enrolment.objects.filter(person=here.person).update(person=here.stranger, project=cast.unrelated)
    done = merge(cast, kept, here.person)
    actions.undo_merge(merge=done, by=cast.anna, at=LATER)
    now, other = again(kept), again(here.person)
    assert (now.pesel, now.pesel_index, now.lacks_pesel) == (None, None, True)
    assert (now.birth_date, now.sex) == (date(1950, 1, 1), "man")
    assert (other.pesel, other.merged_into) == (here.person.pesel, None)


def test_what_was_corrected_since_stays(here: World, cast: Cast, twin):
    Person.objects.filter(pk=here.person.pk).update(phone="")
    done = merge(cast, here.person, twin)
    Person.objects.filter(pk=here.person.pk).update(phone="+48700000000")
    actions.undo_merge(merge=done, by=cast.anna, at=LATER)
    assert again(here.person).phone == "+48700000000"


def test_what_came_since_stays_with_the_kept(here: World, cast: Cast, twin, add_ground):
    done = merge(cast, here.person, twin)
    ground = add_ground(person=again(here.person), kind="poverty", document_kind="decision")
    actions.undo_merge(merge=done, by=cast.anna, at=LATER)
    assert Ground.objects.get(pk=ground.pk).person == here.person


def test_what_was_split_is_not_merged_again(here: World, cast: Cast, twin):
    done = merge(cast, here.person, twin)
    actions.undo_merge(merge=done, by=cast.anna, at=LATER)
    for kept, merged in ((here.person, twin), (twin, here.person)):
        with pytest.raises(ToldApartBefore):
            merge(cast, kept, merged)


def test_a_merge_is_taken_back_once(here: World, cast: Cast, twin):
    done = merge(cast, here.person, twin)
    actions.undo_merge(merge=done, by=cast.anna, at=LATER)
    with pytest.raises(NotMerged):
        actions.undo_merge(merge=done, by=cast.anna, at=LATER)


def test_the_last_merge_of_a_chain_is_taken_back_first(here: World, cast: Cast, twin, register):
    first = merge(cast, twin, register())
    second = merge(cast, here.person, twin)
    with pytest.raises(MergedAlready):
        actions.undo_merge(merge=first, by=cast.anna, at=LATER)
    actions.undo_merge(merge=second, by=cast.anna, at=LATER)
    actions.undo_merge(merge=first, by=cast.anna, at=LATER)
    assert not Person.objects.filter(merged_into__isnull=False).exists()


def test_refusals(here: World, cast: Cast, twin, renata: Enrolment, register):
    with pytest.raises(SameRecord):
        merge(cast, twin, twin)
    with pytest.raises(TwiceInProject):
        merge(cast, here.person, renata.person)
    with pytest.raises(TwoPesels):
        merge(cast, here.person, register(pesel="44051401359"))
    assert not Merge.objects.exists()
    assert not MovedRow.objects.exists()


def test_a_merged_record_is_not_merged_again(here: World, cast: Cast, twin, register):
    merge(cast, here.person, twin)
    with pytest.raises(MergedAlready):
        merge(cast, register(), twin)


def test_two_people_are_told_apart_once(here: World, cast: Cast, twin):
    for _ in range(2):
        actions.tell_apart(one=twin, other=here.person, reason=" siostry ", by=cast.anna, at=NOW)
    told = ToldApart.objects.get()
    assert (told.first_id, told.second_id) == tuple(sorted((twin.pk, here.person.pk)))
    assert told.reason == "siostry"
    assert verbs().count("participants.person.told_apart") == 2
    with pytest.raises(ToldApartBefore):
        merge(cast, here.person, twin)


def test_nobody_is_told_apart_from_themselves_or_when_merged(here: World, cast: Cast, twin):
    with pytest.raises(SameRecord):
        actions.tell_apart(one=twin, other=twin, reason="", by=cast.anna, at=NOW)
    merge(cast, here.person, twin)
    with pytest.raises(MergedAlready):
        actions.tell_apart(one=twin, other=here.person, reason="", by=cast.anna, at=NOW)


def test_everything_that_belongs_to_a_person_moves():
    tables = {f"{table._meta.label_lower}.{column}" for table, column in references()}
    assert {
        "participants.enrolment.person",
        "participants.ground.person",
        "participants.identitypaper.person",
        "participants.householdmember.person",
        "participants.reasonedlook.person",
    } <= tables
    assert not {each for each in tables if "merge" in each or "toldapart" in each}


def test_the_records_of_somebody_are_all_that_came_together(here: World, cast: Cast, twin, register):
    third = register()
    merge(cast, twin, third)
    merge(cast, here.person, twin)
    assert records_of(here.person) == [here.person, twin, third]
    assert records_of(here.stranger) == [here.stranger]


def test_the_journal_stays_whole(here: World, cast: Cast, twin):
    done = merge(cast, here.person, twin)
    actions.undo_merge(merge=done, by=cast.anna, at=LATER)
    assert verify().findings == ()
