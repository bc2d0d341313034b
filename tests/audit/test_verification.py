"""Whatever is done to the journal behind the application's back is found, and the first place is named."""

import pytest
from click.testing import CliRunner
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from osnowa.audit import queries
from osnowa.audit.actions import action, record
from osnowa.audit.models import ChainHead, Entry
from osnowa.audit.verification import Fault, Head, NotAHead, entry_count, verify
from osnowa.cli import main
from tests.audit.conftest import AT, lock_off

pytestmark = pytest.mark.django_db


@action
def write(count, *, first=1):
    """Write ``count`` entries that all differ."""
    for number in range(first, first + count):
        record(
            verb="tests.note.written",
            subject=f"tests.note:{number}",
            by=None,
            at=AT,
            before={"n": number - 1},
            after={"n": number},
            person="participants.person:7",
            within="projects.project:3",
            sealed_after={"secret": number},
        )


@pytest.fixture
def journal(centre):
    """Ten entries of the centre 7, and ten of the centre 8 beside them."""
    write(10)
    with scope(centre=8):
        write(10)
    return centre


def found(**options):
    """Return the findings as (tenant, number, fault)."""
    return [(one.tenant, one.number, one.fault) for one in verify(**options).findings]


def execute(statement, *values):
    """Change the database as an attacker with all rights over it, but without the keys."""
    with lock_off() as cursor:
        cursor.execute(statement, values)


def renumber(numbers, by):
    """Move entries of the centre 7 along, one by one so that no number is used twice."""
    for number in sorted(numbers, reverse=by > 0):
        execute("UPDATE audit_entry SET number = %s WHERE tenant = 7 AND number = %s", number + by, number)


def test_an_untouched_journal_is_whole(journal):
    report = verify()

    assert report.findings == ()
    assert [chain.name for chain in report.chains] == ["Ośrodek nr 7", "Ośrodek nr 8"]
    assert [chain.length for chain in report.chains] == [10, 10]
    assert [chain.head for chain in report.chains] == [queries.head_of(7), queries.head_of(8)]
    assert entry_count() == 20
    assert entry_count(7) == 10


def test_an_empty_journal_is_whole(db):
    assert verify().findings == ()
    assert verify().chains == ()
    assert verify(7).findings == ()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("written_at", "2019-04-16 00:00:00+00:00"),
        ("at", "2019-04-16 00:00:00+00:00"),
        ("verb", "tests.note.read"),
        ("actor", "1:0"),
        ("subject", "1:0"),
        ("person", ""),
        ("within", ""),
        ("before_json", '{"n": 4}'),
        ("after_json", ""),
        ("sealed_before", "x"),
        ("sealed_after", ""),
        ("previous", ""),
        ("digest", "1:" + "0" * 64),
        ("digest", "9:" + "0" * 64),
        ("digest", ""),
    ],
)
@pytest.mark.parametrize("number", [1, 5, 10])
def test_a_changed_column_is_found(journal, column, value, number):
    if (number, column) == (1, "previous"):
        value = "1:" + "0" * 64
    execute(f"UPDATE audit_entry SET {column} = %s WHERE tenant = 7 AND number = %s", value, number)  # noqa: S608

    assert found() == [(7, number, Fault.CHANGED)]
    assert found(tenant=7) == [(7, number, Fault.CHANGED)]
    assert found(tenant=8) == []


def test_every_column_that_is_signed_was_tried():
    tried = {"written_at", "at", "verb", "actor", "subject", "person", "within", "previous", "digest"}
    tried |= {"before_json", "after_json", "sealed_before", "sealed_after"}

    assert {field.name for field in Entry._meta.concrete_fields} - tried == {"id", "tenant", "number"}


@pytest.mark.parametrize("number", [1, 5, 9])
def test_a_removed_entry_is_found(journal, number):
    execute("DELETE FROM audit_entry WHERE tenant = 7 AND number = %s", number)

    assert found() == [(7, number, Fault.REMOVED)]


