from datetime import date, datetime, time
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from osnowa.audit.models import Entry
from osnowa.projects.models import Group, SupportForm, Terms
from osnowa.trainings import actions, triggers
from osnowa.trainings.actions import courses, editions, sessions
from osnowa.trainings.models import Course, Edition, Session
from tests.cast import NOW, TODAY

# ---- courses and editions ----------------------------------------------------------------------------------


@pytest.fixture
def other_group(here):
    return Group.objects.create(project=here.project, round=here.round, name="Grupa 2")


@pytest.fixture
def add_edition(here, cast, other_group):
    def add_edition(**facts):
        course = actions.add_course(form=here.training_form, name="Kuchnia", by=cast.anna, at=NOW)
        example = {"course": course, "group": other_group, "by": cast.anna, "at": NOW}
        return actions.add_edition(**{**example, **facts})

    return add_edition


def test_a_course_needs_a_group_form(here, cast):
    with pytest.raises(courses.FormIsNotForGroups, match="Intensywna praca socjalna"):
        actions.add_course(form=here.contact_form, name="Kuchnia", by=cast.anna, at=NOW)


def test_a_course_is_listed_once_under_its_form(here, cast):
    with pytest.raises(ValidationError, match="już są w projekcie"):
        actions.add_course(form=here.training_form, name=here.course.name, by=cast.anna, at=NOW)


def test_the_form_of_a_course_stays_when_somebody_is_marked(here, cast, mark):
    form = SupportForm.objects.create(project=here.project, name="Warsztat", kind="x", mode="group")

    def correct():
        return actions.correct_course(
            course=here.course,
            form=form,
            name=here.course.name,
            meetings=7,
            description="",
            by=cast.anna,
            at=NOW,
        )

    assert (correct().form, correct().meetings) == (form, 7)
    form = here.training_form
    mark(here.session, {here.enrolment: ("absent",)})
    with pytest.raises(courses.CourseHasMarks):
        correct()


def test_the_form_of_a_course_is_of_the_groups_project(here, cast):
    form = SupportForm.objects.create(project=cast.unrelated, name="Obca", kind="x", mode="group")

    with pytest.raises(courses.FormOfAnotherProject, match="Grupa 1"):
        actions.correct_course(
            course=here.course, form=form, name="Obce", meetings=None, description="", by=cast.anna, at=NOW
        )


def test_a_course_with_a_group_is_not_withdrawn(here, cast, add_edition):
    edition = add_edition()

    with pytest.raises(courses.CourseHasEditions, match="Grupa 2"):
        actions.withdraw_course(course=edition.course, by=cast.anna, at=NOW)

    course = edition.course
    actions.withdraw_edition(edition=edition, by=cast.anna, at=NOW)
    actions.withdraw_course(course=course, by=cast.anna, at=NOW)
    assert not Course.objects.filter(name="Kuchnia").exists()
    assert Entry.objects.get(verb="trainings.course.withdrawn").before["name"] == "Kuchnia"


def test_the_name_of_a_trainer_without_an_account_is_sealed_in_the_audit(add_edition, cast):
    edition = add_edition(trainer=None, trainer_name="Jerzy Kruk")
    actions.withdraw_edition(edition=edition, by=cast.anna, at=NOW)

    for entry in Entry.objects.filter(verb__startswith="trainings.edition."):
        assert "Kruk" not in entry.before_json + entry.after_json
        assert entry.sealed_before or entry.sealed_after


def test_an_edition_is_for_a_group_of_the_same_project(add_edition, cast):
    group = Group.objects.create(project=cast.unrelated, name="Obca")

    with pytest.raises(editions.GroupOfAnotherProject, match="Obca"):
        add_edition(group=group)


def test_a_group_has_a_course_once(here, cast):
    with pytest.raises(ValidationError, match="ma już te zajęcia"):
        actions.add_edition(course=here.course, group=here.group, by=cast.anna, at=NOW)


