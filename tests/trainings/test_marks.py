from datetime import date, time, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from osnowa.audit.models import Entry
from osnowa.casework.queries import ledger_rows_expected as rows_of_contacts
from osnowa.clock.actions import RecordedLater
from osnowa.errors import Refused
from osnowa.participants.models import Exit, GroupMembership
from osnowa.support.queries import entries_differing_from_sources
from osnowa.trainings import actions, queries
from osnowa.trainings.actions import marks as refusals
from osnowa.trainings.actions import savings, taking_back
from osnowa.trainings.models import Attendance, MarkBatch
from tests.cast import NOW, TODAY
from tests.trainings.conftest import EXIT_FACTS, LATER


@pytest.fixture
def people(here):
    return here.enrolment, here.hidden_enrolment, here.stranger_enrolment


@pytest.fixture
def is_true(here):
    """Say whether the ledger is what its sources say."""
    here.contact.delete()  # written by the cast past the actions

    def is_true():
        return not entries_differing_from_sources(queries.ledger_rows_expected() | rows_of_contacts())

    return is_true


def base(session, enrolment):
    return Attendance.objects.current().get(session=session, enrolment=enrolment).pk


# ---- what becomes support ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark_of_maria", "kept", "support"),
    [
        (("present",), ("present", 90), 90),
        (("late",), ("late", 90), 90),
        (("late", 60), ("late", 60), 60),
        (("left_early", 30), ("left_early", 30), 30),
        (("absent",), ("absent", 0), None),
        (("excused",), ("excused", 0), None),
    ],
)
def test_who_came_is_supported_with_their_minutes(
    here, plan, mark, marks_of, supported, is_true, mark_of_maria, kept, support
):
    session = plan()

    mark(session, {here.enrolment: mark_of_maria})

    here.enrolment.refresh_from_db()
    assert marks_of(session) == {here.enrolment.pk: kept}
    assert supported(session) == ({here.enrolment.pk: support} if support else {})
    assert here.enrolment.first_support_on == (session.held_on if support else None)
    assert is_true()


def test_a_corrected_mark_is_a_new_version_and_the_ledger_follows(
    people, plan, mark, marks_of, supported, is_true
):
    maria, zofia, jan = people
    session = plan()
    mark(session, {maria: ("present",), zofia: ("present",), jan: ("absent",)})

    batch = mark(
        session,
        {
            maria: ("late", 60, base(session, maria)),
            zofia: ("excused", None, base(session, zofia)),
            jan: ("present", None, base(session, jan)),
        },
        at=LATER,
    )

    assert marks_of(session) == {maria.pk: ("late", 60), zofia.pk: ("excused", 0), jan.pk: ("present", 90)}
    assert supported(session) == {maria.pk: 60, jan.pk: 90}
    assert (batch.marks.count(), batch.ended_marks.count()) == (3, 3)
    zofia.refresh_from_db()
    assert (zofia.first_support_on, is_true()) == (None, True)


def test_present_late_and_early_with_the_same_minutes_leave_the_ledger_alone(here, plan, mark):
    session = plan()
    mark(session, {here.enrolment: ("present",)})
    entry = here.enrolment.ledger.get()

    mark(session, {here.enrolment: ("late", None, base(session, here.enrolment))}, at=LATER)

    assert here.enrolment.ledger.get() == entry


# ---- saving twice, saving at once --------------------------------------------------------------------------


def test_the_same_marks_again_change_nothing(people, plan, mark, supported):
    session = plan()
    first = mark(session, dict.fromkeys(people, ("present",)))

    # With and without knowing what is saved: a double click knows nothing yet.
    assert mark(session, dict.fromkeys(people, ("present",))) is None
    assert mark(session, {maria: ("present", None, base(session, maria)) for maria in people}) is None
    assert list(MarkBatch.objects.all()) == [first]
    assert Attendance.objects.count() == len(supported(session)) == 3


