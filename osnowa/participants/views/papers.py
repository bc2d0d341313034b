"""Who somebody is and with whom they live: identity papers and households of a person."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.organisations.addresses import panel
from osnowa.participants import actions, countries
from osnowa.participants.abilities import EnrolmentAbilities
from osnowa.participants.access import person_abilities
from osnowa.participants.forms.enrolments import changed
from osnowa.participants.forms.papers import (
    HouseholdForm,
    MemberForm,
    NewHouseholdForm,
    NewMemberForm,
    NewPaperForm,
    PaperForm,
)
from osnowa.participants.models import HouseholdMember, IdentityPaper, Person
from osnowa.participants.names import shown_to
from osnowa.participants.queries import persons_visible_to
from osnowa.participants.queries.households import homes_of
from osnowa.participants.queries.identity import persons_meant_by
from osnowa.participants.views.doing import ask, confirm, find_person, frame
from osnowa.ui.doing import sent
from osnowa.ui.pages import allow, page


@require_safe
def identity(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the identity papers and the households of a person."""
    person, can = find_person(request, pk)
    allow(can.folder)
    title = _("Tożsamość i gospodarstwo")
    context = frame(request, person, can, title)
    papers = [
        {"row": each, "country": countries.name_of(each.country)}
        for each in IdentityPaper.objects.filter(person=person)
    ]
    homes = homes_of(request.who, person)
    context |= {"person": person, "can": can, "papers": papers, "homes": homes}
    context["may_begin"] = can.edit_person and not any(home.is_lived_in for home in homes)
    return page(request, "participants/identity.html", context)


# ---- papers ----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def add_paper(request: HttpRequest, pk: int) -> HttpResponse:
    person, can = find_person(request, pk)
    allow(can.folder and can.edit_person)
    form = NewPaperForm(**sent(request))
    context = _frame(request, person, can, _("Nowy dokument tożsamości"), save=_("Zapisz"))
    verb = partial(actions.add_paper, person=person, by=request.user, at=request.now)
    return ask(request, form, verb, context, said=_("Dokument jest zapisany."))


@require_http_methods(["GET", "POST"])
def correct_paper(request: HttpRequest, pk: int) -> HttpResponse:
    paper, can = _find_paper(request, pk)
    initial = {name: getattr(paper, name) for name in PaperForm.base_fields}
    form = PaperForm(**sent(request), initial=initial)
    context = _frame(
        request,
        paper.person,
        can,
        _("Popraw dokument tożsamości"),
        save=_("Zapisz"),
        remove=("participants:withdraw_paper", paper.pk, _("Wycofaj ten dokument")),
    )
    verb = partial(actions.correct_paper, paper=paper, by=request.user, at=request.now)
    return ask(request, form, verb, context, said=_("Dokument jest poprawiony."), facts=changed)


@require_http_methods(["GET", "POST"])
def withdraw_paper(request: HttpRequest, pk: int) -> HttpResponse:
    paper, can = _find_paper(request, pk)
    context = _frame(
        request,
        paper.person,
        can,
        _("Wycofaj dokument tożsamości"),
        question=_("Czy wycofać dokument: %(kind)s?") % {"kind": paper.get_kind_display()},
        consequences=[_("Zniknie z danych osoby, a w dzienniku zostanie, co w nim było.")],
        save=_("Wycofaj dokument"),
    )
    verb = partial(actions.withdraw_paper, paper=paper, by=request.user, at=request.now)
    return confirm(request, verb, context, said=_("Dokument został wycofany."))


def _find_paper(request: HttpRequest, pk: int) -> tuple[IdentityPaper, EnrolmentAbilities]:
    rows = IdentityPaper.objects.filter(person__in=persons_visible_to(request.who)).select_related("person")
    paper = get_object_or_404(rows, pk=pk)
    can = person_abilities(request.who, paper.person)
    allow(can.folder and can.edit_person)
    return paper, can


# ---- households ------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def begin_household(request: HttpRequest, pk: int) -> HttpResponse:
    person, can = find_person(request, pk)
    allow(can.folder and can.edit_person)
    form = NewHouseholdForm(**sent(request), initial={"begins_on": request.today})
    context = _frame(request, person, can, _("Nowe gospodarstwo"), save=_("Załóż gospodarstwo"))
    verb = partial(actions.begin_household, person=person, by=request.user, at=request.now)
    said = _("Gospodarstwo jest założone. Dodaj do niego innych.")
    return ask(request, form, verb, context, said=said)


