"""Two people save at once, each with a connection of their own: nothing is lost, doubled or stuck."""

import threading
from datetime import date, time

import pytest
from django.db import IntegrityError, connection, transaction
from django_scopes import scope

from osnowa.audit.verification import verify
from osnowa.casework import actions as casework
from osnowa.casework import queries as contacts
from osnowa.casework.models import Contact
from osnowa.clock.actions import ChangedMeanwhile
from osnowa.errors import Refused
from osnowa.participants import actions as participants
from osnowa.participants.models import GroupMembership
from osnowa.projects.actions.support_forms import correct_support_form
from osnowa.projects.actions.terms import add_terms, correct_terms
from osnowa.projects.models import Group, ProgrammeRound, SupportForm
from osnowa.projects.queries.projects import latest_terms
from osnowa.support.models import LedgerEntry
from osnowa.support.queries import entries_differing_from_sources
from osnowa.trainings import actions, queries
from osnowa.trainings.actions.courses import CourseHasMarks
from osnowa.trainings.actions.marks import MarkedMeanwhile
from osnowa.trainings.actions.savings import MarkedAfterExit, Stranger
from osnowa.trainings.actions.sessions import GroupIsBusy
from osnowa.trainings.actions.taking_back import NothingToUndo
from osnowa.trainings.models import Attendance, Course, Edition, MarkBatch, Session
from tests.cast import NOW, assemble

IN_JULY = NOW.replace(month=7, day=10)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    """The cast, committed: other connections see it."""
    return assemble()


def at_once(centre, *calls):
    """Run ``calls`` at the same moment in the scope of ``centre``; return answers, or the refusals raised."""
    answers, together = [None] * len(calls), threading.Barrier(len(calls))

    def run(place, call):
        try:
            with scope(centre=centre):
                together.wait(20)
                answers[place] = call()
        except Refused as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def while_open(centre, first, second):
    """Begin ``second`` when ``first`` has done its work but not committed it yet; answers as ``at_once``."""
    worked = threading.Event()

    def hold():
        with transaction.atomic():
            try:
                answer = first()
            finally:
                worked.set()
            threading.Event().wait(0.7)
        return answer

    def follow():
        worked.wait(20)
        return second()

    return at_once(centre, hold, follow)


def kinds(answers):
    return sorted(type(answer).__name__ for answer in answers)


def is_true():
    expected = contacts.ledger_rows_expected() | queries.ledger_rows_expected()
    return not entries_differing_from_sources(expected)


def people(world):
    return [world.enrolment.pk, world.hidden_enrolment.pk, world.stranger_enrolment.pk]


def test_a_double_click_on_the_register_is_one_saving(cast):
    here = cast.here
    with scope(centre=here.centre):
        Contact.objects.all().delete()

    def save():
        marks = dict.fromkeys(people(here), ("present", None, None))
        return actions.mark_session(session=here.session, marks=marks, by=cast.tomek, at=NOW)

    answers = at_once(here.centre, save, save, save)

    assert kinds(answers) == ["MarkBatch", "NoneType", "NoneType"]
    with scope(centre=here.centre):
        assert (MarkBatch.objects.count(), Attendance.objects.count()) == (1, 3)
        assert (LedgerEntry.objects.count(), is_true()) == (3, True)
    assert verify().findings == ()


def test_two_different_savings_at_once_are_a_saving_and_a_conflict(cast):
    here = cast.here

    def save(status, by):
        def run():
            marks = dict.fromkeys(people(here), (status, None, None))
            return actions.mark_session(session=here.session, marks=marks, by=by, at=NOW)

        return run

    answers = at_once(here.centre, save("present", cast.tomek), save("absent", cast.anna))

    assert kinds(answers) == ["MarkBatch", "MarkedMeanwhile"]
    (refusal,) = (answer for answer in answers if isinstance(answer, MarkedMeanwhile))
    assert len(refusal.conflicts) == 3
    with scope(centre=here.centre):
        assert Attendance.objects.count() == 3


