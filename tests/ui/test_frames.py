"""Base pages: whole with a frame, standing without one, and accessible in both."""

import re
from pathlib import Path

import pytest
from django.test import RequestFactory

import osnowa.ui
from tests.accessibility import faults
from tests.ui.showcase import ENGINE, components, frame, render, render_page

ROOM = Path(osnowa.ui.__file__).parent
PAGE = (
    '{%% extends "ui/%s.html" %%}{%% block title %%}Strona{%% endblock %%}'
    "{%% block heading %%}<h1>Strona</h1>{%% endblock %%}{%% block content %%}<p>Treść</p>{%% endblock %%}"
)


def whole(name, context=None):
    return ENGINE.from_string(PAGE % name).render(context or {}, RequestFactory().get("/panel/?a=1"))


@pytest.mark.guard
def test_component_page_has_no_faults():
    assert faults(render_page("ui/components.html", components())) == []


@pytest.mark.guard
@pytest.mark.parametrize("name", ["staff", "public", "plain"])
@pytest.mark.parametrize(
    "around",
    [
        {},
        {"frame": None},
        {"frame": frame()},
        {"frame": frame(search_address=None, switch=None, demo_today=None, quick=[], sections=[])},
        {"frame": frame(user_name="", sign_out_address="", clock_address=None, help_address=None)},
    ],
)
def test_base_pages_stand_with_any_frame(name, around):
    assert faults(whole(name, around)) == []


def test_title_names_the_page_and_the_product():
    assert "<title>Strona – Osnowa</title>" in whole("staff")
    assert "<title>Strona – MOPS Wrocław</title>" in whole("public", {"frame": frame()})
    assert "<title>Błąd: Strona – Osnowa</title>" in whole("staff", {"page_has_errors": True})


def test_search_box_stands_only_where_there_is_search():
    assert 'role="search"' in whole("staff", {"frame": frame()})
    assert 'role="search"' not in whole("staff", {"frame": frame(search_address=None)})


def test_demo_says_its_day_and_returns_to_the_same_page():
    html = whole("staff", {"frame": frame()})

    assert "16.04.2019</b>" in html
    assert '<input type="hidden" name="next" value="/panel/?a=1">' in html
    assert "Dane pokazowe" not in whole("staff", {"frame": frame(demo_today=None)})


def test_signing_out_is_a_post():
    assert '<form method="post" action="/konto/wyloguj/">' in whole("staff", {"frame": frame()})


def test_phone_bar_has_four_entries_and_the_menu():
    html = whole("staff", {"frame": frame()})
    bar = html[html.index('class="botnav"') : html.index("</nav>", html.index('class="botnav"'))]

    assert bar.count("<a ") == 5
    assert '<a href="#menu">' in bar


def test_what_was_done_is_a_status_and_what_failed_is_an_alert():
    html = render('{% include "ui/_messages.html" %}', components())

    assert '<div class="toast" role="status">' in html
    assert '<div class="note bad" role="alert">' in html


@pytest.mark.guard
def test_every_class_that_a_template_uses_has_a_rule():
    sheet = (ROOM / "static/ui/osnowa.css").read_text()
    known = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)))
    # Names of pages: nothing is drawn differently on them yet.
    silent = {"staff"}

    used = set()
    for template in ROOM.parent.rglob("templates/**/*.html"):
        markup = re.sub(r"{%.*?%}|{{.*?}}", " ", template.read_text())
        for classes in re.findall(r'class="([^"]*)"', markup):
            used |= set(classes.split())

    assert sorted(used - known - silent) == []


@pytest.mark.guard
def test_nothing_is_fetched_from_elsewhere():
    for path in ROOM.rglob("*"):
        if path.suffix in {".css", ".js", ".html"}:
            outside = re.findall(r"https?://[^\s\"')]+", path.read_text())
            assert [address for address in outside if "www.w3.org" not in address] == [], path
