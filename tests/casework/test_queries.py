from datetime import date

import pytest

from osnowa.casework import access, queries
from osnowa.casework.models import Contact
from osnowa.participants.abilities import allowed
from osnowa.participants.models import CaseworkerAssignment, Exit
from osnowa.projects.queries.standing import standing_of
from tests.cast import NOW, TODAY
from tests.queries import same_queries_for


@pytest.fixture
def who(here):
    """The standing of somebody today."""
    return lambda somebody: standing_of(somebody, here.centre, TODAY)


@pytest.fixture
def add(here, cast):
    """Write a contact with Maria past the actions."""

    def add(day, *, channel="personal", took_place=True, **facts):
        example = {"enrolment": here.enrolment, "worker": cast.sabina, "note": "Tajne."}
        return Contact.objects.create(
            form=here.contact_form,
            channel=channel,
            contacted_on=day,
            took_place=took_place,
            recorded_at=NOW,
            **{**example, **facts},
        )

    return add


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        *((name, True) for name in ("anna", "sabina", "ewa")),
        *((name, False) for name in ("tomek", "bartek", "kasia", "iga", "adam", "hanna", "celina")),
    ],
)
def test_each_role_knows_of_its_own_contacts(here, cast, who, name, sees):
    assert list(queries.contacts_visible_to(who(getattr(cast, name)))) == [here.contact] * sees


def test_a_caseworker_who_handed_the_case_over_knows_of_it_no_more(here, cast, who):
    CaseworkerAssignment.objects.update(ends_before=TODAY)

    assert not queries.contacts_visible_to(who(cast.sabina)).exists()


def test_partner_staff_know_of_the_contacts_they_wrote(here, cast, who, add):
    mine = add(TODAY, worker=cast.bartek)

    assert list(queries.contacts_visible_to(who(cast.bartek))) == [mine]


def test_contacts_of_a_person_are_current_and_as_of_today(here, cast, who, add):
    new = add(TODAY)
    add(date(2019, 4, 17))
    add(date(2019, 4, 1), superseded_at=NOW)

    assert list(queries.contacts_of_person(who(cast.anna), here.person.pk)) == [new, here.contact]


@pytest.mark.parametrize(
    ("way", "writes", "reads_own", "reads_others"),
    [
        ("coordinator", True, True, True),
        ("caseworker", True, True, True),
        ("auditor", False, False, False),
        ("partner", True, True, False),
        ("trainer", False, False, False),
        ("colleague", False, False, False),
    ],
)
def test_notes_are_read_by_who_works_with_the_person(here, cast, who, way, writes, reads_own, reads_others):
    can, sabina, bartek = allowed([way]), who(cast.sabina), who(cast.bartek)

    assert access.may_note(can) is writes
    assert access.contact_abilities(sabina, here.contact, can).read_note is reads_own
    assert access.contact_abilities(bartek, here.contact, can).read_note is reads_others


# ---- the month ---------------------------------------------------------------------------------------------


def test_the_month_counts_personal_contacts_apart(here, add):
    add(TODAY)
    add(TODAY, channel="phone")
    add(TODAY, channel="online")
    add(TODAY, took_place=False)
    add(date(2019, 4, 17))
    add(date(2019, 3, 31))

    month = queries.contacts_this_month([here.enrolment], TODAY)[here.enrolment.pk]

    # With the contact of the cast on 9.04.
    assert (month.personal, month.remote, month.attempts, month.required, month.missing) == (2, 2, 1, 2, 0)
    assert (month.last_on, month.last_channel) == (TODAY, "online")


def test_nobody_is_forgotten_in_a_month_without_contacts(here):
    months = queries.contacts_this_month([here.enrolment, here.stranger_enrolment], TODAY)

    jan = months[here.stranger_enrolment.pk]
    assert (jan.personal, jan.missing, jan.last_on, jan.last_channel) == (0, 2, None, "")


@pytest.mark.parametrize(
    ("ended_on", "required", "in_months"),
    [
        (date(2019, 3, 31), 0, []),
        (date(2019, 4, 15), 1, [1]),
        # Nobody knows on 16.04. how April will end.
        (date(2019, 4, 17), 2, [2]),
    ],
)
def test_the_exit_lowers_what_is_required_once_it_happened(here, ended_on, required, in_months):
    here.contact.delete()
    Exit.objects.create(
        enrolment=here.enrolment,
        ended_on=ended_on,
        reason="path",
        situation="other",
        on_path=True,
        outcome_due_on=date(2019, 6, 30),
        recorded_at=NOW,
    )

    assert queries.contacts_this_month([here.enrolment], TODAY)[here.enrolment.pk].required == required
    months = queries.months_of_contacts(here.enrolment, TODAY)
    assert [month.required for month in months if month.first == date(2019, 4, 1)] == in_months


@pytest.mark.parametrize(
    ("first_support", "months"),
    [
        (date(2019, 3, 10), [(3, 1, 0), (4, 2, 1)]),
        # Support that came only later is not known yet: the enrolment of 1.10.2018 counts.
        (date(2019, 5, 1), [(10, 2, 0), (11, 2, 0), (12, 2, 0), (1, 2, 0), (2, 2, 0), (3, 2, 0), (4, 2, 1)]),
    ],
)
def test_months_run_from_the_first_support(here, first_support, months):
    here.enrolment.first_support_on = first_support

    found = queries.months_of_contacts(here.enrolment, TODAY)

    assert [(m.first.month, m.required, m.personal) for m in found] == months


def test_questions_about_the_month_do_not_grow(here, add):
    enrolments = []

    def one_more():
        enrolments.extend(here.crowd(1))
        add(TODAY, enrolment=enrolments[-1])

    same_queries_for(lambda: queries.contacts_this_month(enrolments, TODAY), one_more, at_most=2)
