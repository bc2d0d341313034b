"""What the database itself refuses about evidence, past every action; on both engines."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from osnowa.casework.models import Contact
from osnowa.initiatives.models import Initiative
from osnowa.participants.models import Enrolment, Exit, GroupMembership
from osnowa.projects import triggers
from osnowa.projects.apps import guards
from osnowa.projects.models import Group, SupportForm
from osnowa.support.models import LedgerEntry
from osnowa.trainings.models import Attendance, Edition, MarkBatch, Session
from tests.architecture.house import ROOT
from tests.cast import NOW, PROJECT_BEGAN, ROUND_BEGAN, TODAY

pytestmark = pytest.mark.django_db

ONE_DAY = timedelta(days=1)
LAST_DAY = date(2020, 6, 30)
FAR = date(2021, 6, 30)
EXIT_FACTS = {"reason": "path", "situation": "other", "on_path": True, "outcome_due_on": date(2019, 12, 31)}


@pytest.fixture
def left_today(here):
    """Maria's participation, over: today was its last day."""
    Exit.objects.create(enrolment=here.enrolment, ended_on=TODAY, recorded_at=NOW, **EXIT_FACTS)
    return here.enrolment


@pytest.fixture
def session_on(here):
    """Write a session of a day; its number does not matter."""

    def session_on(day, **facts):
        hours = {"begins_at": time(8, 0), "ends_at": time(9, 0)}
        number = Session.objects.count() + 1
        return Session.objects.create(
            **{"edition": here.edition, "number": number, "held_on": day, **hours, **facts}
        )

    return session_on


@pytest.fixture
def mark(cast, session_on):
    """Write a mark past the actions, many rows at once as a register does."""

    def mark(enrolment, day, **facts):
        session = session_on(day)
        batch = MarkBatch.objects.create(session=session, marked_at=NOW, marked_by=cast.tomek)
        row = {"session": session, "batch": batch, "status": "present", "minutes": 60, "recorded_at": NOW}
        return Attendance.objects.bulk_create([Attendance(enrolment=enrolment, **{**row, **facts})])[0]

    return mark


@pytest.fixture
def note(here, cast):
    """Write a contact past the actions."""

    def note(enrolment, day, **facts):
        row = {"form": here.contact_form, "worker": cast.sabina, "contacted_on": day, "recorded_at": NOW}
        return Contact.objects.bulk_create([Contact(enrolment=enrolment, **{**row, **facts})])[0]

    return note


def refused(guard):
    return pytest.raises(IntegrityError, match=guard)


DAYS_OF_A_PARTICIPATION = pytest.mark.parametrize(
    ("day", "is_refused"),
    [
        (ROUND_BEGAN - ONE_DAY, True),
        (ROUND_BEGAN, False),
        (TODAY, False),
        (TODAY + ONE_DAY, True),
    ],
)


@DAYS_OF_A_PARTICIPATION
def test_nobody_is_marked_outside_their_participation(left_today, mark, day, is_refused):
    if not is_refused:
        assert mark(left_today, day).pk
        return
    # Nobody is in a group before the participation: which of the two speaks first, the engine decides.
    with refused("attendance_is_(within_participation|of_the_group)"), transaction.atomic():
        mark(left_today, day)


@DAYS_OF_A_PARTICIPATION
def test_no_contact_is_outside_a_participation(left_today, note, day, is_refused):
    if not is_refused:
        assert note(left_today, day).pk
        return
    with refused("contact_is_within_participation"), transaction.atomic():
        note(left_today, day)


def test_an_end_that_was_taken_back_ends_nothing(left_today, mark, note):
    Exit.objects.update(superseded_at=NOW)

    assert mark(left_today, TODAY + ONE_DAY).pk
    assert note(left_today, TODAY + ONE_DAY).pk


