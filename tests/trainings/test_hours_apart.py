"""A group, a trainer and an exclusive place have one meeting at a time, past every action too."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.organisations.models import Centre
from osnowa.projects.models import Group, Project, SupportForm
from osnowa.trainings import actions, triggers
from osnowa.trainings.actions import sessions
from osnowa.trainings.apps import TrainingsConfig
from osnowa.trainings.models import Course, Edition, Session
from tests.cast import NOW, TODAY

GROUP, TRAINER, PLACE = (
    "group_has_one_meeting_at_a_time",
    "trainer_has_one_meeting_at_a_time",
    "exclusive_place_has_one_meeting_at_a_time",
)
TEN, ELEVEN, NOON, ONE = time(10, 0), time(11, 0), time(12, 0), time(13, 0)


@pytest.fixture
def edition_of(here):
    """Write an edition of a new course; by default of a group of its own, led by nobody, nowhere."""

    def edition_of(**facts):
        number = Course.objects.count()
        course = Course.objects.create(form=here.training_form, name=f"Kurs {number}")
        group = facts.pop("group", None) or here.project.groups.create(name=f"Grupa {number} kursu")
        return Edition.objects.create(course=course, group=group, **facts)

    return edition_of


@pytest.fixture
def abroad(cast):
    """Write an edition of another project; by default of another one of the same centre."""

    def abroad(project=None, **facts):
        project = project or cast.unrelated
        form = SupportForm.objects.create(project=project, name="Terapia", kind="x", mode="group")
        course = Course.objects.create(form=form, name="Grupa wsparcia")
        group = Group.objects.create(project=project, name="Obca")
        return Edition.objects.create(course=course, group=group, **facts)

    return abroad


def meet(edition, begins=TEN, ends=NOON, **facts):
    """Write a session past the actions, in one statement with nothing checked before it."""
    number = Session.objects.filter(edition=edition).count() + 1
    row = {"held_on": TODAY, "number": number, **facts}
    return Session.objects.bulk_create([Session(edition=edition, begins_at=begins, ends_at=ends, **row)])[0]


def refused(guard):
    return pytest.raises(IntegrityError, match=guard)


@pytest.fixture
def pairs(here, cast, edition_of):
    """Two editions that share one thing: the group, the trainer, the exclusive place, or nothing."""
    hall = here.centre.places.create(name="Sala na wyłączność", is_exclusive=True)
    yard = here.centre.places.create(name="Podwórko")
    shared = {
        GROUP: {"group": here.project.groups.create(name="Wspólna")},
        TRAINER: {"trainer": cast.tomek},
        "trainer by name": {"trainer_name": "Łucja Kruk"},
        PLACE: {"place": hall},
        "place for many": {"place": yard},
        "nothing": {},
    }
    return lambda what: (edition_of(**shared[what]), edition_of(**shared[what]))


SHARED = pytest.mark.parametrize(
    ("what", "guard"), [(GROUP, GROUP), (TRAINER, TRAINER), ("trainer by name", TRAINER), (PLACE, PLACE)]
)


@SHARED
@pytest.mark.parametrize(
    ("begins", "ends", "is_refused"),
    [
        (TEN, NOON, True),
        (ELEVEN, ONE, True),
        (time(9, 0), ONE, True),
        (time(10, 59), time(11, 1), True),
        (NOON, ONE, False),
        (time(9, 0), TEN, False),
    ],
)
def test_two_meetings_do_not_share_a_minute(pairs, what, guard, begins, ends, is_refused):
    first, second = pairs(what)
    meet(first)

    if not is_refused:
        assert meet(second, begins, ends)
        return
    with refused(guard), transaction.atomic():
        meet(second, begins, ends)


@SHARED
def test_a_meeting_does_not_come_to_a_taken_hour(pairs, what, guard):
    first, second = pairs(what)
    meet(first)
    later, off = meet(second, NOON, ONE), meet(second, state="cancelled", cancel_reason="Choroba")
    other_day = meet(second, held_on=date(2019, 4, 17))

    for moved, change in (
        (later, {"begins_at": time(11, 59)}),
        (off, {"state": "planned"}),
        (other_day, {"held_on": TODAY}),
    ):
        with refused(guard), transaction.atomic():
            Session.objects.filter(pk=moved.pk).update(**change)


@pytest.mark.parametrize("what", ["place for many", "nothing"])
def test_what_is_not_shared_meets_at_once(pairs, what):
    first, second = pairs(what)

    assert meet(first)
    assert meet(second)


def test_several_meetings_written_at_once_are_compared_with_each_other(edition_of):
    edition = edition_of()
    facts = {"edition": edition, "held_on": TODAY, "ends_at": ONE}

    with refused(GROUP), transaction.atomic():
        Session.objects.bulk_create(
            [Session(number=1, begins_at=TEN, **facts), Session(number=2, begins_at=ELEVEN, **facts)]
        )


def test_a_meeting_called_off_leaves_its_hour(pairs):
    first, second = pairs(GROUP)
    Session.objects.filter(pk=meet(first).pk).update(state="cancelled", cancel_reason="Choroba")

    assert meet(second)


def test_a_place_of_its_own_decides_before_the_place_of_the_edition(here, pairs, edition_of):
    first, second = pairs(PLACE)
    meet(first)

    assert meet(second, place=here.place)
    third = meet(edition_of())
    with refused(PLACE), transaction.atomic():
        Session.objects.filter(pk=third.pk).update(place=first.place)


def test_what_stood_together_before_is_corrected_in_words(here, pairs):
    first, second = pairs("place for many")
    meet(first)
    session = meet(second)
    first.place.is_exclusive = True
    first.place.save()

    session.topic = "Rata i odsetki"
    session.save()

    with refused(PLACE), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(begins_at=time(9, 30))


@pytest.mark.parametrize(
    ("what", "name", "guard"),
    [
        (GROUP, "group", "edition_changes_to_a_free_group"),
        (TRAINER, "trainer", "edition_changes_to_a_free_trainer"),
        ("trainer by name", "trainer_name", "edition_changes_to_a_free_trainer"),
        (PLACE, "place", "edition_changes_to_a_free_place"),
    ],
)
def test_an_edition_takes_its_meetings_to_what_is_free_then(pairs, edition_of, what, name, guard):
    first, _second = pairs(what)
    meet(first)
    taken, free = edition_of(), edition_of()
    meet(taken, ELEVEN, ONE)
    meet(free, NOON, ONE)

    for edition in (taken, free):
        setattr(edition, name, getattr(first, name))
    free.save()
    with refused(guard), transaction.atomic():
        taken.save()


@pytest.mark.parametrize(
    ("other", "is_refused"),
    [
        ("Jerzy Kruk", True),
        ("  jerzy   KRUK ", True),
        ("Jerzy Kruk (prawnik)", False),
        ("Jerzy Wrona", False),
        ("", False),
    ],
)
def test_a_trainer_without_an_account_is_one_person_of_a_name(edition_of, cast, other, is_refused):
    first, second = edition_of(trainer_name="Jerzy Kruk"), edition_of(trainer_name=other)
    facts = {"held_on": TODAY, "begins_at": TEN, "ends_at": NOON, "by": cast.anna, "at": NOW}
    actions.plan_session(edition=first, **facts)

    if not is_refused:
        assert actions.plan_session(edition=second, **facts)
        return
    with pytest.raises(sessions.TrainerIsBusy, match=f"{first.course.name}, spotkanie 1, 10:00–12:00"):
        actions.plan_session(edition=second, **facts)
    with refused(TRAINER), transaction.atomic():
        meet(second)


def test_nobody_is_named_into_two_places_at_once(edition_of, cast):
    first, second = edition_of(trainer_name="Jerzy Kruk"), edition_of()
    meet(first)
    meet(second)
    same = {"group": second.group, "trainer": None, "place": None, "by": cast.anna, "at": NOW}

    with pytest.raises(sessions.TrainerIsBusy):
        actions.correct_edition(edition=second, trainer_name="jerzy kruk", **same)
    assert actions.correct_edition(edition=second, trainer_name="Ewa Kruk", **same)


def test_an_account_is_not_compared_with_a_name(edition_of, cast):
    first, second = edition_of(trainer=cast.tomek, trainer_name="Jerzy Kruk"), edition_of()
    third = edition_of(trainer_name="Jerzy Kruk")

    assert all(meet(edition) for edition in (first, second, third))


@pytest.mark.parametrize("facts", ["account", "name"])
def test_a_trainer_of_two_projects_is_in_one_place(edition_of, abroad, cast, facts):
    facts = {"trainer": cast.tomek} if facts == "account" else {"trainer_name": "Jerzy Kruk"}
    meet(abroad(**facts))
    mine = edition_of(**facts)

    with refused(TRAINER), transaction.atomic():
        meet(mine)
    with pytest.raises(sessions.TrainerIsBusy, match="w innym projekcie, 10:00–12:00"):
        actions.plan_session(edition=mine, held_on=TODAY, begins_at=TEN, ends_at=NOON, by=cast.anna, at=NOW)


def test_whoever_meets_a_guard_in_a_race_reads_words(pairs):
    assert set(TrainingsConfig.guards_say) == {guard.name for guard in triggers.APART}

    @action
    def write(edition):
        meet(edition)

    first, second = pairs("trainer by name")
    meet(first)
    with (
        pytest.raises(Refused, match="Osoba prowadząca ma już o tej porze inne zajęcia"),
        transaction.atomic(),
    ):
        write(second)


def test_another_centre_is_not_asked(edition_of, abroad):
    project = Project.objects.create(
        centre=Centre.objects.create(name="Ośrodek obok", slug="obok"), title="Inny", slug="inny"
    )
    meet(abroad(project, trainer_name="Jerzy Kruk"))

    assert meet(edition_of(trainer_name="Jerzy Kruk"))
