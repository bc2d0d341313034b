"""What the journal answers about a centre, a person, a project and a day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django_scopes import scope

from osnowa.audit import queries
from osnowa.audit.actions import action, label, record, seen
from tests.audit.conftest import AT, Goat

pytestmark = pytest.mark.django_db
WARSAW = ZoneInfo("Europe/Warsaw")
PERSON, OTHER = "participants.person:7", "participants.person:70"
PAS_JA, WE_EP = "projects.project:1", "projects.project:2"


@action
def write(verb, *, by=None, at=AT, subject="x:1", **fields):
    """A verb that only says something."""
    record(verb=verb, subject=subject, by=by, at=at, **fields)


@pytest.fixture
def journal(anna, ewa, centre):
    """Six entries of the centre 7, and one like the second in the centre 8."""
    write("tests.goat.added", by=anna, at=datetime(2019, 4, 15, 23, 59, tzinfo=WARSAW), within=PAS_JA)
    write("casework.contact.noted", by=anna, subject="casework.contact:1", person=PERSON, within=PAS_JA)
    write("casework.contact.corrected", by=ewa, subject="casework.contact:1", person=PERSON, within=PAS_JA)
    write("casework.contact.noted", by=ewa, subject="casework.contact:2", person=OTHER, within=WE_EP)
    write("participants.person.corrected", subject=PERSON, person=PERSON)
    write("tests.goat.added", by=anna, at=datetime(2019, 4, 17, 0, 0, tzinfo=WARSAW))
    with scope(centre=8):
        write("casework.contact.noted", by=anna, subject="casework.contact:1", person=PERSON, within=PAS_JA)
    return centre


def numbers(entries):
    """Return the numbers of ``entries``, newest first."""
    return [entry.number for entry in entries]


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({}, [6, 5, 4, 3, 2, 1]),
        ({"verb": "casework.contact.noted"}, [4, 2]),
        ({"verb": "casework."}, [4, 3, 2]),
        ({"verb": "casework_contact"}, []),
        ({"about": PERSON}, [5, 3, 2]),
        ({"about": "casework.contact:1"}, [3, 2]),
        ({"about": "casework.contact:%"}, []),
        ({"about": PERSON, "verb": "casework."}, [3, 2]),
        ({"by": "system"}, [5]),
        ({"within": [PAS_JA]}, [3, 2, 1]),
        ({"within": [PAS_JA, WE_EP]}, [4, 3, 2, 1]),
        ({"within": []}, []),
        ({"since": date(2019, 4, 16)}, [6, 5, 4, 3, 2]),
        ({"until": date(2019, 4, 16)}, [5, 4, 3, 2, 1]),
        ({"since": date(2019, 4, 16), "until": date(2019, 4, 16)}, [5, 4, 3, 2]),
        ({"since": date(2019, 4, 17)}, [6]),
        ({"since": date(2020, 1, 1)}, []),
    ],
)
def test_entries_are_narrowed(journal, narrowed, expected):
    assert numbers(queries.entries_of(journal, **narrowed)) == expected


def test_entries_are_narrowed_by_who_did_it(journal, anna, ewa):
    assert numbers(queries.entries_of(journal, by=label(anna))) == [6, 2, 1]
    assert numbers(queries.entries_of(journal, by=label(ewa))) == [4, 3]


def test_another_centre_answers_for_itself_only(journal):
    assert numbers(queries.entries_of(8)) == [1]
    assert numbers(queries.entries_of(8, about=PERSON)) == [1]
    assert numbers(queries.entries_of(None)) == numbers(queries.entries_of(9)) == []


def test_looks_are_found_apart_from_changes(journal, anna):
    goat = Goat.objects.create(name="Siwa")
    write("tests.goat.counted", by=anna, subject=goat)
    seen(subject=goat, by=anna, at=AT)

    assert numbers(queries.looks_at(label(goat), journal)) == [8]
    assert numbers(queries.entries_of(journal, about=label(goat))) == [8, 7]


def test_names_are_read_once_for_all_lines(journal, django_assert_num_queries):
    entries = list(queries.entries_of(journal))

    with django_assert_num_queries(1):
        lines = queries.lines(entries)

    assert [line.entry for line in lines] == entries
    assert [str(line.actor) for line in lines] == [
        "Anna Nowak",
        "system",
        "Ewa Wrona",
        "Ewa Wrona",
        "Anna Nowak",
        "Anna Nowak",
    ]
    assert [str(line.within) for line in lines] == ["None", "None", WE_EP, PAS_JA, PAS_JA, PAS_JA]


def test_names_given_by_an_older_index_key_are_still_found(journal, anna, settings):
    settings.OSNOWA_INDEX_KEY = f"2:new,1:{settings.OSNOWA_INDEX_KEY}"
    write("casework.contact.noted", by=anna, person=PERSON, within=PAS_JA)

    assert numbers(queries.entries_of(journal, about=PERSON)) == [7, 5, 3, 2]
    assert numbers(queries.entries_of(journal, within=[PAS_JA])) == [7, 3, 2, 1]
    assert numbers(queries.entries_of(journal, by=label(anna))) == [7, 6, 2, 1]


def test_a_chain_has_a_head_once_it_has_begun(journal):
    head = queries.head_of(journal)

    assert (head.tenant, head.number, head.digest) == (7, 6, queries.entries_of(7).first().digest)
    assert queries.head_of(9) is None
    assert queries.head_of(None) is None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, None, []),
        (None, {"b": 1, "a": None}, [("a", None, None), ("b", None, 1)]),
        ({"a": 1}, {"a": 2}, [("a", 1, 2)]),
        ({"a": 1}, None, [("a", 1, None)]),
        ({"a": 1}, {"c": 2}, [("a", 1, None), ("c", None, 2)]),
    ],
)
def test_changes_stand_side_by_side(centre, before, after, expected):
    write("tests.goat.fed", before=before, after=after)

    changes = queries.changes(queries.lines(queries.entries_of(centre))[0])

    assert [(one.field, one.before, one.after) for one in changes] == expected
    assert not any(one.is_sealed for one in changes)
