from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from osnowa.audit.models import Entry
from osnowa.clock.actions import RecordedLater
from osnowa.projects.models import SupportForm
from osnowa.support import actions, queries
from osnowa.support.models import LedgerEntry
from tests.cast import NOW

DAY = date(2019, 3, 4)
SOURCE = "casework.contact:1"


@pytest.fixture
def deliver(here, cast):
    """Record support of Maria; what is not said stays as in the example."""

    def deliver(**facts):
        example = {
            "enrolment": here.enrolment,
            "form": here.contact_form,
            "began_on": DAY,
            "ended_on": DAY,
            "minutes": 45,
            "source": SOURCE,
            "by": cast.sabina,
            "at": NOW,
        }
        return actions.record(**{**example, **facts})

    return deliver


def start_of(enrolment):
    enrolment.refresh_from_db()
    return enrolment.first_support_on


def test_first_support_is_the_start(here, deliver):
    deliver()

    assert start_of(here.enrolment) == DAY


def test_earlier_support_moves_the_start_and_later_does_not(here, deliver):
    deliver()
    deliver(source="2", began_on=date(2019, 2, 1), ended_on=date(2019, 2, 2))
    deliver(source="3", began_on=date(2019, 4, 1), ended_on=date(2019, 4, 1))

    assert start_of(here.enrolment) == date(2019, 2, 1)


def test_a_moved_start_is_audited_and_an_unmoved_one_is_not(here, deliver):
    deliver()
    deliver(source="2")

    (entry,) = Entry.objects.filter(verb="participants.enrolment.start_restated")
    assert entry.after == {"first_support_on": "2019-03-04"}


def test_withdrawn_support_gives_the_start_back(here, cast, deliver):
    deliver(source="2", began_on=date(2019, 4, 1), ended_on=date(2019, 4, 1))
    deliver()

    actions.withdraw(enrolment=here.enrolment, source=SOURCE, by=cast.sabina, at=NOW)

    assert start_of(here.enrolment) == date(2019, 4, 1)
    assert LedgerEntry.objects.count() == 2
    assert LedgerEntry.objects.current().count() == 1


def test_without_any_support_there_is_no_start(here, cast, deliver):
    deliver()

    actions.withdraw(enrolment=here.enrolment, source=SOURCE, by=cast.sabina, at=NOW)

    assert start_of(here.enrolment) is None


def test_replaced_support_is_a_new_version_of_the_same_entry(here, cast, deliver):
    first = deliver()

    second = actions.replace(
        enrolment=here.enrolment,
        form=here.contact_form,
        began_on=date(2019, 3, 5),
        ended_on=date(2019, 3, 5),
        minutes=None,
        source=SOURCE,
        by=cast.sabina,
        at=NOW + timedelta(hours=1),
    )

    first.refresh_from_db()
    assert (first.is_current, second.series) == (False, first.series)
    assert start_of(here.enrolment) == date(2019, 3, 5)


def test_one_source_proves_one_entry(deliver):
    deliver()

    with pytest.raises(ValidationError, match="już zapisane"):
        deliver()


def test_form_of_another_project_is_refused(cast, here, deliver):
    form = SupportForm.objects.create(project=cast.unrelated, name="Inna", kind="x", mode="individual")

    with pytest.raises(actions.FormOfAnotherProject, match="Inna"):
        deliver(form=form)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"ended_on": DAY - timedelta(days=1)}, "nie może się kończyć przed początkiem"),
        ({"minutes": 0}, "dłuższy niż zero"),
    ],
)
def test_impossible_support_is_refused_by_the_database(deliver, facts, sentence):
    with pytest.raises(ValidationError, match=sentence):
        deliver(**facts)


def test_what_is_not_in_the_ledger_cannot_be_withdrawn(here, cast, deliver):
    deliver()

    with pytest.raises(actions.NotInLedger):
        actions.withdraw(enrolment=here.stranger_enrolment, source=SOURCE, by=cast.sabina, at=NOW)


def test_an_entry_of_tomorrow_cannot_be_withdrawn_today(here, cast, deliver):
    deliver(at=NOW + timedelta(days=1))

    with pytest.raises(RecordedLater):
        actions.withdraw(enrolment=here.enrolment, source=SOURCE, by=cast.sabina, at=NOW)


def settle(here, cast, delivered, taken_back=()):
    actions.settle(
        form=here.training_form,
        held_on=DAY,
        source="trainings.attendance:1",
        delivered=delivered,
        taken_back=taken_back,
        by=cast.tomek,
        at=NOW,
    )


def test_many_are_settled_at_once(here, cast):
    maria, zofia, jan = here.enrolment, here.hidden_enrolment, here.stranger_enrolment
    settle(here, cast, {maria: 90, zofia: 90})

    # Maria stayed shorter, Zofia was not there after all, Jan was.
    settle(here, cast, {maria: 60, jan: 90}, taken_back=[maria, zofia])

    assert {(row.enrolment_id, row.minutes) for row in queries.ledger_rows()} == {
        (maria.pk, 60),
        (jan.pk, 90),
    }
    assert [start_of(enrolment) for enrolment in (maria, zofia, jan)] == [DAY, None, DAY]


def test_settling_many_costs_as_much_as_settling_one(here, cast):
    def statements(enrolments):
        with CaptureQueriesContext(connection) as asked:
            settle(here, cast, dict.fromkeys(enrolments, 90))
            settle(here, cast, dict.fromkeys(enrolments, 60), taken_back=enrolments)
        return len(asked)

    statements([here.enrolment])

    assert statements([here.stranger_enrolment]) == statements(here.crowd(5))
