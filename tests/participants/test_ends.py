"""How a participation ends, and what was measured."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from osnowa.clock.actions import ChangedMeanwhile
from osnowa.participants import actions
from osnowa.participants.actions.enrolments import UnknownCode
from osnowa.participants.actions.exits import EndedAlready
from osnowa.participants.actions.groups import GroupIsFull
from osnowa.participants.actions.outcomes import (
    MeasuredAlready,
    MeasuredBeforeEnrolment,
    MeasuredInFuture,
    MeasuredTwiceAlready,
    NoFirstMeasurement,
    SecondBeforeFirst,
    SecondIsIncomplete,
)
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.models import Exit, Outcome
from osnowa.participants.queries import current_exit, current_outcome
from osnowa.participants.queries.ends import (
    ContradictedByLaterRecord,
    EndedBeforeSupport,
    EndedInFuture,
    EndedOutsideProject,
)
from osnowa.projects.models import Group, Terms
from tests.cast import NOW, TODAY
from tests.participants.conftest import said, scan, verbs

LATER = NOW + timedelta(hours=1)
MARCH = date(2019, 3, 16)


@pytest.fixture
def end(here, cast):
    """End the participation of Jan, who has no evidence; what is not said is as in the example."""

    def end(at=NOW, **facts):
        example = {
            "enrolment": here.stranger_enrolment,
            "ended_on": MARCH,
            "reason": "completed",
            "situation": "improved",
            "on_path": True,
        }
        return actions.end_participation(by=cast.anna, at=at, **{**example, **facts})

    return end


def test_a_later_end_asks_for_the_places_that_it_takes_back(end, register, enrol, here, cast):
    here.group.capacity = 3
    here.group.save()
    ended = end()
    came = enrol(register(), enrolled_on=MARCH)
    joined = MARCH + timedelta(days=4)
    actions.join_group(enrolment=came, group=here.group, joined_on=joined, by=cast.anna, at=NOW)
    facts = {"reason": "completed", "situation": "improved", "on_path": True, "by": cast.anna, "at": LATER}

    with pytest.raises(GroupIsFull, match="Grupa 1"):
        actions.correct_exit(exit=ended, ended_on=joined, **facts)
    assert Exit.objects.current().get() == ended
    later = actions.correct_exit(exit=ended, ended_on=joined - timedelta(days=1), **facts)
    actions.correct_exit(exit=later, ended_on=MARCH, **facts)


def test_an_end_is_corrected_in_a_group_that_was_made_smaller(end, here, cast):
    ended = end()
    Group.objects.filter(pk=here.group.pk).update(capacity=1)

    corrected = actions.correct_exit(
        exit=ended,
        ended_on=MARCH,
        reason="completed",
        situation="improved",
        on_path=False,
        by=cast.anna,
        at=LATER,
    )

    assert corrected.on_path is False


@pytest.mark.parametrize(
    "points", [{"before_points": -1}, {"after_on": TODAY, "after_points": -1, "gain_hundredths": -2100}]
)
def test_the_table_takes_no_points_below_nothing(measure, points):
    known = measure()

    with pytest.raises(IntegrityError, match="outcome_points_are_not_negative"):
        Outcome.objects.filter(pk=known.pk).update(**points)


@pytest.mark.parametrize(
    ("ended_on", "due_on"),
    [
        (MARCH, date(2019, 6, 16)),
        (date(2018, 11, 30), date(2019, 2, 28)),
        (TODAY, date(2019, 7, 16)),
    ],
)
def test_the_window_for_the_measurement_follows_the_end(end, ended_on, due_on):
    assert end(ended_on=ended_on).outcome_due_on == due_on


def test_the_window_is_that_of_the_terms_in_force_on_the_last_day(end, here):
    Terms.objects.create(
        project=here.project,
        valid_from=date(2019, 3, 1),
        begins_on=here.terms.begins_on,
        ends_on=here.terms.ends_on,
        outcome_months=1,
        reason="aneks 1",
    )

    assert end().outcome_due_on == date(2019, 4, 16)


def test_without_terms_the_pack_decides(end, here):
    here.terms.delete()

    assert end().outcome_due_on == date(2019, 6, 16)


@pytest.mark.parametrize(
    ("facts", "refusal", "field"),
    [
        ({"ended_on": TODAY + timedelta(days=1)}, EndedInFuture, "ended_on"),
        ({"ended_on": date(2018, 9, 30)}, EndedBeforeSupport, "ended_on"),
        ({"reason": "bored"}, UnknownCode, "reason"),
        ({"situation": "rich"}, UnknownCode, "situation"),
    ],
)
def test_what_cannot_be_so_is_refused_at_its_field(end, facts, refusal, field):
    with pytest.raises(refusal) as refused:
        end(**facts)

    assert list(said(refused)) == [field]


def test_nobody_ends_after_the_project(end, no_april, here):
    here.terms.ends_on = date(2019, 3, 15)
    here.terms.save()

    with pytest.raises(EndedOutsideProject, match=r"25\.09\.2018 – 15\.03\.2019"):
        end()


def test_nobody_ends_before_the_first_support(end, here, cast):
    actions.restate_starts(starts={here.stranger_enrolment: date(2019, 3, 17)}, by=cast.anna, at=NOW)

    with pytest.raises(EndedBeforeSupport, match=r"17\.03\.2019: tego dnia było pierwsze wsparcie"):
        end()
    assert end(ended_on=date(2019, 3, 17)).pk


def test_a_later_record_is_named(end, here):
    with pytest.raises(ContradictedByLaterRecord) as refused:
        end(enrolment=here.enrolment)

    assert said(refused) == {
        "ended_on": [
            "Po tym dniu zapisano jeszcze: kontakt (9.04.2019). "
            "Wybierz późniejszy dzień albo wycofaj te zapisy."
        ]
    }
    assert end(enrolment=here.enrolment, ended_on=date(2019, 4, 9)).pk


def test_a_group_that_begins_later_is_named(end, here, cast):
    group = Group.objects.create(project=here.project, name="Grupa wiosenna")
    actions.join_group(
        enrolment=here.stranger_enrolment, group=group, joined_on=date(2019, 4, 1), by=cast.anna, at=NOW
    )

    with pytest.raises(ContradictedByLaterRecord, match=r"Grupa wiosenna \(1\.04\.2019\)"):
        end()


def test_a_participation_ends_once(end):
    end()

    with pytest.raises(EndedAlready, match=r"16\.03\.2019"):
        end(ended_on=TODAY)


def test_the_end_is_known_from_its_day_on(end, here):
    ended = end()

    days = [MARCH - timedelta(days=1), MARCH, TODAY]
    assert [current_exit(here.stranger_enrolment, day) for day in days] == [None, ended, ended]


def test_a_corrected_end_moves_the_window(end, cast):
    ended = end()

    corrected = actions.correct_exit(
        exit=ended,
        ended_on=date(2019, 3, 20),
        reason="employment",
        situation="employed",
        on_path=True,
        by=cast.anna,
        at=LATER,
    )

    assert (corrected.series, corrected.outcome_due_on) == (ended.series, date(2019, 6, 20))
    assert Exit.objects.current().filter(enrolment=ended.enrolment).count() == 1
    with pytest.raises(ChangedMeanwhile):
        actions.withdraw_exit(exit=ended, by=cast.anna, at=LATER)


def test_correcting_nothing_is_refused(end, cast):
    ended = end()

    with pytest.raises(NothingChanged):
        actions.correct_exit(
            exit=ended,
            ended_on=MARCH,
            reason="completed",
            situation="improved",
            on_path=True,
            by=cast.anna,
            at=NOW,
        )


def test_who_comes_back_goes_on_from_the_first_start(end, here, cast):
    actions.restate_starts(starts={here.stranger_enrolment: date(2018, 10, 2)}, by=cast.anna, at=NOW)
    actions.withdraw_exit(exit=end(), by=cast.anna, at=LATER)

    again = end(at=LATER, ended_on=TODAY)

    assert current_exit(here.stranger_enrolment, TODAY) == again
    assert again.enrolment.first_support_on == date(2018, 10, 2)
    assert verbs()[-3:] == [
        "participants.participation.ended",
        "participants.participation.end_withdrawn",
        "participants.participation.ended",
    ]


# ---- progress ------------------------------------------------------------------------------------------


@pytest.fixture
def measure_again(here, cast):
    """Note the second measurement of Maria."""

    def measure_again(at=NOW, **facts):
        example = {"enrolment": here.enrolment, "after_on": MARCH, "after_points": Decimal("27.5")}
        return actions.measure_after(by=cast.sabina, at=at, **{**example, **facts})

    return measure_again


@pytest.mark.parametrize(
    ("before", "after", "gain"),
    [
        ("20", "27.5", 750),
        ("20", "20", 0),
        ("27.25", "20", -725),
        ("0.01", "0.02", 1),
        ("0", "9999.99", 999999),
    ],
)
def test_the_gain_is_the_difference_in_hundredths(measure, measure_again, before, after, gain):
    measure(before_points=Decimal(before))

    assert measure_again(after_points=Decimal(after)).gain_hundredths == gain


@pytest.mark.parametrize(
    ("facts", "refusal", "field"),
    [
        ({"before_on": TODAY + timedelta(days=1)}, MeasuredInFuture, "before_on"),
        ({"before_on": date(2018, 9, 30)}, MeasuredBeforeEnrolment, "before_on"),
    ],
)
def test_a_first_measurement_that_cannot_be(measure, facts, refusal, field):
    with pytest.raises(refusal) as refused:
        measure(**facts)

    assert list(said(refused)) == [field]


@pytest.mark.parametrize(
    ("facts", "refusal", "field"),
    [
        ({"after_on": TODAY + timedelta(days=1)}, MeasuredInFuture, "after_on"),
        ({"after_on": date(2018, 10, 1)}, SecondBeforeFirst, "after_on"),
    ],
)
def test_a_second_measurement_that_cannot_be(measure, measure_again, facts, refusal, field):
    measure()

    with pytest.raises(refusal) as refused:
        measure_again(**facts)

    assert list(said(refused)) == [field]
    assert Outcome.objects.current().get().after_on is None


def test_a_second_measurement_needs_a_first(measure_again):
    with pytest.raises(NoFirstMeasurement):
        measure_again()


def test_each_measurement_is_noted_once(measure, measure_again):
    measure()
    with pytest.raises(MeasuredAlready, match=r"2\.10\.2018"):
        measure()

    measure_again()
    with pytest.raises(MeasuredTwiceAlready, match=r"16\.03\.2019"):
        measure_again()


def test_a_measurement_may_come_before_the_end_and_after_the_window(measure, measure_again, here):
    measure()

    assert measure_again(after_on=date(2018, 10, 2), upload=scan("ankieta.pdf")).scan.name == "ankieta.pdf"


def test_a_measurement_is_corrected_and_half_of_it_taken_back(measure, measure_again, cast):
    measure()
    second = measure_again()

    corrected = actions.correct_outcome(outcome=second, by=cast.sabina, at=LATER, before_points=Decimal(25))
    halved = actions.correct_outcome(
        outcome=corrected, by=cast.sabina, at=LATER, after_on=None, after_points=None
    )

    assert corrected.gain_hundredths == 250
    assert (halved.gain_hundredths, halved.before_points) == (None, Decimal(25))
    assert Outcome.objects.filter(series=second.series).count() == 4


def test_half_a_measurement_is_refused(measure, measure_again, cast):
    measure()
    second = measure_again()

    with pytest.raises(SecondIsIncomplete):
        actions.correct_outcome(outcome=second, by=cast.sabina, at=LATER, after_on=None)
    with pytest.raises(NothingChanged):
        actions.correct_outcome(outcome=second, by=cast.sabina, at=LATER, instrument=second.instrument)


def test_a_withdrawn_measurement_makes_room(measure, cast):
    actions.withdraw_outcome(outcome=measure(), by=cast.sabina, at=LATER)

    assert measure(at=LATER, before_points=Decimal(1)).before_points == 1


def test_a_measurement_is_known_from_its_days_on(measure, measure_again, here):
    measure()
    measure_again()

    known = [
        current_outcome(here.enrolment, day)
        for day in (date(2018, 10, 1), date(2018, 10, 2), MARCH - timedelta(days=1), MARCH)
    ]
    assert [outcome and (outcome.before_points, outcome.after_points) for outcome in known] == [
        None,
        (20, None),
        (20, None),
        (20, Decimal("27.50")),
    ]