def test_savings_of_two_sessions_at_once_leave_the_earlier_start(cast):
    here = cast.here
    with scope(centre=here.centre):
        Contact.objects.all().delete()
        other = Session.objects.create(
            edition=here.edition,
            number=2,
            held_on=date(2019, 4, 9),
            begins_at=time(16, 0),
            ends_at=time(18, 0),
        )

    def save(session):
        def run():
            marks = dict.fromkeys(people(here), ("present", None, None))
            return actions.mark_session(session=session, marks=marks, by=cast.tomek, at=NOW)

        return run

    at_once(here.centre, save(here.session), save(other))

    here.enrolment.refresh_from_db()
    assert here.enrolment.first_support_on == date(2019, 4, 9)
    with scope(centre=here.centre):
        assert is_true()


def test_a_batch_is_undone_once(cast):
    here = cast.here
    with scope(centre=here.centre):
        batch = actions.mark_session(
            session=here.session, marks={here.enrolment.pk: ("present",)}, by=cast.tomek, at=NOW
        )

    def undo():
        return actions.undo_batch(batch=batch, by=cast.tomek, at=NOW)

    answers = at_once(here.centre, undo, undo)

    assert kinds(answers) == ["MarkBatch", NothingToUndo.__name__]


def test_one_hour_takes_one_meeting_of_a_group(cast):
    here = cast.here

    def plan(number):
        def run():
            return actions.plan_session(
                edition=here.edition,
                number=number,
                held_on=date(2019, 4, 17),
                begins_at=time(10, number),
                ends_at=time(12, 0),
                by=cast.anna,
                at=NOW,
            )

        return run

    answers = at_once(here.centre, plan(2), plan(3))

    assert kinds(answers) == [GroupIsBusy.__name__, "Session"]


def test_one_trainer_is_in_one_place(cast):
    here = cast.here
    with scope(centre=here.centre):
        group = here.project.groups.create(name="Grupa 2")
        other = actions.add_edition(course=here.course, group=group, trainer=cast.tomek, by=cast.anna, at=NOW)

    def plan(edition):
        def run():
            return actions.plan_session(
                edition=edition,
                held_on=date(2019, 4, 17),
                begins_at=time(10, 0),
                ends_at=time(12, 0),
                by=cast.anna,
                at=NOW,
            )

        return run

    answers = at_once(here.centre, plan(here.edition), plan(other))

    assert kinds(answers) == ["Session", "TrainerIsBusy"]


@pytest.fixture
def taught_by_jerzy(cast):
    """Two editions of one trainer who is known by name only, in two projects: no row of theirs is shared."""
    here, other = cast.here, cast.unrelated
    with scope(centre=here.centre):
        Edition.objects.filter(pk=here.edition.pk).update(trainer=None)
        mine = Edition.objects.get(pk=here.edition.pk)
        mine.trainer_name = "Jerzy Kruk"
        mine.save()
        form = SupportForm.objects.create(project=other, name="Terapia", kind="x", mode="group")
        group = Group.objects.create(project=other, name="Obca")
        course = Course.objects.create(form=form, name="Grupa wsparcia")
        return mine, Edition.objects.create(course=course, group=group, trainer_name="jerzy kruk")


def test_a_trainer_known_by_name_is_in_one_place(cast, taught_by_jerzy):
    def plan(edition):
        facts = {"held_on": date(2019, 4, 17), "begins_at": time(10, 0), "ends_at": time(12, 0)}
        return lambda: actions.plan_session(edition=edition, **facts, by=cast.anna, at=NOW)

    first, second = while_open(cast.here.centre, *map(plan, taught_by_jerzy))

    assert isinstance(first, Session), first
    assert isinstance(second, Refused)
    assert "Osoba prowadząca ma już" in str(second) or "osoba prowadząca ma już" in str(second)
    with scope(centre=cast.here.centre):
        assert Session.objects.filter(held_on=date(2019, 4, 17)).count() == 1


def test_two_writers_past_the_actions_do_not_share_an_hour(cast, taught_by_jerzy):
    def write(edition):
        facts = {"held_on": date(2019, 4, 17), "begins_at": time(10, 0), "ends_at": time(12, 0)}
        return lambda: Session.objects.bulk_create([Session(edition=edition, number=9, **facts)])

    def refused(edition):
        def run():
            with pytest.raises(IntegrityError, match="trainer_has_one_meeting_at_a_time"):
                write(edition)()
            return "refused"

        return run

    mine, other = taught_by_jerzy
    _first, second = while_open(cast.here.centre, write(mine), refused(other))

    assert second == "refused"


