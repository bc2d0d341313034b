"""A public page is kept ready for the next reader, and never tells what is no longer true."""

import time
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.test.utils import CaptureQueriesContext

from osnowa.accounts.actions import correct_user
from osnowa.casework.actions import note_contact
from osnowa.clock.actions import set_demo_clock
from osnowa.config import settings as installed
from osnowa.organisations.actions import directory
from osnowa.organisations.models import ContactPoint
from osnowa.pages.actions.links import add_link, withdraw_link
from osnowa.pages.actions.notices import add_notice, withdraw_notice
from osnowa.pages.views.kept import kept
from osnowa.participants.models import Enrolment
from osnowa.projects.actions import projects, publishing
from osnowa.projects.models import Project
from osnowa.ui.polish import dzien
from tests.cast import NOW, ROUND_BEGAN, TODAY
from tests.desk.evidence import counted

PROJECT = "/projekty/pas-testowo/"
PAGES = ["/", "/projekty/", PROJECT, f"{PROJECT}pal/stare-miasto/", f"{PROJECT}wskazniki.csv", "/kontakt/"]
#: The centre, and the state of its records.
KEPT = 2


@pytest.fixture(autouse=True)
def pages(settings):
    """Keep pages as an installation does; the suite keeps none."""
    settings.CACHES = {
        **settings.CACHES,
        "pages": {**installed.CACHES["pages"], "LOCATION": "test-pages"},
    }
    yield caches["pages"]
    caches["pages"].clear()


@pytest.fixture
def done(cast, here):
    """The arguments of a verb; the journal has begun."""
    done = {"by": cast.anna, "at": NOW}
    projects.correct_project(project=here.project, lead="Zaczynamy.", **done)
    return done


@pytest.fixture
def asked():
    """Return an answer, and how many statements it took."""

    def ask(path, client=None, **headers):
        with CaptureQueriesContext(connection) as statements:
            answer = (client or Client()).get(path, headers=headers)
        return answer, len(statements)

    return ask


def kept_pages(pages):
    return len(pages._cache)


@pytest.mark.parametrize("path", PAGES)
def test_the_next_reader_gets_the_same_page_for_two_statements(done, asked, path):
    first, dear = asked(path)
    second, cheap = asked(path)

    assert (second.content, second.status_code) == (first.content, 200)
    for header in ("Content-Type", "Content-Disposition", "ETag", "Cache-Control", "Content-Security-Policy"):
        assert second.get(header) == first.get(header), header
    assert (cheap, dear > cheap) == (KEPT, True)


def test_a_changed_record_shows_at_once(here, done, asked):
    asked(PROJECT)

    projects.correct_project(project=here.project, lead="Pomagamy sąsiadom.", **done)

    assert "Pomagamy sąsiadom." in asked(PROJECT)[0].content.decode()


def test_a_changed_phone_shows_at_once(here, done, asked):
    point = ContactPoint.objects.create(unit=here.project.office, value="+48717822322")
    assert "71\u00a078\u00a022\u00a0322" in asked("/kontakt/")[0].content.decode()

    directory.correct_contact_point(
        contact_point=point, kind="phone", value="71 78 22 300", purpose="", **done
    )

    assert "71\u00a078\u00a022\u00a0300" in asked("/kontakt/")[0].content.decode()


def test_a_hidden_project_is_gone_at_once(here, done, asked):
    assert [asked(path)[0].status_code for path in PAGES] == [200] * len(PAGES)

    publishing.hide_project(project=here.project, **done)

    assert [asked(path)[0].status_code for path in PAGES] == [200, 200, 404, 404, 404, 200]
    assert here.project.title not in asked("/projekty/")[0].content.decode()


def test_another_day_of_the_demo_shows_at_once(cast, done, asked):
    assert dzien(TODAY) in asked(PROJECT)[0].content.decode()
    tomorrow = TODAY + timedelta(days=1)

    set_demo_clock(today=tomorrow)

    assert dzien(tomorrow) in asked(PROJECT)[0].content.decode()


def test_one_person_more_shows_at_once(here, done, asked):
    *_others, last = counted(here, 6, ROUND_BEGAN)
    Enrolment.objects.filter(pk=last.pk).update(first_support_on=None)
    assert "<b>5</b>" in asked(PROJECT)[0].content.decode()
    file = asked(f"{PROJECT}wskazniki.csv")[0].content

    note_contact(
        enrolment=last,
        form=here.contact_form,
        channel="personal",
        contacted_on=TODAY,
        by=here.caseworker,
        at=NOW,
    )

    assert "<b>6</b>" in asked(PROJECT)[0].content.decode()
    assert asked(f"{PROJECT}wskazniki.csv")[0].content != file


