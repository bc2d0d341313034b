"""One verb, one transaction, one entry; nothing is left of what failed."""

import itertools
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_scopes import scope, scopes_disabled
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from osnowa.audit import chain, queries
from osnowa.audit.actions import action, forget, label, record, seen
from osnowa.audit.models import ChainHead, Entry, Name
from osnowa.audit.verification import verify
from osnowa.errors import Refused
from osnowa.secrets.models import SubjectKey
from tests.audit.conftest import AT, Goat, add_goat, verbs

pytestmark = pytest.mark.django_db
PERSON = "participants.person:7"


@action
def note(*, by=None, at=AT, **fields):
    """A verb that only says something."""
    record(**{"verb": "tests.note.written", "subject": "tests.note:1", "by": by, "at": at, **fields})


# What an entry holds


def test_an_entry_says_who_did_what_to_whom_and_when(anna, centre):
    before = timezone.now()

    goat = add_goat(name="Siwa", by=anna, at=AT)

    entry = Entry.objects.get()
    line = queries.lines([entry])[0]
    assert (entry.tenant, entry.number, entry.verb, entry.at) == (7, 1, "tests.goat.added", AT)
    assert before <= entry.written_at <= timezone.now()
    assert (line.actor.label, line.actor.display) == (label(anna), "Anna Nowak")
    assert (line.subject.label, line.subject.display) == (f"tests_audit.goat:{goat.pk}", "Siwa")
    assert (entry.before, entry.after) == (None, {"name": "Siwa"})


def test_nobody_stands_in_the_chain_by_name(anna, centre):
    add_goat(name="Siwa", by=anna, at=AT)

    row = Entry.objects.values().get()
    row.pop("after_json")
    text = json.dumps({key: str(value) for key, value in row.items()})
    for word in ("Anna", "Siwa", "goat:", "user:"):
        assert word not in text


def test_one_person_has_different_pseudonyms_in_two_centres(anna):
    for centre in (7, 8):
        with scope(centre=centre):
            note(by=anna)

    first, second = Entry.objects.order_by("tenant")
    assert first.actor != second.actor
    assert Name.objects.filter(label=label(anna)).count() == 2


def test_the_system_acts_without_a_person(centre):
    note(by=None)

    assert queries.lines(Entry.objects.all())[0].actor.label == "system"


def test_entries_without_a_centre_have_their_own_chain(anna, centre):
    note(by=anna)
    with scope(centre=None):
        note(by=anna)

    assert list(Entry.objects.order_by("tenant").values_list("tenant", "number")) == [(0, 1), (7, 1)]
    assert verify().findings == ()


@pytest.mark.parametrize("in_scope", [7, type("Centre", (), {"pk": 7})()])
def test_a_scope_holds_a_centre_or_its_id(in_scope):
    with scope(centre=in_scope):
        note()
        with scopes_disabled():
            note()

    assert list(Entry.objects.values_list("tenant", flat=True)) == [7, 7]


def test_an_entry_belongs_to_one_centre():
    with scope(centre=[7, 8]), pytest.raises(ValueError, match="one centre"):
        note()

    assert verbs() == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"ż": 1, "a": None, "m": True}, '{"a":null,"m":true,"ż":1}'),
        ({"on": date(2019, 4, 16), "at": datetime(2019, 4, 16, 12, tzinfo=UTC)}, None),
        ({"sum": Decimal("1.10"), "id": UUID(int=1)}, f'{{"id":"{UUID(int=1)}","sum":"1.10"}}'),
        (
            {"inside": [{"b": 2, "a": (1, 2)}], "set": {"b", "a"}},
            '{"inside":[{"a":[1,2],"b":2}],"set":["a","b"]}',
        ),
        ({"word": gettext_lazy("kwiecień"), 1: "x"}, '{"1":"x","word":"kwiecień"}'),
        ({"quote": 'a"b\n\u2028\x00'}, None),
        ({}, "{}"),
    ],
)
def test_values_are_kept_as_canonical_json(centre, value, text):
    note(after=value)

    entry = Entry.objects.get()
    if text is not None:
        assert entry.after_json == text
    assert entry.after == json.loads(entry.after_json)
    assert verify().findings == ()


