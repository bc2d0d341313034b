"""A notice stands above all public pages of its centre on its days, and on no other."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from osnowa.audit.models import Entry
from osnowa.clock.actions import set_demo_clock
from osnowa.organisations.actions.directory import NothingChanged
from osnowa.pages.actions.notices import add_notice, correct_notice, withdraw_notice
from osnowa.pages.models import Notice
from osnowa.projects.actions.changes import Gone
from tests.cast import NOW, TODAY
from tests.queries import same_queries_for

DAY = timedelta(days=1)
PAGES = [
    "/",
    "/projekty/",
    "/projekty/pas-testowo/",
    "/projekty/pas-testowo/pal/stare-miasto/",
    "/kontakt/",
]
TEXT = "W środę biura pracują do 13:00."


@pytest.fixture
def put_up(cast, here):
    """Return a function that puts up a notice from ``begins_on`` on."""

    def put_up(begins_on=TODAY, ends_on=None, text=TEXT):
        return add_notice(
            centre=here.centre, text=text, begins_on=begins_on, ends_on=ends_on, by=cast.adam, at=NOW
        )

    return put_up


def above(path: str) -> str:
    """Return what stands above the main part of a public page."""
    return Client().get(path).content.decode().partition("<main")[0]


@pytest.mark.parametrize("path", PAGES)
def test_a_notice_stands_above_every_public_page(put_up, path):
    assert TEXT not in above(path)

    put_up()

    assert TEXT in above(path)


@pytest.mark.parametrize(
    ("begins_on", "ends_on", "is_shown"),
    [
        (TODAY, TODAY, True),
        (TODAY - DAY, None, True),
        (TODAY - DAY, TODAY, True),
        (TODAY - DAY, TODAY + DAY, True),
        (TODAY + DAY, None, False),
        (TODAY - 2 * DAY, TODAY - DAY, False),
    ],
)
def test_a_notice_stands_on_its_days(put_up, begins_on, ends_on, is_shown):
    put_up(begins_on, ends_on)

    assert (TEXT in above("/kontakt/")) is is_shown


def test_a_notice_of_another_centre_is_not_ours(cast, put_up):
    with scope(centre=cast.elsewhere.centre):
        add_notice(centre=cast.elsewhere.centre, text="Obce.", begins_on=TODAY, by=cast.darek, at=NOW)

    assert "Obce." not in above("/")


def test_a_notice_is_text_and_never_markup(put_up):
    put_up(text="<script>alert(1)</script>\nDrugi wiersz")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>Drugi wiersz" in above("/")


def test_a_corrected_notice_and_a_withdrawn_one_show_at_once(cast, put_up):
    notice = put_up()

    correct_notice(notice=notice, text="Do 14:00.", begins_on=TODAY, ends_on=None, by=cast.anna, at=NOW)
    assert "Do 14:00." in above("/")
    withdraw_notice(notice=notice, by=cast.anna, at=NOW)

    assert 'class="notices"' not in above("/")
    verbs = Entry.objects.filter(verb__startswith="pages.").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["pages.notice.added", "pages.notice.corrected", "pages.notice.withdrawn"]


def test_what_is_gone_or_unchanged_is_refused(cast, put_up):
    notice = put_up()

    with pytest.raises(NothingChanged):
        correct_notice(notice=notice, text=TEXT, begins_on=TODAY, ends_on=None, by=cast.anna, at=NOW)
    withdraw_notice(notice=notice, by=cast.anna, at=NOW)
    with pytest.raises(Gone):
        withdraw_notice(notice=Notice(pk=10_000, centre=notice.centre), by=cast.anna, at=NOW)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"ends_on": TODAY - DAY}, "Ostatni dzień nie może być przed pierwszym."),
        ({"text": ""}, "To pole nie może być puste."),
        ({"text": "a" * 401}, "400"),
    ],
)
def test_a_notice_that_cannot_be_is_refused(put_up, facts, sentence):
    with pytest.raises(ValidationError, match=sentence):
        put_up(**facts)


def test_the_database_refuses_days_in_the_wrong_order(here):
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(centre=here.centre, text="x", begins_on=TODAY, ends_on=TODAY - DAY)


def test_a_person_puts_it_up_corrects_and_withdraws_it(cast, here, browse):
    client, slug = browse(cast.anna), here.centre.slug
    client.post(reverse("pages:add_notice", args=[slug]), {"text": TEXT, "begins_on": "16.04.2019"})
    notice = Notice.objects.get()
    page = client.get(reverse("pages:notices", args=[slug])).content.decode()
    assert TEXT in page
    assert "teraz na stronach" in page

    client.post(
        reverse("pages:correct_notice", args=[slug, notice.pk]),
        {"text": TEXT, "begins_on": "16.04.2019", "ends_on": "20.04.2019"},
    )
    notice.refresh_from_db()
    assert notice.ends_on == date(2019, 4, 20)

    wrong = client.post(
        reverse("pages:correct_notice", args=[slug, notice.pk]),
        {"text": TEXT, "begins_on": "16.04.2019", "ends_on": "1.04.2019"},
    )
    assert (wrong.status_code, "Ostatni dzień nie może być przed pierwszym." in wrong.content.decode()) == (
        422,
        True,
    )
    asked = client.get(reverse("pages:withdraw_notice", args=[slug, notice.pk])).content.decode()
    assert "Wycofać to ogłoszenie?" in asked
    client.post(reverse("pages:withdraw_notice", args=[slug, notice.pk]))
    assert not Notice.objects.exists()


def test_what_stage_a_notice_is_in_follows_the_clock(put_up):
    notice = put_up(TODAY, TODAY + DAY)

    days = [TODAY - DAY, TODAY, TODAY + DAY, TODAY + 2 * DAY]
    assert [notice.stage_on(day) for day in days] == ["ahead", "shown", "shown", "over"]
    set_demo_clock(today=TODAY + 2 * DAY)
    assert TEXT not in above("/")


@pytest.mark.guard
def test_the_list_of_notices_costs_the_same_for_one_and_three(cast, here, browse, put_up):
    client, address = browse(cast.anna), reverse("pages:notices", args=[here.centre.slug])

    same_queries_for(lambda: client.get(address), put_up, at_most=12)
