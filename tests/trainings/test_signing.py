"""Lists that are printed and signed."""

import re

import pytest
from django.urls import reverse

from osnowa.projects.models import Programme
from osnowa.trainings import actions
from tests.cast import NOW, TODAY
from tests.queries import same_queries_for


@pytest.fixture
def address(here):
    return lambda name, **to: reverse(f"trainings:{name}", kwargs={"centre": here.centre.slug, **to})


def rows(html):
    """Return number and name of each row to sign."""
    return re.findall(r'<td class="num">(\d+)</td><t[hd][^>]*>([^<]*)<', html)


def test_a_list_names_the_meeting_and_leaves_a_row_for_a_walk_in(here, cast, browse, address, plan):
    Programme.objects.update(is_eu=True)
    today = plan(TODAY, topic="Raty <b>i</b> długi", place=here.place)

    html = browse(cast.tomek).get(address("session_to_sign", pk=today.pk)).text

    # Zofia is hidden: the sheet goes from hand to hand, so she signs at her number even before her trainer.
    assert rows(html) == [
        ("1", "Jan Łoś"),
        ("2", "Maria Nowak"),
        ("3", here.hidden_enrolment.number),
        ("4", "osoba spoza listy (imię i nazwisko)"),
    ]
    assert "Żak" not in html
    for words in (
        "wtorek, 16.04.2019, 10:00–11:30",
        "Tomek Trzciński",
        "Klub przy Parkowej",
        "Aktywni razem",
    ):
        assert words in html
    assert "Raty &lt;b&gt;i&lt;/b&gt; długi" in html
    assert 'class="eu"' in html


def test_only_those_expected_that_day_are_on_it(here, cast, browse, address, plan):
    here.stranger_enrolment.memberships.update(left_before=TODAY)

    html = browse(cast.anna).get(address("session_to_sign", pk=plan(TODAY).pk)).text

    assert "Jan Łoś" not in html


def test_a_protected_place_and_the_name_of_a_sensitive_group_are_not_printed(
    here, cast, browse, address, plan
):
    here.place.is_protected = True
    here.place.save()
    here.group.is_sensitive, here.group.name, here.group.round = True, "Po przemocy", None
    here.group.save()
    today = plan(TODAY, place=here.place)

    html = browse(cast.anna).get(address("session_to_sign", pk=today.pk)).text

    assert ("Klub przy Parkowej" in html, "Po przemocy" in html) == (False, False)


def test_a_whole_edition_is_a_sheet_for_each_meeting_that_is_held(here, cast, browse, address, plan):
    plan(TODAY)
    actions.cancel_session(session=plan(TODAY.replace(day=17)), reason="Choroba", by=cast.anna, at=NOW)
    plan(TODAY.replace(day=18))

    html = browse(cast.anna).get(address("edition_to_sign", pk=here.edition.pk)).text

    assert re.findall(r"Lista obecności: Domowy budżet, (spotkanie \d)", html) == [
        "spotkanie 1",
        "spotkanie 2",
        "spotkanie 4",
    ]


def test_whoever_knows_a_part_of_the_group_is_not_offered_its_list(here, cast, browse, address):
    for name, is_offered in (("anna", True), ("tomek", True), ("ewa", True), ("sabina", False)):
        html = browse(getattr(cast, name)).get(address("edition", pk=here.edition.pk)).text
        assert ("do-podpisu" in html) is is_offered


@pytest.mark.parametrize("name", ["session_to_sign", "edition_to_sign"])
def test_lists_to_sign_ask_as_often_for_three_rows_as_for_one(here, cast, browse, address, plan, name):
    tomek, days = browse(cast.tomek), iter(range(1, 9))
    to = {"session_to_sign": here.session.pk, "edition_to_sign": here.edition.pk}[name]

    def add():
        here.crowd(1)
        plan(TODAY.replace(day=next(days)))

    same_queries_for(lambda: tomek.get(address(name, pk=to)), add, at_most=11)
