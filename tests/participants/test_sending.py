"""The same form sent twice makes one record, and the second answer leads to the first."""

import re
from datetime import date
from uuid import UUID, uuid4

import pytest

from osnowa.documents.models import StoredFile
from osnowa.errors import SentOtherwiseBefore
from osnowa.participants import actions
from osnowa.participants.models import Ground, Person
from tests.accessibility import faults
from tests.cast import NOW
from tests.participants.conftest import scan, verbs
from tests.participants.test_pesel import number_for

PANEL = "/panel/osrodek-testowo/"
NONCE = UUID("6f0f2f0e-6c0b-4f0e-9d7e-0d1c7b0a5a11")
PESEL = number_for(date(2271, 5, 3), 120, 4)


@pytest.mark.parametrize(
    "facts",
    [
        {"lacks_pesel": True},
        {"phone": "601 234 567", "locality": " Testowo "},
        {"pesel": PESEL},
        {"pesel": PESEL, "sex": "woman", "sex_reason": "bez potrzeby"},
    ],
)
def test_one_form_registers_one_person(register, facts):
    first = register(**facts, nonce=NONCE)

    assert register(**facts, nonce=NONCE) == first
    assert Person.objects.filter(last_name="Łącka").count() == 1
    assert verbs().count("participants.person.registered") == 1


def test_two_forms_register_two_people_of_one_name(register):
    assert register(nonce=uuid4()) != register(nonce=uuid4())
    assert register() != register()


@pytest.mark.parametrize("facts", [{"last_name": "Inna"}, {"phone": "601 234 567"}, {"pesel": PESEL}])
def test_a_form_sent_again_with_other_facts_is_not_lost_in_silence(register, facts):
    first = register(nonce=NONCE)

    with pytest.raises(SentOtherwiseBefore, match="otwórz pusty formularz"):
        register(**facts, nonce=NONCE)
    assert Person.objects.filter(row_key=NONCE).get() == first


@pytest.mark.parametrize("upload", [False, True])
def test_one_form_adds_one_ground(add_ground, here, cast, upload):
    def send() -> Ground:
        return add_ground(nonce=NONCE, **({"upload": scan()} if upload else {}))

    first, files = send(), StoredFile.objects.count()

    assert send() == first
    assert StoredFile.objects.count() == files
    verified = actions.verify_ground(ground=first, by=cast.anna, at=NOW)
    assert send() == verified


def test_a_form_of_a_ground_sent_again_with_something_else_is_refused(add_ground, here, cast):
    ground = add_ground(nonce=NONCE)

    for facts in (
        {"document_number": "ZON.13.2018"},
        {"upload": scan()},
        {"person": here.stranger},
    ):
        with pytest.raises(SentOtherwiseBefore):
            add_ground(nonce=NONCE, **facts)
    actions.withdraw_ground(ground=ground, by=cast.sabina, at=NOW)
    with pytest.raises(SentOtherwiseBefore):
        add_ground(nonce=NONCE)


def nonce_on(page) -> str:
    """Return the nonce with which a form was opened."""
    return re.search(r'name="nonce" value="([0-9a-f-]{36})"', page.content.decode())[1]


def test_a_double_click_leads_to_the_person_twice(browse, cast, here):
    anna = browse(cast.anna)
    address = f"{PANEL}osoby/dodaj/"
    typed = {"first_name": "Renata", "last_name": "Łącka", "nonce": nonce_on(anna.get(address))}

    answers = [anna.post(address, typed) for _click in range(2)]

    person = Person.objects.get(last_name="Łącka")
    assert {answer.headers["Location"] for answer in answers} == {
        f"{PANEL}osoby/{person.pk}/zapisz-do-projektu/"
    }


def test_a_double_click_leads_to_the_file_with_one_ground(browse, cast, here):
    sabina = browse(cast.sabina)
    address = f"{PANEL}osoby/{here.person.pk}/podstawy/dodaj/"
    typed = {
        "kind": "illness",
        "document_kind": "medical-certificate",
        "valid_from": "1.06.2018",
        "nonce": nonce_on(sabina.get(address)),
    }

    answers = [sabina.post(address, {**typed, "upload": scan()}) for _click in range(2)]

    assert {answer.headers["Location"] for answer in answers} == {f"{PANEL}osoby/{here.person.pk}/"}
    assert Ground.objects.filter(kind="illness").count() == 1


def test_a_form_sent_again_with_another_name_leads_to_the_first(browse, cast, here):
    anna = browse(cast.anna)
    address = f"{PANEL}osoby/dodaj/"
    typed = {"first_name": "Renata", "last_name": "Łącka", "nonce": nonce_on(anna.get(address))}
    anna.post(address, typed)

    refused = anna.post(address, {**typed, "last_name": "Inna"})

    page = refused.content.decode()
    person = Person.objects.get(last_name="Łącka")
    assert refused.status_code == 422
    assert "Ten formularz jest już zapisany, z innymi danymi." in page
    assert f'href="{PANEL}osoby/{person.pk}/">Otwórz dane tej osoby' in page
    assert 'value="Inna"' in page
    assert faults(page) == []


def test_a_refused_form_keeps_its_nonce_and_is_sent_once(browse, cast, here):
    anna = browse(cast.anna)
    address = f"{PANEL}osoby/dodaj/"
    nonce = nonce_on(anna.get(address))

    refused = anna.post(address, {"first_name": "Renata", "nonce": nonce})

    assert nonce_on(refused) == nonce
    anna.post(address, {"first_name": "Renata", "last_name": "Łącka", "nonce": nonce})
    assert Person.objects.get(last_name="Łącka").row_key == UUID(nonce)
