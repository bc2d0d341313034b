"""A trainer opens today's meeting, marks everybody from the keyboard, and takes it back."""

from django_scopes import scope
from playwright.sync_api import expect

from osnowa.trainings.models import Attendance
from tests.cast import TODAY
from tests.desk.evidence import meeting
from tests.journeys.looking import look


def current(world):
    """Return who is marked how, by surname."""
    with scope(centre=world.centre):
        marks = Attendance.objects.current().select_related("enrolment__person")
        return {mark.enrolment.person.last_name: mark.status for mark in marks}


def test_tomek_marks_today_from_the_keyboard(page, cast, enter):
    with scope(centre=cast.here.centre):
        today = meeting(cast.here, 2, TODAY)
    enter(cast.tomek)

    page.goto(f"/panel/{cast.here.centre.slug}/")
    look(page)
    page.get_by_role("link", name="Zaznacz obecność: Domowy budżet, spotkanie 2 z 4").press("Enter")
    page.wait_for_url(f"**/zajecia/{cast.here.edition.pk}/?spotkanie={today.pk}")
    look(page)

    # Jan, Maria, Zofia: in Polish order. O is there, N is not; the arrow goes to the next person.
    page.get_by_role("group", name="Jan Łoś").get_by_role("radio").first.focus()
    for key in ("o", "ArrowDown", "n", "ArrowDown", "o"):
        page.keyboard.press(key)
    page.keyboard.press("Control+Enter")

    toast = page.get_by_role("status").filter(has_text="Zapisano")
    expect(toast).to_be_visible()
    look(page)
    assert current(cast.here) == {"Łoś": "present", "Nowak": "absent", "Żak": "present"}

    page.get_by_role("button", name="Cofnij").press("Enter")

    expect(page.get_by_role("status").filter(has_text="Cofnięto")).to_be_visible()
    look(page)
    assert current(cast.here) == {}
