from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from osnowa.organisations.models import Role
from osnowa.participants.models import CaseworkerAssignment, Exit, GroupMembership
from osnowa.participants.queries import enrolments_visible_to
from osnowa.participants.queries.visibility import ways_of
from osnowa.projects.models import Group, TeamRole
from osnowa.projects.queries.standing import standing_of
from osnowa.trainings import access, actions, queries
from osnowa.trainings.models import Course, Edition
from tests.cast import NOW, ROUND_BEGAN, TODAY
from tests.queries import same_queries_for
from tests.trainings.conftest import EXIT_FACTS

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def who(here):
    """The standing of somebody today."""
    return lambda somebody: standing_of(somebody, here.centre, TODAY)


@pytest.fixture
def foreign(cast):
    """An edition of a project of this centre in which nobody of the cast has a role."""
    group = Group.objects.create(project=cast.unrelated, name="Inni")
    form = cast.unrelated.support_forms.create(name="Inna forma", kind="x", mode="group")
    return Edition.objects.create(course=Course.objects.create(form=form, name="Inne"), group=group)


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("anna", True),
        ("sabina", True),
        ("tomek", True),
        ("ewa", True),
        ("bartek", False),
        ("kasia", False),
        ("iga", False),
        ("adam", False),
        ("hanna", False),
        ("celina", False),
    ],
)
def test_each_role_knows_of_its_own_editions(here, cast, who, foreign, name, sees):
    visible = queries.editions_visible_to(who(getattr(cast, name)))

    assert list(visible) == ([here.edition] if sees else [])


def test_a_partner_knows_of_the_groups_it_leads_and_marks_them(here, cast, who):
    here.group.partnership = here.partnership
    here.group.save()

    bartek = who(cast.bartek)
    can = access.edition_abilities(bartek, queries.editions_visible_to(bartek).get())

    assert (can.see_everybody, can.mark, can.set_up) == (True, True, False)


def test_a_social_worker_without_anybody_in_the_group_does_not_know_of_it(here, cast, who):
    CaseworkerAssignment.objects.update(ends_before=TODAY)

    assert not queries.editions_visible_to(who(cast.sabina)).exists()


def test_an_outside_trainer_knows_of_their_edition_without_any_role(here, cast, who, foreign):
    foreign.trainer = cast.tomek
    foreign.save()

    assert set(queries.editions_visible_to(who(cast.tomek))) == {here.edition, foreign}


@pytest.mark.parametrize(
    ("name", "can"),
    [
        ("anna", (True, True, True, True)),
        ("tomek", (True, True, True, False)),
        ("sabina", (False, False, False, False)),
        ("ewa", (True, False, False, False)),
        ("kasia", (False, False, False, False)),
        ("adam", (False, False, False, False)),
    ],
)
def test_abilities_over_an_edition(here, cast, who, name, can):
    found = access.edition_abilities(who(getattr(cast, name)), here.edition)

    assert (found.see_everybody, found.mark, found.write_topic, found.set_up) == can


def test_who_marks_one_edition_marks_it_in_a_list(here, cast, who, foreign):
    for name in ("anna", "sabina", "tomek", "bartek", "kasia", "ewa", "adam"):
        somebody = who(getattr(cast, name))
        listed = set(queries.editions_marked_by(somebody))

        assert listed == {e for e in (here.edition, foreign) if access.edition_abilities(somebody, e).mark}


@pytest.mark.parametrize(
    ("role", "sees"), [(Role.TRAINER, True), (Role.ACCOUNTANT, False), (Role.COMMITTEE_MEMBER, False)]
)
def test_the_timetable_is_for_those_who_work_with_groups(here, cast, who, role, sees):
    nobody = replace(who(cast.kasia), team={here.project.pk: frozenset({role})})

    assert access.may_see_sessions(nobody) is sees


# ---- meetings ----------------------------------------------------------------------------------------------


def counts(meetings):
    return [(m.session.held_on, m.expected, m.unmarked, m.is_ahead, m.waits) for m in meetings]


def test_meetings_say_who_is_expected_and_who_waits(here, cast, who, plan, mark):
    plan(YESTERDAY)
    today = plan(TODAY)
    plan(TOMORROW)
    mark(today, {here.enrolment: ("present",)})

    found = queries.meetings_between(who(cast.anna), YESTERDAY, TOMORROW)

    assert counts(found) == [
        (YESTERDAY, 3, 3, False, True),
        (TODAY, 3, 2, False, True),
        (TOMORROW, 3, 3, True, False),
    ]