def test_an_edition_and_a_meeting_do_not_come_to_one_hour(cast, taught_by_jerzy):
    mine, other = taught_by_jerzy
    facts = {"begins_at": time(10, 0), "ends_at": time(12, 0), "number": 9}
    with scope(centre=cast.here.centre):
        other.trainer_name = ""
        other.save()
        Session.objects.create(edition=mine, held_on=date(2019, 4, 17), **facts)

    def name():
        other.trainer_name = "Jerzy Kruk"
        other.save()

    def meet():
        with pytest.raises(IntegrityError, match="trainer_has_one_meeting_at_a_time"):
            Session.objects.create(edition=mine, held_on=date(2019, 4, 18), **{**facts, "number": 10})
        return "refused"

    with scope(centre=cast.here.centre):
        Session.objects.create(edition=other, held_on=date(2019, 4, 18), **facts)
    _named, met = while_open(cast.here.centre, name, meet)

    assert met == "refused"


def test_a_contact_is_corrected_by_one_of_two(cast):
    here = cast.here
    with scope(centre=here.centre):
        Contact.objects.all().delete()
        contact = casework.note_contact(
            enrolment=here.enrolment,
            form=here.contact_form,
            channel="personal",
            contacted_on=date(2019, 4, 15),
            minutes=30,
            by=cast.sabina,
            at=NOW,
        )

    def correct(minutes):
        def run():
            return casework.correct_contact(
                contact=Contact.objects.get(pk=contact.pk),
                form=here.contact_form,
                worker=cast.sabina,
                channel="personal",
                contacted_on=date(2019, 4, 15),
                began_at=None,
                minutes=minutes,
                place=None,
                took_place=True,
                note="",
                by=cast.sabina,
                at=NOW,
            )

        return run

    answers = at_once(here.centre, correct(40), correct(50))

    assert kinds(answers) == [ChangedMeanwhile.__name__, "Contact"]
    with scope(centre=here.centre):
        assert (Contact.objects.current().count(), is_true()) == (1, True)


@pytest.fixture
def maria_is_marked(cast):
    """The call that marks Maria present on 10.04.2019."""
    here = cast.here
    return lambda: actions.mark_session(
        session=here.session, marks={here.enrolment.pk: ("present",)}, by=cast.tomek, at=NOW
    )


@pytest.fixture
def departures(cast):
    """The calls by which Maria was not there on 10.04.2019 any more."""
    here = cast.here
    with scope(centre=here.centre):
        Contact.objects.all().delete()

    def end():
        return participants.end_participation(
            enrolment=here.enrolment,
            ended_on=date(2019, 4, 9),
            reason="completed",
            situation="improved",
            on_path=True,
            by=cast.anna,
            at=NOW,
        )

    def leave():
        membership = GroupMembership.objects.get(enrolment=here.enrolment)
        return participants.leave_group(
            membership=membership, left_before=date(2019, 4, 9), by=cast.anna, at=NOW
        )

    return {"end": end, "leave": leave}


@pytest.mark.parametrize(("departure", "refusal"), [("end", MarkedAfterExit), ("leave", Stranger)])
def test_nobody_is_marked_where_they_are_just_leaving(cast, departures, maria_is_marked, departure, refusal):
    left, marked = while_open(cast.here.centre, departures[departure], maria_is_marked)

    assert (isinstance(left, Refused), type(marked)) == (False, refusal), left
    with scope(centre=cast.here.centre):
        assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("departure", "refusal"), [("end", "EndedBeforeSupport"), ("leave", "MarkedInGroup")]
)
def test_nobody_leaves_before_a_day_that_is_just_being_marked(
    cast, departures, maria_is_marked, departure, refusal
):
    _marked, left = while_open(cast.here.centre, maria_is_marked, departures[departure])

    assert type(left).__name__ == refusal


