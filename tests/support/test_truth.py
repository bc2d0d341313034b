"""Whatever happens, and in whatever order: the ledger says what contacts and attendance say."""

from contextlib import suppress
from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osnowa.casework import actions as casework
from osnowa.casework import queries as contacts
from osnowa.casework.models import Contact
from osnowa.errors import Refused
from osnowa.participants.models import Exit
from osnowa.support.queries import entries_differing_from_sources
from osnowa.trainings import actions as trainings
from osnowa.trainings import queries as sessions
from osnowa.trainings.models import Attendance, MarkBatch, Session
from tests.cast import NOW, TODAY

PEOPLE = st.integers(0, 2)
DAYS = st.integers(-3, 1).map(lambda days: TODAY + timedelta(days=days))
MARKS = st.tuples(st.sampled_from(Attendance.Status.values), st.sampled_from([None, 30, 90, 91]))
STEPS = st.one_of(
    st.tuples(st.just("note"), PEOPLE, DAYS, st.booleans()),
    st.tuples(st.just("correct"), st.integers(0, 5), DAYS, st.booleans()),
    st.tuples(st.just("withdraw"), st.integers(0, 5)),
    st.tuples(st.just("restore"), st.integers(0, 5)),
    st.tuples(st.just("plan"), DAYS),
    st.tuples(st.just("mark"), st.integers(0, 3), st.dictionaries(PEOPLE, MARKS, min_size=1), st.booleans()),
    st.tuples(st.just("rest"), st.integers(0, 3)),
    st.tuples(st.just("undo"), st.integers(0, 5)),
    st.tuples(st.just("withdraw_marks"), st.integers(0, 3)),
    st.tuples(st.just("cancel"), st.integers(0, 3)),
    st.tuples(st.just("reinstate"), st.integers(0, 3)),
    st.tuples(st.just("exit"), PEOPLE, DAYS),
)


class Story:
    """One project in which things happen; a refusal is part of the story."""

    def __init__(self, cast):
        self.cast, self.here, self.at = cast, cast.here, NOW
        Contact.objects.all().delete()  # the cast wrote it past the actions
        self.people = [self.here.enrolment, self.here.hidden_enrolment, self.here.stranger_enrolment]

    def happen(self, what, *facts):
        self.at += timedelta(seconds=1)
        with suppress(Refused, ValidationError):
            getattr(self, what)(*facts)

    @property
    def who(self):
        return {"by": self.cast.anna, "at": self.at}

    def nth(self, rows, index):
        rows = list(rows)
        return rows[index % len(rows)] if rows else None

    def note(self, person, day, took_place):
        casework.note_contact(
            enrolment=self.people[person],
            form=self.here.contact_form,
            channel="personal",
            contacted_on=day,
            took_place=took_place,
            minutes=30 if took_place else None,
            **self.who,
        )

    def contact(self, index, *, is_current):
        rows = Contact.objects.filter(superseded_at__isnull=is_current).order_by("pk")
        return self.nth(rows, index)

    def correct(self, index, day, took_place):
        if contact := self.contact(index, is_current=True):
            casework.correct_contact(
                contact=contact,
                form=contact.form,
                worker=contact.worker,
                channel="phone",
                contacted_on=day,
                began_at=None,
                minutes=45 if took_place else None,
                place=None,
                took_place=took_place,
                note="",
                **self.who,
            )

    def withdraw(self, index):
        if contact := self.contact(index, is_current=True):
            casework.withdraw_contact(contact=contact, **self.who)

    def restore(self, index):
        if contact := self.contact(index, is_current=False):
            casework.restore_contact(contact=contact, **self.who)

    def session(self, index):
        return self.nth(Session.objects.order_by("pk"), index)

    def plan(self, day):
        trainings.plan_session(
            edition=self.here.edition, held_on=day, begins_at=time(8), ends_at=time(9, 30), **self.who
        )

    def mark(self, index, marks, knows):
        session = self.session(index)
        current = dict(
            Attendance.objects.current().filter(session=session).values_list("enrolment", "pk")
            if knows
            else ()
        )
        asked = {self.people[p].pk: (*mark, current.get(self.people[p].pk)) for p, mark in marks.items()}
        trainings.mark_session(session=session, marks=asked, **self.who)

    def rest(self, index):
        trainings.mark_rest_present(session=self.session(index), **self.who)

    def undo(self, index):
        if batch := self.nth(MarkBatch.objects.order_by("-pk"), index):
            trainings.undo_batch(batch=batch, **self.who)

    def withdraw_marks(self, index):
        trainings.withdraw_marks(session=self.session(index), **self.who)

    def cancel(self, index):
        trainings.cancel_session(session=self.session(index), reason="Choroba", **self.who)

    def reinstate(self, index):
        trainings.reinstate_session(session=self.session(index), **self.who)

    def exit(self, person, day):
        enrolment = self.people[person]
        if Exit.objects.current().filter(enrolment=enrolment).exists():
            Exit.objects.filter(enrolment=enrolment).delete()
        else:
            Exit.objects.create(
                enrolment=enrolment,
                ended_on=day,
                reason="path",
                situation="other",
                on_path=True,
                outcome_due_on=date(2019, 12, 31),
                recorded_at=self.at,
            )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=14))
def test_the_ledger_is_what_its_sources_say(db, assembled, steps):
    with assembled() as cast, scope(centre=cast.here.centre):
        story = Story(cast)
        for step in steps:
            story.happen(*step)
            expected = contacts.ledger_rows_expected() | sessions.ledger_rows_expected()
            assert not entries_differing_from_sources(expected), step
