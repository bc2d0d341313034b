"""A list is brought, judged, taken, withdrawn and brought again; what stays says why."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from osnowa.casework.models import Contact
from osnowa.intake import actions, tasks
from osnowa.intake.headers import propose
from osnowa.intake.keeping import read
from osnowa.intake.models import Batch, FilePiece, ListRow
from osnowa.intake.queries.kept import table_of
from osnowa.participants.actions import correct_person
from osnowa.participants.models import Enrolment, Person
from tests.cast import NOW, TODAY
from tests.intake import lists


def brought(world, content, *, mapping=None, name="lista.xlsx", **more):
    """Return a judged list of ``world``'s project."""
    batch = actions.bring_list(
        project=world.project, content=content, name=name, by=world.coordinator, at=NOW, **more
    )
    table = table_of(batch)
    described = actions.describe_columns(
        batch=batch,
        sheet=table.sheet,
        mapping=propose(table.headers).mapping if mapping is None else mapping,
        enrolled_on=TODAY,
        by=world.coordinator,
        at=NOW,
    )
    return tasks.carry_on(described)


def taken(world, batch, *verdicts):
    accepted = actions.accept_rows(
        batch=batch,
        verdicts=verdicts or ("new", "same_person", "in_project"),
        by=world.coordinator,
        at=NOW,
    )
    return tasks.carry_on(accepted)


def withdrawn(world, batch):
    return tasks.carry_on(actions.withdraw_batch(batch=batch, by=world.coordinator, at=NOW))


def verdicts(batch):
    return dict(Counter(ListRow.objects.filter(batch=batch).values_list("verdict", flat=True)))


def outcomes(batch):
    return dict(Counter(ListRow.objects.filter(batch=batch).values_list("outcome", flat=True)))


def test_a_list_is_taken_withdrawn_and_brought_again(here):
    people, enrolments = Person.objects.count(), Enrolment.objects.count()

    batch = brought(here, lists.workbook(180))

    assert verdicts(batch) == {"new": 173, "refused": 7}
    assert all(read(row.told).faults for row in ListRow.objects.filter(batch=batch, verdict="refused"))
    assert Person.objects.count() == people, "a preview writes nobody"

    batch = taken(here, batch)

    assert (batch.stage, batch.fault) == (Batch.Stage.TAKEN, "")
    assert outcomes(batch) == {"taken": 173, "": 7}
    assert Person.objects.count() == people + 173
    assert Enrolment.objects.count() == enrolments + 173
    assert not FilePiece.objects.filter(batch=batch).exists()

    batch = withdrawn(here, batch)

    assert batch.stage == Batch.Stage.WITHDRAWN
    assert outcomes(batch) == {"withdrawn": 173}
    assert (Person.objects.count(), Enrolment.objects.count()) == (people, enrolments)

    again = brought(here, lists.workbook(180))

    assert verdicts(again) == {"new": 173, "refused": 7}
    assert outcomes(taken(here, again)) == {"taken": 173, "": 7}


def one(world, text, **more):
    return brought(world, text.encode(), name="lista.csv", **more)


def test_a_known_person_is_enrolled_and_not_registered_again(here):
    known = Person.objects.create(centre=here.centre, first_name="Nowa", last_name="Osoba", registered_at=NOW)
    correct_person(person=known, pesel=lists.number(500), by=here.coordinator, at=NOW)
    people = Person.objects.count()

    batch = one(here, f"Imię;Nazwisko;PESEL\nNowa;Osoba;{lists.number(500)}\n")

    assert verdicts(batch) == {"same_person": 1}
    taken(here, batch)
    assert Person.objects.count() == people
    assert Enrolment.objects.filter(person=known, project=here.project).exists()

    withdrawn(here, batch)
    assert not Enrolment.objects.filter(person=known).exists()
    assert Person.objects.filter(pk=known.pk).exists(), "the list did not make them"


def test_a_number_of_somebody_of_another_surname_is_refused(here):
    known = Person.objects.create(centre=here.centre, first_name="Nowa", last_name="Osoba", registered_at=NOW)
    correct_person(person=known, pesel=lists.number(500), by=here.coordinator, at=NOW)

    batch = one(here, f"Imię;Nazwisko;PESEL\nNowa;Inna;{lists.number(500)}\n")

    assert verdicts(batch) == {"refused": 1}


def test_what_the_list_says_otherwise_is_corrected_only_when_asked_and_can_be_taken_back(here):
    pesel = here.person.pesel
    text = f"Imię;Nazwisko;PESEL;Telefon\nMaria;Nowak;{pesel};601 000 111\n"
    before = here.person.phone

    batch = one(here, text)
    assert verdicts(batch) == {"in_project": 1}
    with pytest.raises(ValidationError, match="Nie ma wierszy do przyjęcia"):
        taken(here, batch, "new")

    taken(here, batch, "in_project")
    assert Person.objects.get(pk=here.person.pk).phone == "+48601000111"

    withdrawn(here, batch)
    assert Person.objects.get(pk=here.person.pk).phone == before