def test_a_trainer_belongs_to_the_centre(add_edition, cast):
    with pytest.raises(editions.TrainerOutsideCentre, match="Darek Dudek"):
        add_edition(trainer=cast.darek)


def test_an_edition_with_sessions_is_not_withdrawn(here, cast):
    with pytest.raises(editions.EditionHasSessions, match="1"):
        actions.withdraw_edition(edition=here.edition, by=cast.anna, at=NOW)


def correct_edition(edition, cast, **facts):
    same = {name: getattr(edition, name) for name in ("group", "trainer", "trainer_name", "place")}
    return actions.correct_edition(edition=edition, by=cast.anna, at=NOW, **{**same, **facts})


def test_the_group_stays_when_somebody_is_marked(here, cast, mark, other_group):
    mark(here.session, {here.enrolment: ("absent",)})

    with pytest.raises(editions.EditionHasMarks):
        correct_edition(here.edition, cast, group=other_group)


def test_a_new_trainer_has_to_be_free(here, cast, add_edition, plan):
    edition = add_edition(trainer=None)
    plan(edition=edition, held_on=here.session.held_on, begins_at=time(17, 0), ends_at=time(19, 0))

    with pytest.raises(sessions.TrainerIsBusy, match="Domowy budżet, spotkanie 1"):
        correct_edition(edition, cast, trainer=cast.tomek)

    assert correct_edition(edition, cast, trainer=cast.sabina).trainer == cast.sabina


# ---- sessions ----------------------------------------------------------------------------------------------


def test_a_session_gets_the_next_number(plan):
    assert (plan().number, plan(date(2019, 4, 17), number=7).number) == (2, 7)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"number": 1}, "o tym numerze już jest"),
        ({"ends_at": time(10, 0)}, "kończyć po rozpoczęciu"),
        ({"ends_at": time(9, 0)}, "kończyć po rozpoczęciu"),
        ({"held_on": date(2018, 9, 24)}, "poza okresem projektu"),
        ({"held_on": date(2020, 7, 1)}, "poza okresem projektu"),
        ({"held_on": date(2018, 9, 30)}, r"30\.09\.2018 jest poza turą grupy: 1\.10\.2018 – 30\.06\.2019"),
        ({"held_on": date(2019, 7, 1)}, "poza turą"),
        (
            {"held_on": date(2019, 4, 10), "begins_at": time(17, 59), "ends_at": time(19, 0)},
            r"10\.04\.2019 ta grupa ma już inne zajęcia: Domowy budżet, spotkanie 1, 16:00–18:00",
        ),
    ],
)
def test_an_impossible_session_is_refused_in_a_sentence(plan, facts, sentence):
    with pytest.raises(ValidationError, match=sentence):
        plan(**facts)

    assert Session.objects.count() == 1


@pytest.mark.parametrize("day", [date(2018, 10, 1), date(2019, 6, 30)])
def test_both_ends_of_the_round_are_possible(plan, day):
    assert plan(day).held_on == day


def test_one_session_may_begin_when_the_other_ends(plan, here):
    assert plan(here.session.held_on, begins_at=time(18, 0), ends_at=time(19, 0))


def test_another_group_of_the_same_trainer_cannot_meet_at_the_same_time(here, add_edition, plan, cast):
    edition = add_edition(trainer=cast.tomek)

    with pytest.raises(sessions.TrainerIsBusy, match=r"prowadząca ma już inne zajęcia: Domowy budżet"):
        plan(here.session.held_on, edition=edition, begins_at=time(16, 0), ends_at=time(17, 0))


