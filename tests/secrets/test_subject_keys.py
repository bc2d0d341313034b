"""A person's key seals what cannot be deleted, and erasing the key erases it all."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from osnowa.secrets import subject_keys
from osnowa.secrets.cipher import CannotOpen
from osnowa.secrets.models import SubjectKey

pytestmark = pytest.mark.django_db
ANNA, EWA = "participants.person:1", "participants.person:2"


def test_what_is_sealed_opens_until_it_is_erased():
    tokens = [subject_keys.seal(ANNA, 1, text) for text in ("bezdomność", "", "Zażółć")]
    other = subject_keys.seal(EWA, 1, "inna")

    assert [subject_keys.unseal(ANNA, 1, token) for token in tokens] == ["bezdomność", "", "Zażółć"]
    assert subject_keys.erase(ANNA, 1) == 1
    assert [subject_keys.unseal(ANNA, 1, token) for token in tokens] == [None, None, None]
    assert subject_keys.unseal(EWA, 1, other) == "inna"


def test_one_person_has_one_key_and_nobody_is_named():
    for text in ("a", "b"):
        subject_keys.seal(ANNA, 1, text)

    row = SubjectKey.objects.get()
    assert "person" not in row.subject
    assert row.wrapped


def test_nothing_of_an_erased_key_is_left():
    token = subject_keys.seal(ANNA, 1, "x")
    subject_keys.erase(ANNA, 1)

    row = SubjectKey.objects.get()
    assert row.wrapped == ""
    assert row.erased_at is not None
    assert subject_keys.erase(ANNA, 1) == 0
    assert subject_keys.unseal(ANNA, 1, token) is None


def test_a_person_who_comes_back_gets_a_new_key():
    old = subject_keys.seal(ANNA, 1, "dawne")
    subject_keys.erase(ANNA, 1)

    new = subject_keys.seal(ANNA, 1, "nowe")

    assert subject_keys.unseal(ANNA, 1, old) is None
    assert subject_keys.unseal(ANNA, 1, new) == "nowe"


@pytest.mark.parametrize(("subject", "tenant"), [(EWA, 1), (ANNA, 2), (ANNA, None)])
def test_a_text_does_not_open_for_anybody_else(subject, tenant):
    token = subject_keys.seal(ANNA, 1, "x")

    with pytest.raises(CannotOpen):
        subject_keys.unseal(subject, tenant, token)


def test_the_same_label_in_two_centres_is_two_people():
    first, second = subject_keys.seal(ANNA, 1, "x"), subject_keys.seal(ANNA, 2, "y")

    subject_keys.erase(ANNA, 1)

    assert subject_keys.unseal(ANNA, 1, first) is None
    assert subject_keys.unseal(ANNA, 2, second) == "y"


@pytest.mark.parametrize("token", ["", "x", "1:abc", "0" * 31 + ":p:AAAA"])
def test_what_was_never_sealed_is_an_error(token):
    with pytest.raises(CannotOpen):
        subject_keys.unseal(ANNA, 1, token)


def test_a_key_moved_to_another_person_does_not_unwrap():
    token = subject_keys.seal(ANNA, 1, "x")
    subject_keys.seal(EWA, 1, "y")
    first, second = SubjectKey.objects.order_by("made_at")
    SubjectKey.objects.filter(pk=first.pk).update(wrapped=second.wrapped)

    with pytest.raises(CannotOpen):
        subject_keys.unseal(ANNA, 1, token)


def test_an_old_index_key_still_finds_the_person(settings):
    settings.OSNOWA_INDEX_KEY = "old"
    token = subject_keys.seal(ANNA, 1, "x")
    settings.OSNOWA_INDEX_KEY = "2:new,1:old"

    subject_keys.seal(ANNA, 1, "y")

    assert SubjectKey.objects.count() == 1
    assert subject_keys.erase(ANNA, 1) == 1
    assert subject_keys.unseal(ANNA, 1, token) is None


def test_the_database_refuses_a_second_living_key_and_a_half_erased_one():
    subject_keys.seal(ANNA, 1, "x")
    row = SubjectKey.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        SubjectKey.objects.create(subject=row.subject, wrapped="x", made_at=row.made_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        SubjectKey.objects.update(erased_at=row.made_at)


@pytest.mark.django_db(transaction=True)
def test_two_who_seal_the_first_text_at_once_use_one_key():
    tokens, together = [], threading.Barrier(2)

    def seal(text):
        try:
            together.wait(10)
            with transaction.atomic():
                tokens.append(subject_keys.seal(ANNA, 1, text))
        finally:
            connection.close()

    threads = [threading.Thread(target=seal, args=(text,)) for text in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(subject_keys.unseal(ANNA, 1, token) for token in tokens) == ["a", "b"]
    assert SubjectKey.objects.count() == 1


def test_kept_keys_save_reading_and_never_outlive_what_undid_them(django_assert_num_queries):
    kept = {}
    with transaction.atomic():
        subject_keys.seal(ANNA, 1, "made and undone", kept=kept)
        transaction.set_rollback(True)
    assert kept == {}

    first = subject_keys.seal(ANNA, 1, "first", kept=kept)
    subject_keys.seal(ANNA, 1, "second", kept=kept)
    with django_assert_num_queries(0):
        third = subject_keys.seal(ANNA, 1, "third", kept=kept)

    assert subject_keys.unseal(ANNA, 1, first) == "first"
    assert subject_keys.unseal(ANNA, 1, third) == "third"