def test_a_mark_changed_meanwhile_is_a_conflict_that_names_both(people, plan, mark, marks_of, cast):
    maria, zofia, _jan = people
    session = plan()
    mark(session, {maria: ("present",)})
    seen = base(session, maria)
    mark(session, {maria: ("absent", None, seen)}, by=cast.anna)

    with pytest.raises(refusals.MarkedMeanwhile) as refusal:
        mark(session, {maria: ("excused", None, seen), zofia: ("present",)})

    (conflict,) = refusal.value.conflicts
    assert (conflict.number, conflict.saved.status, conflict.asked.status) == (
        maria.number,
        "absent",
        "excused",
    )
    sentence = f"{maria.number}: w międzyczasie zapisano „nieobecność”, a Ty zaznaczasz „nieobecność uspr"
    assert refusal.value.messages[0].startswith(sentence)
    # Nothing of what came with it was saved.
    assert marks_of(session) == {maria.pk: ("absent", 0)}


def test_a_mark_that_appeared_meanwhile_is_a_conflict(here, plan, mark):
    session = plan()
    mark(session, {here.enrolment: ("absent",)})

    with pytest.raises(refusals.MarkedMeanwhile, match="nieobecność"):
        mark(session, {here.enrolment: ("present",)})


def test_a_mark_that_disappeared_meanwhile_is_a_conflict(here, plan, mark, cast):
    session = plan()
    mark(session, {here.enrolment: ("absent",)})
    seen = base(session, here.enrolment)
    actions.withdraw_marks(session=session, by=cast.anna, at=LATER)

    with pytest.raises(refusals.MarkedMeanwhile, match="brak zaznaczenia"):
        mark(session, {here.enrolment: ("present", None, seen)}, at=LATER)


def test_an_untouched_mark_never_overwrites_a_newer_one(people, plan, mark, marks_of):
    maria, zofia, _jan = people
    session = plan()
    mark(session, {maria: ("present",)})
    seen = base(session, maria)
    mark(session, {maria: ("absent", None, seen)})

    # The grid sends every row; only Zofia's was touched.
    mark(session, {maria: ("present", None, seen), zofia: ("present",)})

    assert marks_of(session) == {maria.pk: ("absent", 0), zofia.pk: ("present", 90)}


def test_the_mark_of_another_session_is_no_base(here, plan, mark):
    session, other = plan(), plan(date(2019, 4, 15))
    mark(session, {here.enrolment: ("present",)})
    mark(other, {here.enrolment: ("present",)})

    with pytest.raises(refusals.MarkedMeanwhile):
        mark(session, {here.enrolment: ("absent", None, base(other, here.enrolment))})


# ---- who cannot have been there ----------------------------------------------------------------------------


def test_nobody_is_marked_before_the_day(here, plan, mark):
    session = plan(TODAY + timedelta(days=1))

    with pytest.raises(savings.MarkedTooEarly, match=r"17\.04\.2019"):
        mark(session, {here.enrolment: ("present",)})

    assert mark(session, {here.enrolment: ("present",)}, at=NOW + timedelta(days=1))


def test_nobody_is_marked_on_a_cancelled_meeting(here, plan, mark, cast):
    session = actions.cancel_session(session=plan(), reason="Choroba", by=cast.anna, at=NOW)

    with pytest.raises(savings.MarkedWhenCancelled):
        mark(session, {here.enrolment: ("present",)})


@pytest.mark.parametrize(
    ("joined", "left", "is_there"),
    [
        (date(2019, 4, 16), None, True),
        (date(2019, 4, 1), date(2019, 4, 17), True),
        (date(2019, 4, 17), None, False),
        (date(2019, 4, 1), date(2019, 4, 16), False),
    ],
)
def test_only_who_is_in_the_group_that_day(here, plan, mark, marks_of, joined, left, is_there):
    GroupMembership.objects.filter(enrolment=here.enrolment).update(joined_on=joined, left_before=left)
    session = plan()

    if is_there:
        mark(session, {here.enrolment: ("present",)})
    else:
        with pytest.raises(savings.Stranger, match=f"{here.enrolment.number}.*16.04.2019"):
            mark(session, {here.enrolment: ("present",), here.stranger_enrolment: ("present",)})

    assert set(marks_of(session)) == ({here.enrolment.pk} if is_there else set())


