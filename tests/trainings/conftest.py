from datetime import date, time, timedelta

import pytest

from osnowa.support.queries import ledger_rows
from osnowa.trainings import actions
from osnowa.trainings.models import Attendance
from tests.cast import NOW

LATER = NOW + timedelta(hours=1)
EXIT_FACTS = {"reason": "path", "situation": "other", "on_path": True, "outcome_due_on": date(2019, 12, 31)}


@pytest.fixture
def plan(here, cast):
    """Plan a session of the edition; what is not said stays as in the example."""

    def plan(held_on=date(2019, 4, 16), **facts):
        example = {
            "edition": here.edition,
            "held_on": held_on,
            "begins_at": time(10, 0),
            "ends_at": time(11, 30),
            "by": cast.anna,
            "at": NOW,
        }
        return actions.plan_session(**{**example, **facts})

    return plan


@pytest.fixture
def mark(here, cast):
    """Mark the session: ``mark(session, {enrolment: ("present",)})``."""

    def mark(session, marks, *, by=cast.tomek, at=NOW):
        return actions.mark_session(
            session=session, marks={enrolment.pk: mark for enrolment, mark in marks.items()}, by=by, at=at
        )

    return mark


@pytest.fixture
def marks_of():
    """Say what is current on a session: ``{enrolment id: (status, minutes)}``."""

    def marks_of(session):
        rows = Attendance.objects.current().filter(session=session)
        return {row.enrolment_id: (row.status, row.minutes) for row in rows}

    return marks_of


@pytest.fixture
def supported():
    """Say what attendance put into the ledger: ``{enrolment id: minutes}`` of one session."""

    def supported(session):
        return {row.enrolment_id: row.minutes for row in ledger_rows() if row.source == session.source}

    return supported
