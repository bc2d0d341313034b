"""Joining, leaving and correcting a group, and who is in it on a day."""

from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osnowa.participants import actions
from osnowa.participants.actions.groups import (
    GroupIsFull,
    GroupOfAnotherProject,
    InGroupAlready,
    JoinedAfterExit,
    JoinedBeforeEnrolment,
    LeftBeforeJoining,
    MarkedInGroup,
    OutsideGroup,
)
from osnowa.participants.models import GroupMembership
from osnowa.participants.queries import enrolments_of_group
from osnowa.projects.models import Group
from osnowa.trainings.models import Attendance, MarkBatch, Session
from tests.cast import NOW, PROJECT_BEGAN, TODAY
from tests.participants.conftest import said

APRIL = date(2019, 4, 1)


def day(number: int) -> date:
    """Return a day of April 2019."""
    return date(2019, 4, number)


@pytest.fixture
def join(here, cast):
    """Put somebody into the group of the cast."""

    def join(enrolment, joined_on=APRIL, left_before=None, group=None):
        return actions.join_group(
            enrolment=enrolment,
            group=group or here.group,
            joined_on=joined_on,
            left_before=left_before,
            by=cast.anna,
            at=NOW,
        )

    return join


@pytest.fixture
def end(cast):
    """End somebody's participation."""

    def end(enrolment, ended_on):
        return actions.end_participation(
            enrolment=enrolment,
            ended_on=ended_on,
            reason="resignation",
            situation="none",
            on_path=False,
            by=cast.anna,
            at=NOW,
        )

    return end


def mark(enrolment, held_on, by, world) -> Attendance:
    """Write an attendance at a session of the group, past the actions of trainings."""
    number = Session.objects.filter(edition=world.edition).count() + 1
    session = Session.objects.create(
        edition=world.edition, number=number, held_on=held_on, begins_at=time(9), ends_at=time(11)
    )
    batch = MarkBatch.objects.create(session=session, marked_at=NOW, marked_by=by)
    return Attendance.objects.create(
        session=session, enrolment=enrolment, status="absent", batch=batch, recorded_at=NOW
    )


def names(group, on):
    """Return who is in a group on a day."""
    return [enrolment.person.full_name for enrolment in enrolments_of_group(group, on)]


def test_a_stay_is_half_open(renata, join, here):
    join(renata, day(3), day(10))

    assert ["Renata Łącka" in names(here.group, each) for each in (day(2), day(3), day(9), day(10))] == [
        False,
        True,
        True,
        False,
    ]


def test_the_list_is_in_polish_order(here):
    assert names(here.group, TODAY) == ["Jan Łoś", "Maria Nowak", "Zofia Żak"]


def test_whoever_ended_is_not_on_the_list_any_more(renata, join, end, here, cast):
    join(renata)
    ended = end(renata, day(10))

    assert ["Renata Łącka" in names(here.group, each) for each in (day(10), day(11))] == [True, False]
    actions.withdraw_exit(exit=ended, by=cast.anna, at=NOW)
    assert "Renata Łącka" in names(here.group, day(11))