@pytest.mark.parametrize("value", [1.5, float("nan"), object(), b"bytes"])
def test_what_has_no_canonical_form_is_refused(centre, value):
    with pytest.raises(TypeError, match="cannot hold"):
        note(after={"value": value})

    assert verbs() == []


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"at": datetime(2019, 4, 16)}, "time zone"),  # noqa: DTZ001 - the naive time is what is tried
        ({"sealed_after": {"a": 1}}, "whose key"),
        ({"subject": Goat(name="nowa")}, "without a primary key"),
        ({"verb": "Note written"}, "app.noun.participle"),
        ({"verb": "tests.note"}, "app.noun.participle"),
        ({"verb": "tests.note." + "x" * 80}, "app.noun.participle"),
    ],
)
def test_a_careless_entry_is_refused_and_nothing_is_written(centre, fields, message):
    with pytest.raises(ValueError, match=message):
        note(**fields)

    assert verbs() == []


def test_record_outside_an_action_is_a_mistake(anna):
    with pytest.raises(RuntimeError, match="@action"):
        record(verb="tests.note.written", subject=anna, by=anna, at=AT)


def test_an_entry_remembers_values_as_they_were_when_recorded(centre):
    @action
    def change():
        values = {"a": 1}
        record(verb="tests.note.written", subject="x:1", by=None, at=AT, after=values)
        values["a"] = 2

    change()

    assert Entry.objects.get().after == {"a": 1}


# One transaction


def test_what_fails_leaves_neither_rows_nor_entries(anna, centre):
    @action
    def fail():
        add_goat(name="Siwa", by=anna, at=AT)
        raise Refused("nie teraz")

    with pytest.raises(Refused):
        fail()

    assert not Goat.objects.exists()
    assert verbs() == []
    assert not ChainHead.objects.exists()
    note()
    assert verify().findings == ()


def test_actions_inside_an_action_write_in_their_order_at_the_end(anna, centre):
    seen_inside = []

    @action
    def outer():
        record(verb="tests.outer.begun", subject="x:1", by=anna, at=AT)
        add_goat(name="Siwa", by=anna, at=AT)
        seen_inside.append(Entry.objects.count())
        record(verb="tests.outer.ended", subject="x:1", by=anna, at=AT)

    outer()

    assert seen_inside == [0]
    assert verbs() == ["tests.outer.begun", "tests.goat.added", "tests.outer.ended"]


def test_a_refusal_that_the_outer_action_catches_undoes_the_inner_one_only(anna, centre):
    @action
    def refused():
        add_goat(name="Czarna", by=anna, at=AT)
        raise Refused("nie ta")

    @action
    def outer():
        add_goat(name="Siwa", by=anna, at=AT)
        with pytest.raises(Refused):
            refused()
        add_goat(name="Ruda", by=anna, at=AT)

    outer()

    assert sorted(Goat.objects.values_list("name", flat=True)) == ["Ruda", "Siwa"]
    assert verbs() == ["tests.goat.added"] * 2
    assert [entry.after["name"] for entry in Entry.objects.order_by("number")] == ["Siwa", "Ruda"]


def test_a_failed_action_does_not_keep_the_next_one_inside_it(anna, centre):
    with pytest.raises(ValueError, match="time zone"):
        note(at=datetime(2019, 4, 16))  # noqa: DTZ001 - see above

    with pytest.raises(RuntimeError):
        record(verb="tests.note.written", subject=anna, by=anna, at=AT)


def test_an_action_keeps_its_name_and_returns_what_it_made(anna):
    assert add_goat.__name__ == "add_goat"
    assert add_goat(name="Siwa", by=anna, at=AT) == Goat.objects.get()


def test_an_action_without_entries_does_not_touch_the_chain(django_assert_num_queries):
    @action
    def idle():
        return 5

    # The savepoint that stands for the transaction in a test, and its release.
    with django_assert_num_queries(2):
        assert idle() == 5


def test_an_action_costs_as_much_for_many_entries_as_for_one(anna, centre):
    @action
    def many(count):
        for number in range(count):
            record(verb="tests.note.written", subject="x:1", by=anna, at=AT, after={"n": number})

    many(1)
    costs = []
    for count in (1, 50):
        with CaptureQueriesContext(connection) as statements:
            many(count)
        costs.append(len(statements))

    assert costs[0] == costs[1] <= 6


