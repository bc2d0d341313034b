"""What waits for whom, the most overdue first."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django_scopes import scope

from osnowa.desk.queries.todo import due_of, marks_attendance, told
from osnowa.participants.models import CaseworkerAssignment, Exit, Ground, Outcome
from osnowa.projects.models import Milestone
from osnowa.projects.queries.standing import standing_of
from osnowa.trainings.access import may_see_sessions
from osnowa.trainings.models import Session
from tests.accessibility import faults
from tests.cast import NOW, ROUND_BEGAN, TODAY
from tests.desk.evidence import days_ago, marked, meeting, met
from tests.queries import same_queries_for


def standing(somebody, world):
    return standing_of(somebody, world.centre, TODAY)


def waits(somebody, world, *kinds):
    who = standing(somebody, world)
    found = due_of(who, marks=marks_attendance(who, has_meetings=may_see_sessions(who)))
    return [(each.kind, each.on) for each in found if not kinds or each.kind in kinds]


def left(enrolment, *, due=date(2019, 7, 1), measured=True, **outcome):
    Exit.objects.create(
        enrolment=enrolment,
        ended_on=days_ago(5),
        reason="employment",
        situation="employed",
        on_path=True,
        outcome_due_on=due,
        recorded_at=NOW,
    )
    if measured:
        Outcome.objects.create(
            enrolment=enrolment,
            instrument="skala",
            before_on=ROUND_BEGAN,
            before_points=10,
            recorded_at=NOW,
            **outcome,
        )


def address(world):
    return reverse("desk:todo", args=[world.centre.slug])


# ---- attendance --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("member", "waiting"),
    [("tomek", True), ("anna", True), ("bartek", False), ("sabina", False), ("ewa", False), ("kasia", False)],
)
def test_attendance_waits_for_those_who_mark_it(cast, here, member, waiting):
    assert waits(getattr(cast, member), here, "attendance") == (
        [("attendance", here.session.held_on)] if waiting else []
    )


def test_what_is_marked_called_off_or_ahead_does_not_wait(cast, here):
    people = (here.enrolment, here.hidden_enrolment, here.stranger_enrolment)
    marked(here, here.session, dict.fromkeys(people, "present"))
    meeting(here, 2, TODAY + timedelta(days=1))
    meeting(here, 3, days_ago(1), state=Session.State.CANCELLED, cancel_reason="choroba")

    assert waits(cast.tomek, here) == []


# ---- documents ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "waiting"), [("awaiting", 1), ("verified", 0), ("rejected", 0)])
def test_documents_wait_until_somebody_decides(cast, here, state, waiting):
    Ground.objects.filter(pk=here.ground.pk).update(state=state, rejection_reason="nieczytelny")

    assert len(waits(cast.anna, here, "document")) == waiting


@pytest.mark.parametrize(("stated_by", "waiting"), [("anna", 0), ("sabina", 1), (None, 1)])
def test_what_somebody_stated_waits_for_another(cast, here, stated_by, waiting):
    author = getattr(cast, stated_by) if stated_by else None
    Ground.objects.filter(pk=here.ground.pk).update(state="awaiting", stated_by=author)

    assert len(waits(cast.anna, here, "document")) == waiting


@pytest.mark.parametrize("member", ["sabina", "tomek", "bartek", "kasia", "ewa", "iga", "adam"])
def test_documents_wait_for_the_coordinator_only(cast, here, member):
    Ground.objects.filter(pk=here.ground.pk).update(state="awaiting")

    assert waits(getattr(cast, member), here, "document") == []


# ---- measurements ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("member", "waiting"), [("anna", 1), ("sabina", 1), ("tomek", 0), ("ewa", 0), ("kasia", 0)]
)
def test_the_second_measurement_waits_after_the_exit(cast, here, member, waiting):
    left(here.enrolment)

    assert waits(getattr(cast, member), here, "measurement") == [("measurement", date(2019, 7, 1))] * waiting


@pytest.mark.parametrize(
    ("facts", "waiting"),
    [
        ({"due": TODAY}, 1),
        ({"due": days_ago(1)}, 0),
        ({"measured": False}, 0),
        ({"after_on": days_ago(2), "after_points": 15, "gain_hundredths": 500}, 0),
    ],
)
def test_a_measurement_waits_while_it_can_still_count(cast, here, facts, waiting):
    left(here.enrolment, **facts)

    assert len(waits(cast.anna, here, "measurement")) == waiting


def test_a_social_worker_answers_for_their_own_people(cast, here):
    left(here.enrolment)
    CaseworkerAssignment.objects.filter(enrolment=here.enrolment).delete()

    assert waits(cast.sabina, here, "measurement") == []


# ---- grounds that end --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "waiting"), [(-1, 0), (0, 1), (30, 1), (31, 0)], ids=["over", "today", "month", "later"]
)
def test_a_ground_waits_thirty_days_before_it_ends(cast, here, days, waiting):
    Ground.objects.filter(pk=here.ground.pk).update(valid_until=TODAY + timedelta(days=days))

    assert len(waits(cast.sabina, here, "ground")) == waiting


@pytest.mark.parametrize("change", ["successor", "exit", "not verified"])
def test_a_ground_that_needs_nothing_does_not_wait(cast, here, change):
    Ground.objects.filter(pk=here.ground.pk).update(valid_until=TODAY)
    if change == "successor":
        Ground.objects.create(
            person=here.person,
            kind=here.ground.kind,
            document_kind="centre-certificate",
            valid_from=TODAY,
            recorded_at=NOW,
        )
    elif change == "exit":
        left(here.enrolment, measured=False)
    else:
        Ground.objects.filter(pk=here.ground.pk).update(state="rejected", rejection_reason="nieczytelny")

    assert waits(cast.sabina, here, "ground") == []


# ---- lists to approve, people without support --------------------------------------------------------------


@pytest.mark.parametrize(("member", "waiting"), [("anna", 1), ("tomek", 0), ("sabina", 0), ("ewa", 0)])
def test_a_marked_list_waits_for_the_coordinator(cast, here, member, waiting):
    marked(here, here.session, {here.enrolment: "present"})

    assert (
        waits(getattr(cast, member), here, "approval")
        == [
            ("approval", here.session.held_on),
        ]
        * waiting
    )


@pytest.mark.parametrize(("days", "waiting"), [(31, 1), (30, 0)])
def test_a_person_waits_when_the_last_support_was_over_thirty_days_ago(cast, here, days, waiting):
    met(here, here.enrolment, days_ago(40))
    met(here, here.enrolment, days_ago(days))

    assert waits(cast.anna, here, "silence") == [("silence", days_ago(days))] * waiting
    assert waits(cast.sabina, here, "silence") == []


def test_who_left_needs_no_support(cast, here):
    met(here, here.enrolment, days_ago(40))
    left(here.enrolment, measured=False)

    assert waits(cast.anna, here, "silence") == []


# ---- the list ----------------------------------------------------------------------------------------------


def test_the_most_overdue_stands_first_and_says_so(cast, here):
    meeting(here, 2, TODAY)
    Ground.objects.filter(pk=here.ground.pk).update(valid_until=date(2019, 4, 20))
    left(here.hidden_enrolment)
    who = standing(cast.anna, here)

    items = told(who, due_of(who, marks=True))

    assert [(each.title, each.is_overdue) for each in items] == [
        ("Zaznacz obecność", True),
        ("Zaznacz obecność", False),
        ("Odnów podstawę wsparcia", False),
        ("Zapisz drugi pomiar postępu", False),
    ]
    assert items[2].about.startswith("Maria Nowak")
    assert items[3].about == "Zofia Żak"


@pytest.mark.parametrize("member", ["anna", "sabina", "tomek"])
def test_each_thing_leads_to_where_it_is_done(cast, here, browse, member):
    Ground.objects.filter(pk=here.ground.pk).update(valid_until=date(2019, 4, 20))
    left(here.hidden_enrolment)
    who = standing(getattr(cast, member), here)
    client = browse(getattr(cast, member))

    items = told(who, due_of(who, marks=member != "sabina"))

    assert items
    assert [each.address for each in items if client.get(each.address).status_code != 200] == []


def test_nothing_of_another_centre_waits(cast, here):
    with scope(centre=cast.elsewhere.centre):
        Ground.objects.filter(pk=cast.elsewhere.ground.pk).update(state="awaiting", valid_until=TODAY)
        left(cast.elsewhere.enrolment)

    assert waits(cast.anna, here, "document", "measurement", "ground") == []


def test_the_bell_and_the_desk_say_the_same_number(cast, here, browse):
    Ground.objects.filter(pk=here.ground.pk).update(state="awaiting")
    client = browse(cast.anna)

    home = client.get(reverse("desk:home", args=[here.centre.slug])).content.decode()
    listed = client.get(address(here)).content.decode()
    narrowed = client.get(address(here), {"rodzaj": "dokumenty"}).content.decode()

    for page in (home, listed, narrowed):
        assert '<span class="count">2</span></a>' in page
        assert faults(page) == []
    assert ("Zaznacz obecność" in listed, "Sprawdź dokument" in listed) == (True, True)
    assert ("Zaznacz obecność" in narrowed, "Sprawdź dokument" in narrowed) == (False, True)
    assert "Dokumenty do sprawdzenia" in home


def test_a_worker_reads_how_many_contacts_are_missing(cast, here, browse):
    page = browse(cast.sabina).get(address(here)).content.decode().replace("\xa0", " ")

    assert "brakuje 2 osobom, do końca miesiąca: 14 dni" in page


@pytest.mark.guard
@pytest.mark.parametrize(("member", "at_most"), [("anna", 12), ("sabina", 12), ("tomek", 8)])
def test_the_list_costs_the_same_for_one_and_three(cast, here, browse, member, at_most):
    client = browse(getattr(cast, member))

    def one_more():
        ending, leaving, silent = here.crowd(3, caseworker=cast.sabina)
        left(leaving)
        met(here, silent, days_ago(40))
        facts = {
            "person": ending.person,
            "document_kind": "centre-certificate",
            "valid_from": ROUND_BEGAN,
            "recorded_at": NOW,
        }
        Ground.objects.create(kind="homelessness", **facts)
        Ground.objects.create(
            kind="poverty",
            state=Ground.State.VERIFIED,
            decided_on=ROUND_BEGAN,
            decided_by=cast.anna,
            valid_until=TODAY,
            **facts,
        )
        number = Session.objects.count() + 1
        held = meeting(here, number, TODAY, begins_at=time(number % 12), ends_at=time(number % 12, 45))
        marked(here, held, {silent: "absent"})
        # The bell learns its new number once, however many rows there are.
        client.get(address(here))

    same_queries_for(lambda: client.get(address(here)), one_more, at_most=at_most)


# ---- milestones, contacts, what comes after an exit --------------------------------------------------------


def milestone(world, day, **facts):
    return Milestone.objects.create(project=world.project, title="Rekrutacja", planned_on=day, **facts)


@pytest.mark.parametrize(("member", "waiting"), [("anna", 1), ("sabina", 0), ("ewa", 0), ("kasia", 0)])
def test_a_late_milestone_waits_for_the_coordinator(cast, here, member, waiting):
    milestone(here, days_ago(1))

    assert waits(getattr(cast, member), here, "milestone") == [("milestone", days_ago(1))] * waiting


@pytest.mark.parametrize(
    ("days", "facts", "waiting"),
    [
        (0, {}, 0),
        (-1, {}, 0),
        (1, {"reached_on": days_ago(1)}, 0),
        (1, {"reached_on": TODAY + timedelta(days=1)}, 1),
    ],
    ids=["today", "ahead", "reached", "reached later"],
)
def test_a_milestone_waits_after_its_day_until_it_is_reached(cast, here, days, facts, waiting):
    milestone(here, days_ago(days), **facts)

    assert len(waits(cast.anna, here, "milestone")) == waiting


def test_a_late_milestone_leads_to_where_its_day_is_typed(cast, here, browse):
    milestone(here, days_ago(1))
    client = browse(cast.anna)

    page = client.get(address(here), {"rodzaj": "kamienie"}).content.decode()
    [item] = told(
        who := standing(cast.anna, here), [due for due in due_of(who, marks=False) if due.kind == "milestone"]
    )

    assert "Rekrutacja" in page
    assert f'href="{item.address}"' in page
    assert item.is_overdue
    assert client.get(item.address).status_code == 200


@pytest.mark.parametrize("name", ["desk:todo", "desk:home"])
def test_nothing_waits_is_not_said_over_contacts_that_lack(cast, here, browse, name):
    client, page = browse(cast.sabina), reverse(name, args=[here.centre.slug])

    lacking = client.get(page).content.decode()
    for enrolment in (here.enrolment, here.hidden_enrolment):
        met(here, enrolment, days_ago(1))
        met(here, enrolment, TODAY)
    kept = client.get(page).content.decode()

    assert ("Nic nie czeka." in lacking, "Wszystko zrobione" in lacking) == (False, False)
    assert "Czekają tylko kontakty z osobami." in lacking
    assert faults(lacking) == []
    assert "Nic nie czeka." in kept


@pytest.mark.parametrize(("member", "asks"), [("anna", True), ("sabina", True), ("tomek", False)])
def test_the_list_leads_to_the_questions_after_an_exit(cast, here, browse, member, asks):
    page = browse(getattr(cast, member)).get(address(here)).content.decode()

    assert (reverse("participants:follow_ups", args=[here.centre.slug]) in page) is asks