@pytest.mark.parametrize(
    ("joined_on", "left_before", "refusal", "field"),
    [
        (date(2019, 3, 31), None, JoinedBeforeEnrolment, "joined_on"),
        (date(2019, 7, 1), None, OutsideGroup, "joined_on"),
        (APRIL, date(2019, 7, 2), OutsideGroup, "joined_on"),
        (day(5), day(5), LeftBeforeJoining, "left_before"),
        (day(5), day(4), LeftBeforeJoining, "left_before"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(renata, join, joined_on, left_before, refusal, field):
    with pytest.raises(refusal) as refused:
        join(renata, joined_on, left_before)

    assert list(said(refused)) == [field]


def test_the_last_day_of_the_round_is_a_day_of_the_group(renata, join):
    assert join(renata, date(2019, 6, 30), date(2019, 7, 1)).pk


def test_a_group_without_a_round_lives_as_long_as_the_project(renata, join, here):
    free = Group.objects.create(project=here.project, name="Grupa wsparcia")

    with pytest.raises(OutsideGroup, match=r"25\.09\.2018 – 30\.06\.2020"):
        join(renata, date(2020, 7, 1), group=free)
    assert join(renata, date(2020, 6, 30), group=free).pk


def test_a_group_of_another_project_is_refused(renata, join, cast):
    stranger = Group.objects.create(project=cast.unrelated, name="Obca")

    with pytest.raises(GroupOfAnotherProject, match="Obca"):
        join(renata, group=stranger)


def test_after_the_end_nobody_joins(renata, join, end):
    end(renata, day(5))

    with pytest.raises(JoinedAfterExit, match=r"5\.04\.2019"):
        join(renata, day(6))
    assert join(renata, day(5)).pk


@pytest.mark.parametrize(
    ("joined_on", "left_before", "is_refused"),
    [
        (day(1), day(5), False),
        (day(1), day(6), True),
        (day(9), None, True),
        (day(10), None, False),
        (day(1), None, True),
        (day(6), day(7), True),
    ],
)
def test_nobody_is_twice_in_a_group_on_one_day(renata, join, joined_on, left_before, is_refused):
    join(renata, day(5), day(10))

    if is_refused:
        with pytest.raises(InGroupAlready, match=r"5\.04\.2019"):
            join(renata, joined_on, left_before)
    else:
        assert join(renata, joined_on, left_before).pk


def test_two_groups_at_once_are_allowed(renata, join, here):
    join(renata)
    join(renata, group=Group.objects.create(project=here.project, name="Grupa wsparcia"))

    assert GroupMembership.objects.filter(enrolment=renata).count() == 2


def test_a_full_group_takes_nobody_until_somebody_ends(register, enrol, renata, join, end, here):
    here.group.capacity = 4
    here.group.save()
    fourth, fifth = renata, enrol(register(first_name="Piąta"))
    join(fourth, day(1))

    with pytest.raises(GroupIsFull, match="Liczba miejsc: 4"):
        join(fifth, day(12))
    end(fourth, day(11))
    with pytest.raises(GroupIsFull):
        join(fifth, day(11))
    assert join(fifth, day(12)).pk


def test_who_comes_back_needs_a_free_place(register, enrol, renata, join, end, here, cast):
    here.group.capacity = 4
    here.group.save()
    join(renata, day(1))
    ended = end(renata, day(11))
    taken = join(enrol(register(first_name="Piąta")), day(12))

    with pytest.raises(GroupIsFull):
        actions.withdraw_exit(exit=ended, by=cast.anna, at=NOW)
    actions.withdraw_membership(membership=taken, by=cast.anna, at=NOW)
    assert actions.withdraw_exit(exit=ended, by=cast.anna, at=NOW).pk


def test_who_leaves_is_there_up_to_the_day_before(renata, join, here, cast):
    membership = join(renata)

    actions.leave_group(membership=membership, left_before=day(8), by=cast.anna, at=NOW)

    assert ["Renata Łącka" in names(here.group, each) for each in (day(7), day(8))] == [True, False]


def test_a_stay_may_not_leave_marked_sessions_outside(renata, join, here, cast):
    membership = join(renata)
    mark(renata, day(9), cast.tomek, here)

    with pytest.raises(MarkedInGroup, match=r"9\.04\.2019"):
        actions.leave_group(membership=membership, left_before=day(9), by=cast.anna, at=NOW)
    with pytest.raises(MarkedInGroup):
        actions.correct_membership(
            membership=membership, joined_on=day(10), left_before=None, by=cast.anna, at=NOW
        )
    with pytest.raises(MarkedInGroup):
        actions.withdraw_membership(membership=membership, by=cast.anna, at=NOW)
    assert actions.leave_group(membership=membership, left_before=day(10), by=cast.anna, at=NOW).pk


def test_a_mark_that_was_taken_back_holds_nothing(renata, join, here, cast):
    membership = join(renata)
    mark(renata, day(9), cast.tomek, here)
    Attendance.objects.filter(enrolment=renata).update(superseded_at=NOW)

    actions.withdraw_membership(membership=membership, by=cast.anna, at=NOW)

    assert not GroupMembership.objects.filter(enrolment=renata).exists()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wishes=st.lists(
        st.tuples(st.integers(1, 28), st.one_of(st.none(), st.integers(2, 30))), min_size=1, max_size=6
    )
)
def test_a_group_is_never_overfull(here, cast, wishes):
    group = Group.objects.create(project=here.project, name=f"G{Group.objects.count()}", capacity=2)
    people = here.crowd(len(wishes))
    for enrolment, (first, end) in zip(people, wishes, strict=True):
        left_before = day(end) if end else None
        try:
            actions.join_group(
                enrolment=enrolment,
                group=group,
                joined_on=day(first),
                left_before=left_before,
                by=cast.anna,
                at=NOW,
            )
        except (GroupIsFull, LeftBeforeJoining):
            continue

    fullest = max(
        enrolments_of_group(group, PROJECT_BEGAN + timedelta(days=188 + number)).count()
        for number in range(35)
    )
    assert fullest <= 2