@pytest.fixture
def other_form(cast):
    """The call that gives the course another group form of support."""
    here = cast.here
    with scope(centre=here.centre):
        Contact.objects.all().delete()
        form = SupportForm.objects.create(
            project=here.project, name="Trening pracy", kind="active-integration", mode="group"
        )
    return lambda: actions.correct_course(
        course=here.course, form=form, name="Inne", meetings=4, description="", by=cast.anna, at=NOW
    )


def test_support_is_of_the_form_that_a_course_just_got(cast, other_form, maria_is_marked):
    answers = while_open(cast.here.centre, other_form, maria_is_marked)

    assert kinds(answers) == ["Course", "MarkBatch"]
    with scope(centre=cast.here.centre):
        assert (LedgerEntry.objects.get().form.name, is_true()) == ("Trening pracy", True)


def test_a_course_just_being_marked_keeps_its_form(cast, other_form, maria_is_marked):
    answers = while_open(cast.here.centre, maria_is_marked, other_form)

    assert kinds(answers) == [CourseHasMarks.__name__, "MarkBatch"]
    with scope(centre=cast.here.centre):
        assert is_true()


@pytest.fixture
def late_contact(cast):
    """The call that notes a contact with Maria on 5.07.2019."""
    here = cast.here
    return lambda: casework.note_contact(
        enrolment=here.enrolment,
        form=here.contact_form,
        channel="personal",
        contacted_on=date(2019, 7, 5),
        by=cast.sabina,
        at=IN_JULY,
    )


@pytest.fixture
def shorter_project(cast):
    """The call that ends the project on 30.06.2019."""
    here = cast.here
    return lambda: correct_terms(terms=here.terms, ends_on=date(2019, 6, 30), by=cast.anna, at=IN_JULY)


@pytest.mark.parametrize("is_noted_first", [True, False])
def test_no_contact_stays_outside_a_project_that_gets_shorter(
    cast, late_contact, shorter_project, is_noted_first
):
    calls = [late_contact, shorter_project]
    first, second = while_open(cast.here.centre, *(calls if is_noted_first else calls[::-1]))

    assert not isinstance(first, Refused)
    assert type(second).__name__ == ("EvidenceOutside" if is_noted_first else "ContactOutsideProject")


@pytest.fixture
def late_session(cast):
    """The calls by which the group meets on 28.06.2019: planned, or moved there; no round binds it."""
    here = cast.here
    with scope(centre=here.centre):
        Group.objects.filter(pk=here.group.pk).update(round=None)
        ProgrammeRound.objects.filter(pk=here.round.pk).update(ends_on=date(2019, 5, 31))
    facts = {"held_on": date(2019, 6, 28), "begins_at": time(10, 0), "ends_at": time(12, 0)}
    facts |= {"by": cast.anna, "at": NOW}

    def plan():
        return actions.plan_session(edition=here.edition, **facts)

    def move():
        return actions.correct_session(session=here.session, number=1, topic="", place=None, **facts)

    return {"plan": plan, "move": move}


@pytest.mark.parametrize("is_planned_first", [True, False])
@pytest.mark.parametrize("verb", ["plan", "move"])
def test_no_session_stays_outside_a_project_that_an_annex_shortens(
    cast, late_session, verb, is_planned_first
):
    here = cast.here

    def shorten():
        return add_terms(
            project=here.project,
            valid_from=date(2019, 5, 1),
            begins_on=here.terms.begins_on,
            ends_on=date(2019, 5, 31),
            reason="aneks",
            by=cast.anna,
            at=NOW,
        )

    calls = [late_session[verb], shorten]
    first, second = while_open(here.centre, *(calls if is_planned_first else calls[::-1]))

    assert not isinstance(first, Refused), first
    assert type(second).__name__ == ("EvidenceOutside" if is_planned_first else "OutsideProject")
    with scope(centre=here.centre):
        last = latest_terms(here.project).period
        assert all(last.holds(session.held_on) for session in Session.objects.all())


@pytest.fixture
def other_mode(cast):
    """The calls by which a form that nothing relies on yet changes its mode."""
    here = cast.here
    with scope(centre=here.centre):
        form = SupportForm.objects.create(
            project=here.project, name="Doradztwo", kind="active-integration", mode="individual"
        )

    def change(mode):
        return lambda: correct_support_form(form=form, mode=mode, by=cast.anna, at=NOW)

    return form, change


