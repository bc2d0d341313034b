import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from osnowa.errors import Refused
from osnowa.ui.doing import confirmed, done, sent, tried, typed

QUESTION = {"title": "Pusto", "icon": "plus"}


class NameTaken(Refused):
    message = "Imię %(name)s jest zajęte."
    field = "name"


class NameForm(forms.Form):
    name = forms.CharField()
    note = forms.CharField(required=False)


def asked(method="post", data=None):
    """Return a request that carries messages."""
    request = getattr(RequestFactory(), method)("/", data or {})
    request._messages = CookieStorage(request)
    return request


def refusing(**facts):
    """A verb that always refuses."""
    raise NameTaken(name="Renata")


def said(request):
    """Return what the next page will say: level, sentence and the address that takes it back."""
    return [
        (message.level_tag, message.message, message.extra_tags or "") for message in get_messages(request)
    ]


def test_a_form_is_bound_only_once_it_was_sent_however_little_was_sent():
    assert typed(asked("get")) is None
    assert typed(asked()) == {}
    assert sent(asked("get")) == {}
    assert sent(asked()) == {"data": {}, "files": {}}


@pytest.mark.parametrize(
    ("data", "verb", "result", "errors"),
    [
        (None, dict, None, {}),
        ({"note": "x"}, dict, None, {"name": ["To pole jest wymagane."]}),
        ({"name": "Renata"}, dict, {"name": "Renata", "note": ""}, {}),
        ({"name": "Renata"}, refusing, None, {"name": ["Imię Renata jest zajęte."]}),
    ],
)
def test_done_gives_the_result_or_puts_the_refusal_at_its_field(data, verb, result, errors):
    form = NameForm(data)

    assert done(form, verb) == result
    assert form.errors == errors


def test_done_tells_the_verb_only_the_chosen_facts():
    form = NameForm({"name": "Renata", "note": "x"})

    assert done(form, dict, lambda form: {"name": form.cleaned_data["name"]}) == {"name": "Renata"}


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        (dict, [("success", "Zrobione.", "/cofnij/")]),
        (refusing, [("error", "Imię Renata jest zajęte.", "")]),
    ],
)
def test_tried_goes_on_and_says_there_what_came_of_it(verb, expected):
    request = asked()

    response = tried(request, verb, said="Zrobione.", then="/dalej/", undo="/cofnij/")

    assert (response.status_code, response["Location"]) == (302, "/dalej/")
    assert said(request) == expected


def test_confirmed_does_nothing_before_the_answer():
    request = asked("get")
    question = {"said": "Zrobione.", "then": "/dalej/", "question": QUESTION, "template": "ui/_empty.html"}

    response = confirmed(request, refusing, **question)

    assert response.status_code == 200
    assert said(request) == []


@pytest.mark.parametrize(
    ("verb", "status", "expected"),
    [(lambda: 7, 302, [("success", "Zrobione.", "/cofnij/7/")]), (refusing, 422, [])],
)
def test_confirmed_does_what_was_answered_or_stays_on_the_page(verb, status, expected):
    request = asked()

    response = confirmed(
        request,
        verb,
        said="Zrobione.",
        then="/dalej/",
        question=QUESTION,
        undo=lambda result: f"/cofnij/{result}/",
        template="ui/_empty.html",
    )

    assert response.status_code == status
    assert said(request) == expected
