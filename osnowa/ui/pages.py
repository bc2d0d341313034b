"""How a view answers: the whole page or its fragment, a form with its errors, and the second kind of "no"."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

UNPROCESSABLE = 422


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render ``template``, or only ``fragment`` of it when HTMX asks for the same address.

    With ``status=422`` the page says in its title that something has to be corrected.
    """
    # A history restore comes from HTMX too, but it replaces the whole body.
    wants_fragment = request.headers.get("HX-Request") and not request.headers.get(
        "HX-History-Restore-Request"
    )
    name = fragment if fragment and wants_fragment else template
    response = render(request, name, {"page_has_errors": status == UNPROCESSABLE, **context}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def answer_form(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    form: BaseForm,
    *,
    fragment: str | None = None,
) -> HttpResponse:
    """Render the page with ``form`` in its context: 422 when what was sent is refused, 200 otherwise."""
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return page(request, template, {**context, "form": form}, fragment=fragment, status=status)


def allow(condition: bool) -> None:
    """Stop with 403 unless ``condition`` holds: the object may be known, this may not be done.

    Raises:
        PermissionDenied: the condition does not hold.
    """
    if not condition:
        raise PermissionDenied


def refuse_into(form: BaseForm, error: ValidationError) -> None:
    """Put what an action or ``full_clean`` refused into ``form``, each sentence at its field.

    A sentence about a field that the form does not have stands above the form, so none is ever lost. The form
    must have been validated before.
    """
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, sentences in error.error_dict.items():
        known = name != NON_FIELD_ERRORS and name in form.fields
        for sentence in sentences:
            form.add_error(name if known else None, sentence)
