"""What can happen to the directory: added, corrected, withdrawn, and why not."""

from contextlib import nullcontext as does_not_raise

import pytest
from django.core.exceptions import ValidationError

from osnowa.audit.models import Entry
from osnowa.organisations.actions import directory
from osnowa.organisations.models import Area, ContactPoint, Membership, Organisation, Place, Unit
from tests.cast import NOW

pytestmark = pytest.mark.django_db

NIP = "1234563218"


@pytest.fixture
def by(cast):
    return cast.anna


def last(verb) -> Entry:
    return Entry.objects.filter(verb=verb).latest("pk")


def add(here, by, **fields):
    values = {"name": "Dom Kultury „Śródmieście”", "kind": "culture"} | fields
    return directory.add_organisation(centre=here.centre, **values, by=by, at=NOW)


def test_an_organisation_is_added_with_tidy_words_and_numbers(here, by):
    added = add(here, by, name="  Dom   Kultury ", seat=" Testowo ", krs="0000 123 456", nip="123-456-32-18")

    assert (added.name, added.seat, added.krs, added.nip) == ("Dom Kultury", "Testowo", "0000123456", NIP)
    entry = last("organisations.organisation.added")
    assert entry.tenant == here.centre.pk
    assert entry.after["nip"] == NIP


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"name": "Fundacja Razem"}, {"__all__": ["Podmiot o tej nazwie jest już na liście."]}),
        ({"nip": "1234563219"}, {"nip": ["Ten NIP się nie zgadza. Sprawdź wszystkie dziesięć cyfr."]}),
        ({"krs": "123456"}, {"krs": ["Numer KRS ma dziesięć cyfr, na początku zwykle zera."]}),
    ],
)
def test_a_wrong_organisation_is_refused_with_a_sentence(here, by, fields, sentences):
    with pytest.raises(ValidationError) as refusal:
        add(here, by, **fields)

    assert refusal.value.message_dict == sentences
    assert not Entry.objects.filter(verb="organisations.organisation.added").exists()


def test_a_correction_keeps_what_changed_only(here, by):
    row = add(here, by)

    directory.correct_organisation(
        organisation=row, name=row.name, kind="culture", seat="Rynek 1", krs="", nip=NIP, by=by, at=NOW
    )

    entry = last("organisations.organisation.corrected")
    assert (entry.before, entry.after) == ({"seat": "", "nip": ""}, {"seat": "Rynek 1", "nip": NIP})


def test_a_correction_of_nothing_says_so(here, by):
    row = add(here, by)

    with pytest.raises(directory.NothingChanged):
        directory.correct_organisation(
            organisation=row, name=row.name, kind=row.kind, seat="", krs="", nip="", by=by, at=NOW
        )


def test_an_unused_organisation_is_withdrawn_and_the_audit_keeps_it(here, by):
    row = add(here, by)

    directory.withdraw_organisation(organisation=row, by=by, at=NOW)

    assert not Organisation.objects.filter(name=row.name).exists()
    assert last("organisations.organisation.withdrawn").before["name"] == "Dom Kultury „Śródmieście”"


def test_a_used_organisation_stays_and_the_sentence_says_who_uses_it(here, by):
    directory.add_unit(organisation=here.partner_organisation, name="Biuro", by=by, at=NOW)

    with pytest.raises(directory.StillUsed) as refusal:
        directory.withdraw_organisation(organisation=here.partner_organisation, by=by, at=NOW)

    (sentence,) = refusal.value.messages
    assert sentence.startswith("Nie można tego wycofać, bo korzystają z tego inne wpisy: ")
    assert "komórki (1)" in sentence
    assert "konta osób (1)" in sentence
    assert Organisation.objects.filter(pk=here.partner_organisation.pk).exists()


@pytest.mark.parametrize(
    ("model", "withdraw", "argument"),
    [
        (Area, directory.withdraw_area, "area"),  # many-to-many: deleting would empty it without a word
        (Place, directory.withdraw_place, "place"),
        (Unit, directory.withdraw_unit, "unit"),  # a project office, without a way back
    ],
)
def test_what_is_used_by_higher_apps_stays(here, by, model, withdraw, argument):
    row = here.project.office if model is Unit else model.objects.get()

    with pytest.raises(directory.StillUsed):
        withdraw(**{argument: row}, by=by, at=NOW)

    assert model.objects.filter(pk=row.pk).exists()