@pytest.mark.parametrize("path", [path for path in PAGES if not path.endswith(".csv")])
def test_a_notice_shows_at_once_and_is_gone_at_once(here, done, asked, path):
    assert "Nieczynne" not in asked(path)[0].content.decode()

    notice = add_notice(centre=here.centre, text="Nieczynne do piątku.", begins_on=TODAY, **done)

    assert "Nieczynne do piątku." in asked(path)[0].content.decode()
    withdraw_notice(notice=notice, **done)
    assert "Nieczynne" not in asked(path)[0].content.decode()


@pytest.mark.parametrize(("path", "is_of_project"), [("/", False), ("/kontakt/", False), (PROJECT, True)])
def test_a_link_shows_at_once_and_is_gone_at_once(here, done, asked, path, is_of_project):
    bip, project = "https://www.gov.pl/web/bip", here.project if is_of_project else None
    assert bip not in asked(path)[0].content.decode()

    link = add_link(centre=here.centre, project=project, title="BIP", address=bip, **done)

    assert bip in asked(path)[0].content.decode()
    withdraw_link(link=link, **done)
    assert bip not in asked(path)[0].content.decode()


def test_a_coordinator_of_another_name_shows_at_once(here, done, asked):
    path, user = f"{PROJECT}pal/stare-miasto/", here.round.coordinator.user
    assert user.name in asked(path)[0].content.decode()

    correct_user(user=user, email=user.email, name="Halina Zmieniona", phone=user.phone, **done)

    assert "Halina Zmieniona" in asked(path)[0].content.decode()


def test_what_passes_the_journal_by_shows_within_a_minute(here, done, asked, monkeypatch):
    asked(PROJECT)
    started = time.time()
    Project.objects.filter(pk=here.project.pk).update(lead="Wpisane obok dziennika.")

    def after(seconds):
        monkeypatch.setattr(time, "time", lambda: started + seconds)
        return "Wpisane obok dziennika." in asked(PROJECT)[0].content.decode()

    assert [after(seconds) for seconds in (30, 62)] == [False, True]


def test_the_memory_holds_no_more_pages_than_it_may(done, asked, pages):
    for number in range(600):
        pages.set(f"x{number}", b"")

    asked(PROJECT)

    assert kept_pages(pages) <= 500


def test_somebody_signed_in_neither_fills_nor_gets_what_is_kept(cast, done, asked, browse, pages):
    anna = browse(cast.anna)

    mine, _count = asked(PROJECT, anna)

    assert kept_pages(pages) == 0
    assert mine["Cache-Control"] == "private, no-cache"
    asked(PROJECT)
    caches["pages"].set_many(dict.fromkeys(pages._cache, (b"kept", {})))
    assert asked(PROJECT, anna)[0].content != b"kept"


def test_a_page_for_anybody_holds_no_token(done, asked):
    for path in PAGES:
        assert "csrf" not in asked(path)[0].content.decode()


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        (lambda request: HttpResponse("strona"), 1),
        (lambda request: HttpResponse(get_token(request)), 0),
        (lambda request: with_cookie(HttpResponse("strona")), 0),
        (lambda request: HttpResponse("strona", headers={"Cache-Control": "no-store"}), 0),
        (lambda request: HttpResponse("nie", status=422), 0),
    ],
)
def test_nothing_of_one_reader_is_kept_for_the_next(here, done, pages, rf, answer, count):
    request = rf.get("/")
    request.public_centre, request.today = here.centre, TODAY

    kept()(answer)(request)

    assert kept_pages(pages) == count


def with_cookie(response):
    response.set_cookie("a", "b")
    return response


def test_who_has_been_at_the_sign_in_page_fills_what_is_kept_too(done, asked, pages):
    client = Client()
    assert client.get("/konto/zaloguj/").cookies

    asked(PROJECT, client)

    assert kept_pages(pages) == 1


def test_the_part_that_htmx_asks_for_is_not_kept(done, asked, pages):
    asked(PROJECT, **{"HX-Request": "true"})

    assert kept_pages(pages) == 0