@require_http_methods(["GET", "POST"])
def correct_household(request: HttpRequest, pk: int) -> HttpResponse:
    member, can = _find_member(request, pk)
    household = member.household
    form = HouseholdForm(**sent(request), initial={"name": household.name, "note": household.note})
    context = _frame(request, member.person, can, _("Popraw gospodarstwo"), save=_("Zapisz"))
    verb = partial(actions.correct_household, household=household, by=request.user, at=request.now)
    return ask(request, form, verb, context, said=_("Gospodarstwo jest poprawione."))


@require_http_methods(["GET", "POST"])
def add_household_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Add somebody to the household of the member ``pk``: a person whom the user may know and edit."""
    member, can = _find_member(request, pk)
    form = NewMemberForm(**sent(request), initial={"begins_on": request.today})
    people = _meant(request, request.POST.get("meant", ""))
    form.offer([(each.pk, shown_to(request.who, each)) for each in people])

    def verb(*, meant: str, relation: str, begins_on: Any, person: str = "") -> None:
        chosen = [each for each in people if len(people) == 1 or str(each.pk) == person]
        if not people:
            raise ValidationError({"meant": _("Nie ma takiej osoby wśród tych, których dane poprawiasz.")})
        if not chosen:
            raise ValidationError({"person": _("Wskaż, o którą z tych osób chodzi.")})
        actions.add_household_member(
            household=member.household,
            person=chosen[0],
            relation=relation,
            begins_on=begins_on,
            by=request.user,
            at=request.now,
        )

    context = _frame(
        request,
        member.person,
        can,
        _("Dodaj osobę do gospodarstwa"),
        save=_("Dodaj"),
        lede=member.household.name,
    )
    return ask(request, form, verb, context, said=_("Osoba jest w gospodarstwie."))


def _meant(request: HttpRequest, words: str) -> list[Person]:
    """Return whom the words mean, of those whose data the user may correct."""
    found = persons_meant_by(request.centre, words, request.today)
    visible = set(
        persons_visible_to(request.who)
        .filter(pk__in=[each.pk for each in found])
        .values_list("pk", flat=True)
    )
    return [each for each in found if each.pk in visible and person_abilities(request.who, each).edit_person]


@require_http_methods(["GET", "POST"])
def correct_household_member(request: HttpRequest, pk: int) -> HttpResponse:
    member, can = _find_member(request, pk)
    initial = {name: getattr(member, name) for name in MemberForm.base_fields}
    form = MemberForm(**sent(request), initial=initial)
    context = _frame(
        request,
        member.person,
        can,
        _("Popraw udział w gospodarstwie"),
        save=_("Zapisz"),
        lede=member.household.name,
        remove=("participants:withdraw_household_member", member.pk, _("Wycofaj ten zapis")),
    )
    verb = partial(actions.correct_household_member, member=member, by=request.user, at=request.now)
    return ask(request, form, verb, context, said=_("Zapis jest poprawiony."))


@require_http_methods(["GET", "POST"])
def withdraw_household_member(request: HttpRequest, pk: int) -> HttpResponse:
    member, can = _find_member(request, pk)
    context = _frame(
        request,
        member.person,
        can,
        _("Wycofaj zapis w gospodarstwie"),
        question=_("Czy wycofać zapis w gospodarstwie %(name)s?") % {"name": member.household.name},
        consequences=[
            _("Będzie tak, jakby tej osoby nigdy w nim nie było. Kto się wyprowadził, ma ostatni dzień."),
        ],
        save=_("Wycofaj zapis"),
    )
    verb = partial(actions.withdraw_household_member, member=member, by=request.user, at=request.now)
    return confirm(request, verb, context, said=_("Zapis został wycofany."))


def _find_member(request: HttpRequest, pk: int) -> tuple[HouseholdMember, EnrolmentAbilities]:
    rows = HouseholdMember.objects.filter(person__in=persons_visible_to(request.who))
    member = get_object_or_404(rows.select_related("household", "person"), pk=pk)
    can = person_abilities(request.who, member.person)
    allow(can.folder and can.edit_person)
    return member, can


def _frame(
    request: HttpRequest, person: Person, can: EnrolmentAbilities, title: str, **more: Any
) -> dict[str, Any]:
    context = frame(request, person, can, title, **more)
    home = panel("participants:identity", person.pk)
    context["crumbs"].insert(2, (_("Tożsamość i gospodarstwo"), home))
    context["back"] = home
    return context
