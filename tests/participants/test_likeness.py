"""Who may be one human being, and who must not be taken for one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.organisations.folding import search_norm
from osnowa.participants import likeness
from osnowa.participants.likeness import Crowd, Identity, compare, distance, phonetic

BORN = date(1980, 5, 12)
ANOTHER_DAY = date(1983, 11, 27)
LAST, FIRST, DAY = "last_name_same", "first_name_same", "birth_date_same"


def person(name, born=BORN, **more):
    first, _, last = name.rpartition(" ")
    return Identity(first, last, born, **more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rzepka", "Żepka"),
        ("Kowalski", "Kowalska"),
        ("Zabłocki", "Zabłocka"),
        ("Wiśniowiecki", "Wiśniowiecka"),
        ("Dąbrowski", "Dombrowski"),
        ("Zięba", "Zienba"),
        ("Wójcik", "Wujcik"),
        ("Chojnacka", "Hojnacka"),
        ("Jakubowicz", "Jakóbowicz"),
        ("Kruszyński", "Krużyński"),
        ("Mełła", "Mela"),
        ("Wagner", "Vagner"),
        ("Maja", "Maia"),
        ("Łukasz", "Lukasz"),
        ("Bożena", "Bozena"),
        ("Aleksandra", "Alexandra"),
    ],
)
def test_what_sounds_alike_has_one_sound(one, other):
    assert phonetic(one) == phonetic(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nowak", "Nowacki"),
        ("Kowal", "Kowalski"),
        ("Lis", "Lipa"),
        ("Mazur", "Mazurek"),
        ("Adam", "Ada"),
        ("Maria", "Marta"),
        ("Wrona", "Wroński"),
    ],
)
def test_other_names_have_other_sounds(one, other):
    assert phonetic(one) != phonetic(other)


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (person("Anna Kowalska"), person("ANNA  kowalska"), {LAST, FIRST, DAY}),
        (person("Łucja Gąsior"), person("Lucja Gasior"), {LAST, FIRST, DAY}),
        (person("Anna Rzepka"), person("Anna Żepka"), {"last_name_sounds_same", FIRST, DAY}),
        (person("Anna Kowalska"), person("Anna Nowak-Kowalska"), {"last_name_part", FIRST, DAY}),
        (person("Anna Nowak-Lis"), person("Anna Lis-Nowak"), {"last_name_sounds_same", FIRST, DAY}),
        (person("Anna Nowak"), person("Anna Nowka"), {"last_name_typo", FIRST, DAY}),
        (person("Katarzyna Wasilewska"), person("Katarzyna Wsaileska"), {"last_name_typo", FIRST, DAY}),
        (person("Katarzyna Nowak"), person("Katrzyna Nowak"), {LAST, "first_name_typo", DAY}),
        (person("Anna Maria Kowalska"), person("Anna Kowalska"), {LAST, "first_name_part", DAY}),
        (
            person("Anna Kowalska"), person("Kowalska Anna"),
            {LAST, FIRST, "names_swapped", DAY},
        ),
        (
            person("Jan Nowak", date(1980, 5, 12)), person("Jan Nowak", date(1980, 12, 5)),
            {LAST, FIRST, "birth_date_day_and_month_swapped"},
        ),
        (
            person("Jan Nowak", date(1980, 5, 12)), person("Jan Nowak", date(1990, 5, 12)),
            {LAST, FIRST, "birth_date_one_digit"},
        ),
        (person("Jan Nowak"), person("Jan Nowak", None), {LAST, FIRST, "birth_date_unknown"}),
        (
            # She married, and kept her phone and her address.
            person("Anna Lis", phone="+48601234567", email="Anna@example.pl"),
            person("Anna Nowak", phone="+48601234567", email="anna@example.pl"),
            {FIRST, DAY, "phone_same", "email_same"},
        ),
        (person("Anna Lis", pesel="1"), person("Anna Nowak", ANOTHER_DAY, pesel="1"), {"pesel_same"}),
    ],
)  # fmt: skip
def test_these_may_be_one_person(one, other, reasons):
    found = compare(one, other)

    assert set(found.reasons) == reasons
    assert found.is_likely
    assert compare(other, one).points == found.points
    assert [match for match, _likeness in Crowd([one]).like(other)] == [one]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Namesakes born on other days are common.
        (person("Anna Kowalska"), person("Anna Kowalska", ANOTHER_DAY)),
        # Twins, and brothers and sisters at one phone.
        (person("Daniel Nowak"), person("Daniela Nowak")),
        (person("Adam Nowak", phone="+48601234567"), person("Ewa Nowak", phone="+48601234567")),
        (person("Jan Lis"), person("Jan Nowak")),
        (person("Anna Lis"), person("Anna Las")),
        (person("Maria Nowak", ANOTHER_DAY), person("Marta Nowak")),
        (person("Anna Rzepka", None), person("Anna Żepka", None)),
        # Two numbers are two people, whatever else is the same.
        (person("Jan Nowak", pesel="1"), person("Jan Nowak", pesel="2")),
        (person("Anna Kowalska"), person("Ewa Wiśniewska", ANOTHER_DAY)),
    ],
)
def test_these_are_not_taken_for_one_person(one, other):
    assert not compare(one, other).is_likely
    assert Crowd([one]).like(other) == []


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [("nowak", "nowak", 0), ("nowak", "nowka", 1), ("nowak", "nowa", 1), ("nowak", "nowakk", 1),
     ("nowak", "kowal", 2),
     ("nowak", "lipinska", 3)],
)  # fmt: skip
def test_letters_are_counted_up_to_a_bound(one, other, letters):
    assert distance(one, other, most=2) == letters


def test_the_likeliest_comes_first():
    same, other = person("Jan Nowak", ref=1), person("Jan Nowka", ref=2)

    assert [found.ref for found, _likeness in Crowd([other, same]).like(person("Jan Nowak"))] == [1, 2]


def test_the_threshold_stands_where_the_table_says():
    # A changed table of points is a decision: it changes what people are asked about.
    sums = {
        "same names without a day": 40 + 30 + 12,
        "same names on another day": 40 + 30,
        "two typos and the same day": 30 + 22 + 30,
    }

    assert {name: points >= likeness.LIKELY for name, points in sums.items()} == {
        "same names without a day": True,
        "same names on another day": False,
        "two typos and the same day": True,
    }


NAMES = st.text(alphabet="aąbcćdeęłlmnńoóprsśtwuyzźż- ", min_size=1, max_size=12)


@given(first=NAMES, last=NAMES, born=st.dates(min_value=date(1900, 1, 1), max_value=date(2020, 1, 1)))
def test_everybody_is_like_themselves_and_found_again(first, last, born):
    somebody = Identity(first, last, born)

    assert compare(somebody, somebody).is_likely
    assert Crowd([somebody]).like(Identity(first, last, born)) != []


@given(first=NAMES, last=NAMES, other=NAMES, days=st.integers(0, 20000))
def test_likeness_is_the_same_from_both_sides(first, last, other, days):
    one, two = Identity(first, last, BORN), Identity(other, last, BORN + timedelta(days))

    assert compare(one, two).points == compare(two, one).points


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ewa Góra", "Ewa Gura"),
        ("Ewa Góra", "Ewa Gora"),
        ("Jan Dąbrowski", "Jan Dabrowski"),
        ("Jan Dąbrowski", "Jan Dombrowski"),
        ("Jan Zięba", "Jan Zieba"),
        ("Anna Kowalska-Żółć", "Anna Zolc"),
        ("Anna Kowalska-Żółć", "Anna Kowalska"),
        ("Maria Rzepka", "Żepka Maria"),
    ],
)
def test_what_is_sought_under_one_sound_is_kept_under_it(one, other):
    assert set(person(one).sounds) & set(person(other).sounds)


@pytest.mark.parametrize(
    "name", ["Dąbrowski", "Gołąb", "Góra", "Kępa", "Łącka", "Mróz", "Święch", "Wójcik", "Ząbek", "Żółć"]
)
def test_a_list_without_marks_is_sought_under_the_same_sound(name):
    assert Identity("Ewa", search_norm(name)).sounds == Identity("Ewa", name).sounds


def test_each_part_of_a_surname_has_its_sound():
    assert len(person("Anna Nowak").sounds) == 1
    assert len(person("Anna Nowak-Nowak").sounds) == 1
    assert len(person("Anna Nowak-Lis").sounds) == 2
