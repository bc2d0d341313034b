"""What can happen to who belongs to a centre; nothing reaches over to another one."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django_scopes import scope

from osnowa.accounts.actions import AccountIsOff, OwnAccount
from osnowa.accounts.models import User
from osnowa.audit.models import Entry
from osnowa.organisations.actions import members
from osnowa.organisations.models import Membership, Role, Unit
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db

ORIGIN = "https://osnowa.example.pl/"


@pytest.fixture
def adam(cast):
    return cast.adam


@pytest.fixture(autouse=True)
def letters(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        yield


def invite(here, by, **fields):
    values = {
        "email": "nowa@example.pl",
        "name": "Ewa Nowa",
        "organisation": here.own_organisation,
        "role": Role.STAFF,
        "begins_on": TODAY,
    }
    return members.invite_member(centre=here.centre, **values | fields, origin=ORIGIN, by=by, at=NOW)


def held(user, here) -> Membership:
    return Membership.objects.get(user=user, centre=here.centre)


def test_somebody_new_gets_an_account_a_place_and_a_letter(here, adam, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        membership = invite(here, adam)

    assert (membership.user.name, membership.user.has_usable_password()) == ("Ewa Nowa", False)
    assert f"{ORIGIN}konto/haslo/ustaw/" in mail.outbox[0].body
    verbs = set(Entry.objects.values_list("tenant", "verb"))
    added = {"accounts.user.created", "accounts.user.link_sent", "organisations.membership.added"}
    assert verbs == {(here.centre.pk, verb) for verb in added}


def test_somebody_known_elsewhere_keeps_their_account_and_is_told(
    cast, here, adam, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        membership = invite(here, adam, email=cast.darek.email.upper(), name="Inne Imię")

    cast.darek.refresh_from_db()
    assert (membership.user, cast.darek.name) == (cast.darek, "Darek Dudek")
    assert mail.outbox[0].to == [cast.darek.email]
    assert "haslo" not in mail.outbox[0].body


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "nie adres"}, "email"),
        ({"name": ""}, "name"),
        ({"organisation": "elsewhere"}, "organisation"),
        ({"unit": "other"}, "unit"),
    ],
)
def test_a_wrong_invitation_leaves_nothing_behind(cast, here, adam, change, field):
    if change.get("organisation"):
        change = {"organisation": cast.elsewhere.own_organisation}
    if change.get("unit"):
        change = {"unit": Unit.objects.create(organisation=here.partner_organisation, name="Biuro")}

    with pytest.raises(ValidationError) as refusal:
        invite(here, adam, **change)

    assert set(refusal.value.message_dict) == {field}
    assert not User.objects.filter(email="nowa@example.pl").exists()
    assert mail.outbox == []


def test_a_closed_account_is_not_invited(cast, here, adam):
    User.objects.filter(pk=cast.darek.pk).update(is_active=False)

    with pytest.raises(AccountIsOff) as refusal:
        invite(here, adam, email=cast.darek.email)

    assert set(refusal.value.message_dict) == {"email"}


def test_a_role_is_held_once(cast, here, adam):
    with pytest.raises(ValidationError, match="Ta osoba ma już tę rolę w ośrodku"):
        invite(here, adam, email=cast.kasia.email)


def test_a_role_ends_from_a_day_on(cast, here, adam):
    members.end_membership(membership=held(cast.kasia, here), ends_before=TODAY, by=adam, at=NOW)

    assert held(cast.kasia, here).ends_before == TODAY
    entry = Entry.objects.get(verb="organisations.membership.ended")
    assert (entry.before, entry.after) == ({"ends_before": None}, {"ends_before": "2019-04-16"})
    with pytest.raises(members.AlreadyEnded):
        members.end_membership(membership=held(cast.kasia, here), ends_before=TODAY, by=adam, at=NOW)


def test_an_end_that_has_not_come_can_be_moved(cast, here, adam):
    later = TODAY + timedelta(days=30)
    members.end_membership(membership=held(cast.kasia, here), ends_before=later, by=adam, at=NOW)

    members.end_membership(membership=held(cast.kasia, here), ends_before=TODAY, by=adam, at=NOW)

    assert held(cast.kasia, here).ends_before == TODAY


def test_a_role_does_not_end_before_it_begins(cast, here, adam):
    with pytest.raises(ValidationError, match="musi się kończyć po rozpoczęciu"):
        members.end_membership(
            membership=held(cast.kasia, here), ends_before=date(2018, 1, 1), by=adam, at=NOW
        )


@pytest.mark.parametrize("verb", [members.end_membership, members.withdraw_membership])
def test_nobody_gives_up_their_own_keys(here, adam, verb):
    more = {"ends_before": TODAY} if verb is members.end_membership else {}

    with pytest.raises(members.OwnKeys):
        verb(membership=held(adam, here), **more, by=adam, at=NOW)


def test_a_role_given_by_mistake_is_taken_back_the_same_day_only(cast, here, adam):
    fresh = invite(here, adam)
    members.withdraw_membership(membership=fresh, by=adam, at=NOW)

    assert not Membership.objects.filter(user__email="nowa@example.pl").exists()
    with pytest.raises(members.AlreadyBegan):
        members.withdraw_membership(membership=held(cast.kasia, here), by=adam, at=NOW)


@pytest.mark.parametrize("verb", ["correct", "deactivate", "reactivate"])
def test_an_account_that_another_centre_relies_on_is_not_touched(cast, here, adam, verb):
    invite(here, adam, email=cast.darek.email)
    act = {
        "correct": lambda **who: members.correct_member(email="moj@example.pl", name="x", phone="", **who),
        "deactivate": members.deactivate_member,
        "reactivate": members.reactivate_member,
    }[verb]

    with pytest.raises(members.AccountUsedElsewhere):
        act(centre=here.centre, user=cast.darek, by=adam, at=NOW)

    cast.darek.refresh_from_db()
    assert (cast.darek.email, cast.darek.is_active) == ("darek.dudek@example.pl", True)


def test_an_account_whose_other_centre_is_past_is_ours_alone(cast, here, adam):
    invite(here, adam, email=cast.darek.email)
    with scope(centre=cast.elsewhere.centre):
        Membership.objects.filter(user=cast.darek).update(ends_before=TODAY)

    members.deactivate_member(centre=here.centre, user=cast.darek, by=adam, at=NOW)

    assert User.objects.get(pk=cast.darek.pk).is_active is False


@pytest.mark.parametrize("verb", [members.deactivate_member, members.reactivate_member])
def test_a_stranger_is_not_ours_to_touch(cast, here, adam, verb):
    with pytest.raises(members.NotAMember):
        verb(centre=here.centre, user=cast.darek, by=adam, at=NOW)
    with pytest.raises(members.NotAMember):
        members.send_password_link(centre=here.centre, user=cast.darek, origin=ORIGIN, by=adam, at=NOW)


def test_nobody_closes_their_own_account(here, adam):
    with pytest.raises(OwnAccount):
        members.deactivate_member(centre=here.centre, user=adam, by=adam, at=NOW)


def test_the_audit_keeps_a_person_under_their_own_key(cast, here, adam):
    members.correct_member(
        centre=here.centre,
        user=cast.kasia,
        email="kk@example.pl",
        name="Kasia Król",
        phone="",
        by=adam,
        at=NOW,
    )

    entry = Entry.objects.get(verb="accounts.user.corrected")
    assert (entry.before_json, entry.after_json) == ("", "")
    assert entry.person
    assert "Król" not in entry.sealed_after