def test_who_left_ended_or_did_not_enrol_yet_is_not_expected(here, cast, who, plan):
    GroupMembership.objects.filter(enrolment=here.enrolment).update(left_before=TODAY)
    Exit.objects.create(enrolment=here.hidden_enrolment, ended_on=YESTERDAY, recorded_at=NOW, **EXIT_FACTS)
    here.stranger_enrolment.memberships.update(joined_on=TOMORROW)
    here.stranger_enrolment.enrolled_on = TOMORROW
    here.stranger_enrolment.save()
    session = plan(TODAY)

    (meeting,) = queries.meetings_between(who(cast.anna), TODAY, TODAY)

    assert (meeting.expected, meeting.waits) == (0, False)
    assert not queries.roster(session).exists()


def test_expected_people_are_those_who_may_be_marked(here, cast, who, plan):
    crowd = here.crowd(3)
    GroupMembership.objects.filter(enrolment=crowd[0]).update(left_before=TODAY)
    session = plan(TODAY)

    (meeting,) = queries.meetings_between(who(cast.anna), TODAY, TODAY)
    register = queries.register(here.edition, TODAY)

    assert meeting.expected == queries.roster(session).count() == len(register.unmarked(session)) == 5


def test_what_was_recorded_of_the_future_is_not_shown(here, cast, who, plan, mark):
    session = plan(TODAY)
    mark(session, {here.enrolment: ("present",)})

    # The clock of a demo was put back.
    before = replace(who(cast.anna), on=YESTERDAY)
    (meeting,) = queries.meetings_between(before, TODAY, TODAY)
    register = queries.register(here.edition, YESTERDAY)

    assert (meeting.unmarked, meeting.is_ahead) == (3, True)
    assert (register.held(), register.frequency) == ([here.session], None)
    assert all(not member.marks for member in register.members)


def test_who_enrols_after_today_is_not_expected_yet(here, cast, who, plan):
    ahead = plan(TODAY.replace(day=20))
    new = here.enrol("Ola", "Lis")
    new.memberships.update(joined_on=TOMORROW)
    new.enrolled_on = TOMORROW
    new.save()

    (today,) = queries.meetings_between(who(cast.anna), ahead.held_on, ahead.held_on)
    (then,) = queries.meetings_between(replace(who(cast.anna), on=TOMORROW), ahead.held_on, ahead.held_on)

    assert (today.expected, then.expected) == (3, 4)
    assert new not in {member.enrolment for member in queries.register(here.edition, TODAY).members}
    assert new in {member.enrolment for member in queries.register(here.edition, TOMORROW).members}


def test_an_exit_that_comes_later_leaves_nobody_out_today(here, cast, who, plan):
    ahead = plan(TODAY.replace(day=20))
    later = TODAY.replace(day=18)
    Exit.objects.create(enrolment=here.enrolment, ended_on=later, recorded_at=NOW, **EXIT_FACTS)

    (today,) = queries.meetings_between(who(cast.anna), ahead.held_on, ahead.held_on)
    (then,) = queries.meetings_between(replace(who(cast.anna), on=later), ahead.held_on, ahead.held_on)

    assert (today.expected, then.expected) == (3, 2)


def test_waiting_meetings_are_the_oldest_first_without_cancelled_and_future_ones(here, cast, who, plan, mark):
    plan(TODAY)
    plan(TOMORROW)
    called_off = plan(YESTERDAY)
    actions.cancel_session(session=called_off, reason="Choroba", by=cast.anna, at=NOW)
    anna = who(cast.anna)

    waiting = queries.meetings_to_mark(anna, queries.editions_marked_by(anna), at_most=5)

    assert [meeting.session.held_on for meeting in waiting] == [date(2019, 4, 10), TODAY]


def test_questions_about_meetings_do_not_grow(here, cast, who, plan):
    anna, days = who(cast.anna), iter(range(1, 9))

    same_queries_for(
        lambda: queries.meetings_between(anna, date(2019, 4, 1), TODAY),
        lambda: plan(date(2019, 4, next(days))),
        at_most=1,
    )


# ---- the register ------------------------------------------------------------------------------------------


def test_the_register_counts_minutes_of_marked_sessions_only(here, plan, mark):
    first, second = plan(date(2019, 4, 1)), plan(date(2019, 4, 2))
    plan(date(2019, 4, 3))
    maria, zofia = here.enrolment, here.hidden_enrolment
    mark(first, {maria: ("present",), zofia: ("absent",)})
    mark(second, {maria: ("late", 45)})

    register = queries.register(here.edition, TODAY)

    by_person = {member.enrolment.pk: member.frequency for member in register.members}
    assert by_person == {
        maria.pk: Decimal("75.00"),
        zofia.pk: Decimal("0.00"),
        here.stranger_enrolment.pk: None,
    }
    # 135 of 270 marked minutes.
    assert register.frequency == Decimal("50.00")
    assert (register.there(first), len(register.marked(first)), len(register.unmarked(first))) == (1, 2, 1)


