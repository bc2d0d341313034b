"""Registering, correcting and withdrawing a person."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osnowa.organisations.addresses import panel
from osnowa.participants import actions
from osnowa.participants.access import (
    abilities_by_person,
    may_enrol_from_elsewhere,
    may_register,
    person_abilities,
)
from osnowa.participants.actions.persons import SomebodyAlike
from osnowa.participants.forms.enrolments import changed
from osnowa.participants.forms.persons import CorrectPersonForm, NewPersonForm, PersonForm
from osnowa.participants.models import Person
from osnowa.participants.names import shown_to
from osnowa.participants.queries import persons_visible_to
from osnowa.participants.queries.identity import person_with_pesel, same_surname
from osnowa.participants.queries.likeness import reasons_in_words
from osnowa.participants.views.doing import ask, confirm, file_address, find_person, frame
from osnowa.ui.doing import sent
from osnowa.ui.pages import allow, answer_form, refuse_into
from osnowa.ui.polish import dzien

#: More than so many who are alike are a common name; nobody reads on.
MOST_SHOWN = 10
#: Who typed somebody's PESEL and surname has them in hand, and may enrol them for a quarter of an hour.
KNOWN = signing.TimestampSigner(salt="participants.known")


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    allow(may_register(request.who))
    form = NewPersonForm(**sent(request), today=request.today)
    project = request.GET.get("projekt", "")
    title = _("Nowa osoba")
    context: dict[str, Any] = {
        "title": title,
        "lede": _("Najpierw dane osoby, potem zapis do projektu."),
        "crumbs": [(_("Osoby"), panel("participants:people")), (title, "")],
        "back": panel("participants:people"),
        "save": _("Zapisz i przejdź do projektu"),
        "sections": form.sections,
    }
    if form.is_bound and form.is_valid():
        facts = form.cleaned_data.copy()
        try:
            person = actions.register_person(
                centre=request.centre,
                by=request.user,
                at=request.now,
                synthetic_pesel=settings.OSNOWA_SYNTHETIC_PESEL,
                **facts,
            )
        except ValidationError as refusal:
            refuse_into(form, refusal)
            form.asks_who_it_is = isinstance(refusal, SomebodyAlike)
            context |= {"known": _known(request, facts), "sections": form.sections}
            if isinstance(refusal, SomebodyAlike):
                context["alike"] = _alike(request, refusal)
        else:
            messages.success(request, _("Osoba jest zarejestrowana."))
            return redirect(_enrol_address(person, projekt=project))
    return answer_form(request, "participants/form.html", context, form)


def _enrol_address(person: Person, **query: str) -> str:
    wanted = urlencode({name: value for name, value in query.items() if value})
    return panel("participants:enrol", person.pk) + (f"?{wanted}" if wanted else "")


def _known(request: HttpRequest, facts: dict[str, Any]) -> dict[str, str] | None:
    """Return the way to the person whose PESEL was typed: to the file, or at least into a project.

    Without a PESEL, to the file of whom this form registered before.
    """
    visible = persons_visible_to(request.who)
    person = person_with_pesel(request.centre, facts["pesel"]) if facts["pesel"] else None
    person = person or visible.filter(row_key=facts["nonce"]).first()
    if person is None:
        return None
    if visible.filter(pk=person.pk).exists() and _reads_name(request, person):
        return {"label": _("Otwórz dane tej osoby"), "address": file_address(person)}
    found = same_surname(person, facts["last_name"]) and may_enrol_from_elsewhere(request.who, person)
    actions.look_up_by_pesel(person=person, found=found, by=request.user, at=request.now)
    if found:
        token = KNOWN.sign(f"{request.user.pk}:{person.pk}")
        return {"label": _("Zapisz tę osobę do projektu"), "address": _enrol_address(person, znam=token)}
    return None


def _reads_name(request: HttpRequest, person: Person) -> bool:
    """Whether the way to the file tells ``request.who`` nothing: whose case it is they may read anyway."""
    return not person.is_hidden or person_abilities(request.who, person).hidden_name


def _alike(request: HttpRequest, refusal: SomebodyAlike, compared: Person | None = None) -> dict[str, Any]:
    """Return who of those alike may be shown, each with reasons and the way there, and how many others there
    are; the journal tells who was told of somebody whose case is not theirs.

    ``compared`` is a record that stands already and may be merged: the way leads to the comparison with it.
    """
    ids = [person.pk for person, _likeness in refusal.alike]
    visible = list(persons_visible_to(request.who).filter(pk__in=ids))
    told = abilities_by_person(request.who, visible)
    shown, unseen = [], []
    for person, likeness in refusal.alike:
        can = told.get(person.pk)
        if can is None or (person.is_hidden and not can.hidden_name):
            unseen.append(person)
            continue
        shown.append(
            {
                "name": shown_to(request.who, person, abilities=can),
                "born": dzien(person.birth_date) if can.identity == "full" and person.birth_date else "",
                "reasons": reasons_in_words(likeness, can),
                "file": file_address(person) if can.open_file else "",
                "compare": panel("participants:merge", person.pk, compared.pk)
                if compared and can.withdraw
                else "",
            }
        )
    actions.look_up_by_name(persons=unseen, by=request.user, at=request.now)
    return {"shown": shown[:MOST_SHOWN], "more": len(shown[MOST_SHOWN:]), "unseen": len(unseen)}


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    person, can = find_person(request, pk)
    allow(can.edit_person)
    initial = {name: getattr(person, name) for name in PersonForm.base_fields}
    form = CorrectPersonForm(**sent(request), initial=initial, today=request.today)
    context = frame(request, person, can, _("Popraw dane"), save=_("Zapisz dane"))
    # Asked for when the page is drawn: a refusal adds the question who it is.
    context["sections"] = lambda: form.sections

    def verb(**facts: Any) -> None:
        try:
            actions.correct_person(
                person=person,
                by=request.user,
                at=request.now,
                synthetic_pesel=settings.OSNOWA_SYNTHETIC_PESEL,
                **facts,
            )
        except SomebodyAlike as refusal:
            form.asks_who_it_is = True
            context["alike"] = _alike(request, refusal, person if can.withdraw else None)
            raise

    return ask(request, form, verb, context, said=_("Dane są zapisane."), facts=changed)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    person, can = find_person(request, pk)
    allow(can.withdraw)
    context = frame(
        request,
        person,
        can,
        _("Wycofaj osobę"),
        question=_("Czy wycofać tę osobę z ośrodka?"),
        consequences=[
            _("Dane osoby i jej podstawy wsparcia zostaną usunięte."),
            _("W dzienniku zostanie zapis, że osoba była zarejestrowana."),
        ],
        save=_("Wycofaj osobę"),
    )

    def verb() -> None:
        actions.withdraw_person(person=person, by=request.user, at=request.now)

    said = _("Osoba została wycofana.")
    return confirm(request, verb, context, said=said, then=panel("participants:people"))
