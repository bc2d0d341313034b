"""Marking and moving a demo; ending a version, once, whoever presses the button twice."""

import threading
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q
from django_scopes import ScopedManager, scope

from osnowa.clock import actions, reading
from osnowa.clock.models import DemoClock, Recorded, RecordedManager

WARSAW = ZoneInfo("Europe/Warsaw")
MORNING = datetime(2019, 4, 16, 8, tzinfo=WARSAW)
NOON = datetime(2019, 4, 16, 12, tzinfo=WARSAW)


class Mark(Recorded):
    """A table of this test alone: the presence of somebody in a centre."""

    centre = models.IntegerField(default=1)
    who = models.CharField(max_length=20)
    minutes = models.IntegerField(default=0)

    objects = ScopedManager(centre="centre", _manager_class=RecordedManager)

    class Meta(Recorded.Meta):
        app_label = "tests_clock"
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                name="mark_is_one_for_each_person", fields=["who"], condition=Q(superseded_at__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.who}: {self.minutes}"


@pytest.fixture(scope="module", autouse=True)
def _table(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with connection.schema_editor() as schema:
            schema.create_model(Mark)
        yield
        with connection.schema_editor() as schema:
            schema.delete_model(Mark)


@pytest.fixture
def mark(db):
    with scope(centre=1):
        yield Mark.objects.create(who="Anna", minutes=45, recorded_at=NOON)


def correct(row, at, minutes):
    """Replace ``row`` as an action would."""
    actions.supersede(row, at)
    return Mark.objects.create(
        series=row.series, who=row.who, centre=row.centre, minutes=minutes, recorded_at=at
    )


def test_a_superseded_version_stays_and_the_new_one_is_current(mark):
    later = NOON + timedelta(days=2)

    new = correct(mark, later, 90)

    assert list(Mark.objects.current()) == [new]
    assert not mark.is_current
    assert new.is_current
    assert mark.superseded_at == later
    assert Mark.objects.filter(series=mark.series).count() == 2


@pytest.mark.parametrize(
    ("at", "minutes"),
    [
        (NOON - timedelta(seconds=1), []),
        (NOON, [45]),
        (NOON + timedelta(days=2) - timedelta(microseconds=1), [45]),
        (NOON + timedelta(days=2), [90]),
        (NOON + timedelta(days=700), [90]),
    ],
)
def test_known_at_tells_what_was_known_then(mark, at, minutes):
    correct(mark, NOON + timedelta(days=2), 90)

    assert [row.minutes for row in Mark.objects.known_at(at)] == minutes


def test_versions_keep_to_the_centre(mark):
    with scope(centre=2):
        assert list(Mark.objects.current()) == []
        assert list(Mark.objects.known_at(NOON)) == []


def test_a_double_click_is_told_that_somebody_was_first(mark):
    same = Mark.objects.get(pk=mark.pk)
    actions.supersede(mark, NOON + timedelta(minutes=5))

    with pytest.raises(actions.ChangedMeanwhile, match="w międzyczasie"):
        actions.supersede(same, NOON + timedelta(minutes=5))

    assert same.is_current


def test_a_demo_put_back_cannot_change_what_comes_later(mark):
    with pytest.raises(actions.RecordedLater, match=r"dopiero 16\.04\.2019.*15\.04\.2019"):
        actions.supersede(mark, NOON - timedelta(days=1))

    mark.refresh_from_db()
    assert mark.is_current


def test_a_clock_that_steps_back_within_its_day_leaves_an_empty_version(mark):
    new = correct(mark, MORNING, 90)

    assert mark.superseded_at == mark.recorded_at == NOON
    for at in (MORNING, NOON, NOON + timedelta(hours=1)):
        assert list(Mark.objects.known_at(at)) == [new]


@pytest.mark.parametrize(
    ("what", "values"),
    [
        ("a second current version of a series", {"who": "Ewa"}),
        ("a second current mark of a person", {"series": None}),
        ("a version that ends before it begins", {"superseded_at": MORNING}),
    ],
)
def test_the_database_refuses(mark, what, values):
    fields = {"series": mark.series, "who": "Anna", "recorded_at": NOON, **values}
    if fields["series"] is None:
        del fields["series"]

    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.create(**fields)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_at_once_one_wins():
    with scope(centre=1):
        mark = Mark.objects.create(who="Anna", recorded_at=NOON)
    outcomes, together = [], threading.Barrier(2)

    def change(minutes):
        try:
            with scope(centre=1):
                row = Mark.objects.get(pk=mark.pk)
                together.wait(10)
                with transaction.atomic():
                    correct(row, NOON + timedelta(minutes=minutes), minutes)
            outcomes.append("changed")
        except actions.ChangedMeanwhile:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=change, args=(minutes,)) for minutes in (10, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with scope(centre=1):
        versions = [Mark.objects.current().count(), Mark.objects.count()]
        # The table is not one of an installed app, so nothing else empties it.
        Mark.objects.all().delete()
    assert sorted(outcomes) == ["changed", "refused"]
    assert versions == [1, 2]


def test_a_database_becomes_a_demo_and_moves(db):
    actions.begin_demo(today=date(2019, 4, 16))
    actions.begin_demo(today=date(2019, 4, 17))
    actions.set_demo_clock(today=date(2020, 6, 30))

    assert reading.today() == date(2020, 6, 30)
    assert DemoClock.objects.count() == 1


def test_a_real_database_has_no_clock_to_move(db):
    with pytest.raises(actions.NotADemo, match="nie jest baza pokazowa"):
        actions.set_demo_clock(today=date(2020, 6, 30))

    assert not reading.in_demo()


def test_production_never_becomes_a_demo(db, settings):
    settings.PRODUCTION = True

    with pytest.raises(actions.NoDemoInProduction):
        actions.begin_demo(today=date(2019, 4, 16))

    assert not DemoClock.objects.exists()


def test_there_is_one_demo_clock(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        DemoClock.objects.create(id=2, today=date(2019, 4, 16))
    with pytest.raises(ValidationError, match="tylko jeden"):
        DemoClock(id=2, today=date(2019, 4, 16)).full_clean()
