"""A trainer marks a meeting in the room, on a phone, where the network comes and goes."""

import re

import pytest
from django.conf import settings
from django_scopes import scope
from playwright.sync_api import expect

from osnowa.trainings.models import Attendance, MarkBatch
from tests.cast import TODAY
from tests.desk.evidence import meeting
from tests.journeys.looking import PHONE, look, open_browser


def current(world):
    """Return who is marked how, by surname."""
    with scope(centre=world.centre):
        marks = Attendance.objects.current().select_related("enrolment__person")
        return {mark.enrolment.person.last_name: mark.status for mark in marks}


@pytest.fixture
def today(cast):
    with scope(centre=cast.here.centre):
        return meeting(cast.here, 2, TODAY)


@pytest.fixture
def phone(cast, today, browser, live_server):
    """Tomek's phone, with the list of today open; its console speaks when the network is gone."""
    page = open_browser(browser, live_server.url, cast.tomek, viewport=PHONE, has_touch=True)
    page.goto(f"/panel/{cast.here.centre.slug}/")
    page.get_by_role("link", name="Zaznacz obecność: Domowy budżet, spotkanie 2").click()
    page.wait_for_url(f"**/spotkania/{today.pk}/")
    yield page
    page.context.close()


def row(page, name):
    return page.get_by_role("group", name=name)


def state(page, name):
    """Return the word that says whether somebody's mark is saved."""
    return row(page, name).locator("[data-state]")


def tap(page, name, choice):
    row(page, name).locator("label", has_text=choice).first.click()


def test_marks_survive_a_lost_network(phone, cast):
    look(phone)
    tap(phone, "Jan Łoś", "Jest")
    expect(state(phone, "Jan Łoś")).to_have_text("zapisano")
    tap(phone, "Maria Nowak", "Nie ma")
    expect(state(phone, "Maria Nowak")).to_have_text("zapisano")
    expect(phone.locator("#stan")).to_contain_text("2 z 3 zaznaczonych")
    look(phone)
    assert current(cast.here) == {"Łoś": "present", "Nowak": "absent"}

    phone.context.set_offline(True)
    tap(phone, "Zofia Żak", "Uspr.")
    expect(phone.get_by_role("alert")).to_contain_text("Brak połączenia z internetem.")
    expect(state(phone, "Zofia Żak")).to_have_text("niezapisane")
    expect(phone.get_by_role("button", name="Spróbuj ponownie")).to_be_in_viewport()
    # What is chosen stays chosen, and changes of mind go on.
    tap(phone, "Zofia Żak", "Jest")
    tap(phone, "Zofia Żak", "Uspr.")
    assert current(cast.here) == {"Łoś": "present", "Nowak": "absent"}
    phone.context.set_offline(False)

    expect(state(phone, "Zofia Żak")).to_have_text("zapisano")
    expect(phone.get_by_role("alert")).to_have_count(0)
    expect(phone.locator("#ile")).to_have_text("Wszyscy są zaznaczeni")
    assert current(cast.here) == {"Łoś": "present", "Nowak": "absent", "Żak": "excused"}
    look(phone)


def test_the_rest_is_present_and_can_be_taken_back(phone, cast):
    tap(phone, "Maria Nowak", "Nie ma")
    phone.get_by_role("button", name="Pozostałe 2: obecne").click()
    expect(phone.locator("#ile")).to_have_text("Wszyscy są zaznaczeni")
    assert current(cast.here) == {"Łoś": "present", "Nowak": "absent", "Żak": "present"}

    phone.get_by_role("button", name=re.compile("Cofnij.*ostatni zapis")).click()
    expect(phone.locator("#powiedziano")).to_contain_text("Cofnięto")
    look(phone)
    assert current(cast.here) == {"Nowak": "absent"}


def test_two_who_mark_at_once_see_whose_mark_stands(phone, cast, today, browser, live_server):
    anna = open_browser(browser, live_server.url, cast.anna)
    anna.goto(phone.url)
    tap(phone, "Jan Łoś", "Jest")
    expect(state(phone, "Jan Łoś")).to_have_text("zapisano")

    tap(anna, "Jan Łoś", "Nie ma")

    expect(row(anna, "Jan Łoś")).to_contain_text("W międzyczasie zapisano: obecność (Tomek Trzciński).")
    assert current(cast.here) == {"Łoś": "present"}
    look(anna)
    row(anna, "Jan Łoś").get_by_role("button", name="Zapisz to, co zaznaczone").click()
    expect(state(anna, "Jan Łoś")).to_have_text("zapisano")
    assert current(cast.here) == {"Łoś": "absent"}
    anna.context.close()


