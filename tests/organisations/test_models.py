"""What can never be stored, and columns that follow a name."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from osnowa.organisations.models import Centre, ContactPoint, Membership, Organisation, Role, Unit

pytestmark = pytest.mark.django_db


def membership(here, **fields):
    values = {
        "user": here.trainer,
        "centre": here.centre,
        "organisation": here.own_organisation,
        "role": Role.ADMINISTRATOR,
        "begins_on": date(2019, 1, 1),
    }
    return Membership(**values | fields)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ends_before": date(2019, 1, 1)}, "Przynależność musi się kończyć po rozpoczęciu."),
        ({"ends_before": date(2018, 1, 1)}, "Przynależność musi się kończyć po rozpoczęciu."),
        ({"role": Role.COORDINATOR}, "Wartość Role.COORDINATOR nie jest poprawnym wyborem."),
        ({"role": Role.STAFF}, "Ta osoba ma już tę rolę w ośrodku."),
    ],
)
def test_a_wrong_membership_is_refused_by_the_form_and_by_the_database(here, fields, sentence):
    with pytest.raises(ValidationError) as refusal:
        membership(here, **fields).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        membership(here, **fields).save()

    assert sentence in refusal.value.messages


def test_a_role_that_ended_can_be_given_again(here):
    Membership.objects.filter(user=here.trainer).update(ends_before=date(2019, 2, 1))

    membership(here, role=Role.STAFF, begins_on=date(2019, 2, 1)).save()

    assert Membership.objects.filter(user=here.trainer).count() == 2


def test_a_host_shows_one_centre(db):
    Centre.objects.create(slug="a", name="A", short_name="A", host="osrodek.example.pl")
    Centre.objects.create(slug="b", name="B", short_name="B")
    Centre.objects.create(slug="c", name="C", short_name="C")

    with pytest.raises(IntegrityError), transaction.atomic():
        Centre.objects.create(slug="d", name="D", short_name="D", host="osrodek.example.pl")


@pytest.mark.parametrize(
    ("field", "value"),
    [("nip", "1234563219"), ("nip", "123-456-32-18"), ("krs", "123"), ("krs", "0000000000")],
)
def test_numbers_are_checked_in_their_kept_form(here, field, value):
    organisation = Organisation(centre=here.centre, name="Nowa", kind="other", **{field: value})

    with pytest.raises(ValidationError) as refusal:
        organisation.full_clean()

    assert set(refusal.value.message_dict) == {field}


def test_keys_follow_the_name_whatever_the_way_it_is_saved(here):
    Organisation.objects.bulk_create([Organisation(centre=here.centre, name="Żywiec", kind="school")])
    created = Organisation.objects.create(centre=here.centre, name="Łąka", kind="school")
    created.name = "Śnieg"
    created.save()

    kept = dict(Organisation.objects.filter(kind="school").values_list("name", "search_norm"))
    assert kept == {"Żywiec": "zywiec", "Śnieg": "snieg"}
    assert Organisation.objects.get(name="Śnieg").sort_key == "s1n0i0e0g0"


def test_lists_stand_in_polish_order(here):
    for name in ("Żabki", "Zabawa", "Źródło", "Łąka", "Lato"):
        Organisation.objects.create(centre=here.centre, name=name, kind="school")

    ordered = list(Organisation.objects.filter(kind="school").values_list("name", flat=True))
    assert ordered == ["Lato", "Łąka", "Zabawa", "Źródło", "Żabki"]


@pytest.mark.parametrize("model", [Organisation, Unit, ContactPoint, Membership])
def test_nothing_is_seen_across_centres(cast, here, model):
    if model is ContactPoint:
        ContactPoint.objects.create(unit=cast.elsewhere.project.office, value="+48717822322")

    seen = {str(row) for row in model.objects.all()}

    assert not seen & {"OPS Obcowo", "Biuro projektu pas-obcowo", "+48717822322"}
    assert not [row for row in seen if "Teresa" in row or "Darek" in row]
