"""What every page of the plan that changes something does: try the verb, and say why not."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse

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


def refused(request: HttpRequest, verb: Callable[[], Any]) -> list[str] | None:
    """Do ``verb`` when the question was answered; return None when it is done, else the sentences why not.

    Before the answer there is nothing to refuse: an empty list.
    """
    if request.method != "POST":
        return []
    try:
        verb()
    except ValidationError as refusal:
        return refusal.messages
    return None


def ask(request: HttpRequest, question: Mapping[str, Any], refusal: list[str]) -> HttpResponse:
    """Show the page that asks before something is withdrawn."""
    status = UNPROCESSABLE if refusal else 200
    return page(request, "projects/withdraw.html", {**question, "refusal": refusal}, status=status)
