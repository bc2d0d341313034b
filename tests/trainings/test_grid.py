"""The grid of a training of many meetings: past, today, ahead, called off, approved."""

import re

import pytest
from django.urls import reverse

from osnowa.trainings import actions
from osnowa.trainings.views.grid import spans
from tests.accessibility import faults
from tests.cast import NOW, TODAY


@pytest.mark.parametrize(
    ("numbers", "told"),
    [([], ""), ([3], "3"), ([1, 2], "1–2"), ([5, 1, 2, 3], "1–3, 5"), ([1, 3, 5, 6], "1, 3, 5–6")],
)
def test_numbers_of_meetings_are_told_in_spans(numbers, told):
    assert spans(numbers) == told


@pytest.fixture
def register(here):
    return reverse("trainings:edition", kwargs={"centre": here.centre.slug, "pk": here.edition.pk})


def heads(html):
    """Return what stands above each meeting, without markup."""
    cells = re.findall(r"<th scope=\"col\" class=\"[^\"]*\">(.*?)</th>", html.partition("</thead>")[0], re.S)
    texts = [re.sub(r"<use[^>]*>|<[^>]+>", " ", cell) for cell in cells]
    return [" ".join(text.split()) for text in texts if "Frekwencja" not in text]


def test_seven_meetings_show_what_has_become_of_each(here, cast, browse, register, plan, mark):
    people = (here.enrolment, here.hidden_enrolment, here.stranger_enrolment)
    past = [here.session, *(plan(TODAY.replace(day=day)) for day in (11, 12))]
    for session in past:
        mark(session, dict.fromkeys(people, ("present",)))
    for session in past[:2]:
        actions.approve_list(session=session, by=cast.anna, at=NOW)
    actions.cancel_session(session=plan(TODAY.replace(day=15)), reason="Choroba", by=cast.anna, at=NOW)
    plan(TODAY)
    for day in (17, 18):
        plan(TODAY.replace(day=day))

    html = browse(cast.anna).get(register).text

    assert [re.sub(r"^.*?(\d)", r"\1", head).removesuffix(", trwa") for head in heads(html)] == [
        "1 10.04",
        "2 11.04",
        "3 12.04",
        "4 15.04 odwołane",
        "5 · dziś 16.04",
        "6 17.04 plan",
        "7 18.04 plan",
    ]
    assert html.count('aria-label="lista zatwierdzona"') == 2
    assert "Zatwierdzone listy ze spotkań: 1–2." in html
    assert html.count('<span class="vh">odwołane</span>') == 3
    # Today's meeting is the one to mark.
    assert "Spotkanie 5 można zaznaczać." in html
    assert faults(html) == []


def test_a_timetable_tells_an_approved_list(here, cast, browse, mark):
    people = (here.enrolment, here.hidden_enrolment, here.stranger_enrolment)
    mark(here.session, dict.fromkeys(people, ("present",)))
    actions.approve_list(session=here.session, by=cast.anna, at=NOW)
    to = {"centre": here.centre.slug, "pk": here.edition.pk}

    html = browse(cast.anna).get(reverse("trainings:timetable", kwargs=to)).text

    assert "zatwierdzone, obecni: 3 z 3" in html