@pytest.mark.parametrize(("number", "count"), [(1, 1), (5, 1), (4, 3)])
def test_a_removed_entry_is_found_when_the_rest_is_renumbered(journal, number, count):
    removed = (number, number + count - 1)
    execute("DELETE FROM audit_entry WHERE tenant = 7 AND number BETWEEN %s AND %s", *removed)
    renumber(range(number + count, 11), -count)

    assert found() == [(7, number, Fault.REMOVED)]


def forge(number):
    """Insert an entry as well as it can be done without the audit key."""
    model = Entry.objects.filter(tenant=7).last()
    before = Entry.objects.filter(tenant=7, number=number - 1).first()
    columns = {field.attname: getattr(model, field.attname) for field in Entry._meta.concrete_fields}
    columns |= {"number": number, "previous": before.digest if before else "", "digest": "1:" + "f" * 64}
    columns.pop("id")
    Entry.objects.bulk_create([Entry(**columns)])
    return Entry.objects.get(tenant=7, number=number)


def test_an_entry_inserted_in_the_middle_is_found(journal):
    renumber(range(5, 11), 1)
    forge(5)

    assert found() == [(7, 5, Fault.INSERTED)]


def test_an_entry_appended_behind_the_head_is_found(journal):
    forge(11)

    assert found() == [(7, 11, Fault.INSERTED)]


def test_an_entry_appended_with_its_head_is_found(journal):
    forged = forge(11)
    ChainHead.objects.filter(tenant=7).update(number=11, digest=forged.digest)

    assert found() == [(7, 11, Fault.CHANGED)]


def test_an_entry_before_the_first_is_found(journal):
    forge(0)

    assert found() == [(7, 0, Fault.INSERTED)]


def test_a_chain_made_up_is_found(journal):
    execute("UPDATE audit_entry SET tenant = 99 WHERE tenant = 8 AND number = %s", 1)

    assert found() == [(8, 1, Fault.REMOVED), (99, 1, Fault.CHANGED)]


def test_an_entry_replaced_by_another_genuine_one_is_found(journal):
    execute("DELETE FROM audit_entry WHERE tenant = 7 AND number = %s", 6)
    execute("UPDATE audit_entry SET number = 6 WHERE tenant = 7 AND number = %s", 3)

    assert found() == [(7, 3, Fault.REMOVED)]


def test_entries_that_changed_places_are_found(journal):
    for now, then in [(4, 40), (5, 4), (40, 5)]:
        execute("UPDATE audit_entry SET number = %s WHERE tenant = 7 AND number = %s", then, now)

    assert found()[0][:2] == (7, 4)


def test_an_entry_moved_to_another_centre_is_found(journal):
    execute("UPDATE audit_entry SET tenant = 8, number = 11 WHERE tenant = 7 AND number = %s", 10)

    assert found() == [(7, 10, Fault.CUT), (8, 11, Fault.INSERTED)]


def test_only_the_first_fault_of_each_chain_is_named(journal):
    for number in (3, 6):
        execute("UPDATE audit_entry SET verb = 'x.y.z' WHERE number = %s", number)

    assert found() == [(7, 3, Fault.CHANGED), (8, 3, Fault.CHANGED)]


@pytest.mark.parametrize("kept", [0, 1, 9])
def test_a_tail_cut_off_is_found_by_the_head_of_the_chain(journal, kept):
    execute("DELETE FROM audit_entry WHERE tenant = 7 AND number > %s", kept)

    assert found() == [(7, kept + 1, Fault.CUT)]


@pytest.mark.parametrize("kept", [0, 1, 9])
def test_a_tail_cut_off_with_the_head_is_found_by_an_exported_head(journal, kept):
    exported = str(queries.head_of(7))
    cut_off_well(kept)

    assert found() == []
    assert found(head=exported) == [(7, kept + 1, Fault.CUT)]


def cut_off_well(kept):
    """Cut the tail of the centre 7 and put its head back, so that the database agrees with itself."""
    last = Entry.objects.filter(tenant=7, number=kept).first()
    execute("DELETE FROM audit_entry WHERE tenant = 7 AND number > %s", kept)
    if last:
        ChainHead.objects.filter(tenant=7).update(number=last.number, digest=last.digest)
    else:
        ChainHead.objects.filter(tenant=7).delete()


