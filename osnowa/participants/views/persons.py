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
from osnowa.participants.access import may_enrol_from_elsewhere, may_register, person_abilities
from osnowa.participants.actions.persons import NamesakeBornThatDay
from osnowa.participants.forms.enrolments import changed
from osnowa.participants.forms.persons import NewPersonForm, PersonForm
from osnowa.participants.models import Person
from osnowa.participants.queries import persons_visible_to
from osnowa.participants.queries.identity import namesakes_born_that_day, person_with_pesel, same_surname
from osnowa.participants.views.doing import ask, confirm, file_address, find_person, frame
from osnowa.ui.doing import sent
from osnowa.ui.pages import allow, answer_form, refuse_into

NAME_AND_BIRTH = ("first_name", "last_name", "birth_date")
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
            asked = isinstance(refusal, NamesakeBornThatDay)
            context |= {"known": _known(request, facts, asked=asked), "sections": form.sections}
        else:
            messages.success(request, _("Osoba jest zarejestrowana."))
            return redirect(_enrol_address(person, projekt=project))
    return answer_form(request, "participants/form.html", context, form)


def _enrol_address(person: Person, **query: str) -> str:
    wanted = urlencode({name: value for name, value in query.items() if value})
    return panel("participants:enrol", person.pk) + (f"?{wanted}" if wanted else "")


def _known(request: HttpRequest, facts: dict[str, Any], *, asked: bool) -> dict[str, str] | None:
    """Return the way to the person whose PESEL was typed: to the file, or at least into a project.

    Without a PESEL, to the file of whom this form registered before, or of a namesake born that day.
    ``asked`` whether it is one: the journal tells who was told of somebody whose case is not theirs.
    """
    visible = persons_visible_to(request.who)
    person = person_with_pesel(request.centre, facts["pesel"]) if facts["pesel"] else None
    person = person or visible.filter(row_key=facts["nonce"]).first()
    if person is None and facts["birth_date"]:
        typed = Person(centre=request.centre, **{name: facts[name] for name in NAME_AND_BIRTH})
        namesakes = list(namesakes_born_that_day(typed))
        known = visible.filter(pk__in=[each.pk for each in namesakes]).order_by("pk")
        person = next((each for each in known if _reads_name(request, each)), None)
        if asked and person is None:
            actions.look_up_by_name(persons=namesakes, by=request.user, at=request.now)
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


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    person, can = find_person(request, pk)
    allow(can.edit_person)
    initial = {name: getattr(person, name) for name in PersonForm.base_fields}
    form = PersonForm(**sent(request), initial=initial, today=request.today)
    context = frame(request, person, can, _("Popraw dane"), sections=form.sections, save=_("Zapisz dane"))

    def verb(**facts: Any) -> None:
        actions.correct_person(
            person=person,
            by=request.user,
            at=request.now,
            synthetic_pesel=settings.OSNOWA_SYNTHETIC_PESEL,
            **facts,
        )

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
