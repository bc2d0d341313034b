"""Somebody comes back: the first start stays, the next exit counts."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from osnowa.casework.models import Contact
from osnowa.initiatives.models import Initiative
from osnowa.participants import actions
from osnowa.participants.actions.returns import (
    NotEnded,
    ReturnedInFuture,
    ReturnedOutsideProject,
    ReturnedTooEarly,
    SomethingHappenedSince,
)
from osnowa.participants.models import Exit, FollowUp, GroupMembership, Return
from osnowa.participants.queries import current_exit
from osnowa.participants.queries.ends import EndedBeforeSupport
from osnowa.projects.models import Terms
from osnowa.trainings.models import Session
from tests.cast import NOW, TODAY
from tests.participants.conftest import verbs

LATER = NOW + timedelta(hours=1)
LEFT, BACK = date(2019, 1, 31), date(2019, 4, 1)
ENDING = {"reason": "resignation", "situation": "other", "on_path": False}


@pytest.fixture
def jan(here, cast):
    """Jan, who has no evidence and left on 31.01.2019; what became of him is known."""
    said = {"by": cast.anna, "at": NOW}
    actions.end_participation(enrolment=here.stranger_enrolment, ended_on=LEFT, **ENDING, **said)
    actions.hold_follow_up(
        enrolment=here.stranger_enrolment,
        kind="four-weeks",
        held_on=date(2019, 2, 11),
        situation="seeking",
        **said,
    )
    return here.stranger_enrolment


@pytest.fixture
def come_back(jan, cast):
    """Let Jan come back; what is not said is as in the example."""

    def come_back(at=LATER, **facts):
        return actions.come_back(by=cast.anna, at=at, **{"enrolment": jan, "returned_on": BACK, **facts})

    return come_back


def test_a_return_closes_the_exit_and_what_was_asked_after_it(come_back, jan):
    came = come_back(reason="skończył leczenie")

    assert (came.left_on, came.returned_on) == (LEFT, BACK)
    assert current_exit(jan, TODAY) is None
    assert not FollowUp.objects.current().exists()
    stay = GroupMembership.objects.get(enrolment=jan)
    assert stay.left_before == LEFT + timedelta(days=1)
    assert verbs()[-1] == "participants.participation.resumed"


def test_the_next_exit_counts_and_comes_after_the_return(come_back, jan, cast):
    come_back()
    said = {"enrolment": jan, **ENDING, "by": cast.anna, "at": LATER}

    with pytest.raises(EndedBeforeSupport, match="wróciła"):
        actions.end_participation(**said, ended_on=BACK - timedelta(days=1))
    ended = actions.end_participation(**said, ended_on=BACK)

    assert current_exit(jan, TODAY) == ended
    with pytest.raises(IntegrityError, match="exit_follows_the_return"):
        Exit.objects.filter(pk=ended.pk).update(ended_on=LEFT)


@pytest.mark.parametrize(
    ("day", "refusal"),
    [(LEFT, ReturnedTooEarly), (TODAY + timedelta(days=1), ReturnedInFuture)],
)
def test_a_day_that_cannot_be_is_refused(come_back, day, refusal):
    with pytest.raises(refusal):
        come_back(returned_on=day)
    assert not Return.objects.exists()


def test_nobody_comes_back_after_the_project(come_back, here):
    for evidence, day in ((Initiative, "held_on"), (Session, "held_on"), (Contact, "contacted_on")):
        evidence.objects.update(**{day: date(2019, 3, 20)})
    Terms.objects.update(ends_on=date(2019, 3, 31))

    with pytest.raises(ReturnedOutsideProject):
        come_back()
    with pytest.raises(IntegrityError, match="return_is_within_project"):
        Return.objects.create(
            enrolment=here.stranger_enrolment, left_on=LEFT, returned_on=BACK, recorded_at=NOW
        )


def test_nobody_comes_back_who_is_there(come_back, here):
    with pytest.raises(NotEnded):
        come_back(enrolment=here.enrolment)


def test_a_return_noted_by_mistake_gives_the_exit_back(come_back, jan, cast):
    before = Exit.objects.current().get()
    came = come_back()

    again = actions.withdraw_return(came=came, by=cast.anna, at=LATER + timedelta(hours=1))

    assert (again.series, again.ended_on) == (before.series, LEFT)
    assert FollowUp.objects.current().get().situation == "seeking"
    assert not Return.objects.current().exists()


def test_a_return_after_which_something_happened_stays(come_back, jan, here, cast):
    came = come_back()
    actions.join_group(enrolment=jan, group=here.group, joined_on=BACK, by=cast.anna, at=LATER)

    with pytest.raises(SomethingHappenedSince, match="Grupa 1"):
        actions.withdraw_return(came=came, by=cast.anna, at=LATER)


def test_who_comes_back_twice_leaves_twice(come_back, jan, cast):
    come_back(returned_on=date(2019, 3, 1))
    actions.end_participation(enrolment=jan, ended_on=date(2019, 3, 10), **ENDING, by=cast.anna, at=LATER)

    again = come_back(returned_on=BACK, at=LATER + timedelta(hours=1))

    assert again.left_on == date(2019, 3, 10)
    assert Return.objects.current().count() == 2
