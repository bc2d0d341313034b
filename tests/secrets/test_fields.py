"""A sealed text opens in its own row and nowhere else; the database never sees what is inside."""

from uuid import uuid4

import pytest
from django.core import serializers
from django.core.exceptions import FieldError, ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from hypothesis import given
from hypothesis import strategies as st

from osnowa.secrets import cipher
from osnowa.secrets.cipher import CannotOpen
from osnowa.secrets.fields import EncryptedTextField, Sealed
from osnowa.secrets.keys import ring
from tests.secrets.conftest import Letter, Note, put_raw, raw

PRIVATE = "Zażółć gęślą jaźń, 44051401458"


@pytest.fixture
def note(db):
    return Note.objects.create(text=PRIVATE, reason="ze względu na zdrowie")


def test_a_text_comes_back_and_the_database_does_not_know_it(note):
    again = Note.objects.get(pk=note.pk)

    assert again.text == PRIVATE
    assert again.reason == "ze względu na zdrowie"
    assert raw(note).startswith("1:")
    assert "44051401458" not in raw(note)


@pytest.mark.parametrize("text", ["", " ", "0", "1:abc", "\n", "𝔓olska", "x" * 10_000])
def test_any_text_comes_back_as_it_was(db, text):
    letter = Letter.objects.create(text=text)

    assert Letter.objects.get(pk=letter.pk).text == text


def test_nothing_is_not_sealed(db):
    note = Note.objects.create(text="a")

    assert raw(note, "reason") is None
    assert Note.objects.get(pk=note.pk).reason is None
    assert list(Note.objects.filter(reason__isnull=True)) == [note]


def test_equal_texts_look_different(db):
    first, second = Note.objects.create(text="tak"), Note.objects.create(text="tak")

    assert raw(first) != raw(second)


def test_a_text_moved_to_another_row_does_not_open(note):
    other = Note.objects.create(text="inna osoba")
    put_raw(other, raw(note))

    with pytest.raises(CannotOpen):
        _ = Note.objects.get(pk=other.pk).text


def test_a_text_moved_to_another_column_does_not_open(note):
    put_raw(note, raw(note, "reason"))

    with pytest.raises(CannotOpen):
        _ = Note.objects.get(pk=note.pk).text


def test_a_text_moved_to_another_table_does_not_open_even_with_its_row_key(note):
    letter = Letter.objects.create(text="", row_key=note.row_key)
    put_raw(letter, raw(note))

    with pytest.raises(CannotOpen):
        _ = Letter.objects.get(pk=letter.pk).text


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-3] + ("AAA" if token[-3:] != "AAA" else "BBB"),
        lambda token: token[:20],
        lambda token: "2:" + token[2:],
        lambda token: token[2:],
        lambda token: "1:",
        lambda token: "1:ąć",
        lambda token: PRIVATE,
        lambda token: "",
    ],
)
def test_a_changed_text_does_not_open(note, change):
    put_raw(note, change(raw(note)))

    with pytest.raises(CannotOpen):
        _ = Note.objects.get(pk=note.pk).text


def test_a_foreign_text_is_not_sealed_anew_by_saving(note):
    other = Note.objects.create(text="inna osoba")
    put_raw(other, raw(note))

    with pytest.raises(CannotOpen), transaction.atomic():
        Note.objects.get(pk=other.pk).save()
    Note.objects.defer("text").get(pk=other.pk).save(update_fields=["seen"])

    assert raw(other) == raw(note)


def test_another_key_is_one_clear_error(note, settings):
    settings.OSNOWA_FIELD_KEYS = "another-key-with-the-same-id"

    with pytest.raises(CannotOpen, match="another key"):
        _ = Note.objects.get(pk=note.pk).text


def test_a_missing_key_is_the_same_error_and_says_so(note, settings):
    settings.OSNOWA_FIELD_KEYS = "9:only-this-key-is-left"

    with pytest.raises(CannotOpen, match="'1' is not among"):
        _ = Note.objects.get(pk=note.pk).text


def test_an_error_shows_neither_text_nor_key(note, settings):
    settings.OSNOWA_FIELD_KEYS = "very-secret-value"

    with pytest.raises(CannotOpen) as error:
        _ = Note.objects.get(pk=note.pk).text

    assert PRIVATE not in str(error.value)
    assert "very-secret-value" not in repr(ring("OSNOWA_FIELD_KEYS"))
    assert repr(ring("OSNOWA_FIELD_KEYS").keys["1"]) not in repr(ring("OSNOWA_FIELD_KEYS"))


