"""People who may be one human being: the list of pairs, and the question while a record is corrected."""

from datetime import date

import pytest

from osnowa.participants import actions
from osnowa.participants.models import Person
from tests.accessibility import faults
from tests.cast import NOW
from tests.participants.conftest import verbs
from tests.participants.test_pages import PANEL, file_of, text
from tests.queries import same_queries_for

pytestmark = pytest.mark.django_db
ALIKE = f"{PANEL}osoby/podobne/"


@pytest.fixture
def anna(browse, cast):
    """A browser in which Anna is signed in."""
    return browse(cast.anna)


@pytest.fixture
def born(here):
    """Give Maria a day of birth and a phone, and take her number, so that others may be her."""
    day = date(1984, 5, 3)
    Person.objects.filter(pk=here.person.pk).update(birth_date=day, phone="+48601234567", pesel_index=None)
    return day


def test_pairs_stand_with_their_reasons_the_most_alike_first(anna, here, register, born):
    less = register(first_name="Maria", last_name="Nowak")
    more = register(first_name="Maria", last_name="Novak", birth_date=born)

    response = anna.get(ALIKE)

    page = text(response)
    assert "nazwisko brzmi tak samo, to samo imię, ta sama data urodzenia" in page
    to_more, to_less = (f"{PANEL}osoby/{here.person.pk}/polacz/{each.pk}/" for each in (more, less))
    assert page.index(to_more) < page.index(to_less)
    assert not faults(response.content.decode())


def test_who_was_told_apart_or_merged_is_no_pair(anna, here, cast, register, born):
    sister = register(first_name="Maria", last_name="Novak", birth_date=born)
    twin = register(first_name="Maria", last_name="Nowak", birth_date=born, phone="601234567")
    actions.tell_apart(one=sister, other=here.person, reason="", by=cast.anna, at=NOW)
    actions.tell_apart(one=sister, other=twin, reason="", by=cast.anna, at=NOW)
    actions.merge_people(kept=here.person, merged=twin, by=cast.anna, at=NOW)

    assert "Nie ma podobnych osób" in text(anna.get(ALIKE))


def test_people_of_other_projects_and_centres_are_no_pair(anna, here, cast, register, enrol, born):
    other = register(first_name="Maria", last_name="Nowak", birth_date=born)
    page = text(anna.get(ALIKE))
    assert "Maria Nowak, 3.05.1984" in page
    # Darek's centre has a Maria too, and never comes in.
    assert page.count("Porównaj wpisy") == 1

    row = enrol(other)
    type(row).objects.filter(pk=row.pk).update(project=cast.unrelated)
    assert "Nie ma podobnych osób" in text(anna.get(ALIKE))


def test_a_hidden_case_is_a_pair_for_who_may_read_it(browse, cast, anna, here):
    hidden = here.hidden_person
    Person.objects.create(
        centre=here.centre,
        first_name="Zofia",
        last_name="Żak",
        birth_date=hidden.birth_date,
        registered_at=NOW,
    )
    Person.objects.filter(pk=hidden.pk).update(pesel_index=None)

    assert "Zofia Żak" in text(anna.get(ALIKE))
    assert browse(cast.sabina).get(ALIKE).status_code == 403


def test_the_list_of_people_leads_to_the_pairs_of_coordinators(anna, browse, cast):
    assert ALIKE in anna.get(f"{PANEL}osoby/").content.decode()
    assert ALIKE not in browse(cast.sabina).get(f"{PANEL}osoby/").content.decode()


def test_the_pairs_cost_the_same_for_one_and_three(anna, here, register, born):
    names = iter(("Novak", "Nowák", "Nowakk"))
    same_queries_for(
        lambda: anna.get(ALIKE),
        lambda: register(first_name="Maria", last_name=next(names), birth_date=born),
        at_most=13,
    )


def test_a_correction_leads_to_the_comparison(anna, here, register, born):
    other = register(first_name="Marta", last_name="Kos", birth_date=born)
    address = f"{file_of(other)}popraw/"
    sent = {"first_name": "Maria", "last_name": "Nowak", "birth_date": "3.05.1984", "country": "PL"}

    refused = anna.post(address, sent)

    assert refused.status_code == 422
    assert "To nikt z tych osób, tylko ktoś inny" in text(refused)
    assert f"{PANEL}osoby/{here.person.pk}/polacz/{other.pk}/" in refused.content.decode()
    assert not faults(refused.content.decode())
    anna.post(address, {**sent, "is_somebody_else": "on"})
    assert Person.objects.get(pk=other.pk).last_name == "Nowak"


def test_who_may_not_read_days_and_phones_is_not_told_that_they_agree(browse, cast, here, born):
    here.join(cast.hanna, "social_worker")
    typed = {"first_name": "Marya", "last_name": "Nowak", "birth_date": "3.05.1984", "phone": "601 234 567"}

    refused = browse(cast.hanna).post(f"{PANEL}osoby/dodaj/", typed)

    page = text(refused)
    assert "Maria Nowak</b>: to samo nazwisko, imię brzmi tak samo." in page
    assert "ten sam telefon" not in page
    assert file_of(here.person) not in page
    assert "participants.person.looked_up_by_name" not in verbs()
