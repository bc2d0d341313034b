import pytest
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import RequestFactory

from osnowa.errors import Refused
from osnowa.ui.pages import allow, answer_form, page, refuse_into

PAGE, FRAGMENT = "ui/_empty.html", "ui/_note.html"
WORDS = {"title": "Pusto", "icon": "plus", "kind": "info"}


class PersonForm(forms.Form):
    name = forms.CharField(label="Imię")


def templates(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("headers", "fragment", "whole"),
    [
        ({}, FRAGMENT, True),
        ({"HX-Request": "true"}, FRAGMENT, False),
        ({"HX-Request": "true"}, None, True),
        # The back button asks by HTMX too, but it replaces the whole body.
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, FRAGMENT, True),
    ],
)
def test_page_gives_the_fragment_only_to_htmx(headers, fragment, whole):
    response = page(RequestFactory().get("/", headers=headers), PAGE, WORDS, fragment=fragment)

    assert ('class="empty"' in templates(response)) is whole
    assert response.status_code == 200
    assert response["Vary"] == "HX-Request"


def test_answer_form_is_422_only_for_what_was_sent_and_refused():
    request = RequestFactory().get("/")

    fresh = answer_form(request, PAGE, WORDS, PersonForm())
    wrong = answer_form(request, PAGE, WORDS, PersonForm({}))
    right = answer_form(request, PAGE, WORDS, PersonForm({"name": "Renata"}))

    assert [fresh.status_code, wrong.status_code, right.status_code] == [200, 422, 200]


def test_allow_stops_what_may_not_be_done():
    allow(True)
    with pytest.raises(PermissionDenied):
        allow(False)


class CallClosed(Refused):
    message = "Nabór nie przyjmuje już ofert."


class NameTaken(Refused):
    message = "Imię %(name)s jest zajęte."
    field = "name"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (CallClosed(), {"__all__": ["Nabór nie przyjmuje już ofert."]}),
        (NameTaken(name="Renata"), {"name": ["Imię Renata jest zajęte."]}),
        (ValidationError(["Jedno.", "Drugie."]), {"__all__": ["Jedno.", "Drugie."]}),
        (
            ValidationError(
                {"name": ["Za krótkie."], "centre": ["Brak ośrodka."], "__all__": ["Nie teraz."]}
            ),
            {"name": ["Za krótkie."], "__all__": ["Brak ośrodka.", "Nie teraz."]},
        ),
        (
            ValidationError("Najwyżej %(limit)s.", params={"limit": 3}),
            {"__all__": ["Najwyżej 3."]},
        ),
    ],
)
def test_refuse_into_puts_each_sentence_where_it_belongs(error, expected):
    form = PersonForm({"name": "Renata"})
    assert form.is_valid()

    refuse_into(form, error)

    assert form.errors == expected
    assert not form.is_valid()
