"""When two records may become one, and what the one will say."""

import pytest

from osnowa.participants.merging import Facts, choices, obstacles

NOBODY = frozenset[int]()


def facts(key: int, pesel: str | None = None, *, is_merged: bool = False, projects=NOBODY) -> Facts:
    return Facts(key, pesel, is_merged, frozenset(projects))


@pytest.mark.parametrize(
    ("kept", "merged", "told_apart", "expected"),
    [
        (facts(1), facts(2), False, []),
        (facts(1, "a"), facts(2), False, []),
        (facts(1), facts(2, "a"), False, []),
        (facts(1, "a"), facts(2, "a"), False, []),
        (facts(1, projects={5}), facts(2, projects={6}), False, []),
        (facts(1, "a"), facts(2, "b"), False, ["two-pesels"]),
        (facts(1, projects={5, 6}), facts(2, projects={6}), False, ["same-project"]),
        (facts(1), facts(2), True, ["told-apart"]),
        (facts(1, is_merged=True), facts(2), False, ["merged-already"]),
        (facts(1), facts(2, is_merged=True), False, ["merged-already"]),
        (facts(1, "a", projects={5}), facts(1, "a", projects={5}), False, ["same"]),
        (
            facts(1, "a", is_merged=True, projects={5}),
            facts(2, "b", projects={5}),
            True,
            ["merged-already", "told-apart", "two-pesels", "same-project"],
        ),
    ],
)
def test_everything_in_the_way_is_told(kept, merged, told_apart, expected):
    assert obstacles(kept, merged, told_apart=told_apart) == expected


BASE = {
    "first_name": "Anna",
    "phone": "",
    "pesel": None,
    "lacks_pesel": False,
    "birth_date": None,
    "sex": "",
    "sex_reason": "",
    "is_hidden": False,
}


@pytest.mark.parametrize(
    ("kept", "merged", "expected"),
    [
        ({}, {}, {}),
        ({}, {"phone": "+48601"}, {"phone": "+48601"}),
        ({"phone": "+48602"}, {"phone": "+48601"}, {}),
        ({}, {"first_name": "Ania"}, {}),
        ({}, {"is_hidden": True}, {"is_hidden": True}),
        ({"is_hidden": True}, {}, {}),
        ({}, {"lacks_pesel": True}, {}),
        ({"lacks_pesel": True}, {}, {}),
        (
            {"lacks_pesel": True, "birth_date": "1980", "sex": "man"},
            {"pesel": "1", "birth_date": "1981", "sex": "woman", "sex_reason": "zmiana"},
            {
                "pesel": "1",
                "lacks_pesel": False,
                "birth_date": "1981",
                "sex": "woman",
                "sex_reason": "zmiana",
            },
        ),
        ({"pesel": "1", "birth_date": "1980"}, {"birth_date": "1981"}, {}),
    ],
)
def test_the_kept_record_learns_what_it_did_not_know(kept, merged, expected):
    chosen = choices(BASE, {**BASE, **kept}, {**BASE, **merged})
    assert {each.name: each.result for each in chosen if each.changes} == expected


def test_what_both_say_differently_is_shown():
    (name, phone) = choices(
        ("first_name", "phone"),
        {**BASE, "phone": "1"},
        {**BASE, "first_name": "Ania", "phone": "1"},
    )
    assert name.differs
    assert not phone.differs