def test_the_register_is_in_polish_order(here):
    for name in ("Łąka", "Lis", "Ćma", "Cis"):
        here.enrol("Ola", name)

    names = [member.enrolment.person.last_name for member in queries.register(here.edition, TODAY).members]

    assert names == ["Cis", "Ćma", "Lis", "Łąka", "Łoś", "Nowak", "Żak"]


def test_the_register_does_not_tell_hidden_names_by_their_place(here):
    here.hidden_person.last_name = "Adamiak"
    here.hidden_person.save()

    members = queries.register(here.edition, TODAY).members

    assert [member.enrolment for member in members][-1] == here.hidden_enrolment


def test_who_left_stays_in_the_register_with_old_marks(here, plan, mark):
    old = plan(date(2019, 4, 1))
    mark(old, {here.enrolment: ("present",)})
    GroupMembership.objects.filter(enrolment=here.enrolment).update(left_before=date(2019, 4, 2))
    new = plan(TODAY)

    (maria,) = (m for m in queries.register(here.edition, TODAY).members if m.enrolment == here.enrolment)

    assert (old.pk in maria.marks, new.pk in maria.expected_on) == (True, False)


def test_the_register_may_be_of_some_people_only(here, cast, who):
    register = queries.register(here.edition, TODAY, people=queries.own_people(who(cast.sabina)))

    assert {member.enrolment for member in register.members} == {here.enrolment, here.hidden_enrolment}


def test_questions_about_the_register_do_not_grow(here, plan, mark):
    days = iter(range(1, 9))

    def add():
        mark(plan(date(2019, 4, next(days)), begins_at=time(8, 0)), {here.crowd(1)[0]: ("present",)})

    same_queries_for(lambda: queries.register(here.edition, TODAY), add, at_most=4)


def test_attendance_of_one_person_is_as_of_a_day(here, plan, mark):
    old, new = plan(YESTERDAY), plan(TODAY)
    for session in (old, new):
        mark(session, {here.enrolment: ("present",)})

    assert [m.session for m in queries.attendance_of(here.enrolment, TODAY)] == [new, old]
    assert [m.session for m in queries.attendance_of(here.enrolment, YESTERDAY)] == [old]


# ---- on which days a trainer teaches -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begins_on", "ends_before", "teaches"),
    [
        (TODAY, None, True),
        (TODAY, TOMORROW, True),
        (ROUND_BEGAN, TODAY, False),
        (TOMORROW, None, False),
    ],
)
def test_a_trainer_teaches_while_in_the_team(here, cast, who, begins_on, ends_before, teaches):
    TeamRole.objects.filter(user=cast.tomek).update(begins_on=begins_on, ends_before=ends_before)
    tomek = who(cast.tomek)

    assert queries.editions_visible_to(tomek).exists() is teaches
    assert queries.editions_marked_by(tomek).exists() is teaches
    assert access.edition_abilities(tomek, here.edition).mark is teaches
    assert access.may_see_sessions(tomek) is teaches
    assert enrolments_visible_to(tomek).filter(pk=here.enrolment.pk).exists() is teaches
    assert ("trainer" in ways_of(tomek, [here.enrolment])[here.enrolment.pk]) is teaches


def test_who_left_one_team_still_teaches_in_another_project(here, cast, who, foreign):
    foreign.trainer = cast.tomek
    foreign.save()
    TeamRole.objects.filter(user=cast.tomek).update(ends_before=TODAY)

    assert list(queries.editions_visible_to(who(cast.tomek))) == [foreign]


def test_who_teaches_no_more_knows_nobody_of_the_edition(here, cast, who):
    Edition.objects.update(trainer=cast.sabina)

    assert not queries.editions_visible_to(who(cast.tomek)).exists()
    assert not enrolments_visible_to(who(cast.tomek)).exists()


@pytest.mark.parametrize(
    ("joined_on", "left_before", "knows"),
    [(TODAY, None, True), (ROUND_BEGAN, YESTERDAY, True), (TOMORROW, None, False)],
)
def test_a_trainer_knows_who_came_into_the_group(here, cast, who, joined_on, left_before, knows):
    here.enrolment.memberships.update(joined_on=joined_on, left_before=left_before)

    assert enrolments_visible_to(who(cast.tomek)).filter(pk=here.enrolment.pk).exists() is knows