def test_a_unit_goes_with_its_contacts_each_with_a_trace(here, by):
    unit = directory.add_unit(organisation=here.own_organisation, name="Kasa", by=by, at=NOW)
    directory.add_contact_point(unit=unit, kind="phone", value="71 78 22 322", by=by, at=NOW)
    directory.add_contact_point(unit=unit, kind="email", value=" Kasa@Example.PL ", by=by, at=NOW)

    directory.withdraw_unit(unit=unit, by=by, at=NOW)

    gone = Entry.objects.filter(verb="organisations.contactpoint.withdrawn").order_by("pk")
    assert [entry.before["value"] for entry in gone] == ["+48717822322", "kasa@example.pl"]
    assert not ContactPoint.objects.exists()


def test_hours_are_kept_one_rule_a_line(here, by):
    typed = "  pon. – pt.:  8:00 – 15:00 \r\n\r\nostatni dzień miesiąca: 8:00 – 12:00\n"

    unit = directory.add_unit(organisation=here.own_organisation, name="Kasa", hours=typed, by=by, at=NOW)

    assert unit.hours == "pon. – pt.: 8:00 – 15:00\nostatni dzień miesiąca: 8:00 – 12:00"


def test_corrected_hours_leave_a_trace_of_themselves_alone(here, by):
    unit = directory.add_unit(
        organisation=here.own_organisation, name="Kasa", hours="8:00 – 15:00", by=by, at=NOW
    )
    known = {"name": "Kasa", "team": "", "address_line": ""}

    directory.correct_unit(unit=unit, hours="8:00 – 16:00", position=2, by=by, at=NOW, **known)

    entry = last("organisations.unit.corrected")
    assert (entry.before, entry.after) == (
        {"hours": "8:00 – 15:00", "position": None},
        {"hours": "8:00 – 16:00", "position": 2},
    )
    with pytest.raises(directory.NothingChanged):
        directory.correct_unit(unit=unit, hours=" 8:00 –  16:00\n", position=2, by=by, at=NOW, **known)


@pytest.mark.parametrize("length", [500, 501])
def test_hours_are_a_few_lines_at_most(here, by, length):
    expected = does_not_raise() if length <= 500 else pytest.raises(ValidationError)

    with expected:
        directory.add_unit(organisation=here.own_organisation, name="Kasa", hours="x" * length, by=by, at=NOW)


def test_one_number_written_twice_is_one_contact(here, by):
    unit = directory.add_unit(organisation=here.own_organisation, name="Kasa", by=by, at=NOW)
    directory.add_contact_point(unit=unit, kind="phone", value="71 78 22 322", by=by, at=NOW)

    with pytest.raises(ValidationError, match="Ten kontakt jest już zapisany"):
        directory.add_contact_point(unit=unit, kind="phone", value="71 782 23 22", by=by, at=NOW)


def test_a_number_nobody_could_dial_is_refused_at_its_field(here, by):
    unit = directory.add_unit(organisation=here.own_organisation, name="Kasa", by=by, at=NOW)

    with pytest.raises(directory.NotAPhone) as refusal:
        directory.add_contact_point(unit=unit, kind="fax", value="78 22 322", by=by, at=NOW)

    assert set(refusal.value.message_dict) == {"value"}


def test_a_protected_address_is_not_told_by_the_audit(here, by):
    place = directory.add_place(
        centre=here.centre, name="Dom", address_line="ul. Tajna 7", is_protected=True, by=by, at=NOW
    )
    directory.correct_place(
        place=place,
        name="Dom",
        address_line="ul. Cicha 9",
        is_protected=True,
        is_exclusive=False,
        by=by,
        at=NOW,
    )
    directory.withdraw_place(place=place, by=by, at=NOW)

    everything = repr(list(Entry.objects.values()))
    assert "Tajna" not in everything
    assert "Cicha" not in everything
    assert set(last("organisations.place.corrected").after) == {"address_line"}


def test_two_at_once_hear_the_same_sentence(here, by, monkeypatch):
    # As if somebody else had added the area between our check and our write.
    monkeypatch.setattr(Area, "full_clean", lambda self: None)

    with pytest.raises(ValidationError, match="Ten obszar jest już na liście"):
        directory.add_area(centre=here.centre, name="Stare Miasto", by=by, at=NOW)


def test_members_are_not_withdrawn_with_an_organisation(here, by):
    with pytest.raises(directory.StillUsed):
        directory.withdraw_organisation(organisation=here.own_organisation, by=by, at=NOW)

    assert Membership.objects.filter(organisation=here.own_organisation).exists()