def test_a_likely_duplicate_waits_for_a_decision(here):
    batch = one(here, "Imię;Nazwisko\nJan;Łoś\nJan;Łoś\nZenon;Nowy\n")
    assert verdicts(batch) == {"likely_duplicate": 2, "new": 1}

    taken(here, batch)
    assert outcomes(batch) == {"taken": 1, "": 2}

    first, second = ListRow.objects.filter(batch=batch, outcome="").order_by("number")
    actions.decide_row(row=first, choice="known", person=here.stranger, by=here.coordinator, at=NOW)
    actions.decide_row(row=second, choice="stranger", by=here.coordinator, at=NOW)
    people = Person.objects.count()
    taken(here, Batch.objects.get(pk=batch.pk))

    assert outcomes(batch) == {"taken": 3}
    assert Person.objects.count() == people + 1


def test_a_person_who_is_no_candidate_cannot_be_chosen(here):
    batch = one(here, "Imię;Nazwisko\nJan;Łoś\n")
    row = ListRow.objects.get(batch=batch)

    with pytest.raises(ValidationError, match="Wskaż"):
        actions.decide_row(row=row, choice="known", person=here.person, by=here.coordinator, at=NOW)


def test_who_is_found_by_number_is_nobody_else(here):
    batch = one(here, f"Imię;Nazwisko;PESEL\nMaria;Nowak;{here.person.pesel}\n")

    with pytest.raises(ValidationError, match="nie można już decydować"):
        actions.decide_row(
            row=ListRow.objects.get(batch=batch), choice="stranger", by=here.coordinator, at=NOW
        )


def test_two_lists_of_the_same_people_make_each_person_once(here):
    text = f"Imię;Nazwisko;PESEL\nNowa;Osoba;{lists.number(500)}\nInna;Bezpesel;\n"
    first, second = one(here, text), one(here, text)
    people = Person.objects.count()

    taken(here, first)
    taken(here, second)

    assert Person.objects.count() == people + 2
    assert outcomes(second) == {"refused": 2}
    assert all(read(row.told).stood for row in ListRow.objects.filter(batch=second))


def test_what_somebody_built_upon_stays_and_says_why(here):
    batch = taken(here, one(here, "Imię;Nazwisko\nZenon;Nowy\nAdela;Druga\n"))
    row = ListRow.objects.filter(batch=batch).first()
    Contact.objects.create(
        enrolment=row.enrolment,
        form=here.contact_form,
        worker=here.caseworker,
        contacted_on=TODAY,
        recorded_at=NOW,
    )

    batch = withdrawn(here, batch)

    assert outcomes(batch) == {"stays": 1, "withdrawn": 1}
    assert "zależą od niego" in read(ListRow.objects.get(pk=row.pk).told).stood


def test_work_that_stopped_goes_on_where_it_stood(here):
    batch = one(here, "Imię;Nazwisko\n" + "".join(f"Anna;{lists.surname(n)}\n" for n in range(7)))
    accepted = actions.accept_rows(batch=batch, verdicts=["new"], by=here.coordinator, at=NOW)

    half = actions.take_portion(batch=accepted, by=here.coordinator, at=NOW, most=3)
    assert (half.stage, half.done_count) == (Batch.Stage.TAKING, 3)

    assert outcomes(tasks.carry_on(half)) == {"taken": 7}


def test_a_list_is_emptied_after_thirty_days(here):
    batch = taken(here, one(here, "Imię;Nazwisko\nZenon;Nowy\nAdam;\n"))

    assert actions.empty_old_batches(by=None, at=NOW + timedelta(days=30)) == 0
    assert actions.empty_old_batches(by=None, at=NOW + timedelta(days=31)) == 1

    row = ListRow.objects.get(batch=batch)
    assert (row.told, row.person.last_name) == (None, "Nowy")
    with pytest.raises(ValidationError, match="zostały już usunięte"):
        withdrawn(here, batch)


def test_nothing_of_a_list_lies_open_in_the_database(here):
    batch = one(here, "Imię;Nazwisko;Telefon\nZenon;Niespotykany;601000222\n")
    with connection.cursor() as cursor:
        for table in ("intake_batch", "intake_listrow", "intake_filepiece"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of tables
            assert "Niespotykany" not in str(cursor.fetchall())
    assert read(ListRow.objects.get(batch=batch).told).facts["last_name"] == "Niespotykany"