@pytest.mark.parametrize(
    "question",
    [
        lambda: Note.objects.filter(text=PRIVATE),
        lambda: Note.objects.filter(text__contains="44"),
        lambda: Note.objects.filter(text__in=[PRIVATE]),
        lambda: Note.objects.exclude(text__startswith="1:"),
        lambda: Note.objects.filter(Q(text__gt="a")),
        lambda: Note.objects.filter(text=F("reason")),
        lambda: Note.objects.filter(text__lower="a"),
    ],
)
def test_a_sealed_text_cannot_be_searched(note, question):
    with pytest.raises(FieldError, match="encrypted"):
        question()


def test_values_show_nothing(note):
    value = Note.objects.values_list("text", flat=True).get()

    assert isinstance(value, Sealed)
    assert str(value) == repr(value) == "<sealed>"


def test_update_cannot_write_a_text_it_would_leave_open(note):
    before = raw(note)

    with pytest.raises(TypeError, match="save the row"), transaction.atomic():
        Note.objects.update(text="jawny")
    note.text = "jawny"
    with pytest.raises(TypeError, match="save the row"), transaction.atomic():
        Note.objects.bulk_update([note], ["text"])

    assert raw(note) == before


def test_update_can_empty_it(note):
    Note.objects.update(reason=None)

    assert Note.objects.get().reason is None


def test_many_rows_at_once_are_sealed_each_for_itself(db):
    Note.objects.bulk_create(Note(text=str(number)) for number in range(5))

    assert [note.text for note in Note.objects.order_by("pk")] == ["0", "1", "2", "3", "4"]


def test_a_text_does_not_leave_in_a_dump(note):
    with pytest.raises(TypeError, match="do not dump it"):
        serializers.serialize("json", Note.objects.all())


def test_a_deferred_text_opens_when_it_is_asked_for(note):
    assert Note.objects.defer("text").get().text == PRIVATE
    assert Note.objects.only("text").get().text == PRIVATE
    assert Note.objects.only("pk").get().text == PRIVATE


def test_refresh_reads_what_others_wrote(note):
    other = Note.objects.get(pk=note.pk)
    other.text = "nowy"
    other.save()

    note.refresh_from_db()

    assert note.text == "nowy"


def test_a_copy_with_its_own_row_key_is_sealed_for_itself(note):
    copy = Note.objects.get(pk=note.pk)
    # Texts are opened with the old row key before the row gets its own; what stays closed stops the copy.
    assert (copy.text, copy.reason) == (note.text, note.reason)
    copy.pk, copy.row_key = None, uuid4()
    copy.save()

    assert Note.objects.get(pk=copy.pk).text == PRIVATE
    assert raw(copy) != raw(note)


def test_a_copy_whose_text_is_still_closed_is_refused(note):
    copy = Note.objects.get(pk=note.pk)
    copy.pk, copy.row_key = None, uuid4()

    with pytest.raises(CannotOpen), transaction.atomic():
        copy.save()


def test_a_text_that_is_too_long_is_refused_in_words(db):
    with pytest.raises(ValidationError) as refusal:
        Note(text="x" * 41).full_clean()

    assert list(refusal.value.error_dict) == ["text"]


def test_a_model_without_a_row_key_is_found():
    class Bare(models.Model):
        text = EncryptedTextField(unique=True)

        class Meta:
            app_label = "tests_secrets"

        def __str__(self):
            return ""

    faults = {fault.id for fault in Bare._meta.get_field("text").check()}

    assert faults == {"secrets.E001", "secrets.E002"}
    assert not Note._meta.get_field("text").check()


@given(st.lists(st.text(), max_size=5), st.lists(st.text(), max_size=5))
def test_two_places_are_never_confused(one, other):
    assert (cipher.bind(*one) == cipher.bind(*other)) == (one == other)


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_whatever_is_sealed_opens_at_its_place_only(text):
    keys = ring("OSNOWA_FIELD_KEYS")
    token = cipher.seal(text, keys=keys, place=b"here")

    assert cipher.unseal(token, keys=keys, place=b"here") == text
    with pytest.raises(CannotOpen):
        cipher.unseal(token, keys=keys, place=b"there")
