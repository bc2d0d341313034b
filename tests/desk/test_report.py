"""Everything that is kept about a person: complete, for few, with a reason, and in the journal."""

import json
from datetime import date, timedelta

import pytest
from django.apps import apps
from django_scopes import scope

from osnowa.audit.models import Entry
from osnowa.casework.models import Contact
from osnowa.desk.queries.report import LEFT_OUT, SOURCES
from osnowa.participants import actions
from osnowa.participants.models import Enrolment, Person, PrivacyNotice
from tests.accessibility import faults
from tests.cast import NOW, ROUND_BEGAN
from tests.queries import same_queries_for

pytestmark = pytest.mark.django_db
REASON = "Wniosek DPO.12.2019 z 10.04.2019"


def address(person):
    return f"/panel/osrodek-testowo/osoby/{person.pk}/raport/"


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


@pytest.fixture
def anna(browse, cast):
    return browse(cast.anna)


@pytest.fixture
def rich(here):
    """Maria with a note, and a version of it that was replaced."""
    for row, note in enumerate(("Pierwsza wersja", "Rozmowa o pracy")):
        Contact.objects.create(
            enrolment=here.enrolment,
            form=here.contact_form,
            worker=here.caseworker,
            channel=Contact.Channel.choices[0][0],
            contacted_on=date(2019, 4, 1) + timedelta(row),
            minutes=45,
            note=note,
            recorded_at=NOW,
            superseded_at=None if row else NOW,
        )
    PrivacyNotice.objects.create(
        project=here.project, version="1/2018", valid_from=ROUND_BEGAN, text="Dane zostają do 31.12.2027."
    )
    return here.person


def belonging_to_a_person():
    """Return every model whose rows belong to a person, however many steps away."""
    own, grown = {Person}, True
    while grown:
        found = {
            model
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if field.many_to_one and field.related_model in own
        }
        own, grown = own | found, not found <= own
    return {model._meta.label_lower for model in own}


def test_every_table_about_people_is_told_or_left_out_with_a_reason():
    told = {source.model._meta.label_lower for source in SOURCES}
    assert not told & LEFT_OUT.keys()
    assert belonging_to_a_person() == told | LEFT_OUT.keys()


def test_every_field_that_is_not_told_exists():
    for source in SOURCES:
        names = {field.name for field in source.model._meta.concrete_fields}
        assert set(source.left_out) <= names, source.model


def test_a_reason_opens_the_whole(anna, rich, here):
    asked = anna.get(address(rich))
    assert "Sporządź raport" in text(asked)
    assert "84650301241" not in text(asked)
    assert not faults(asked.content.decode())

    made = anna.post(address(rich), {"reason": REASON, "shape": "wydruk"})

    page = text(made)
    assert not faults(made.content.decode())
    for told in (
        "84650301241",
        "Rozmowa o pracy",
        "Pierwsza wersja",
        "zaswiadczenie.pdf",
        here.enrolment.number,
        "Dane zostają do 31.12.2027.",
        REASON,
        "Anna",
    ):
        assert told in page, told
    assert "pesel_index" not in page
    assert here.person.pesel_index not in page
    assert "Łoś" not in page


def test_the_file_says_the_same(anna, rich):
    made = anna.post(address(rich), {"reason": REASON, "shape": "json"})
    data = json.loads(made.content)

    assert made["Content-Disposition"] == f'attachment; filename="dane-osoby-{rich.pk}.json"'
    tables = {section["table"]: section["rows"] for section in data["data"]}
    notes = [field["value"] for row in tables["casework.contact"] for field in row if field["name"] == "note"]
    assert notes[-2:] == ["Pierwsza wersja", "Rozmowa o pracy"]
    [person] = tables["participants.person"]
    assert {"name": "pesel", "label": "PESEL", "value": "84650301241", "words": "84650301241"} in person
    assert data["privacy_notices"][0]["version"] == "1/2018"


def test_the_journal_tells_who_had_it_and_keeps_the_reason_sealed(anna, rich):
    anna.post(address(rich), {"reason": REASON, "shape": "json"})
    entry = Entry.objects.get(verb="participants.person.reported")
    assert entry.sealed_after
    assert REASON not in json.dumps(entry.after)
    again = json.loads(anna.post(address(rich), {"reason": REASON, "shape": "json"}).content)
    assert "Sporządzono raport o danych osoby" in [row["what"] for row in again["looks"]]


@pytest.mark.parametrize("reason", ["", "bo tak"])
def test_without_a_reason_nothing_is_told(anna, rich, reason):
    refused = anna.post(address(rich), {"reason": reason, "shape": "wydruk"})
    assert refused.status_code == 422
    assert "Rozmowa o pracy" not in text(refused)
    assert not Entry.objects.filter(verb="participants.person.reported").exists()


def test_it_is_for_the_coordinator_of_all_projects_and_the_officer(browse, cast, here, rich):
    for member, status in ((cast.sabina, 403), (cast.tomek, 403), (cast.ewa, 403), (cast.iga, 404)):
        assert browse(member).get(address(rich)).status_code == status
    iga = browse(cast.iga)
    iga.post(address(rich).replace("raport/", "powod/"), {"reason": REASON})
    assert iga.get(address(rich)).status_code == 200
    assert address(rich) in iga.get(address(rich).replace("raport/", "historia/")).content.decode()

    Enrolment.objects.create(
        project=cast.unrelated, person=rich, number="INNY/1", enrolled_on=date(2019, 1, 2)
    )
    assert browse(cast.anna).get(address(rich)).status_code == 403
    assert (
        address(rich)
        not in browse(cast.anna).get(address(rich).replace("raport/", "historia/")).content.decode()
    )


def test_what_came_with_a_merge_is_in_it(anna, cast, here, rich, register_twin):
    page = text(anna.post(address(rich), {"reason": REASON, "shape": "wydruk"}))
    assert "Marya" in page


@pytest.fixture
def register_twin(here, cast):
    twin = Person.objects.create(centre=here.centre, first_name="Marya", last_name="Nowak", registered_at=NOW)
    return actions.merge_people(kept=here.person, merged=twin, by=cast.anna, at=NOW)


def test_the_report_costs_the_same_for_one_and_three(anna, here, rich):
    def add_row():
        Contact.objects.create(
            enrolment=here.enrolment,
            form=here.contact_form,
            worker=here.caseworker,
            channel=Contact.Channel.choices[0][0],
            contacted_on=date(2019, 4, 3),
            minutes=30,
            note="notatka",
            recorded_at=NOW,
        )

    same_queries_for(
        lambda: anna.post(address(here.person), {"reason": REASON, "shape": "wydruk"}), add_row, at_most=60
    )


def test_another_centre_keeps_its_own(cast, anna, rich):
    with scope(centre=cast.elsewhere.centre):
        pk = cast.elsewhere.person.pk
    assert anna.get(f"/panel/osrodek-testowo/osoby/{pk}/raport/").status_code == 404