@pytest.mark.parametrize(
    ("joined_on", "left_before", "is_refused"),
    [
        (TODAY, None, False),
        (TODAY, TODAY + ONE_DAY, False),
        (TODAY + ONE_DAY, None, True),
        (ROUND_BEGAN, TODAY, True),
    ],
)
def test_a_stranger_of_the_same_project_is_not_marked(here, mark, joined_on, left_before, is_refused):
    here.enrolment.memberships.update(joined_on=joined_on, left_before=left_before)

    if not is_refused:
        assert mark(here.enrolment, TODAY).pk
        return
    with refused("attendance_is_of_the_group"), transaction.atomic():
        mark(here.enrolment, TODAY)


def test_who_was_never_in_the_group_is_not_marked(here, mark):
    here.enrolment.memberships.all().delete()

    with refused("attendance_is_of_the_group"), transaction.atomic():
        mark(here.enrolment, TODAY)


def test_a_participant_of_another_project_is_not_marked(here, cast, mark):
    stranger = here.enrol("Ola", "Inna")
    stranger.project = cast.unrelated
    stranger.save()

    with refused("attendance_is_of_the_group"), transaction.atomic():
        mark(stranger, TODAY)


def test_a_mark_is_not_moved_to_somebody_else(here, mark):
    row = mark(here.enrolment, TODAY)
    here.stranger_enrolment.memberships.all().delete()

    with refused("attendance_is_of_the_group"), transaction.atomic():
        Attendance.objects.filter(pk=row.pk).update(enrolment=here.stranger_enrolment)


DAYS_OF_THE_PROJECT = pytest.mark.parametrize(
    ("day", "is_refused"),
    [(PROJECT_BEGAN - ONE_DAY, True), (PROJECT_BEGAN, False), (LAST_DAY, False), (LAST_DAY + ONE_DAY, True)],
)


@DAYS_OF_THE_PROJECT
def test_no_contact_is_outside_the_project(here, note, day, is_refused):
    Enrolment.objects.filter(pk=here.enrolment.pk).update(enrolled_on=PROJECT_BEGAN)

    if not is_refused:
        assert note(here.enrolment, day).pk
        return
    # Before the project nobody participates: which of the two speaks first, the engine decides.
    with refused("contact_is_within_(project|participation)"), transaction.atomic():
        note(here.enrolment, day)
    with refused("contact_is_within_(project|participation)"), transaction.atomic():
        Contact.objects.filter(pk=here.contact.pk).update(contacted_on=day)


@DAYS_OF_THE_PROJECT
def test_no_session_is_outside_the_project(session_on, here, day, is_refused):
    if not is_refused:
        assert session_on(day).pk
        return
    with refused("session_is_within_project"), transaction.atomic():
        session_on(day)
    with refused("session_is_within_project"), transaction.atomic():
        Session.objects.filter(pk=here.session.pk).update(held_on=day)


def test_a_cancelled_session_may_lie_anywhere_until_it_is_planned_again(session_on):
    session = session_on(LAST_DAY + ONE_DAY, state="cancelled", cancel_reason="Choroba")

    with refused("session_is_within_project"), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(state="planned")


def test_a_project_without_terms_holds_every_day(here, session_on, note):
    here.terms.delete()

    assert session_on(date(2031, 1, 1)).pk
    assert note(here.enrolment, date(2031, 1, 1)).pk


@pytest.fixture
def happen(here, cast):
    """Ways in which something happens on a day, past the actions: a new row, and one that is moved."""
    maria, jan = here.enrolment, here.stranger_enrolment
    Exit.objects.create(enrolment=jan, ended_on=TODAY, recorded_at=NOW, **EXIT_FACTS)
    ola = here.enrol("Ola", "Późna")
    GroupMembership.objects.filter(enrolment=ola).delete()

    def enrol(day):
        somebody = here.enrol("Ewa", "Nowa")
        somebody.memberships.all().delete()
        somebody.delete()
        somebody.pk, somebody.enrolled_on = None, day
        return Enrolment.objects.bulk_create([somebody])

    return {
        "enrolled": enrol,
        "enrolled, moved": lambda day: Enrolment.objects.filter(pk=ola.pk).update(enrolled_on=day),
        "joined": lambda day: GroupMembership.objects.bulk_create(
            [GroupMembership(enrolment=ola, group=here.group, joined_on=day)]
        ),
        "joined, moved": lambda day: maria.memberships.update(joined_on=day),
        "ended": lambda day: Exit.objects.bulk_create(
            [Exit(enrolment=ola, ended_on=day, recorded_at=NOW, **{**EXIT_FACTS, "outcome_due_on": FAR})]
        ),
        "ended, moved": lambda day: Exit.objects.update(ended_on=day, outcome_due_on=FAR),
    }