# Constraints


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ({"name": "Siwa"}, {"name": "Siwa"}, None),
        ({"name": "Siwa", "stall": 3}, {"name": "Ruda", "stall": 3}, "To miejsce jest już zajęte."),
        ({"name": "Siwa"}, {"name": "Ruda", "weight": 101}, "Koza jest za ciężka."),
    ],
)
def test_a_constraint_speaks_as_full_clean_would(anna, centre, first, second, sentence):
    add_goat(by=anna, at=AT, **first)
    with pytest.raises(ValidationError) as expected:
        Goat(**second).full_clean()

    with pytest.raises(Refused) as refusal:
        add_goat(by=anna, at=AT, **second)

    assert refusal.value.messages == expected.value.messages == [sentence or refusal.value.messages[0]]
    assert isinstance(refusal.value.__cause__, IntegrityError)
    assert Goat.objects.count() == Entry.objects.count() == 1


def test_a_broken_reference_stays_an_error(anna):
    @action
    def misuse():
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO tests_audit_goat (name, stall, weight) VALUES (NULL, 0, 1)")

    with pytest.raises(IntegrityError), transaction.atomic():
        misuse()


# Looks


def test_a_look_is_noted_once_in_fifteen_minutes(anna, ewa, centre):
    goat = Goat.objects.create(name="Siwa")
    for viewer in (anna, anna, ewa, anna):
        seen(subject=goat, by=viewer, at=AT)

    looks = queries.looks_at(label(goat), centre)

    assert [line.actor.display for line in queries.lines(looks)] == ["Ewa Wrona", "Anna Nowak"]
    assert queries.lines(looks)[0].person.display == "Siwa"


def test_a_look_counts_by_real_time_whatever_a_demo_says(anna, centre, monkeypatch):
    goat = Goat.objects.create(name="Siwa")
    now = timezone.now()
    for minutes, expected in [(0, 1), (14, 1), (16, 2), (30, 2), (32, 3)]:
        monkeypatch.setattr(timezone, "now", lambda minutes=minutes: now + timedelta(minutes=minutes))
        seen(subject=goat, by=anna, at=AT)
        assert Entry.objects.count() == expected


def test_another_person_and_another_centre_are_other_looks(anna):
    goats = [Goat.objects.create(name=name) for name in ("Siwa", "Ruda")]
    for centre in (7, 8):
        with scope(centre=centre):
            for goat in goats:
                seen(subject=goat, by=anna, at=AT)

    assert Entry.objects.count() == 4
    assert queries.looks_at(label(goats[0]), 8).count() == 1


def test_a_repeated_look_is_one_question_to_the_database(anna, centre, django_assert_num_queries):
    goat = Goat.objects.create(name="Siwa")
    seen(subject=goat, by=anna, at=AT)

    with django_assert_num_queries(1):
        seen(subject=goat, by=anna, at=AT)


def test_a_look_is_not_part_of_an_action(anna):
    @action
    def outer():
        seen(subject=anna, by=anna, at=AT)

    with pytest.raises(RuntimeError, match="from the view"):
        outer()


# Sealed values, and forgetting


def test_personal_values_lie_under_the_persons_key(anna, centre):
    note(
        by=anna,
        person=PERSON,
        before={"status": "a"},
        after={"status": "b"},
        sealed_before={"diagnosis": None},
        sealed_after={"diagnosis": "bezdomność"},
    )

    entry = Entry.objects.get()
    assert "bezdomność" not in entry.sealed_after + entry.after_json
    changes = queries.changes(queries.lines([entry])[0])
    assert [(one.field, one.before, one.after, one.is_sealed) for one in changes] == [
        ("status", "a", "b", False),
        ("diagnosis", None, "bezdomność", True),
    ]


