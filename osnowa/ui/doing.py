"""How a view does: what was typed goes to a verb, and what the verb refuses is said where it was asked."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from osnowa.errors import why_of
from osnowa.ui.pages import UNPROCESSABLE, page, refuse_into


def typed(request: HttpRequest) -> QueryDict | None:
    """Return what a form is bound to: nothing until it was sent, however little was sent."""
    return request.POST if request.method == "POST" else None


def sent(request: HttpRequest) -> dict[str, Any]:
    """Return what a form that takes files is bound to, as its arguments ``data`` and ``files``."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def done(
    form: BaseForm, verb: Callable[..., Any], facts: Callable[[Any], dict[str, Any]] | None = None
) -> Any:
    """Return what ``verb`` made of the form's values; ``None`` when the form or the verb refused.

    ``facts`` picks what the verb is told; without it the verb is told all cleaned values. After a refusal the
    form is no longer valid and says why.
    """
    if not form.is_valid():
        return None
    try:
        return verb(**(facts(form) if facts else form.cleaned_data))
    except ValidationError as refusal:
        refuse_into(form, refusal)
        return None


def tried(
    request: HttpRequest, verb: Callable[[], Any], *, said: str, then: str, undo: str = ""
) -> HttpResponse:
    """Do ``verb`` at one click and go ``then``; what it refuses is said there.

    ``undo`` is the address that takes it back.
    """
    try:
        verb()
    except ValidationError as refusal:
        say_refused(request, refusal)
    else:
        messages.success(request, said, extra_tags=undo)
    return redirect(then)


def say_refused(request: HttpRequest, refusal: ValidationError) -> None:
    """Say on the next page what was refused, with the way to the paragraph of help that tells the reason."""
    messages.error(request, " ".join(refusal.messages), extra_tags=why_of(refusal))


def confirmed(
    request: HttpRequest,
    verb: Callable[[], Any],
    *,
    said: str,
    then: str,
    question: dict[str, Any],
    undo: Callable[[Any], str] = lambda _result: "",
    template: str = "ui/question.html",
) -> HttpResponse:
    """Ask ``question`` first; once answered, do ``verb`` and go ``then``, or say why not on the same page.

    The page knows ``title`` and ``crumbs``; when given, also ``about`` (what it concerns), ``consequence``
    (instead of the sentence that an entry disappears), ``note`` (one more sentence), ``answer`` (the word on
    the button) and ``back`` (by default ``then``). ``undo`` gives the address that takes back what the verb
    returned.
    """
    refusal: list[str] = []
    why = ""
    if request.method == "POST":
        try:
            result = verb()
        except ValidationError as error:
            refusal, why = error.messages, why_of(error)
        else:
            messages.success(request, said, extra_tags=undo(result))
            return redirect(then)
    context = {"back": then, **question, "refusal": refusal, "why": why}
    return page(request, template, context, status=UNPROCESSABLE if refusal else 200)
