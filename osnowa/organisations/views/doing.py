"""What every page with one form does: hand what was typed to a verb, and put its refusal at the field."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from osnowa.ui.pages import UNPROCESSABLE, page, refuse_into


def typed(request: HttpRequest) -> Any:
    """Return what a form is bound to: nothing until it was sent."""
    return request.POST if request.method == "POST" else None


def done(form: Form, verb: Callable[..., Any]) -> Any:
    """Return what ``verb`` made of the form's values; ``None`` when the form or the verb refused."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return verb(**form.cleaned_data)
    except ValidationError as refusal:
        refuse_into(form, refusal)
        return None


def confirmed(
    request: HttpRequest, verb: Callable[[], Any], *, said: str, then: str, question: dict[str, Any]
) -> HttpResponse:
    """Ask ``question`` first; once answered, do ``verb`` and go ``then``, or say why not on the same page."""
    refusal: list[str] = []
    if request.method == "POST":
        try:
            verb()
        except ValidationError as error:
            refusal = error.messages
        else:
            messages.success(request, said)
            return redirect(then)
    context = {**question, "refusal": refusal, "back": question.get("back", then)}
    return page(request, "organisations/question.html", context, status=UNPROCESSABLE if refusal else 200)