def test_forgetting_a_person_leaves_a_chain_that_verifies_and_names_nobody(anna, centre):
    goat = add_goat(name="Siwa", by=anna, at=AT)
    person = label(goat)
    note(by=anna, person=person, sealed_after={"diagnosis": "x"})
    seen(subject=goat, by=anna, at=AT)

    forget(person=person, by=anna, at=AT)

    assert not Name.objects.filter(label=person).exists()
    assert SubjectKey.objects.filter(erased_at__isnull=True).count() == 0
    lines = queries.lines(queries.entries_of(centre, about=person))
    assert [line.entry.verb for line in lines] == [
        "audit.person.forgotten",
        "audit.person.seen",
        "tests.note.written",
        "tests.goat.added",
    ]
    assert [line.person or line.subject for line in lines if line.entry.verb != "tests.note.written"] == [
        None
    ] * 3
    assert queries.changes(lines[2]) is None
    assert verify().findings == ()


def test_a_name_does_not_come_back_in_the_transaction_that_forgets(anna, centre):
    @action
    def erase_person(*, by, at):
        record(verb="tests.person.erased", subject=PERSON, by=by, at=at, person=PERSON)
        forget(person=PERSON, by=by, at=at)
        record(verb="tests.case.closed", subject="x:1", by=by, at=at, person=PERSON)

    erase_person(by=anna, at=AT)

    assert sorted(Name.objects.values_list("label", flat=True)) == [label(anna), "x:1"]


def test_forgetting_that_is_undone_forgets_nothing(anna, centre):
    @action
    def outer():
        note(by=anna, person=PERSON, sealed_after={"a": 1})

        @action
        def refused():
            forget(person=PERSON, by=anna, at=AT)
            raise Refused("nie")

        with pytest.raises(Refused):
            refused()

    outer()

    assert Name.objects.filter(label=PERSON).exists()
    assert SubjectKey.objects.get().erased_at is None


def test_another_centre_keeps_what_it_knows(anna):
    for centre in (7, 8):
        with scope(centre=centre):
            note(by=anna, person=PERSON, sealed_after={"a": 1})
    with scope(centre=7):
        forget(person=PERSON, by=anna, at=AT)

    line = queries.lines(queries.entries_of(8, about=PERSON))[0]
    assert line.person.label == PERSON
    assert queries.changes(line)[0].after == 1


def test_what_is_about_a_person_keeps_no_words_of_its_own(anna, centre):
    goat = Goat.objects.create(name="Orzeczenie")
    note(by=anna, subject=goat, person=PERSON)

    assert Name.objects.get(label=label(goat)).display == ""


def test_a_name_follows_its_owner(anna, centre):
    note(by=anna)
    anna.name = "Anna Kowalska"
    note(by=anna)

    assert Name.objects.get(label=label(anna)).display == "Anna Kowalska"


# Any nesting

trees = st.recursive(
    st.tuples(st.booleans(), st.just([])),
    lambda inner: st.tuples(st.booleans(), st.lists(inner, max_size=3)),
    max_leaves=12,
)


class AnyNesting(TestCase):
    """However verbs call each other and refuse, rows and entries agree (each example is rolled back)."""

    @given(tree=trees)
    def test_entries_are_those_of_verbs_that_stood(self, tree):
        names = itertools.count()

        @action
        def do(node):
            """Do one verb and those inside it; catch what they refuse, and refuse when the node says so."""
            refuses, inside = node
            done = [f"goat {next(names)}"]
            add_goat(name=done[0], by=None, at=AT)
            for other in inside:
                try:
                    done += do(other)
                except Refused:
                    continue
            if refuses:
                raise Refused("nie")
            return done

        try:
            expected = do(tree)
        except Refused:
            expected = []

        entries = Entry.objects.order_by("number")
        assert [entry.after["name"] for entry in entries] == expected
        assert sorted(Goat.objects.values_list("name", flat=True)) == sorted(expected)
        assert verify().findings == ()


def documents(values):
    """Return mappings as verbs hand them over."""
    return st.dictionaries(st.text(alphabet="abąć", max_size=3), values, max_size=4)


@given(
    document=documents(st.one_of(st.none(), st.booleans(), st.integers(), st.text(), documents(st.text())))
)
def test_canonical_json_depends_on_values_only(document):
    turned = dict(reversed(document.items()))

    text = chain.canonical(document)

    assert chain.canonical(turned) == text
    assert json.loads(text) == document
    assert chain.canonical(json.loads(text)) == text
