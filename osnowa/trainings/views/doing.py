"""What every page that changes something does: try the verb, and say why not."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from osnowa.ui.pages import UNPROCESSABLE, page, refuse_into


def typed(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return what a form is bound to: nothing until it was sent."""
    return request.POST if request.method == "POST" else None


def done(form: Form, verb: Callable[..., Any]) -> Any:
    """Return what ``verb`` made of the typed values; None when the form or the verb refused."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return verb(**form.cleaned_data)
    except ValidationError as refusal:
        refuse_into(form, refusal)
        return None


def tried(request: HttpRequest, verb: Callable[[], Any], *, said: str, then: str) -> HttpResponse:
    """Do ``verb`` at one click and go ``then``; what it refuses is said there."""
    try:
        verb()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, said)
    return redirect(then)


def asked(
    request: HttpRequest,
    verb: Callable[[], Any],
    *,
    said: str,
    then: str,
    question: dict[str, Any],
    undo: Callable[[Any], str] = lambda _result: "",
) -> HttpResponse:
    """Ask ``question`` first; once answered, do ``verb`` and go ``then``, or say why not on the same page.

    ``undo`` gives the address that takes back what the verb returned.
    """
    refusal: list[str] = []
    if request.method == "POST":
        try:
            result = verb()
        except ValidationError as error:
            refusal = error.messages
        else:
            messages.success(request, said, extra_tags=undo(result))
            return redirect(then)
    context = {"back": then, **question, "refusal": refusal}
    return page(request, "trainings/question.html", context, status=UNPROCESSABLE if refusal else 200)