def test_not_before_the_enrolment(here, plan, mark):
    here.contact.delete()
    here.enrolment.memberships.update(joined_on=TODAY + timedelta(days=1))
    here.enrolment.enrolled_on = TODAY + timedelta(days=1)
    here.enrolment.save()

    with pytest.raises(savings.MarkedBeforeEnrolment, match=r"17\.04\.2019"):
        mark(plan(), {here.enrolment: ("present",)})


def test_not_after_the_exit_but_still_on_its_day(here, plan, mark):
    Exit.objects.create(enrolment=here.enrolment, ended_on=date(2019, 4, 15), recorded_at=NOW, **EXIT_FACTS)

    with pytest.raises(savings.MarkedAfterExit, match=r"15\.04\.2019"):
        mark(plan(), {here.enrolment: ("present",)})

    assert mark(plan(date(2019, 4, 15)), {here.enrolment: ("present",)})


def test_nobody_of_another_centre(here, cast, plan, mark):
    with pytest.raises(savings.Stranger):
        mark(plan(), {cast.elsewhere.enrolment: ("present",)})


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (("late", 0), refusals.ImpossibleMinutes),
        (("late", 91), refusals.ImpossibleMinutes),
        (("absent", 10), refusals.ImpossibleMinutes),
        (("asleep",), refusals.UnknownStatus),
    ],
)
def test_what_makes_no_sense_is_refused(here, plan, mark, asked, refusal):
    with pytest.raises(refusal):
        mark(plan(), {here.enrolment: asked})


# ---- the rest ----------------------------------------------------------------------------------------------


def test_the_rest_is_present(people, plan, mark, marks_of, supported, cast):
    maria, zofia, jan = people
    session = plan()
    mark(session, {maria: ("absent",)})

    actions.mark_rest_present(session=session, marks={jan.pk: ("excused",)}, by=cast.tomek, at=NOW)

    assert marks_of(session) == {maria.pk: ("absent", 0), zofia.pk: ("present", 90), jan.pk: ("excused", 0)}
    assert supported(session) == {zofia.pk: 90}


def test_who_is_not_expected_is_not_marked_with_the_rest(people, plan, marks_of, cast, here):
    maria, zofia, jan = people
    here.contact.delete()
    Exit.objects.create(enrolment=maria, ended_on=date(2019, 4, 1), recorded_at=NOW, **EXIT_FACTS)
    GroupMembership.objects.filter(enrolment=jan).update(left_before=date(2019, 4, 1))
    session = plan()

    actions.mark_rest_present(session=session, by=cast.tomek, at=NOW)

    assert set(marks_of(session)) == {zofia.pk}


def test_when_everybody_is_marked_there_is_no_rest(people, plan, mark, cast):
    session = plan()
    mark(session, dict.fromkeys(people, ("absent",)))

    assert actions.mark_rest_present(session=session, by=cast.tomek, at=NOW) is None


# ---- undoing and withdrawing -------------------------------------------------------------------------------


def undo(batch, cast, at=LATER):
    return actions.undo_batch(batch=batch, by=batch.marked_by, at=at)


@pytest.mark.parametrize(
    ("later", "whose", "refusal"),
    [
        (timedelta(hours=1), "tomek", None),
        (timedelta(hours=1, seconds=1), "tomek", "Cofnąć można tylko zapis z ostatniej godziny"),
        (timedelta(0), "anna", "Cofnąć można tylko własny zapis"),
    ],
)
def test_a_saving_is_undone_by_whoever_made_it_within_the_hour(
    people, plan, mark, marks_of, cast, later, whose, refusal
):
    session = plan()
    batch = mark(session, {people[0]: ("present",)})
    undone = partial(actions.undo_batch, batch=batch, by=getattr(cast, whose), at=NOW + later)

    if refusal is None:
        assert undone().undone_at
    else:
        with pytest.raises(Refused, match=refusal):
            undone()
    assert len(marks_of(session)) == (1 if refusal else 0)


