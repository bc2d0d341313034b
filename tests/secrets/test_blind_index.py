"""Equal values are found, and cannot be joined across purposes, centres or without the key."""

import re

import pytest

from osnowa.secrets import blind_index

PESEL = "44051401458"


def test_equal_values_of_one_centre_have_one_fingerprint():
    first = blind_index.digest(PESEL, purpose="person.pesel", tenant=1)

    assert first == blind_index.digest(PESEL, purpose="person.pesel", tenant=1)
    assert re.fullmatch(r"1:[0-9a-f]{64}", first)
    assert len(first) <= blind_index.LENGTH


@pytest.mark.parametrize(
    ("value", "purpose", "tenant"),
    [
        ("44051401459", "person.pesel", 1),
        (PESEL, "person.document", 1),
        (PESEL, "person.pesel", 2),
        (PESEL, "person.pesel", None),
        (PESEL, "person.pesel", 0),
        (f"1{PESEL}", "person.pesel", 1),
        (PESEL[1:], f"person.pesel{PESEL[0]}", 1),
    ],
)
def test_anything_else_has_another_fingerprint(value, purpose, tenant):
    other = blind_index.digest(value, purpose=purpose, tenant=tenant)

    assert other != blind_index.digest(PESEL, purpose="person.pesel", tenant=1)


def test_another_key_gives_another_fingerprint(settings):
    before = blind_index.digest(PESEL, purpose="person.pesel", tenant=1)
    settings.OSNOWA_INDEX_KEY = "another"

    assert blind_index.digest(PESEL, purpose="person.pesel", tenant=1) != before


def test_while_keys_change_both_fingerprints_are_looked_up(settings):
    settings.OSNOWA_INDEX_KEY = "old"
    old = blind_index.digest(PESEL, purpose="person.pesel", tenant=1)

    settings.OSNOWA_INDEX_KEY = "2:new,1:old"
    new = blind_index.digest(PESEL, purpose="person.pesel", tenant=1)

    assert new.startswith("2:")
    assert blind_index.digests(PESEL, purpose="person.pesel", tenant=1) == [new, old]


def test_the_longest_key_id_fits(settings):
    settings.OSNOWA_INDEX_KEY = "abcd2026:key"

    assert len(blind_index.digest(PESEL, purpose="x", tenant=1)) <= blind_index.LENGTH