def test_what_is_done_in_another_project_is_not_told(here, cast, plan):
    form = SupportForm.objects.create(project=cast.unrelated, name="Terapia", kind="x", mode="group")
    course = Course.objects.create(form=form, name="Grupa wsparcia")
    group = Group.objects.create(project=cast.unrelated, name="Ofiary przemocy")
    edition = Edition.objects.create(course=course, group=group, trainer=cast.tomek)
    Session.objects.create(
        edition=edition, number=1, held_on=TODAY, begins_at=time(10, 30), ends_at=time(11, 0)
    )

    with pytest.raises(sessions.TrainerIsBusy) as refusal:
        plan(TODAY)

    assert refusal.value.messages == [
        "16.04.2019 osoba prowadząca ma już inne zajęcia: w innym projekcie, 10:30–11:00."
    ]


def test_a_cancelled_session_takes_no_time(here, plan, cast):
    actions.cancel_session(session=here.session, reason="Choroba", by=cast.anna, at=NOW)

    assert plan(here.session.held_on, begins_at=time(16, 0), ends_at=time(18, 0))


def weekly(here, cast, **facts):
    example = {
        "edition": here.edition,
        "first_on": date(2019, 4, 17),
        "count": 3,
        "begins_at": time(10, 0),
        "ends_at": time(11, 30),
        "by": cast.anna,
        "at": NOW,
    }
    return actions.plan_weekly(**{**example, **facts})


def test_weekly_sessions_follow_each_other(here, cast):
    sessions = weekly(here, cast, weekday=1)

    assert [(s.number, s.held_on) for s in sessions] == [
        (2, date(2019, 4, 23)),
        (3, date(2019, 4, 30)),
        (4, date(2019, 5, 7)),
    ]
    assert len(Entry.objects.get(verb="trainings.sessions.planned").after["sessions"]) == 3


def test_weekly_sessions_are_planned_all_or_none(here, cast):
    with pytest.raises(sessions.OutsideRound, match=r"3\.07\.2019"):
        weekly(here, cast, count=12)

    assert Session.objects.count() == 1


def test_a_second_series_of_a_group_has_to_be_meant(here, cast):
    weekly(here, cast)

    with pytest.raises(sessions.SeriesIsUnderWay) as refusal:
        weekly(here, cast, first_on=date(2019, 4, 19))

    (sentence,) = refusal.value.message_dict["is_second"]
    assert sentence.startswith(
        "Od 24.04.2019 do 1.05.2019 ta grupa ma już te zajęcia, liczba spotkań: 2. Zmień dni albo zaznacz"
    )
    assert len(weekly(here, cast, first_on=date(2019, 4, 19), is_second=True)) == 3
    assert Session.objects.count() == 7


@pytest.mark.parametrize(
    ("first_on", "facts"),
    [
        # After the last week of the other one, and beside a series that was called off.
        (date(2019, 5, 15), {}),
        (date(2019, 4, 19), {"state": "cancelled", "cancel_reason": "Choroba"}),
    ],
)
def test_a_series_alone_in_its_weeks_is_not_questioned(here, cast, first_on, facts):
    planned = weekly(here, cast)
    Session.objects.filter(pk__in=[session.pk for session in planned]).update(**facts or {"topic": "Inny"})

    assert len(weekly(here, cast, first_on=first_on)) == 3


@pytest.mark.parametrize("count", [0, 53])
def test_weekly_sessions_are_one_to_fifty_two(here, cast, count):
    with pytest.raises(sessions.TooManyMeetings, match="od 1 do 52"):
        weekly(here, cast, count=count)


def correct(session, cast, *, at=NOW, **facts):
    names = ("number", "topic", "held_on", "begins_at", "ends_at", "place")
    same = {name: getattr(session, name) for name in names}
    return actions.correct_session(session=session, by=cast.anna, at=at, **{**same, **facts})


def test_a_marked_session_keeps_its_day_but_not_its_topic(here, cast, mark):
    mark(here.session, {here.enrolment: ("absent",)})

    with pytest.raises(sessions.SessionHasMarks, match="Liczba osób: 1"):
        correct(here.session, cast, held_on=date(2019, 4, 11))

    assert correct(here.session, cast, topic="Co to jest rata").topic == "Co to jest rata"