@pytest.mark.parametrize("name", [settings.SESSION_COOKIE_NAME, None], ids=["session", "all cookies"])
def test_a_session_that_ended_says_so_and_saves_after_signing_in(phone, cast, name):
    cookies = phone.context.cookies()
    phone.context.clear_cookies(name=name)
    tap(phone, "Jan Łoś", "Jest")
    expect(phone.get_by_role("alert")).to_contain_text("Sesja wygasła.")
    expect(state(phone, "Jan Łoś")).to_have_text("niezapisane")
    look(phone)

    phone.context.add_cookies(cookies)
    phone.get_by_role("button", name="Spróbuj ponownie").click()

    expect(state(phone, "Jan Łoś")).to_have_text("zapisano")
    assert current(cast.here) == {"Łoś": "present"}


def test_nobody_contradicts_themselves_after_a_lost_network(phone, cast):
    phone.context.set_offline(True)
    phone.get_by_role("button", name=re.compile("Pozostałe 3: obecne")).click()
    expect(phone.get_by_role("alert")).to_contain_text("Brak połączenia z internetem")
    tap(phone, "Jan Łoś", "Nie ma")
    # A second sending of all, of what was chosen since, is not dropped either.
    phone.get_by_role("button", name="Zapisz obecność").click()

    phone.context.set_offline(False)
    expect(state(phone, "Jan Łoś")).to_have_text("zapisano")

    expect(phone.get_by_text("W międzyczasie zapisano")).to_have_count(0)
    expect(phone.get_by_role("alert")).to_be_hidden()
    assert current(cast.here) == {"Łoś": "absent", "Nowak": "present", "Żak": "present"}


def test_all_the_rest_asked_for_while_all_waits_is_sent_too(phone, cast):
    phone.context.set_offline(True)
    tap(phone, "Jan Łoś", "Nie ma")
    phone.get_by_role("button", name="Zapisz obecność").click()
    expect(phone.get_by_role("alert")).to_contain_text("Brak połączenia z internetem")
    phone.get_by_role("button", name=re.compile("Pozostałe 3: obecne")).click()

    phone.context.set_offline(False)
    expect(state(phone, "Maria Nowak")).to_have_text("zapisano")

    expect(phone.get_by_text("W międzyczasie zapisano")).to_have_count(0)
    assert current(cast.here) == {"Łoś": "absent", "Nowak": "present", "Żak": "present"}


def test_the_mark_of_somebody_else_is_still_told_of_after_a_lost_network(phone, cast, browser, live_server):
    anna = open_browser(browser, live_server.url, cast.anna)
    anna.goto(phone.url)
    phone.context.set_offline(True)
    phone.get_by_role("button", name=re.compile("Pozostałe 3: obecne")).click()
    expect(phone.get_by_role("alert")).to_contain_text("Brak połączenia z internetem")
    tap(phone, "Jan Łoś", "Nie ma")
    tap(anna, "Jan Łoś", "Uspr.")
    expect(state(anna, "Jan Łoś")).to_have_text("zapisano")

    phone.context.set_offline(False)

    expect(row(phone, "Jan Łoś")).to_contain_text("W międzyczasie zapisano:")
    assert current(cast.here)["Łoś"] == "excused"
    anna.context.close()


def test_a_lost_answer_makes_one_saving(phone, cast):
    answers = iter(["lost"])

    def lose_the_first(route):
        if route.request.method == "POST" and next(answers, ""):
            route.fetch()
            route.abort()
        else:
            route.continue_()

    phone.route("**/spotkania/*/", lose_the_first)
    tap(phone, "Jan Łoś", "Jest")
    expect(phone.get_by_role("alert")).to_contain_text("Brak połączenia")
    phone.get_by_role("button", name="Spróbuj ponownie").click()

    expect(state(phone, "Jan Łoś")).to_have_text("zapisano")
    with scope(centre=cast.here.centre):
        assert (MarkBatch.objects.count(), Attendance.objects.count()) == (1, 1)


def test_without_a_script_the_list_is_a_plain_form(cast, today, browser, live_server):
    page = open_browser(
        browser, live_server.url, cast.tomek, viewport=PHONE, has_touch=True, java_script_enabled=False
    )
    page.goto(f"/panel/{cast.here.centre.slug}/zajecia/{cast.here.edition.pk}/spotkania/{today.pk}/")

    tap(page, "Maria Nowak", "Nie ma")
    page.get_by_role("button", name="Pozostałe 3: obecne").click()

    expect(page.locator("#ile")).to_have_text("Wszyscy są zaznaczeni")
    assert current(cast.here) == {"Łoś": "present", "Nowak": "absent", "Żak": "present"}
    page.context.close()


def test_the_bar_hides_neither_what_has_the_focus_nor_the_last_row(phone, cast):
    with scope(centre=cast.here.centre):
        cast.here.crowd(8)
    phone.reload()

    for control in phone.locator("#obecnosc input[type=radio]:visible").all():
        control.focus()
        hidden = phone.evaluate(
            "document.activeElement.closest('label').getBoundingClientRect().bottom"
            " > document.querySelector('.ph-bar').getBoundingClientRect().top + 1"
        )
        assert not hidden, control.get_attribute("id")