@pytest.mark.parametrize("is_noted_first", [True, False])
def test_a_form_that_becomes_a_group_one_takes_no_contact(cast, other_mode, is_noted_first):
    form, change = other_mode

    def note():
        return casework.note_contact(
            enrolment=cast.here.enrolment,
            form=form,
            channel="personal",
            contacted_on=date(2019, 4, 15),
            by=cast.sabina,
            at=NOW,
        )

    calls = [note, change("group")]
    first, second = while_open(cast.here.centre, *(calls if is_noted_first else calls[::-1]))

    assert not isinstance(first, Refused), first
    assert type(second).__name__ == ("ModeIsUsed" if is_noted_first else "FormIsNotIndividual")


@pytest.mark.parametrize("is_added_first", [True, False])
def test_a_form_that_becomes_an_individual_one_takes_no_course(cast, other_mode, is_added_first):
    form, change = other_mode
    with scope(centre=cast.here.centre):
        SupportForm.objects.filter(pk=form.pk).update(mode="group")
        form.refresh_from_db()

    def add():
        return actions.add_course(form=form, name="Doradztwo w grupie", by=cast.anna, at=NOW)

    calls = [add, change("individual")]
    first, second = while_open(cast.here.centre, *(calls if is_added_first else calls[::-1]))

    assert not isinstance(first, Refused), first
    assert type(second).__name__ == ("ModeIsUsed" if is_added_first else "FormIsNotForGroups")


def test_two_meetings_do_not_move_onto_one_hour(cast):
    here = cast.here
    with scope(centre=here.centre):
        sessions = [
            actions.plan_session(
                edition=here.edition,
                held_on=date(2019, 4, day),
                begins_at=time(10, 0),
                ends_at=time(12, 0),
                by=cast.anna,
                at=NOW,
            )
            for day in (17, 18)
        ]

    def move(session):
        return lambda: actions.correct_session(
            session=session,
            number=session.number,
            topic="",
            held_on=date(2019, 4, 19),
            begins_at=time(10, session.number),
            ends_at=time(12, 0),
            place=None,
            by=cast.anna,
            at=NOW,
        )

    answers = at_once(here.centre, *map(move, sessions))

    assert kinds(answers) == [GroupIsBusy.__name__, "Session"]


def test_an_exclusive_place_takes_one_of_two_meetings(cast):
    here = cast.here
    with scope(centre=here.centre):
        hall = here.centre.places.create(name="Sala", is_exclusive=True)
        group = here.project.groups.create(name="Grupa 2")
        other = actions.add_edition(course=here.course, group=group, by=cast.anna, at=NOW)

    def plan(edition):
        return lambda: actions.plan_session(
            edition=edition,
            held_on=date(2019, 4, 17),
            begins_at=time(10, 0),
            ends_at=time(12, 0),
            place=hall,
            by=cast.anna,
            at=NOW,
        )

    answers = at_once(here.centre, plan(here.edition), plan(other))

    assert kinds(answers) == ["PlaceIsTaken", "Session"]


@pytest.mark.parametrize("is_approved_first", [True, False])
def test_a_list_being_approved_and_changed_ends_in_one_order(cast, is_approved_first):
    here = cast.here
    with scope(centre=here.centre):
        actions.mark_session(
            session=here.session, marks=dict.fromkeys(people(here), ("present",)), by=cast.tomek, at=NOW
        )
        base = Attendance.objects.current().get(enrolment=here.enrolment).pk

    def approve():
        return actions.approve_list(session=here.session, by=cast.anna, at=NOW)

    def change():
        marks = {here.enrolment.pk: ("absent", None, base)}
        return actions.mark_session(session=here.session, marks=marks, by=cast.tomek, at=NOW)

    calls = [approve, change]
    first, second = while_open(here.centre, *(calls if is_approved_first else calls[::-1]))

    assert not isinstance(first, Refused)
    assert type(second).__name__ == ("ApprovedNeedsReason" if is_approved_first else "ListApproval")