ENROLMENT, STAY, END = "enrolment_is_within_project", "membership_is_within_.*", "exit_(is|follows|holds)_.*"


@pytest.mark.parametrize(
    ("way", "day", "guard"),
    [
        ("enrolled", PROJECT_BEGAN - ONE_DAY, ENROLMENT),
        ("enrolled", PROJECT_BEGAN, None),
        ("enrolled", LAST_DAY, None),
        ("enrolled", LAST_DAY + ONE_DAY, ENROLMENT),
        ("enrolled, moved", PROJECT_BEGAN - ONE_DAY, ENROLMENT),
        ("enrolled, moved", PROJECT_BEGAN, None),
        ("joined", ROUND_BEGAN - ONE_DAY, "membership_is_within_participation"),
        ("joined", ROUND_BEGAN, None),
        ("joined", LAST_DAY, None),
        ("joined", LAST_DAY + ONE_DAY, "membership_is_within_project"),
        ("joined, moved", PROJECT_BEGAN - ONE_DAY, STAY),
        ("joined, moved", ROUND_BEGAN - ONE_DAY, "membership_is_within_participation"),
        ("joined, moved", TODAY, None),
        ("ended", ROUND_BEGAN - ONE_DAY, "exit_follows_the_start"),
        ("ended", ROUND_BEGAN, None),
        ("ended", LAST_DAY, None),
        ("ended", LAST_DAY + ONE_DAY, "exit_is_within_project"),
        ("ended, moved", PROJECT_BEGAN - ONE_DAY, END),
        ("ended, moved", LAST_DAY, None),
    ],
)
def test_what_belongs_to_a_project_happens_in_it(happen, way, day, guard):
    if guard is None:
        assert happen[way](day)
        return
    with refused(guard), transaction.atomic():
        happen[way](day)


def test_after_the_end_nobody_joins_a_group(left_today, here):
    other = Group.objects.create(project=here.project, name="Grupa 2")

    with refused("membership_is_within_participation"), transaction.atomic():
        GroupMembership.objects.create(enrolment=left_today, group=other, joined_on=TODAY + ONE_DAY)
    assert GroupMembership.objects.create(enrolment=left_today, group=other, joined_on=TODAY).pk


def test_nobody_ends_before_the_first_support(here):
    Enrolment.objects.filter(pk=here.enrolment.pk).update(first_support_on=TODAY)
    facts = {"enrolment": here.enrolment, "recorded_at": NOW, **EXIT_FACTS}

    with refused("exit_follows_the_start"), transaction.atomic():
        Exit.objects.create(ended_on=TODAY - ONE_DAY, **facts)
    assert Exit.objects.create(ended_on=TODAY, **facts).pk


@pytest.fixture
def named(here, cast, note):
    """Ways in which a row names a group or a form of support, past the actions."""
    ola = here.enrol("Ola", "Inna")
    received = {"began_on": TODAY, "ended_on": TODAY, "source": "casework.contact:1", "recorded_at": NOW}
    return {
        "stay": lambda group: GroupMembership.objects.bulk_create(
            [GroupMembership(enrolment=ola, group=group, joined_on=TODAY)]
        ),
        "stay, moved": lambda group: ola.memberships.update(group=group),
        "edition": lambda group: Edition.objects.bulk_create([Edition(course=here.course, group=group)]),
        "edition, moved": lambda group: Edition.objects.update(group=group),
        "ledger": lambda form: LedgerEntry.objects.bulk_create(
            [LedgerEntry(enrolment=ola, form=form, **received)]
        ),
        "contact": lambda form: note(ola, TODAY, form=form),
        "contact, moved": lambda form: Contact.objects.update(form=form),
    }