def test_a_demo_set_back_names_the_later_day_that_forbids_a_change(here, cast, mark):
    mark(here.session, {here.enrolment: ("absent",)})
    before = datetime(2019, 4, 9, 12, 0, tzinfo=NOW.tzinfo)
    facts = {"session": here.session, "by": cast.anna, "at": before}

    for change in (
        partial(actions.cancel_session, reason="Choroba", **facts),
        partial(actions.withdraw_session, **facts),
        partial(correct, here.session, cast, held_on=date(2019, 4, 11), at=before),
    ):
        with pytest.raises(sessions.MarkedOnItsDay, match=r"10\.04\.2019 są już obecności"):
            change()


def test_a_session_may_move_over_its_own_time(here, cast):
    assert correct(here.session, cast, begins_at=time(16, 30)).begins_at == time(16, 30)


def test_cancelling_needs_a_reason_and_no_marks(here, cast, mark):
    with pytest.raises(sessions.ReasonIsMissing):
        actions.cancel_session(session=here.session, reason=" ", by=cast.anna, at=NOW)
    mark(here.session, {here.enrolment: ("present",)})
    with pytest.raises(sessions.SessionHasMarks):
        actions.cancel_session(session=here.session, reason="Choroba", by=cast.anna, at=NOW)

    actions.withdraw_marks(session=here.session, by=cast.anna, at=NOW)
    session = actions.cancel_session(session=here.session, reason="Choroba", by=cast.anna, at=NOW)

    assert (session.is_cancelled, session.cancel_reason) == (True, "Choroba")
    with pytest.raises(sessions.SessionIsCancelled):
        actions.cancel_session(session=session, reason="Choroba", by=cast.anna, at=NOW)
    with pytest.raises(sessions.SessionIsCancelled):
        actions.correct_topic(session=session, topic="x", by=cast.anna, at=NOW)


def test_a_cancelled_session_comes_back_only_to_a_free_hour(here, cast, plan):
    session = actions.cancel_session(session=here.session, reason="Choroba", by=cast.anna, at=NOW)
    plan(session.held_on, begins_at=time(16, 0), ends_at=time(17, 0))

    with pytest.raises(sessions.GroupIsBusy):
        actions.reinstate_session(session=session, by=cast.anna, at=NOW)
    Session.objects.exclude(pk=session.pk).delete()
    assert not actions.reinstate_session(session=session, by=cast.anna, at=NOW).is_cancelled
    with pytest.raises(sessions.SessionIsNotCancelled):
        actions.reinstate_session(session=session, by=cast.anna, at=NOW)


def test_a_session_is_withdrawn_only_when_nobody_was_ever_marked(here, cast, mark, plan):
    mark(here.session, {here.enrolment: ("present",)})
    actions.withdraw_marks(session=here.session, by=cast.anna, at=NOW)

    with pytest.raises(sessions.SessionHasHistory):
        actions.withdraw_session(session=here.session, by=cast.anna, at=NOW)

    actions.withdraw_session(session=plan(), by=cast.anna, at=NOW)
    assert list(Session.objects.all()) == [here.session]


# ---- what the database holds -------------------------------------------------------------------------------


@pytest.mark.parametrize(("ends_on", "is_refused"), [(None, False), (date(2030, 1, 1), False), (TODAY, True)])
def test_the_terms_that_come_last_decide(here, plan, ends_on, is_refused):
    # Agreed already, in force later: what is planned has to fit into these.
    Terms.objects.create(
        project=here.project, valid_from=date(2019, 5, 1), begins_on=None, ends_on=ends_on, reason="aneks"
    )
    here.round.ends_on = date(2030, 1, 1)
    here.round.save()

    if not is_refused:
        assert plan(date(2020, 7, 1)).pk
        return
    with pytest.raises(sessions.OutsideProject, match="Spotkanie jest poza okresem projektu"):
        plan(date(2019, 4, 17))
    with pytest.raises(IntegrityError, match=triggers.SESSION), transaction.atomic():
        Session.objects.filter(pk=here.session.pk).update(held_on=date(2019, 4, 17))


