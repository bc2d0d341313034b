"""What happens to an account, and what the audit keeps of it."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from osnowa.accounts import actions
from osnowa.accounts.models import User
from osnowa.audit.models import Entry
from tests.cast import NOW, PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return User.objects.create_user("anna@example.pl", PASSWORD, name="Anna Adamska")


@pytest.fixture
def adam():
    return User.objects.create_user("adam@example.pl", PASSWORD, name="Adam Alfer")


def create(by, **fields):
    values = {"email": " Nowa@Example.PL ", "name": "  Ewa   Nowa "} | fields
    return actions.create_user(**values, by=by, at=NOW)


def test_a_new_account_has_no_password_and_tidy_words(here, adam):
    user = create(adam)

    assert (user.email, user.name, user.has_usable_password()) == ("nowa@example.pl", "Ewa Nowa", False)
    entry = Entry.objects.get(verb="accounts.user.created")
    assert (entry.tenant, entry.before_json, entry.after_json) == (here.centre.pk, "", "")
    assert entry.sealed_after
    assert "nowa@example.pl" not in entry.sealed_after


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"email": "anna@example.pl"}, "email"),
        ({"email": "ANNA@example.pl"}, "email"),
        ({"email": "bez-malpy"}, "email"),
        ({"email": ""}, "email"),
        ({"name": " "}, "name"),
    ],
)
def test_a_wrong_account_is_refused_at_its_field(anna, adam, fields, field):
    with pytest.raises(ValidationError) as refusal:
        create(adam, **fields)

    assert set(refusal.value.message_dict) == {field}
    assert Entry.objects.count() == 0


def test_the_database_knows_one_address_whatever_its_letters(anna):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="anna@example.pl", name="Inna")])
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="Anna@example.pl", name="Inna")])


def test_closing_and_opening_are_never_done_twice(anna, adam):
    actions.deactivate_user(user=anna, by=adam, at=NOW)
    with pytest.raises(actions.AccountIsOff):
        actions.deactivate_user(user=anna, by=adam, at=NOW)
    actions.reactivate_user(user=anna, by=adam, at=NOW)
    with pytest.raises(actions.AccountIsOn):
        actions.reactivate_user(user=anna, by=adam, at=NOW)

    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["accounts.user.deactivated", "accounts.user.reactivated"]


def test_nobody_closes_their_own_account(adam):
    with pytest.raises(actions.OwnAccount):
        actions.deactivate_user(user=adam, by=adam, at=NOW)


def test_a_link_leaves_after_the_transaction(anna, adam, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.send_password_link(user=anna, origin="https://osnowa.example.pl/", by=adam, at=NOW)
        assert mail.outbox == []

    letter = mail.outbox[0]
    assert letter.to == ["anna@example.pl"]
    assert "https://osnowa.example.pl/konto/haslo/ustaw/" in letter.body


def test_a_closed_account_gets_no_link(anna, adam):
    anna.is_active = False
    anna.save()

    with pytest.raises(actions.AccountIsOff):
        actions.send_password_link(user=anna, origin="https://x", by=adam, at=NOW)
