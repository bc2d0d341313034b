"""Enrolling, correcting, handing over and withdrawing a participation."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from osnowa.audit.models import Entry
from osnowa.casework.models import Contact
from osnowa.organisations.models import Role
from osnowa.participants import actions
from osnowa.participants.actions.enrolments import (
    AlreadyEnrolled,
    EnrolledAfterwards,
    EnrolledInFuture,
    EnrolledOutsideProject,
    EnrolmentIsNeeded,
    HandedOverTooEarly,
    NotTheLastCaseworker,
    NumberTaken,
    UnknownCode,
    WorkerAlreadyCarriesCase,
    WorkerCannotCarryCases,
)
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.models import CaseworkerAssignment, Enrolment, GroupMembership, Person
from osnowa.participants.queries import caseworker_on
from osnowa.projects.models import Group, ProgrammeRound
from osnowa.support.actions import record as support
from osnowa.support.models import LedgerEntry
from tests.cast import NOW, PROJECT_BEGAN, ROUND_BEGAN, TODAY
from tests.participants.conftest import said, verbs

APRIL = date(2019, 4, 1)


def test_somebody_is_enrolled_with_group_and_caseworker(register, enrol, here, cast):
    enrolment = enrol(
        register(),
        education=0,
        labour_status="inactive",
        disability="refused",
        group=here.group,
        joined_on=date(2019, 4, 8),
        caseworker=cast.sabina,
    )

    membership = GroupMembership.objects.get(enrolment=enrolment)
    assert (enrolment.education, enrolment.first_support_on) == (0, None)
    assert (membership.group, membership.joined_on) == (here.group, date(2019, 4, 8))
    assert caseworker_on(enrolment, APRIL).worker == cast.sabina
    assert verbs()[-3:] == [
        "participants.enrolment.made",
        "participants.group.joined",
        "participants.caseworker.assigned",
    ]


@pytest.mark.parametrize(
    ("enrolled_on", "joined_on"), [(PROJECT_BEGAN, ROUND_BEGAN), (ROUND_BEGAN, ROUND_BEGAN), (APRIL, APRIL)]
)
def test_nobody_joins_before_the_round_begins(register, enrol, here, enrolled_on, joined_on):
    enrolment = enrol(register(), enrolled_on=enrolled_on, group=here.group)

    assert GroupMembership.objects.get(enrolment=enrolment).joined_on == joined_on


def test_numbers_follow_each_other_in_the_round(register, enrol, here):
    here.project.alias = "AR"
    here.project.save()
    second = ProgrammeRound.objects.create(
        programme=here.programme, number=2, begins_on=APRIL, ends_on=date(2019, 12, 31)
    )
    later = Group.objects.create(project=here.project, round=second, name="Grupa 2")

    given = [
        enrol(register(), group=here.group).number,
        enrol(register(), group=here.group).number,
        enrol(register(), group=later).number,
        enrol(register()).number,
        enrol(register(), number=" AR/1/07 ").number,
        enrol(register(), group=here.group).number,
    ]

    assert given == ["AR/1/01", "AR/1/02", "AR/2/01", "AR/01", "AR/1/07", "AR/1/08"]


@pytest.mark.parametrize(
    ("facts", "refusal", "field"),
    [
        ({"enrolled_on": TODAY + timedelta(days=1)}, EnrolledInFuture, "enrolled_on"),
        ({"enrolled_on": PROJECT_BEGAN - timedelta(days=1)}, EnrolledOutsideProject, "enrolled_on"),
        ({"education": 7}, UnknownCode, "education"),
        ({"labour_status": "unemployed"}, UnknownCode, "labour_status"),
    ],
)
def test_what_cannot_be_so_is_refused_at_its_field(register, enrol, facts, refusal, field):
    with pytest.raises(refusal) as refused:
        enrol(register(), **facts)

    assert list(said(refused)) == [field]


@pytest.mark.parametrize("enrolled_on", [PROJECT_BEGAN, TODAY])
def test_the_first_day_of_the_project_and_today_are_days_of_enrolling(register, enrol, enrolled_on):
    assert enrol(register(), enrolled_on=enrolled_on).enrolled_on == enrolled_on


def test_after_the_project_nobody_is_enrolled(register, enrol, no_april, here):
    here.terms.ends_on = date(2019, 3, 31)
    here.terms.save()

    with pytest.raises(EnrolledOutsideProject, match=r"31\.03\.2019"):
        enrol(register(), enrolled_on=APRIL)


def test_a_person_is_in_a_project_once(here, enrol):
    with pytest.raises(AlreadyEnrolled) as refused:
        enrol(here.person)

    assert said(refused) == {
        "project": [f"Ta osoba już jest w projekcie pod numerem {here.enrolment.number}."]
    }


def test_a_number_has_one_owner(register, enrol, here):
    with pytest.raises(NumberTaken) as refused:
        enrol(register(), number=here.enrolment.number)

    assert list(said(refused)) == ["number"]


def test_a_person_may_be_in_another_project_too(here, cast, enrol):
    enrol(here.person, project=cast.unrelated)

    assert Enrolment.objects.filter(person=here.person).count() == 2


def test_nobody_of_another_centre_is_enrolled(cast, enrol):
    with pytest.raises(Person.DoesNotExist):
        enrol(cast.elsewhere.person)


def test_a_correction_changes_what_is_given(renata, cast):
    corrected = actions.correct_enrolment(
        enrolment=renata, by=cast.anna, at=NOW, education=3, enrolled_on=date(2019, 4, 2)
    )

    assert (corrected.education, corrected.enrolled_on, corrected.number) == (
        3,
        date(2019, 4, 2),
        renata.number,
    )
    entry = Entry.objects.get(verb="participants.enrolment.corrected")
    assert entry.after_json == '{"fields":["education","enrolled_on"]}'


def test_a_correction_may_not_pass_what_followed(renata, here, cast):
    actions.join_group(enrolment=renata, group=here.group, joined_on=date(2019, 4, 3), by=cast.anna, at=NOW)
    with pytest.raises(EnrolledAfterwards, match=r"3\.04\.2019: od tego dnia osoba jest w grupie"):
        actions.correct_enrolment(enrolment=renata, by=cast.anna, at=NOW, enrolled_on=date(2019, 4, 4))

    actions.restate_starts(starts={renata: date(2019, 4, 2)}, by=cast.anna, at=NOW)
    with pytest.raises(EnrolledAfterwards, match=r"2\.04\.2019: tego dnia było pierwsze wsparcie"):
        actions.correct_enrolment(enrolment=renata, by=cast.anna, at=NOW, enrolled_on=date(2019, 4, 3))


def by_caseworker(renata, here, cast):
    actions.assign_caseworker(
        enrolment=renata, worker=cast.sabina, begins_on=date(2019, 4, 3), by=cast.anna, at=NOW
    )


def by_failed_contact(renata, here, cast):
    Contact.objects.create(
        enrolment=renata,
        form=here.contact_form,
        worker=cast.sabina,
        contacted_on=date(2019, 4, 3),
        took_place=False,
        recorded_at=NOW,
    )


def by_measurement(renata, here, cast):
    actions.measure_before(
        enrolment=renata,
        instrument="ankieta",
        before_on=date(2019, 4, 3),
        before_points=Decimal(5),
        by=cast.anna,
        at=NOW,
    )


def by_exit(renata, here, cast):
    actions.end_participation(
        enrolment=renata,
        ended_on=date(2019, 4, 3),
        reason="completed",
        situation="improved",
        on_path=True,
        by=cast.anna,
        at=NOW,
    )


@pytest.mark.parametrize(
    ("happens", "what"),
    [
        (by_caseworker, "od tego dnia osoba ma opiekuna"),
        (by_failed_contact, "zapisano wtedy: kontakt"),
        (by_measurement, "tego dnia był pierwszy pomiar"),
        (by_exit, "zapisano wtedy: zakończenie udziału"),
    ],
)
def test_a_correction_may_not_pass_any_evidence(renata, here, cast, happens, what):
    happens(renata, here, cast)
    correct = {"enrolment": renata, "by": cast.anna, "at": NOW}

    with pytest.raises(EnrolledAfterwards, match=rf"3\.04\.2019: {what}"):
        actions.correct_enrolment(**correct, enrolled_on=date(2019, 4, 4))
    assert actions.correct_enrolment(**correct, enrolled_on=date(2019, 4, 3)).pk


def test_correcting_nothing_is_refused(renata, cast):
    with pytest.raises(NothingChanged):
        actions.correct_enrolment(enrolment=renata, by=cast.anna, at=NOW, number=renata.number)


def test_an_enrolment_by_mistake_is_withdrawn_with_its_groups(register, enrol, here, cast):
    enrolment = enrol(register(), group=here.group, caseworker=cast.sabina)

    actions.withdraw_enrolment(enrolment=Enrolment.objects.get(pk=enrolment.pk), by=cast.anna, at=NOW)

    assert not Enrolment.objects.filter(pk=enrolment.pk).exists()
    assert not GroupMembership.objects.filter(enrolment=enrolment.pk).exists()
    assert not CaseworkerAssignment.objects.filter(enrolment=enrolment.pk).exists()


def test_an_enrolment_with_support_stays_and_the_sentence_names_it(renata, here, cast):
    support(
        enrolment=renata,
        form=here.contact_form,
        began_on=TODAY,
        ended_on=TODAY,
        minutes=30,
        source="casework.contact:1",
        by=cast.sabina,
        at=NOW,
    )

    with pytest.raises(EnrolmentIsNeeded) as refused:
        actions.withdraw_enrolment(enrolment=renata, by=cast.anna, at=NOW)

    assert str(LedgerEntry._meta.verbose_name_plural) in said(refused)["__all__"][0]
    assert Enrolment.objects.filter(pk=renata.pk).exists()
    assert "participants.enrolment.withdrawn" not in verbs()


def test_an_end_that_was_withdrawn_still_holds_the_enrolment(renata, cast):
    ended = actions.end_participation(
        enrolment=renata,
        ended_on=TODAY,
        reason="resignation",
        situation="none",
        on_path=False,
        by=cast.anna,
        at=NOW,
    )
    actions.withdraw_exit(exit=ended, by=cast.anna, at=NOW)

    with pytest.raises(EnrolmentIsNeeded, match="zakończenia udziału"):
        actions.withdraw_enrolment(enrolment=renata, by=cast.anna, at=NOW)


# ---- who carries the case --------------------------------------------------------------------------------


@pytest.fixture
def hand_over(here, cast):
    """Hand Renata over; by default to Sabina, today."""

    def hand_over(enrolment, worker=cast.sabina, begins_on=TODAY):
        return actions.assign_caseworker(
            enrolment=enrolment, worker=worker, begins_on=begins_on, by=cast.anna, at=NOW
        )

    return hand_over


def test_a_case_is_handed_over_with_a_date(renata, hand_over, cast):
    hand_over(renata, cast.sabina, APRIL)
    hand_over(renata, cast.anna, TODAY)

    days = [APRIL, TODAY - timedelta(days=1), TODAY]
    assert [caseworker_on(renata, day).worker for day in days] == [cast.sabina, cast.sabina, cast.anna]
    assert caseworker_on(renata, date(2019, 3, 31)) is None


@pytest.mark.parametrize(
    ("who", "begins_on", "refusal"),
    [
        ("sabina", date(2019, 4, 10), WorkerAlreadyCarriesCase),
        ("anna", APRIL, HandedOverTooEarly),
        ("anna", date(2019, 3, 31), HandedOverTooEarly),
        ("tomek", date(2019, 4, 10), WorkerCannotCarryCases),
        ("bartek", date(2019, 4, 10), WorkerCannotCarryCases),
        ("darek", date(2019, 4, 10), WorkerCannotCarryCases),
    ],
)
def test_a_case_goes_to_the_right_people_at_the_right_time(renata, hand_over, cast, who, begins_on, refusal):
    hand_over(renata, cast.sabina, APRIL)

    with pytest.raises(refusal):
        hand_over(renata, getattr(cast, who), begins_on)


def test_a_role_that_ended_carries_no_case(renata, hand_over, here, cast):
    here.join(cast.hanna, Role.SOCIAL_WORKER, ends_before=date(2019, 4, 10))

    with pytest.raises(WorkerCannotCarryCases):
        hand_over(renata, cast.hanna, date(2019, 4, 10))
    assert hand_over(renata, cast.hanna, date(2019, 4, 9)).worker == cast.hanna


def test_the_last_hand_over_is_taken_back(renata, hand_over, cast):
    hand_over(renata, cast.sabina, APRIL)
    second = hand_over(renata, cast.anna, TODAY)

    actions.withdraw_caseworker(assignment=second, by=cast.anna, at=NOW)

    assert caseworker_on(renata, TODAY).worker == cast.sabina


def test_only_the_last_hand_over_can_be_taken_back(renata, hand_over, cast):
    first = hand_over(renata, cast.sabina, APRIL)
    hand_over(renata, cast.anna, TODAY)

    with pytest.raises(NotTheLastCaseworker):
        actions.withdraw_caseworker(assignment=first, by=cast.anna, at=NOW)


# ---- the derived start -----------------------------------------------------------------------------------


def test_a_start_is_restated_once(renata, cast):
    actions.restate_starts(starts={renata: TODAY}, by=cast.sabina, at=NOW)
    actions.restate_starts(starts={renata: TODAY}, by=cast.sabina, at=NOW)

    renata.refresh_from_db()
    assert renata.first_support_on == TODAY
    assert verbs().count("participants.enrolment.start_restated") == 1


def test_many_starts_are_restated_in_one_statement(here, cast, django_assert_max_num_queries):
    starts = dict.fromkeys(here.crowd(15), TODAY)

    with django_assert_max_num_queries(12):
        actions.restate_starts(starts=starts, by=cast.tomek, at=NOW)

    assert Enrolment.objects.filter(first_support_on=TODAY).count() == 15


def test_no_support_left_means_no_start(renata, cast):
    actions.restate_starts(starts={renata: TODAY}, by=cast.sabina, at=NOW)
    actions.restate_starts(starts={renata: None}, by=cast.sabina, at=NOW)

    renata.refresh_from_db()
    assert renata.first_support_on is None
