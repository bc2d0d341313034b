"""Registering, correcting and withdrawing people."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django_scopes import scope

from osnowa.audit.models import Entry
from osnowa.documents.models import StoredFile
from osnowa.documents.queries import verify_stored
from osnowa.errors import Refused
from osnowa.participants import actions
from osnowa.participants.actions.persons import (
    NothingChanged,
    PersonHasEnrolments,
    PeselTaken,
    SomebodyAlike,
    WrongPhone,
)
from osnowa.participants.models import Person
from osnowa.participants.queries.contradictions import (
    BirthDateDiffers,
    BornInFuture,
    BornTooLongAgo,
    PeselOfSomebodyWithout,
    SexDiffers,
    WrongPesel,
)
from osnowa.participants.queries.identity import person_with_pesel, persons_meant_by
from osnowa.participants.queries.likeness import people_like
from osnowa.secrets import subject_keys
from tests.cast import NOW, TODAY
from tests.participants.conftest import said, scan, verbs
from tests.participants.test_pesel import number_for

#: A woman born on 3.05.1971, as a demo writes it.
SYNTHETIC = number_for(date(2271, 5, 3), 120, 4)


def test_all_refusals_of_fields_come_together(register):
    with pytest.raises(ValidationError) as refused:
        register(pesel=REAL[:10] + str((int(REAL[10]) + 1) % 10), phone="brak", birth_date=date(1898, 12, 31))

    assert sorted(said(refused)) == ["birth_date", "pesel", "phone"]


def test_a_person_is_registered_in_one_form(register):
    person = register(
        first_name="  Anna  Maria ",
        phone="601 234-567",
        postal_code=" 50-502 ",
        accessibility_needs="pętla indukcyjna\nwinda ",
    )

    person.refresh_from_db()
    assert (person.full_name, person.phone, person.postal_code) == (
        "Anna Maria Łącka",
        "+48601234567",
        "50-502",
    )
    assert person.accessibility_needs == "pętla indukcyjna\nwinda"
    assert (person.search_norm, person.pesel, person.pesel_index) == ("anna maria lacka", None, None)


def test_a_pesel_fills_in_what_was_left_empty(register):
    person = register(pesel=f"{SYNTHETIC[:6]} {SYNTHETIC[6:]}")

    assert (person.pesel, person.birth_date, person.sex) == (SYNTHETIC, date(1971, 5, 3), "woman")


def test_a_real_installation_reads_no_synthetic_numbers(here, cast):
    with pytest.raises(BornInFuture):
        actions.register_person(
            centre=here.centre, by=cast.anna, at=NOW, first_name="A", last_name="B", pesel=SYNTHETIC
        )


BORN = date(1971, 5, 3)


@pytest.mark.parametrize(
    "other",
    [
        {"first_name": "RENATA", "last_name": "Lacka"},
        {"last_name": "Łącki"},
        {"last_name": "Lis-Łącka"},
        {"first_name": "Łącka", "last_name": "Renata"},
        {"birth_date": date(1971, 5, 4)},
        {"birth_date": date(1971, 3, 5)},
        {"birth_date": None},
        {"last_name": "Łącha"},
        {"last_name": "Łącha", "birth_date": None, "phone": "601 234 567"},
    ],
)
def test_somebody_alike_is_registered_only_on_purpose(register, other):
    known = register(birth_date=BORN, phone="601 234 567")

    with pytest.raises(SomebodyAlike, match="ktoś inny") as refused:
        register(**{"birth_date": BORN, **other}, is_somebody_else=False)
    assert [person for person, _likeness in refused.value.alike] == [known]
    assert register(**{"birth_date": BORN, **other}) != known


def test_somebody_without_pesel_may_be_the_one_who_has_it(register):
    register(pesel=SYNTHETIC)

    with pytest.raises(SomebodyAlike):
        register(birth_date=BORN, is_somebody_else=False)


@pytest.mark.parametrize(
    "other",
    [
        {"birth_date": date(1984, 11, 27)},
        {"last_name": "Kowal"},
        {"first_name": "Irena"},
        {"last_name": "Kowal", "phone": "601 234 567"},
    ],
)
def test_another_birth_date_or_name_is_somebody_else(register, other):
    register(birth_date=BORN, phone="601 234 567")

    assert register(**{"birth_date": BORN, **other}, is_somebody_else=False)


def test_the_most_alike_come_first_and_another_centre_does_not(register, cast, here):
    elsewhere = cast.elsewhere
    first = register(birth_date=None)
    second = register(birth_date=BORN)
    with scope(centre=elsewhere.centre):
        Person.objects.create(
            centre=elsewhere.centre,
            first_name="Renata",
            last_name="Łącka",
            birth_date=BORN,
            registered_at=NOW,
        )
    typed = Person(centre=here.centre, first_name="Renata", last_name="Łącka", birth_date=BORN)

    assert [person for person, _likeness in people_like(typed)] == [second, first]


@pytest.mark.parametrize(
    "corrected", [{"last_name": "Łącki"}, {"birth_date": BORN}, {"phone": "601 234 567"}]
)
def test_a_correction_asks_as_registering_does(register, cast, corrected):
    said = {"last_name": "Łoncka", "birth_date": date(1980, 1, 1)}
    if "birth_date" not in corrected:
        said["birth_date"] = date(1971, 5, 4)
    if "last_name" in corrected:
        said["last_name"] = "Kos"
    if "phone" in corrected:
        said |= {"last_name": "Łącha", "birth_date": None}
    known = register(birth_date=BORN, phone="601 234 567")
    person = register(**said)

    with pytest.raises(SomebodyAlike):
        actions.correct_person(person=person, by=cast.anna, at=NOW, **corrected)
    actions.correct_person(person=person, by=cast.anna, at=NOW, street="Nowa")
    actions.tell_apart(one=known, other=person, reason="", by=cast.anna, at=NOW)
    assert actions.correct_person(person=person, by=cast.anna, at=NOW, **corrected)


def test_two_numbers_are_two_people(register):
    register(pesel=number_for(date(2271, 5, 3), 121, 4))

    assert register(pesel=number_for(date(2271, 5, 3), 122, 4), is_somebody_else=False)


REAL = number_for(BORN, 120, 4)


@pytest.mark.parametrize(
    ("facts", "refusal", "field"),
    [
        ({"pesel": "123"}, WrongPesel, "pesel"),
        ({"pesel": "abc"}, WrongPesel, "pesel"),
        ({"pesel": REAL[:10] + str((int(REAL[10]) + 1) % 10)}, WrongPesel, "pesel"),
        ({"pesel": REAL, "birth_date": date(1971, 3, 5)}, BirthDateDiffers, "birth_date"),
        ({"pesel": REAL, "sex": "man"}, SexDiffers, "sex"),
        ({"pesel": REAL, "sex": "other"}, SexDiffers, "sex"),
        ({"pesel": REAL, "lacks_pesel": True}, PeselOfSomebodyWithout, "lacks_pesel"),
        ({"birth_date": TODAY + timedelta(days=1)}, BornInFuture, "birth_date"),
        ({"birth_date": date(1898, 12, 31)}, BornTooLongAgo, "birth_date"),
        ({"phone": "brak"}, WrongPhone, "phone"),
    ],
)
def test_what_cannot_be_of_a_person_is_refused_at_its_field(register, facts, refusal, field):
    with pytest.raises(refusal) as refused:
        register(**facts)

    assert list(said(refused)) == [field]
    assert not Person.objects.filter(last_name="Łącka").exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"postal_code": "50502"}, "postal_code"),
        ({"email": "łącka@example.pl"}, "email"),
        ({"email": "renata"}, "email"),
        ({"last_name": "  "}, "last_name"),
        ({"sex": "x"}, "sex"),
    ],
)
def test_a_field_of_another_shape_is_refused(register, facts, field):
    with pytest.raises(ValidationError) as refused:
        register(**facts)

    assert list(said(refused)) == [field]


def test_the_sentence_counts_the_digits(register):
    with pytest.raises(WrongPesel) as refused:
        register(pesel="8465030124")

    assert said(refused) == {"pesel": ["Liczba cyfr w numerze PESEL to 10, a potrzebnych jest 11."]}


def test_another_sex_than_the_number_says_needs_a_reason(register):
    person = register(pesel=REAL, sex="man", sex_reason="uzgodnienie płci, wyrok")

    assert (person.sex, person.sex_reason) == ("man", "uzgodnienie płci, wyrok")


def test_a_reason_without_a_difference_is_not_kept(register):
    assert register(pesel=REAL, sex="woman", sex_reason="pomyłka").sex_reason == ""


def test_a_person_is_typed_once(register):
    register(pesel=SYNTHETIC)

    with pytest.raises(PeselTaken) as refused:
        register(first_name="Inna", pesel=SYNTHETIC)

    assert said(refused) == {"pesel": ["Osoba z tym numerem PESEL jest już zarejestrowana w ośrodku."]}


def test_people_without_a_number_are_many(register):
    register(lacks_pesel=True)
    register(lacks_pesel=True)
    register()

    assert Person.objects.filter(last_name="Łącka").count() == 3


def test_another_centre_may_know_the_same_person(register, cast):
    ours = register(pesel=SYNTHETIC)

    with scope(centre=cast.elsewhere.centre):
        theirs = actions.register_person(
            centre=cast.elsewhere.centre,
            by=cast.darek,
            at=NOW,
            synthetic_pesel=True,
            first_name="Renata",
            last_name="Łącka",
            pesel=SYNTHETIC,
        )

    assert ours.pesel_index != theirs.pesel_index
    assert person_with_pesel(cast.here.centre, SYNTHETIC) == ours


def test_a_pesel_does_not_lie_in_the_database(register):
    person = register(pesel=SYNTHETIC)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM participants_person WHERE id = %s", [person.pk])
        raw = " ".join(map(str, cursor.fetchone()))
        cursor.execute(
            "SELECT after_json, sealed_after, before_json, sealed_before FROM audit_entry ORDER BY number"
        )
        told = " ".join(map(str, cursor.fetchall()))

    assert SYNTHETIC not in raw
    assert SYNTHETIC not in told
    assert Person.objects.get(pk=person.pk).pesel == SYNTHETIC


def test_the_audit_keeps_what_was_said_under_the_persons_key(register, here):
    person = register(pesel=SYNTHETIC, phone="601234567")

    entry = Entry.objects.get(verb="participants.person.registered")
    label = f"participants.person:{person.pk}"
    sealed = subject_keys.unseal(label, here.centre.pk, entry.sealed_after)
    assert entry.after_json == '{"fields":["first_name","last_name","pesel","phone"]}'
    assert f'"pesel":"{SYNTHETIC}"' in sealed
    subject_keys.erase(label, here.centre.pk)
    assert subject_keys.unseal(label, here.centre.pk, entry.sealed_after) is None


def test_only_what_is_given_is_corrected(register, cast):
    person = register(phone="601234567", locality="Wrocław")

    corrected = actions.correct_person(
        person=person, by=cast.anna, at=NOW, synthetic_pesel=True, pesel=SYNTHETIC, last_name="Łącka-Mróz"
    )

    assert (corrected.phone, corrected.locality, corrected.birth_date) == (
        "+48601234567",
        "Wrocław",
        date(1971, 5, 3),
    )
    assert Entry.objects.get(verb="participants.person.corrected").after_json == (
        '{"fields":["birth_date","last_name","pesel","sex"]}'
    )
    assert Person.objects.get(search_norm__contains="mroz") == person


def test_a_number_may_be_taken_away_again(register, cast):
    person = register(pesel=SYNTHETIC)

    actions.correct_person(person=person, by=cast.anna, at=NOW, pesel="", lacks_pesel=True)

    person.refresh_from_db()
    assert (person.pesel, person.pesel_index, person.lacks_pesel) == (None, None, True)


def test_correcting_nothing_is_refused(register, cast):
    person = register(phone="601234567")

    with pytest.raises(NothingChanged):
        actions.correct_person(person=person, by=cast.anna, at=NOW, phone="+48 601 234 567")


def test_a_correction_may_not_take_somebody_elses_number(register, cast):
    register(pesel=SYNTHETIC)
    other = register(first_name="Inna")

    with pytest.raises(PeselTaken):
        actions.correct_person(person=other, by=cast.anna, at=NOW, synthetic_pesel=True, pesel=SYNTHETIC)


def test_who_was_never_enrolled_can_be_withdrawn_and_leaves_no_file(
    register, add_ground, cast, django_capture_on_commit_callbacks
):
    files, faults = StoredFile.objects.count(), list(verify_stored())
    person = register(pesel=SYNTHETIC)
    ground = add_ground(person=person, upload=scan("pierwszy.pdf"))
    ground = actions.correct_ground(ground=ground, by=cast.sabina, at=NOW, upload=scan("drugi.pdf"))
    actions.verify_ground(ground=ground, by=cast.anna, at=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_person(person=Person.objects.get(pk=person.pk), by=cast.anna, at=NOW)

    assert not Person.objects.filter(last_name="Łącka").exists()
    assert (StoredFile.objects.count(), list(verify_stored())) == (files, faults)
    assert verbs()[-3:] == ["participants.person.withdrawn", *["documents.file.discarded"] * 2]


def test_who_is_in_a_project_stays(here, cast):
    with pytest.raises(PersonHasEnrolments, match="Aktywni razem"):
        actions.withdraw_person(person=here.person, by=cast.anna, at=NOW)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Maria Nowak", True),
        ("nowak MARIA", True),
        ("84650301241", True),
        ("846503 01241", True),
        ("Maria", False),
        ("Nowak", False),
        ("", False),
        ("U/", False),
    ],
)
def test_somebody_is_meant_exactly(here, text, found):
    assert persons_meant_by(here.centre, text, TODAY) == ([here.person] if found else [])


def test_a_number_in_the_project_means_somebody(here):
    assert persons_meant_by(here.centre, here.enrolment.number.lower(), TODAY) == [here.person]


def test_nobody_of_another_centre_is_meant(here, cast):
    with scope(centre=cast.elsewhere.centre):
        assert persons_meant_by(cast.elsewhere.centre, here.enrolment.number, TODAY) == []


def test_every_refusal_is_a_polish_sentence():
    for kind in Refused.__subclasses__():
        if kind.__module__.startswith("osnowa.participants"):
            assert str(kind.message).endswith("."), kind