# ---- one place, two meetings -------------------------------------------------------------------------------


@pytest.fixture
def neighbours(here, cast):
    """An edition of another group, led by somebody else, in the same place."""
    group = here.project.groups.create(name="Grupa sąsiednia")
    course = actions.add_course(form=here.training_form, name="Kuchnia", by=cast.anna, at=NOW)
    return actions.add_edition(course=course, group=group, place=here.place, by=cast.anna, at=NOW)


def moved(session, cast, **facts):
    names = ("number", "topic", "held_on", "begins_at", "ends_at", "place")
    now = {name: getattr(session, name) for name in names}
    return actions.correct_session(session=session, **{**now, **facts}, by=cast.anna, at=NOW)


@pytest.mark.parametrize(
    ("ends", "is_taken"), [(time(11, 30), True), (time(10, 1), True), (time(10, 0), False)]
)
@pytest.mark.parametrize("by_edition", [True, False])
def test_an_exclusive_place_holds_one_meeting_at_a_time(
    here, cast, plan, neighbours, ends, is_taken, by_edition
):
    here.place.is_exclusive = True
    here.place.save()
    plan(begins_at=time(10, 0), place=here.place)
    facts = {"begins_at": time(9, 0), "ends_at": ends, "edition": neighbours}

    if not is_taken:
        assert plan(**facts, place=None if by_edition else here.place)
        return
    with pytest.raises(
        sessions.PlaceIsTaken, match=r"16\.04\.2019.*Domowy budżet, spotkanie 2, 10:00–11:30"
    ) as refusal:
        plan(**facts, place=None if by_edition else here.place)
    assert set(refusal.value.message_dict) == {"place"}


def test_a_place_for_many_holds_them(here, plan, neighbours):
    plan(place=here.place)

    assert plan(edition=neighbours)


def test_nothing_moves_into_an_exclusive_place_that_is_taken(here, cast, plan, neighbours):
    here.place.is_exclusive = True
    here.place.save()
    other = here.centre.places.create(name="Sala 2")
    plan(place=here.place)
    elsewhere, later = plan(edition=neighbours, place=other), plan(date(2019, 4, 17), edition=neighbours)

    with pytest.raises(sessions.PlaceIsTaken):
        moved(elsewhere, cast, place=None)
    off = actions.cancel_session(session=elsewhere, reason="Choroba", by=cast.anna, at=NOW)
    with pytest.raises(sessions.PlaceIsTaken):
        moved(later, cast, held_on=date(2019, 4, 16))

    Session.objects.filter(pk=off.pk).update(place=None)
    with pytest.raises(sessions.PlaceIsTaken):
        actions.reinstate_session(session=off, by=cast.anna, at=NOW)


def test_an_edition_does_not_move_into_an_exclusive_place_that_is_taken(here, cast, plan, neighbours):
    hall = here.centre.places.create(name="Sala 2", is_exclusive=True)
    plan(place=hall)
    plan(edition=neighbours)
    facts = {"group": neighbours.group, "trainer": None, "trainer_name": "", "by": cast.anna, "at": NOW}

    with pytest.raises(sessions.PlaceIsTaken):
        actions.correct_edition(edition=neighbours, place=hall, **facts)


def test_a_meeting_does_not_move_onto_another_of_its_group(cast, plan):
    plan()
    later = plan(date(2019, 4, 17))

    with pytest.raises(sessions.GroupIsBusy, match=r"16\.04\.2019.*Domowy budżet, spotkanie 2"):
        moved(later, cast, held_on=date(2019, 4, 16), begins_at=time(11, 0), ends_at=time(12, 0))