def test_unknown_parameters_are_no_pages_of_their_own(done, asked, pages):
    for number in range(5):
        asked(f"{PROJECT}?a={number}&utm_source=x{number}")
        asked(f"/kontakt/?stan-na=2019-0{number + 1}-01")

    assert kept_pages(pages) == 2


@pytest.mark.parametrize(
    ("address", "count"),
    [
        (PROJECT + "?stan-na=2019-03-31", 1),
        (PROJECT + "?stan-na=31.03.2019", 0),
        (PROJECT + "?stan-na=2019-03-30", 0),
        (PROJECT + "?stan-na=2999-12-31", 0),
        (PROJECT + "?stan-na=zawsze", 0),
        (PROJECT + "wskazniki.csv?stan-na=2999-12-31", 0),
        ("/projekty/?stan=trwajace", 1),
        ("/projekty/?stan=cokolwiek", 0),
        ("/projekty/nieznany/", 0),
    ],
)
def test_only_what_can_be_asked_for_is_kept(done, asked, pages, address, count):
    asked(address)

    assert kept_pages(pages) == count


@pytest.fixture
def in_demo(done):
    """A demo database: its public pages show the clock, and near by the way to its doors."""
    set_demo_clock(today=TODAY)


NEAR = {"Host": "localhost"}
FAR = NEAR | {"X-Forwarded-For": "203.0.113.7"}


@pytest.mark.parametrize("path", PAGES)
def test_nothing_that_one_reader_typed_is_in_the_page_of_the_next(in_demo, asked, pages, path):
    first, _count = asked(f"{path}?a=geheim", **NEAR)

    for answer in (first, asked(path, **NEAR)[0], asked(f"{path}?b=inne", **NEAR)[0]):
        assert "geheim" not in answer.content.decode()
    assert kept_pages(pages) == 1


def test_the_way_to_the_doors_leads_back_to_the_day_one_reads(in_demo, asked):
    page = asked(f"{PROJECT}?stan-na=2019-03-31&a=geheim", **NEAR)[0].content.decode()

    assert f"?next={quote(PROJECT, safe='')}%3Fstan-na%3D2019-03-31" in page


@pytest.mark.parametrize("near_first", [True, False])
def test_only_readers_near_by_are_shown_the_doors(in_demo, asked, near_first):
    for headers in (NEAR, FAR) if near_first else (FAR, NEAR):
        asked(PROJECT, **headers)

    assert "Zmień rolę" in asked(PROJECT, **NEAR)[0].content.decode()
    assert "Zmień rolę" not in asked(PROJECT, **FAR)[0].content.decode()


def test_the_days_of_a_page_are_pages_of_their_own(done, asked):
    now, then = asked(PROJECT)[0], asked(PROJECT + "?stan-na=2019-03-31")[0]

    assert "Stan na 16.04.2019" in asked(PROJECT)[0].content.decode()
    assert "Stan na 31.03.2019" in asked(PROJECT + "?stan-na=2019-03-31")[0].content.decode()
    assert now["ETag"] != then["ETag"]


def test_a_reader_who_holds_the_page_is_told_so(here, done, asked):
    first, _count = asked(PROJECT)

    again, count = asked(PROJECT, **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, count) == (304, b"", KEPT)
    projects.correct_project(project=here.project, lead="Inaczej.", **done)
    assert asked(PROJECT, **{"If-None-Match": first["ETag"]})[0].status_code == 200


def test_copies_on_the_way_are_asked_about_first(done, asked):
    answer, _count = asked(PROJECT)

    assert answer["Cache-Control"] == "no-cache"
    assert {"Cookie", "HX-Request"} <= set(answer["Vary"].split(", "))


def test_head_and_get_are_one_page(done, asked, pages):
    asked(PROJECT)

    answer = Client().head(PROJECT)

    assert (answer.status_code, answer.content, kept_pages(pages)) == (200, b"", 1)


def test_each_centre_has_pages_of_its_own(cast, done, asked, settings):
    settings.ALLOWED_HOSTS = ["testserver", "ops.example.pl"]
    cast.elsewhere.centre.host = "ops.example.pl"
    cast.elsewhere.centre.save()
    asked("/")

    there = Client(HTTP_HOST="ops.example.pl").get("/").content.decode()

    assert cast.elsewhere.centre.name in there
    assert cast.here.centre.name not in there


def test_without_a_journal_nothing_is_kept(cast, asked, pages):
    # The cast writes past the journal.
    asked(PROJECT)

    assert kept_pages(pages) == 0
