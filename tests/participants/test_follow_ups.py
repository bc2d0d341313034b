"""What became of somebody after they left, and who is still to be asked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from osnowa.participants import actions
from osnowa.participants.actions.enrolments import UnknownCode
from osnowa.participants.actions.follow_ups import (
    AskedAlready,
    AskedInFuture,
    AskedTooEarly,
    NotGoneYet,
    SituationOrNobody,
)
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.models import Exit, FollowUp
from osnowa.participants.queries import current_exit
from osnowa.participants.queries.follow_ups import askings_of, follow_ups_due
from osnowa.projects.queries.standing import standing_of
from tests.cast import NOW, TODAY
from tests.participants.conftest import said, scan, verbs
from tests.queries import same_queries_for

LATER = NOW + timedelta(hours=1)
LEFT = date(2019, 4, 1)


@pytest.fixture
def leave(here):
    """Let somebody leave the project; what is not said is as in the example."""

    def leave(enrolment, **facts):
        example = {
            "ended_on": LEFT,
            "reason": "completed",
            "situation": "improved",
            "on_path": True,
            "outcome_due_on": date(2019, 12, 31),
            "recorded_at": NOW,
        }
        return Exit.objects.create(enrolment=enrolment, **{**example, **facts})

    return leave


@pytest.fixture
def ask(here, cast, leave):
    """Ask Jan, who left on 1.04.2019, within four weeks; what is not said is as in the example."""
    leave(here.stranger_enrolment)

    def ask(at=NOW, **facts):
        example = {"kind": "four-weeks", "held_on": TODAY, "situation": "employed"}
        return actions.hold_follow_up(
            enrolment=here.stranger_enrolment, by=cast.anna, at=at, **{**example, **facts}
        )

    return ask


def test_what_somebody_said_is_noted_with_its_proof(ask):
    row = ask(proof="umowa o pracę", upload=scan())

    assert (row.situation, row.proof, row.scan.name) == ("employed", "umowa o pracę", "skan.pdf")
    assert verbs() == ["documents.file.stored", "participants.followup.added"]


def test_nobody_may_have_answered(ask):
    assert ask(is_unreachable=True, situation="").is_unreachable


@pytest.mark.parametrize(
    ("facts", "refusal", "field"),
    [
        ({"kind": "never"}, UnknownCode, "kind"),
        ({"situation": "rich"}, UnknownCode, "situation"),
        ({"situation": ""}, SituationOrNobody, "situation"),
        ({"is_unreachable": True}, SituationOrNobody, "situation"),
        ({"held_on": LEFT - timedelta(days=1)}, AskedTooEarly, "held_on"),
        ({"kind": "six-months"}, AskedTooEarly, "held_on"),
        ({"held_on": TODAY + timedelta(days=1)}, AskedInFuture, "held_on"),
    ],
)
def test_what_cannot_be_so_is_refused_at_its_field(ask, facts, refusal, field):
    with pytest.raises(refusal) as refused:
        ask(**facts)
    assert list(said(refused)) == [field]


def test_nobody_is_asked_afterwards_before_they_left_or_twice(ask, here):
    ask()

    with pytest.raises(AskedAlready):
        ask()
    with pytest.raises(NotGoneYet):
        actions.hold_follow_up(
            enrolment=here.enrolment,
            kind="four-weeks",
            held_on=TODAY,
            situation="employed",
            by=here.coordinator,
            at=NOW,
        )


def test_an_answer_is_corrected_and_taken_back(ask, cast):
    row = ask()
    facts = {"held_on": TODAY, "situation": "seeking", "by": cast.anna, "at": LATER}

    corrected = actions.correct_follow_up(follow_up=row, **facts)
    with pytest.raises(NothingChanged):
        actions.correct_follow_up(follow_up=corrected, **facts)
    actions.withdraw_follow_up(follow_up=corrected, by=cast.anna, at=LATER)

    assert FollowUp.objects.filter(series=row.series).count() == 2
    assert ask(at=LATER).pk


def test_the_table_wants_a_situation_or_silence(ask):
    row = ask()

    with pytest.raises(IntegrityError, match="follow_up_says_the_situation"):
        FollowUp.objects.filter(pk=row.pk).update(situation="")


def test_what_came_late_says_so(ask, here, leave):
    Exit.objects.all().delete()
    ended = leave(here.stranger_enrolment, ended_on=date(2019, 3, 1))
    ask()

    four_weeks, six_months = askings_of(here.stranger_enrolment, ended, TODAY)

    assert (four_weeks.is_late, four_weeks.window.due_on) == (True, date(2019, 3, 29))
    assert (six_months.follow_up, six_months.window.opens_on) == (None, date(2019, 9, 1))


def test_nobody_is_asked_about_who_died(here, leave):
    ended = leave(here.stranger_enrolment, reason="death")

    assert askings_of(here.stranger_enrolment, ended, TODAY) == []
    assert askings_of(here.enrolment, current_exit(here.enrolment, TODAY), TODAY) == []


@pytest.fixture
def due(here):
    """The follow-ups that somebody has to do, as names and days left."""

    def due(user, on=TODAY):
        who = replace(standing_of(user, here.centre, on), at=NOW)
        return [(each.name, each.code, each.days_left) for each in follow_ups_due(who)]

    return due


def test_the_most_urgent_stands_first_for_who_has_to_do_it(due, leave, here, cast):
    leave(here.enrolment, ended_on=date(2019, 4, 9))
    leave(here.stranger_enrolment, ended_on=date(2019, 3, 18))
    leave(here.hidden_enrolment, ended_on=date(2019, 3, 1))

    assert due(cast.anna) == [
        ("Zofia Żak", "four-weeks", -18),
        ("Jan Łoś", "four-weeks", -1),
        ("Maria Nowak", "four-weeks", 21),
    ]
    assert due(cast.sabina) == [("Zofia Żak", "four-weeks", -18), ("Maria Nowak", "four-weeks", 21)]
    assert due(cast.tomek) == due(cast.bartek) == due(cast.ewa) == due(cast.iga) == []


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (LEFT, [("four-weeks", 28)]),
        (date(2019, 6, 24), [("four-weeks", -56)]),
        (date(2019, 6, 25), []),
        (date(2019, 9, 23), []),
        (date(2019, 9, 24), [("six-months", 38)]),
        (date(2019, 12, 26), [("six-months", -55)]),
        (date(2019, 12, 28), []),
    ],
)
def test_what_is_due_comes_in_time_and_goes(due, leave, here, cast, on, found):
    leave(here.stranger_enrolment)

    assert [row[1:] for row in due(cast.anna, on=on)] == found


def test_what_was_asked_is_due_no_more(due, ask, cast):
    assert due(cast.anna) == [("Jan Łoś", "four-weeks", 13)]

    ask(is_unreachable=True, situation="")

    assert due(cast.anna) == []


def test_the_list_asks_as_often_for_three_as_for_one(leave, here, cast):
    who = replace(standing_of(cast.anna, here.centre, TODAY), at=NOW)

    same_queries_for(lambda: follow_ups_due(who), lambda: leave(*here.crowd(1)), at_most=3)
