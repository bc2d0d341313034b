"""What is now: the real time, or a demo's day with the real time of day, read once in a request."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from osnowa.clock import actions, reading
from osnowa.clock.middleware import ClockMiddleware
from osnowa.clock.models import DemoClock

WARSAW = ZoneInfo("Europe/Warsaw")


@pytest.fixture
def demo(db):
    return DemoClock.objects.create(today=date(2019, 4, 16))


def answer(view):
    """Send one request through the middleware and return what ``view`` made of it."""
    kept = []

    def get_response(request):
        kept.append(view(request))
        return HttpResponse()

    ClockMiddleware(get_response)(RequestFactory().get("/"))
    return kept[0]


def test_without_a_demo_it_is_now(db):
    before = timezone.now()

    now = reading.now()

    assert before <= now <= timezone.now()
    assert now.tzinfo == WARSAW
    assert reading.today() == timezone.localdate(now)
    assert reading.in_demo() is False


def test_a_demo_has_its_own_day_and_the_real_time_of_day(demo):
    before = timezone.localtime().time()
    now = reading.now()
    after = timezone.localtime().time()

    assert reading.today() == now.date() == date(2019, 4, 16)
    assert reading.in_demo() is True
    assert now.utcoffset() == datetime(2019, 4, 16, 12, tzinfo=WARSAW).utcoffset()
    # At midnight `after` is smaller than `before`, and either side may hold.
    assert before <= now.time() <= after or (after < before and (now.time() >= before or now.time() <= after))


@pytest.mark.parametrize(
    ("day", "offset_hours"),
    [(date(2019, 1, 10), 1), (date(2019, 7, 10), 2)],
)
def test_a_demo_keeps_the_summer_time_of_its_own_day(db, day, offset_hours):
    DemoClock.objects.create(today=day)

    assert reading.now().utcoffset().total_seconds() == offset_hours * 3600


def test_a_demo_at_the_end_of_february_stands_there(db):
    DemoClock.objects.create(today=date(2020, 2, 29))

    assert reading.now().date() == date(2020, 2, 29)


def test_a_request_has_one_moment_and_asks_the_database_once(demo):
    def view(request):
        moments = [request.now, request.today, request.now, reading.today(), reading.in_demo(), reading.now()]
        return moments, request.now is moments[0]

    with CaptureQueriesContext(connection) as queries:
        moments, is_same = answer(view)

    assert is_same
    assert len(queries) == 1
    assert moments[1] == moments[0].date() == moments[3] == date(2019, 4, 16)
    assert type(moments[0]) is datetime


def test_a_request_that_does_not_ask_reads_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer(lambda request: None)


def test_real_time_is_remembered_in_a_request_too(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer(lambda request: (request.now, reading.now(), reading.in_demo()))


def test_the_next_request_sees_a_moved_clock(demo):
    assert answer(lambda request: request.today) == date(2019, 4, 16)

    actions.set_demo_clock(today=date(2019, 5, 1))

    assert answer(lambda request: request.today) == date(2019, 5, 1)
    assert reading.today() == date(2019, 5, 1)


def test_moving_the_clock_is_seen_within_the_same_request(demo):
    def view(request):
        first = reading.today()
        actions.set_demo_clock(today=date(2019, 5, 1))
        return first, reading.today()

    assert answer(view) == (date(2019, 4, 16), date(2019, 5, 1))


def test_the_request_still_looks_like_itself(db):
    kind, is_request = answer(lambda request: (type(request).__name__, hasattr(request, "GET")))

    assert (kind, is_request) == ("WSGIRequest", True)


def test_nothing_outlives_a_request_that_fails(demo):
    def fail(request):
        reading.today()
        raise LookupError

    with pytest.raises(LookupError):
        answer(fail)
    DemoClock.objects.update(today=date(2019, 6, 1))

    assert reading.today() == date(2019, 6, 1)
