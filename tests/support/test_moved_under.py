"""What the database refuses when the plan or a participation moves away from evidence, past every action."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from osnowa.casework.models import Contact
from osnowa.initiatives.models import Initiative, InitiativeEvidence
from osnowa.participants.models import Enrolment, Exit, GroupMembership
from osnowa.projects.models import Group, SupportForm, Terms
from osnowa.support.models import LedgerEntry
from osnowa.trainings.models import Attendance, MarkBatch, Session
from tests.cast import NOW, PROJECT_BEGAN, ROUND_BEGAN, TODAY

pytestmark = pytest.mark.django_db

ONE_DAY = timedelta(days=1)
LAST_DAY = date(2020, 6, 30)
EXIT_FACTS = {"reason": "path", "situation": "other", "on_path": True, "outcome_due_on": date(2019, 12, 31)}


@pytest.fixture(autouse=True)
def alone(here):
    """Leave of the world only what a test puts on its days."""
    InitiativeEvidence.objects.all().delete()
    Initiative.objects.all().delete()
    Session.objects.all().delete()
    Contact.objects.all().delete()


@pytest.fixture
def contact(here, cast):
    row = Contact(
        enrolment=here.enrolment,
        form=here.contact_form,
        worker=cast.sabina,
        contacted_on=TODAY,
        recorded_at=NOW,
    )
    return Contact.objects.bulk_create([row])[0]


@pytest.fixture
def mark(here, cast):
    session = Session.objects.create(
        edition=here.edition, number=1, held_on=TODAY, begins_at=time(8, 0), ends_at=time(9, 0)
    )
    batch = MarkBatch.objects.create(session=session, marked_at=NOW, marked_by=cast.tomek)
    row = Attendance(
        session=session, enrolment=here.enrolment, batch=batch, status="present", minutes=60, recorded_at=NOW
    )
    return Attendance.objects.bulk_create([row])[0]


@pytest.fixture
def initiative(here):
    return Initiative.objects.create(
        project=here.project, group=here.group, name="Piknik", held_on=TODAY, recorded_at=NOW
    )


def end(here, day):
    return Exit.objects.create(enrolment=here.enrolment, ended_on=day, recorded_at=NOW, **EXIT_FACTS)


def refused(guard):
    return pytest.raises(IntegrityError, match=guard)


# ---- terms -------------------------------------------------------------------------------------------------


@pytest.fixture(params=["contact", "mark", "initiative", "exit", "stay", "enrolment"])
def on_this_day(request, here):
    """Put one kind of evidence on today, the rest lies before; return the guards that may speak."""
    guards = {
        "contact": "terms_hold_contacts",
        "mark": "terms_hold_sessions",
        "initiative": "terms_hold_initiatives",
        "exit": "terms_hold_exits",
        "stay": "terms_hold_stays",
        "enrolment": "terms_hold_enrolments",
    }
    if request.param == "exit":
        end(here, TODAY)
    elif request.param == "stay":
        GroupMembership.objects.filter(enrolment=here.enrolment).update(joined_on=TODAY)
    elif request.param == "enrolment":
        GroupMembership.objects.all().delete()
        Enrolment.objects.filter(pk=here.enrolment.pk).update(enrolled_on=TODAY)
    else:
        request.getfixturevalue(request.param)
    return guards[request.param]


def test_the_last_terms_are_not_shortened_under_evidence(here, on_this_day):
    with refused(on_this_day), transaction.atomic():
        Terms.objects.filter(pk=here.terms.pk).update(ends_on=TODAY - ONE_DAY)

    assert Terms.objects.filter(pk=here.terms.pk).update(ends_on=TODAY) == 1


def test_terms_that_come_later_hold_evidence_too(here, on_this_day):
    later = {"project": here.project, "valid_from": TODAY, "begins_on": PROJECT_BEGAN, "reason": "aneks"}

    with refused(on_this_day), transaction.atomic():
        Terms.objects.create(**later, ends_on=TODAY - ONE_DAY)
    assert Terms.objects.create(**later, ends_on=TODAY).pk


def test_terms_that_held_evidence_do_not_go_away(here, on_this_day):
    Terms.objects.create(
        project=here.project, valid_from=TODAY, begins_on=PROJECT_BEGAN, ends_on=LAST_DAY, reason="aneks"
    )
    # Only an earlier row: what holds everything comes last.
    Terms.objects.filter(pk=here.terms.pk).update(ends_on=TODAY - ONE_DAY)

    with refused(on_this_day), transaction.atomic():
        Terms.objects.filter(reason="aneks").delete()
    with refused(on_this_day), transaction.atomic():
        Terms.objects.filter(reason="aneks").update(valid_from=PROJECT_BEGAN - ONE_DAY)


def test_terms_do_not_begin_after_evidence(here):
    with refused("terms_hold_(enrolments|stays)"), transaction.atomic():
        Terms.objects.filter(pk=here.terms.pk).update(begins_on=ROUND_BEGAN + ONE_DAY)

    assert Terms.objects.filter(pk=here.terms.pk).update(begins_on=None, ends_on=None) == 1


def test_closed_versions_and_cancelled_meetings_hold_nothing(here, contact, mark, initiative):
    Contact.objects.update(superseded_at=NOW)
    Initiative.objects.update(superseded_at=NOW)
    Session.objects.update(state="cancelled", cancel_reason="Choroba")

    assert Terms.objects.filter(pk=here.terms.pk).update(ends_on=TODAY - ONE_DAY) == 1


# ---- a participation ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("evidence", "of"), [("contact", "contacts"), ("mark", "marks"), (None, "stays")])
def test_an_enrolment_does_not_begin_after_evidence(request, here, evidence, of):
    if evidence:
        request.getfixturevalue(evidence)
    row = Enrolment.objects.filter(pk=here.enrolment.pk)

    # The stay in the group has the same days: which of them speaks first, the engine decides.
    with refused(f"participation_holds_({of}|stays)"), transaction.atomic():
        row.update(enrolled_on=TODAY + ONE_DAY)
    assert row.update(enrolled_on=ROUND_BEGAN) == 1


@pytest.mark.parametrize(("evidence", "of"), [("contact", "contacts"), ("mark", "marks"), (None, "stays")])
def test_an_end_does_not_come_before_evidence(request, here, evidence, of):
    last = ROUND_BEGAN
    if evidence:
        request.getfixturevalue(evidence)
        last = TODAY

    with refused(f"exit_holds_{of}|exit_follows_the_start"), transaction.atomic():
        end(here, last - ONE_DAY)
    ended = end(here, last)
    with refused(f"exit_holds_{of}|exit_follows_the_start"), transaction.atomic():
        Exit.objects.filter(pk=ended.pk).update(ended_on=last - ONE_DAY)


def test_a_start_does_not_come_after_the_end(here):
    end(here, TODAY)
    row = Enrolment.objects.filter(pk=here.enrolment.pk)

    with refused("start_precedes_the_exit"), transaction.atomic():
        row.update(first_support_on=TODAY + ONE_DAY)
    assert row.update(first_support_on=TODAY) == 1


def test_a_stay_keeps_its_marks(here, mark):
    stay = GroupMembership.objects.filter(enrolment=here.enrolment)

    for change in (
        lambda: stay.update(left_before=TODAY),
        lambda: stay.update(joined_on=TODAY + ONE_DAY),
        stay.delete,
    ):
        with refused("stay_holds_its_marks"), transaction.atomic():
            change()
    assert stay.update(left_before=TODAY + ONE_DAY) == 1
    GroupMembership.objects.create(enrolment=here.enrolment, group=here.group, joined_on=TODAY)
    # The other stay holds the mark now.
    assert stay.filter(left_before__isnull=False).update(left_before=TODAY) == 1


# ---- groups and forms --------------------------------------------------------------------------------------


def test_a_group_does_not_leave_its_project(here, cast, initiative):
    row = Group.objects.filter(pk=here.group.pk)

    with refused("group_stays_with_its_(people|courses|initiatives)"), transaction.atomic():
        row.update(project=cast.unrelated)
    GroupMembership.objects.all().delete()
    with refused("group_stays_with_its_(courses|initiatives)"), transaction.atomic():
        row.update(project=cast.unrelated)
    Initiative.objects.all().delete()
    with refused("group_stays_with_its_courses"), transaction.atomic():
        row.update(project=cast.unrelated)
    here.edition.delete()
    assert row.update(project=cast.unrelated) == 1


def test_a_form_stays_what_its_contacts_are_of(here, cast, contact):
    row = SupportForm.objects.filter(pk=here.contact_form.pk)

    for change in ({"project": cast.unrelated}, {"mode": "group"}):
        with refused("form_stays_with_its_(contacts|support)"), transaction.atomic():
            row.update(**change)
    Contact.objects.update(superseded_at=NOW)
    assert row.update(mode="group") == 1


def test_a_form_stays_in_the_project_of_its_support_and_courses(here, cast):
    LedgerEntry.objects.create(
        enrolment=here.enrolment,
        form=here.training_form,
        began_on=TODAY,
        ended_on=TODAY,
        source="trainings.attendance:1",
        recorded_at=NOW,
    )
    row = SupportForm.objects.filter(pk=here.training_form.pk)

    with refused("form_stays_with_its_(support|courses)"), transaction.atomic():
        row.update(project=cast.unrelated)
    LedgerEntry.objects.all().delete()
    with refused("form_stays_with_its_courses"), transaction.atomic():
        row.update(project=cast.unrelated)