OF_THE_PROJECT = pytest.mark.parametrize("is_own", [True, False])


@OF_THE_PROJECT
@pytest.mark.parametrize("way", ["new", "moved"])
@pytest.mark.parametrize(
    ("what", "guard"),
    [
        ("stay", "membership_is_of_the_project"),
        ("edition", "edition_is_of_the_project"),
    ],
)
def test_a_group_is_of_the_same_project(named, here, cast, what, way, guard, is_own):
    group = Group.objects.create(project=here.project if is_own else cast.unrelated, name="Grupa 2")
    write = named[what if way == "new" else f"{what}, moved"]

    if is_own:
        assert write(group)
        return
    with refused(guard), transaction.atomic():
        write(group)


@OF_THE_PROJECT
@pytest.mark.parametrize(
    ("way", "guard"),
    [
        ("ledger", "ledger_is_of_the_project"),
        ("contact", "contact_is_of_an_individual_form_of_the_project"),
        ("contact, moved", "contact_is_of_an_individual_form_of_the_project"),
    ],
)
def test_a_form_of_support_is_of_the_same_project(named, here, cast, way, guard, is_own):
    project = here.project if is_own else cast.unrelated
    facts = {"name": "Doradztwo", "kind": "active-integration", "mode": "individual"}
    form = SupportForm.objects.create(project=project, **facts)

    if is_own:
        assert named[way](form)
        return
    with refused(guard), transaction.atomic():
        named[way](form)


@pytest.mark.parametrize("way", ["contact", "contact, moved"])
def test_a_contact_is_no_group_support(named, here, way):
    with refused("contact_is_of_an_individual_form_of_the_project"), transaction.atomic():
        named[way](here.training_form)
    assert named["ledger"](here.training_form)


def test_closed_versions_are_asked_nothing_until_they_are_opened_again(here, left_today, note, mark):
    closed = {"superseded_at": NOW + timedelta(hours=1)}
    contact, attendance = (verb(left_today, TODAY + ONE_DAY, **closed) for verb in (note, mark))

    with refused("contact_is_within_participation"), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(superseded_at=None)
    with refused("attendance_is_within_participation"), transaction.atomic():
        Attendance.objects.filter(pk=attendance.pk).update(superseded_at=None)


def test_triggers_come_off_and_go_on_again(here, session_on):
    with connection.cursor() as cursor:
        for statement in triggers.take_off(connection.vendor, guards()):
            cursor.execute(statement)
        session = session_on(date(2031, 1, 1))
        session.delete()
        for statement in triggers.put_on(connection.vendor, guards()):
            cursor.execute(statement)

    with refused("session_is_within_project"), transaction.atomic():
        session_on(date(2031, 1, 1))


@pytest.mark.guard
def test_every_trigger_stands_in_the_decision():
    told = (ROOT / "docs/adr/0503-triggers-come-off-around-migrations.md").read_text(encoding="utf-8")

    assert [guard.name for guard in guards() if f"`{guard.name}`" not in told] == []


@DAYS_OF_THE_PROJECT
def test_no_initiative_is_outside_the_project(here, day, is_refused):
    def plan() -> Initiative:
        facts = {"name": "Piknik", "held_on": day, "recorded_at": NOW}
        return Initiative.objects.bulk_create([Initiative(project=here.project, **facts)])[0]

    if not is_refused:
        assert plan().pk
        return
    with refused("initiative_is_within_project"), transaction.atomic():
        plan()
    with refused("initiative_is_within_project"), transaction.atomic():
        Initiative.objects.filter(pk=here.initiative.pk).update(held_on=day)


def test_an_initiative_is_of_a_group_of_its_project(here, cast):
    foreign = Group.objects.create(project=cast.unrelated, name="Obca grupa")

    with refused("initiative_is_of_the_project"), transaction.atomic():
        Initiative.objects.filter(pk=here.initiative.pk).update(group=foreign)
