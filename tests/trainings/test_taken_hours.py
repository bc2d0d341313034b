"""A meeting put onto another one: the answer names the other, leads to it, and keeps what was typed."""

import re
from datetime import time

import pytest
from django.urls import reverse

from osnowa.projects.models import Group, SupportForm
from osnowa.trainings.models import Course, Edition, Session
from tests.cast import TODAY

DAY = "16.04.2019"
SINGLE = {
    "number": "7",
    "held_on": DAY,
    "begins_at": "10:30",
    "ends_at": "12:15",
    "topic": "Rata i odsetki",
    "place": "",
}
SERIES = {
    "first_on": DAY,
    "weekday": "1",
    "count": "3",
    "begins_at": "10:30",
    "ends_at": "12:15",
    "place": "",
}


@pytest.fixture
def address(here):
    return lambda name, **to: reverse(f"trainings:{name}", kwargs={"centre": here.centre.slug, **to})


def kept(html, name):
    """Return what stands in a field of the form that came back."""
    tag = re.search(rf'<(?:input|select)[^>]*name="{name}"[^>]*>', html)[0]
    if tag.startswith("<select"):
        chosen = re.search(rf'name="{name}".*?</select>', html, re.S)[0]
        return next(iter(re.findall(r'value="([^"]*)" selected', chosen)), "")
    return next(iter(re.findall(r'value="([^"]*)"', tag)), "")


@pytest.fixture
def ways(here, address, plan):
    """The forms that put a meeting onto the one of 16.04.2019 at 10:00: address and what is typed."""
    return {
        "one": (lambda: address("plan_session", pk=here.edition.pk), SINGLE),
        "series": (lambda: address("plan_weekly", pk=here.edition.pk), SERIES),
        "moved": (lambda: address("correct_session", pk=here.session.pk), SINGLE),
    }


@pytest.mark.parametrize("way", ["one", "series", "moved"])
def test_the_other_meeting_is_named_and_led_to_and_nothing_typed_is_lost(
    here, cast, browse, address, plan, ways, way
):
    taken = plan(number=4)
    to, typed = ways[way]

    page = browse(cast.anna).post(to(), typed)

    assert page.status_code == 422
    sentence = "16.04.2019 ta grupa ma już inne zajęcia: Domowy budżet, spotkanie 4, 10:00–11:30."
    assert sentence in page.text
    assert 'id="id_begins_at_error"' in page.text
    assert f'href="{address("session", pk=here.edition.pk, session=taken.pk)}"' in page.text
    assert {name: kept(page.text, name) for name in typed} == typed
    assert Session.objects.count() == 2


def test_an_edition_leads_to_the_meeting_of_its_new_trainer(here, cast, browse, address, plan):
    taken = plan()
    other = Edition.objects.create(
        course=Course.objects.create(form=here.training_form, name="Kuchnia"),
        group=Group.objects.create(project=here.project, name="Grupa 2"),
    )
    Session.objects.create(edition=other, number=1, held_on=TODAY, begins_at=time(11, 0), ends_at=time(13, 0))
    typed = {"group": str(other.group_id), "trainer": str(cast.tomek.pk), "trainer_name": "", "place": ""}

    page = browse(cast.anna).post(address("correct_edition", pk=other.pk), typed)

    assert page.status_code == 422
    assert "osoba prowadząca ma już inne zajęcia: Domowy budżet, spotkanie 2, 10:00–11:30." in page.text
    assert f'href="{address("session", pk=here.edition.pk, session=taken.pk)}"' in page.text
    assert {name: kept(page.text, name) for name in typed} == typed


def test_a_meeting_of_another_project_is_not_led_to(here, cast, browse, address):
    form = SupportForm.objects.create(project=cast.unrelated, name="Terapia", kind="x", mode="group")
    group = Group.objects.create(project=cast.unrelated, name="Ofiary przemocy")
    course = Course.objects.create(form=form, name="Grupa wsparcia")
    edition = Edition.objects.create(course=course, group=group, trainer=cast.tomek)
    hidden = Session.objects.create(
        edition=edition, number=1, held_on=TODAY, begins_at=time(10, 0), ends_at=time(11, 0)
    )

    page = browse(cast.anna).post(address("plan_session", pk=here.edition.pk), SINGLE)

    assert "ma już inne zajęcia: w innym projekcie, 10:00–11:00." in page.text
    assert not [told for told in ("przemocy", "Grupa wsparcia", f"/{hidden.pk}/") if told in page.text]


def test_a_cancelled_meeting_that_cannot_come_back_says_what_stands_there(here, cast, browse, address, plan):
    Session.objects.filter(pk=here.session.pk).update(state="cancelled", cancel_reason="Choroba")
    plan(here.session.held_on, begins_at=time(16, 0), ends_at=time(17, 0))

    page = browse(cast.anna).post(address("reinstate_session", pk=here.session.pk), follow=True)

    assert "10.04.2019 ta grupa ma już inne zajęcia: Domowy budżet, spotkanie 2, 16:00–17:00." in page.text
    assert Session.objects.get(pk=here.session.pk).is_cancelled


def test_a_second_series_is_asked_about_and_confirmed_on_the_same_form(here, cast, browse, address):
    anna, to = browse(cast.anna), address("plan_weekly", pk=here.edition.pk)
    anna.post(to, SERIES)
    second = {**SERIES, "begins_at": "13:00", "ends_at": "14:00"}

    asked = anna.post(to, second)

    assert asked.status_code == 422
    assert "Od 16.04.2019 do 30.04.2019 ta grupa ma już te zajęcia, liczba spotkań: 3." in asked.text
    assert {name: kept(asked.text, name) for name in second} == second
    assert Session.objects.count() == 4

    assert anna.post(to, {**second, "is_second": "on"}).status_code == 302
    assert Session.objects.count() == 7
