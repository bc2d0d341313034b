"""What the pages of people share: finding somebody, one form and its verb, one question and its answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from osnowa.audit.actions import seen
from osnowa.organisations.addresses import panel
from osnowa.participants.abilities import EnrolmentAbilities
from osnowa.participants.access import enrolment_abilities, person_abilities
from osnowa.participants.models import Enrolment, Person
from osnowa.participants.names import shown_to
from osnowa.participants.queries import enrolments_visible_to, persons_visible_to
from osnowa.ui.doing import confirmed, done
from osnowa.ui.pages import answer_form


def find_person(request: HttpRequest, pk: int) -> tuple[Person, EnrolmentAbilities]:
    """Return a person ``request.who`` may know of, and what may be done; 404 otherwise."""
    person = get_object_or_404(persons_visible_to(request.who), pk=pk)
    return person, person_abilities(request.who, person)


def find_enrolment(request: HttpRequest, pk: int) -> tuple[Enrolment, EnrolmentAbilities]:
    """Return a participation ``request.who`` may know of, and what may be done; 404 otherwise."""
    known = enrolments_visible_to(request.who).select_related("person", "project")
    enrolment = get_object_or_404(known, pk=pk)
    return enrolment, enrolment_abilities(request.who, enrolment)


def file_address(person: Person) -> str:
    """Return the address of the person's file."""
    return panel("desk:person", person.pk)


def frame(
    request: HttpRequest, person: Person, can: EnrolmentAbilities, title: str, **more: Any
) -> dict[str, Any]:
    """Return what every page about ``person`` shows around its form, and note that the data were opened."""
    seen(subject=person, by=request.user, at=request.now)
    name = shown_to(request.who, person, abilities=can)
    back = file_address(person)
    return {
        "title": title,
        "person_name": name,
        "crumbs": [(_("Osoby"), panel("participants:people")), (name, back), (title, "")],
        "back": back,
        **more,
    }


def ask(
    request: HttpRequest,
    form: Form,
    verb: Callable[..., Any],
    context: dict[str, Any],
    *,
    said: str,
    facts: Callable[[Form], dict[str, Any]] | None = None,
) -> HttpResponse:
    """Show ``form``; once sent, do ``verb`` with what was typed and go back to the file, or say why not."""
    done(form, verb, facts)
    # A refusal stands in the form: what is still valid was done, whatever the verb returned.
    if form.is_valid():
        messages.success(request, said)
        return redirect(context["back"])
    ask_for_files_again(form)
    return answer_form(request, "participants/form.html", context, form)


def ask_for_files_again(form: Form) -> None:
    """Say at each file chosen in a refused ``form`` to choose it again: a page cannot fill it in."""
    for name in form.files:
        if name in form.fields and form.is_bound:
            form[name].help_text = _("Wybierz plik jeszcze raz. %(hint)s") % {"hint": form[name].help_text}


def confirm(
    request: HttpRequest, verb: Callable[[], Any], context: dict[str, Any], *, said: str, then: str = ""
) -> HttpResponse:
    """Ask whether to do ``verb``; once answered, do it and go ``then`` (by default back), or say why not."""
    then = then or context["back"]
    return confirmed(
        request, verb, said=said, then=then, question=context, template="participants/withdraw.html"
    )
