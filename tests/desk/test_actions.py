"""Who moved the demo's clock is told in the log."""

from datetime import date

import pytest

from osnowa.audit.models import NO_TENANT, Entry
from osnowa.clock import reading
from osnowa.clock.actions import NotADemo
from osnowa.clock.models import DemoClock
from osnowa.desk.actions import move_demo_clock
from osnowa.desk.queries.log import entries_visible_to, rows_of
from osnowa.organisations.models import Membership
from osnowa.projects.queries.standing import standing_of
from tests.cast import NOW, TODAY, user

TOMORROW = date(2019, 4, 17)


def moves(tenant):
    return Entry.objects.filter(tenant=tenant, verb="clock.democlock.moved")


def test_the_log_of_the_centre_says_who_moved_the_clock_and_from_which_day(cast, here, browse):
    browse(cast.anna).post("/panel/zegar/", {"today": "17.04.2019"})

    assert reading.today() == TOMORROW
    iga = standing_of(cast.iga, here.centre, TOMORROW)
    (row,) = rows_of(iga, entries_visible_to(iga))
    assert (row.what, row.who) == ("Przestawiono zegar pokazu", "Anna Adamska")
    (change,) = row.changes
    assert (change.name, change.before, change.after) == ("dzień pokazu", "16.04.2019", "17.04.2019")
    assert not moves(cast.elsewhere.centre.pk).exists()


def test_a_day_nobody_understands_moves_nothing(cast, here, browse):
    browse(cast.anna).post("/panel/zegar/", {"today": "jutro"})

    assert reading.today() == TODAY
    assert not moves(here.centre.pk).exists()


def test_a_day_on_which_they_would_belong_nowhere_is_refused(cast, here, browse):
    anna = browse(cast.anna)

    page = anna.post("/panel/zegar/", {"today": "1.01.1900"}, follow=True).content.decode()

    assert "nie należy do żadnego ośrodka" in page
    assert reading.today() == TODAY
    assert not moves(here.centre.pk).exists()


def test_whoever_belongs_nowhere_leaves_an_entry_of_no_centre(cast):
    nobody = user("Nikt Nigdzie")
    assert not Membership.objects.with_scopes_disabled().filter(user=nobody).exists()

    move_demo_clock(today=TOMORROW, by=nobody, at=NOW)

    assert moves(NO_TENANT).count() == 1


def test_outside_a_demo_nothing_is_moved_or_told(cast, here):
    DemoClock.objects.all().delete()

    with pytest.raises(NotADemo):
        move_demo_clock(today=TOMORROW, by=cast.anna, at=NOW)

    assert not moves(here.centre.pk).exists()