def test_undone_saving_restores_what_stood_before(people, plan, mark, marks_of, supported, cast, is_true):
    maria, zofia, jan = people
    session = plan()
    mark(session, {maria: ("present",), zofia: ("absent",)})
    batch = mark(
        session,
        {
            maria: ("absent", None, base(session, maria)),
            zofia: ("late", 30, base(session, zofia)),
            jan: ("present",),
        },
    )

    undo(batch, cast)

    assert marks_of(session) == {maria.pk: ("present", 90), zofia.pk: ("absent", 0)}
    assert (supported(session), is_true()) == ({maria.pk: 90}, True)
    batch.refresh_from_db()
    assert (batch.undone_at, batch.undone_by) == (LATER, cast.tomek)


def test_savings_are_undone_one_after_another(here, plan, mark, marks_of, supported, cast, is_true):
    session = plan()
    first = mark(session, {here.enrolment: ("present",)})
    second = mark(session, {here.enrolment: ("absent", None, base(session, here.enrolment))})

    undo(second, cast)
    undo(first, cast)

    assert (marks_of(session), supported(session), is_true()) == ({}, {}, True)


def test_a_saving_is_undone_once(here, plan, mark, cast):
    batch = mark(plan(), {here.enrolment: ("present",)})
    undo(batch, cast)

    with pytest.raises(taking_back.NothingToUndo):
        undo(batch, cast)


def test_a_saving_changed_afterwards_is_not_undone(people, plan, mark, marks_of, cast):
    maria, zofia, _jan = people
    session = plan()
    batch = mark(session, {maria: ("present",), zofia: ("present",)})
    mark(session, {zofia: ("absent", None, base(session, zofia))})

    with pytest.raises(taking_back.ChangedAfterwards, match=zofia.number):
        undo(batch, cast)

    assert marks_of(session) == {maria.pk: ("present", 90), zofia.pk: ("absent", 0)}


def test_withdrawn_marks_leave_the_ledger_and_come_back(
    people, plan, mark, marks_of, supported, cast, is_true
):
    session = plan()
    mark(session, dict.fromkeys(people, ("present",)))

    batch = actions.withdraw_marks(session=session, by=cast.anna, at=LATER)
    assert (marks_of(session), supported(session), is_true()) == ({}, {}, True)

    undo(batch, cast)
    assert len(marks_of(session)) == len(supported(session)) == 3
    assert is_true()


def test_nothing_can_be_withdrawn_where_nobody_is_marked(plan, cast):
    with pytest.raises(taking_back.NobodyIsMarked):
        actions.withdraw_marks(session=plan(), by=cast.anna, at=NOW)


def test_a_withdrawal_is_not_undone_over_new_marks(here, plan, mark, cast):
    session = plan()
    mark(session, {here.enrolment: ("present",)})
    batch = actions.withdraw_marks(session=session, by=cast.anna, at=LATER)
    mark(session, {here.enrolment: ("absent",)}, at=LATER)

    with pytest.raises(taking_back.ChangedAfterwards):
        undo(batch, cast)


def test_marks_longer_than_the_shortened_meeting_do_not_come_back(people, plan, mark, marks_of, cast):
    maria, zofia, jan = people
    session = plan()
    mark(session, {maria: ("present",), zofia: ("late", 30), jan: ("absent",)})
    batch = actions.withdraw_marks(session=session, by=cast.anna, at=LATER)
    shorter = {"held_on": session.held_on, "begins_at": session.begins_at, "ends_at": time(10, 45)}
    actions.correct_session(
        session=session, number=session.number, topic="", place=None, by=cast.anna, at=LATER, **shorter
    )

    with pytest.raises(taking_back.RestoredTooLong, match=f"45.*{maria.number}") as refusal:
        undo(batch, cast)

    assert zofia.number not in str(refusal.value)
    assert marks_of(session) == {}


