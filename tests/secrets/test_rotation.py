"""A key can be changed while people work, in batches, and a broken-off run is started again."""

import pytest
from django.apps import apps

from osnowa.secrets import subject_keys
from osnowa.secrets.cipher import CannotOpen
from osnowa.secrets.models import SubjectKey
from osnowa.secrets.rotation import encrypted_fields, rotate, rotate_subject_keys
from tests.secrets.conftest import Letter, Note, put_raw, raw

pytestmark = pytest.mark.django_db


@pytest.fixture
def notes(settings):
    settings.OSNOWA_FIELD_KEYS = "1:old"
    return [Note.objects.create(text=str(number)) for number in range(7)]


def test_every_value_moves_to_the_new_key_and_still_opens(notes, settings):
    settings.OSNOWA_FIELD_KEYS = "2:new,1:old"
    Note.objects.create(text="7")
    steps = []

    changed = rotate(Note, "text", batch=3, progress=steps.append)

    settings.OSNOWA_FIELD_KEYS = "2:new"
    assert changed == 7
    assert steps == [3, 6, 8]
    assert [note.text for note in Note.objects.order_by("pk")] == list("01234567")
    assert {raw(note)[:2] for note in Note.objects.all()} == {"2:"}


def test_a_second_run_has_nothing_to_do(notes, settings):
    settings.OSNOWA_FIELD_KEYS = "2:new,1:old"
    rotate(Note, "text")
    before = [raw(note) for note in notes]

    assert rotate(Note, "text") == 0
    assert rotate(Note, "reason") == 0
    assert [raw(note) for note in notes] == before


def test_a_value_that_does_not_open_stops_the_run_and_is_left_alone(notes, settings):
    put_raw(notes[4], raw(notes[0]))
    broken = raw(notes[4])
    settings.OSNOWA_FIELD_KEYS = "2:new,1:old"

    with pytest.raises(CannotOpen):
        rotate(Note, "text", batch=3)

    assert raw(notes[4]) == broken
    assert raw(notes[2]).startswith("2:")
    assert raw(notes[3]).startswith("1:")


def test_the_keys_of_persons_are_wrapped_anew_and_their_texts_stay(settings):
    settings.OSNOWA_FIELD_KEYS = "1:old"
    tokens = {person: subject_keys.seal(person, 1, person) for person in ("a:1", "a:2", "a:3")}
    subject_keys.erase("a:3", 1)
    settings.OSNOWA_FIELD_KEYS = "2:new,1:old"

    assert rotate_subject_keys(batch=1) == 2
    assert rotate_subject_keys() == 0

    settings.OSNOWA_FIELD_KEYS = "2:new"
    opened = [subject_keys.unseal(person, 1, token) for person, token in tokens.items()]
    assert opened == ["a:1", "a:2", None]
    assert SubjectKey.objects.filter(wrapped="").count() == 1


def test_only_encrypted_fields_are_rotated():
    assert encrypted_fields([Note, Letter, SubjectKey]) == [
        (Note, "text"),
        (Note, "reason"),
        (Letter, "text"),
    ]
    with pytest.raises(TypeError, match="not encrypted"):
        rotate(Note, "seen")


def test_every_encrypted_field_of_the_house_knows_its_row():
    for model, field in encrypted_fields(list(apps.get_models())):
        assert model._meta.get_field(field).check() == []
