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


def focused(page):
    """Return what has the focus: the name of a mark, the id of a place, or the words of a control."""
    return page.evaluate(
        "(() => { const at = document.activeElement; return at.name || at.id || at.textContent.trim(); })()"
    )


def test_tomek_marks_two_meetings_without_a_mouse(page, cast, enter):
    here = cast.here
    with scope(centre=here.centre):
        today = meeting(here, 2, TODAY)
        jan, zofia = (f"m-{each.pk}" for each in (here.stranger_enrolment, here.hidden_enrolment))
    enter(cast.tomek)
    register = f"/panel/{here.centre.slug}/zajecia/{here.edition.pk}/?spotkanie={today.pk}"

    # The cursor waits at the first mark: no tab at all.
    page.goto(register)
    assert focused(page) == jan
    look(page)
    for key in ("o", "ArrowDown", "n"):
        page.keyboard.press(key)
    page.keyboard.press("Control+Enter")

    # What was said has the focus; after "Cofnij" comes the way back into the list, to who is left.
    page.wait_for_url("**#powiedziano")
    assert focused(page) == "powiedziano"
    look(page)
    page.keyboard.press("Tab")
    assert focused(page) == "Cofnij"
    page.keyboard.press("Tab")
    assert focused(page) == "Przejdź do pierwszej niezaznaczonej osoby"
    page.keyboard.press("Enter")
    assert focused(page) == zofia
    page.keyboard.press("o")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("status").filter(has_text="Zapisano")).to_be_visible()
    assert current(here) == {"Łoś": "present", "Nowak": "absent", "Żak": "present"}
    assert focused(page) == "powiedziano"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Cofnięto")).to_be_visible()
    assert focused(page) == "powiedziano"
    assert current(here) == {"Łoś": "present", "Nowak": "absent"}