def test_an_old_mark_does_not_come_back_where_it_became_impossible(here, plan, mark, cast):
    session = plan()
    mark(session, {here.enrolment: ("present",)})
    batch = actions.withdraw_marks(session=session, by=cast.anna, at=LATER)
    actions.cancel_session(session=session, reason="Choroba", by=cast.anna, at=LATER)

    with pytest.raises(savings.MarkedWhenCancelled):
        undo(batch, cast)

    actions.reinstate_session(session=session, by=cast.anna, at=LATER)
    Exit.objects.create(enrolment=here.enrolment, ended_on=date(2019, 4, 15), recorded_at=NOW, **EXIT_FACTS)
    with pytest.raises(savings.MarkedAfterExit):
        undo(batch, cast)


def test_a_saving_of_tomorrow_is_not_undone_today(here, plan, mark, cast):
    batch = mark(plan(), {here.enrolment: ("present",)}, at=NOW + timedelta(days=1))

    with pytest.raises(RecordedLater):
        undo(batch, cast, at=NOW)


# ---- traces, cost, database --------------------------------------------------------------------------------


def test_one_saving_is_one_entry_that_lists_the_marks(people, plan, mark):
    maria, zofia, jan = people
    session = plan()

    batch = mark(session, {maria: ("present",), zofia: ("absent",), jan: ("late", 30)})

    (entry,) = Entry.objects.filter(verb="trainings.session.marked")
    assert entry.after == {
        "batch": batch.pk,
        "marks": {str(maria.pk): ["present", 90], str(zofia.pk): ["absent", 0], str(jan.pk): ["late", 30]},
    }


def test_marking_many_costs_as_much_as_marking_one(here, plan, mark):
    crowd = here.crowd(15)
    sessions = [plan(date(2019, 4, day)) for day in (1, 2, 3)]

    def statements(session, people, status, bases=None):
        marks = {one: (status, None, bases[one.pk] if bases else None) for one in people}
        with CaptureQueriesContext(connection) as asked:
            mark(session, marks)
        return len(asked)

    mark(sessions[0], dict.fromkeys(crowd, ("present",)))  # names enter the audit, starts move
    one = statements(sessions[1], crowd[:1], "present")
    many = statements(sessions[2], crowd, "present")
    kept = dict(Attendance.objects.current().filter(session=sessions[2]).values_list("enrolment", "pk"))
    corrected = statements(sessions[2], crowd, "absent", kept)

    assert one == many
    assert many <= 15
    assert corrected <= 17


@pytest.mark.parametrize("marked", [0, 14])
def test_the_rest_costs_as_much_as_everybody(here, plan, mark, cast, marked):
    crowd = here.crowd(15)
    # Names enter the audit, and starts of the participations move.
    actions.mark_rest_present(session=plan(date(2019, 4, 1)), by=cast.tomek, at=NOW)
    session = plan(date(2019, 4, 2))
    if marked:
        mark(session, dict.fromkeys(crowd[:marked], ("absent",)))

    with CaptureQueriesContext(connection) as asked:
        actions.mark_rest_present(session=session, by=cast.tomek, at=NOW)

    assert len(asked) <= 16


def test_two_current_marks_of_one_person_are_impossible(here, plan, mark):
    session = plan()
    batch = mark(session, {here.enrolment: ("present",)})

    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(
            session=session,
            enrolment=here.enrolment,
            status="absent",
            batch=batch,
            recorded_at=NOW,
        )


@pytest.mark.parametrize(("status", "minutes"), [("absent", 10), ("present", 0), ("late", 0), ("excused", 1)])
def test_minutes_without_presence_are_impossible(here, plan, status, minutes, cast):
    session = plan()
    batch = MarkBatch.objects.create(session=session, marked_at=NOW, marked_by=cast.tomek)
    row = Attendance(
        session=session,
        enrolment=here.enrolment,
        status=status,
        minutes=minutes,
        batch=batch,
        recorded_at=NOW,
    )

    with pytest.raises(ValidationError, match="Minuty podaje się"):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
