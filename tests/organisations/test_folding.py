"""The Polish order and search, the same on every database."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.organisations.folding import search_norm, sort_key

POLISH = "aąbcćdeęfghijklłmnńoóprsśtuwyzźż AĄBĆŁŃÓŚŹŻ"


@pytest.mark.parametrize(
    "ordered",
    [
        ["Adamska", "Ądamska", "Bąk"],
        ["cebula", "ćma", "dom"],
        ["lato", "lot", "łata", "mama"],
        ["noc", "nuta", "ńu", "oko", "ósmy", "pan"],
        ["sad", "swój", "śnieg", "tak"],
        ["zamek", "zupa", "źle", "żaba"],
        ["Nowak", "Nowak Adam", "Nowakowska"],
        ["Grupa 10", "Grupa 2"],  # digits one by one, as in a dictionary
        ["Żak", "żak"],
    ],
)
def test_names_stand_in_polish_order(ordered):
    shuffled = random.Random(7).sample(ordered, len(ordered))  # noqa: S311 - not a secret

    assert sorted(shuffled, key=lambda name: (sort_key(name), name)) == ordered


@pytest.mark.parametrize("pair", [("Kowalska-Nowak", "Kowalskanowak"), ("O'Neill", "ONeill")])
def test_punctuation_does_not_count(pair):
    assert sort_key(pair[0]) == sort_key(pair[1])


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Łódź", "lodz"),
        ("  Święta   Anna ", "swieta anna"),
        ("ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn"),
        ("Müller-Straße", "muller-strasse"),
        ("Żak", "zak"),
        ("", ""),
    ],
)
def test_search_forgives_marks_case_and_spaces(text, normal):
    assert search_norm(text) == normal


@given(st.text(alphabet=POLISH))
def test_the_key_is_ascii_and_case_does_not_matter(text):
    assert sort_key(text).isascii()
    assert sort_key(text) == sort_key(text.upper()) == sort_key(text.lower())


@given(st.text())
def test_search_norm_changes_nothing_the_second_time(text):
    assert search_norm(search_norm(text)) == search_norm(text)