def test_a_tail_that_was_cut_and_grew_again_is_found_by_an_exported_head(journal):
    exported = str(queries.head_of(7))
    cut_off_well(5)
    write(20, first=100)

    assert found() == []
    assert found(head=exported) == [(7, 10, Fault.HEAD)]


def test_an_exported_head_stays_good_while_the_chain_grows(journal):
    exported = str(queries.head_of(7))
    write(5, first=11)

    assert found(head=exported) == []
    assert found(tenant=8, head=exported) == []


@pytest.mark.parametrize(
    "change",
    [
        {"number": 9},
        {"digest": "1:" + "0" * 64},
    ],
)
def test_a_head_that_does_not_fit_is_found(journal, change):
    ChainHead.objects.filter(tenant=7).update(**change)

    assert found() == [(7, 10, Fault.HEAD)]


def test_a_lost_head_is_found(journal):
    ChainHead.objects.filter(tenant=7).delete()

    assert found() == [(7, 10, Fault.HEAD)]


def test_another_audit_key_signs_nothing_of_ours(journal, settings):
    settings.OSNOWA_AUDIT_KEY = "another"

    assert found() == [(7, 1, Fault.CHANGED), (8, 1, Fault.CHANGED)]


def test_the_audit_key_can_be_changed_and_the_old_one_kept_for_reading(journal, settings):
    settings.OSNOWA_AUDIT_KEY = f"2:new,1:{settings.OSNOWA_AUDIT_KEY}"
    write(3, first=11)

    assert found() == []
    assert Entry.objects.filter(digest__startswith="2:").count() == 3


def test_the_walk_goes_in_batches_and_reports_how_far_it_is(journal):
    steps = []

    assert verify(batch=4, progress=steps.append).findings == ()

    assert sum(steps) == entry_count()
    assert max(steps) == 4


@pytest.mark.parametrize("batch", [1, 2, 3, 10, 11])
def test_a_fault_at_the_edge_of_a_batch_is_found(journal, batch):
    execute("UPDATE audit_entry SET verb = 'x.y.z' WHERE tenant = 7 AND number = %s", 3)

    assert found(batch=batch) == [(7, 3, Fault.CHANGED)]


@pytest.mark.parametrize("text", ["x", "7", "7-10", "7-10-abc", "7-10-1:00", "-1-1-1:" + "0" * 64])
def test_what_is_no_head_is_refused(db, text):
    with pytest.raises(NotAHead, match="głowa"):
        verify(head=text)


def test_a_head_reads_back_from_paper(journal):
    head = queries.head_of(7)

    assert Head.parse(f" {head}\n") == head
    assert str(head).startswith("7-10-1:")


def test_a_finding_says_what_happened_in_polish(journal):
    execute("DELETE FROM audit_entry WHERE tenant = 7 AND number = %s", 4)

    assert [str(one) for one in verify().findings] == ["Ośrodek nr 7: brakuje wpisu nr 4."]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ([], 0, "Dziennik jest cały."),
        (["--head", "x"], 2, "To nie jest głowa dziennika."),
        (["--head", "7-11-1:" + "0" * 64], 1, "brakuje wpisu nr 11"),
    ],
)
def test_the_command_answers_in_a_sentence_and_an_exit_code(journal, options, code, said):
    answer = CliRunner().invoke(main, ["audit", "verify", *options])

    assert (answer.exit_code, said in answer.output) == (code, True)


def test_the_number_of_questions_does_not_grow_with_the_batch(journal, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        verify(7, batch=1000)


class AnyByte(TestCase):
    """Any change of any signed text is found where it was made (the base class rolls each example back)."""

    @given(
        number=st.integers(min_value=1, max_value=6),
        column=st.sampled_from(["verb", "actor", "subject", "person", "after_json", "sealed_after"]),
        text=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30),
    )
    def test_a_change_is_found(self, number, column, text):
        with scope(centre=7):
            write(6)
        original = Entry.objects.values_list(column, flat=True).get(number=number)

        execute(f"UPDATE audit_entry SET {column} = %s WHERE number = %s", text, number)  # noqa: S608

        assert found() == ([] if text == original else [(7, number, Fault.CHANGED)])
