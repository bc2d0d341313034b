"""Pages of organisations, their units and contact points."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.organisations import access, queries
from osnowa.organisations.actions import directory as actions
from osnowa.organisations.addresses import panel
from osnowa.organisations.forms.directory import ContactPointForm, OrganisationForm, UnitForm
from osnowa.organisations.models import Organisation, Unit
from osnowa.organisations.views.places import LEAVES_THE_LIST, tabs
from osnowa.ui.doing import confirmed, done, typed
from osnowa.ui.pages import allow, answer_form, page

ROWS_ON_A_PAGE = 50
FORM = "organisations/form.html"
typing = require_http_methods(["GET", "POST"])


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    words, kind = request.GET.get("q", ""), request.GET.get("rodzaj", "")
    rows = queries.matching(queries.organisations_visible_to(request.who), words)
    if kind in Organisation.Kind.values:
        rows = rows.filter(kind=kind)
    context = {
        "rows": Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("strona")),
        "words": words,
        "kind": kind,
        "kinds": Organisation.Kind.choices,
        "can": access.centre_abilities(request.who),
        "tabs": tabs("organisations:organisations"),
    }
    return page(request, "organisations/organisations.html", context)


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.organisations_visible_to(request.who), pk=pk)
    context = {
        "organisation": row,
        "units": queries.units_visible_to(request.who).filter(organisation=row),
        "facts": facts(row),
        "can": access.centre_abilities(request.who),
        "crumbs": [*crumbs(), (row.name, "")],
    }
    return page(request, "organisations/organisation.html", context)


@typing
def add_organisation(request: HttpRequest) -> HttpResponse:
    allow(access.centre_abilities(request.who).manage_directory)
    form = OrganisationForm(typed(request))
    verb = partial(actions.add_organisation, centre=request.centre, by=request.user, at=request.now)
    if added := done(form, verb):
        messages.success(request, _("Podmiot jest na liście."))
        return redirect(panel("organisations:organisation", added.pk))
    title = _("Dodaj podmiot")
    context = {"title": title, "save": _("Dodaj podmiot"), "crumbs": [*crumbs(), (title, "")]}
    return answer_form(request, FORM, {**context, "back": panel("organisations:organisations")}, form)


@typing
def correct_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.organisations_visible_to(request.who), pk=pk)
    allow(access.centre_abilities(request.who).manage_directory)
    form = OrganisationForm(typed(request), initial=model_to_dict(row))
    verb = partial(actions.correct_organisation, organisation=row, by=request.user, at=request.now)
    if done(form, verb):
        messages.success(request, _("Poprawka jest zapisana."))
        return redirect(panel("organisations:organisation", pk))
    return answer_form(request, FORM, correction(_("Popraw dane podmiotu"), row), form)


@typing
def withdraw_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.organisations_visible_to(request.who), pk=pk)
    allow(access.centre_abilities(request.who).manage_directory)
    title = _("Wycofać podmiot „%(name)s”?") % {"name": row.name}
    return confirmed(
        request,
        partial(actions.withdraw_organisation, organisation=row, by=request.user, at=request.now),
        said=_("Podmiot jest wycofany."),
        then=panel("organisations:organisations"),
        question={
            "title": title,
            "crumbs": [*crumbs(row), (_("Wycofanie"), "")],
            "consequence": LEAVES_THE_LIST,
            "answer": _("Wycofaj podmiot"),
            "back": panel("organisations:organisation", pk),
        },
    )


# ---- units -------------------------------------------------------------------------------------------------


@typing
def add_unit(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.organisations_visible_to(request.who), pk=pk)
    allow(access.centre_abilities(request.who).manage_directory)
    form = UnitForm(typed(request))
    if done(form, partial(actions.add_unit, organisation=row, by=request.user, at=request.now)):
        messages.success(request, _("Komórka jest dodana."))
        return redirect(panel("organisations:organisation", pk))
    return answer_form(request, FORM, correction(_("Dodaj komórkę"), row, save=_("Dodaj komórkę")), form)


@typing
def correct_unit(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(queries.units_visible_to(request.who), pk=pk)
    allow(access.centre_abilities(request.who).manage_directory)
    form = UnitForm(typed(request), initial=model_to_dict(unit))
    if done(form, partial(actions.correct_unit, unit=unit, by=request.user, at=request.now)):
        messages.success(request, _("Poprawka jest zapisana."))
        return redirect(panel("organisations:organisation", unit.organisation_id))
    return answer_form(request, FORM, correction(_("Popraw komórkę"), unit.organisation), form)


@typing
def withdraw_unit(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(queries.units_visible_to(request.who), pk=pk)
    allow(access.centre_abilities(request.who).manage_directory)
    return confirmed(
        request,
        partial(actions.withdraw_unit, unit=unit, by=request.user, at=request.now),
        said=_("Komórka jest wycofana."),
        then=panel("organisations:organisation", unit.organisation_id),
        question={
            "title": _("Wycofać komórkę „%(name)s”?") % {"name": unit.name},
            "consequence": _("Znikną też jej telefony i adresy."),
            "crumbs": [*crumbs(unit.organisation), (_("Wycofanie komórki"), "")],
            "answer": _("Wycofaj komórkę"),
        },
    )


# ---- contact points ----------------------------------------------------------------------------------------


@typing
def add_contact_point(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(queries.units_visible_to(request.who), pk=pk)
    allow(access.centre_abilities(request.who).manage_directory)
    form = ContactPointForm(typed(request))
    if done(form, partial(actions.add_contact_point, unit=unit, by=request.user, at=request.now)):
        messages.success(request, _("Kontakt jest dodany."))
        return redirect(panel("organisations:organisation", unit.organisation_id))
    context = correction(_("Dodaj telefon albo adres"), unit.organisation, save=_("Dodaj kontakt"))
    return answer_form(request, FORM, {**context, "lede": unit_name(unit)}, form)


@typing
def correct_contact_point(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.contact_points_visible_to(request.who), pk=pk)
    allow(access.centre_abilities(request.who).manage_directory)
    form = ContactPointForm(typed(request), initial=model_to_dict(row))
    verb = partial(actions.correct_contact_point, contact_point=row, by=request.user, at=request.now)
    if done(form, verb):
        messages.success(request, _("Poprawka jest zapisana."))
        return redirect(panel("organisations:organisation", row.unit.organisation_id))
    context = correction(_("Popraw telefon albo adres"), row.unit.organisation)
    return answer_form(request, FORM, {**context, "lede": unit_name(row.unit)}, form)


@typing
def withdraw_contact_point(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.contact_points_visible_to(request.who), pk=pk)
    allow(access.centre_abilities(request.who).manage_directory)
    return confirmed(
        request,
        partial(actions.withdraw_contact_point, contact_point=row, by=request.user, at=request.now),
        said=_("Kontakt jest wycofany."),
        then=panel("organisations:organisation", row.unit.organisation_id),
        question={
            "title": _("Wycofać kontakt %(value)s?") % {"value": row.value},
            "crumbs": [*crumbs(row.unit.organisation), (_("Wycofanie kontaktu"), "")],
            "consequence": LEAVES_THE_LIST,
            "answer": _("Wycofaj kontakt"),
        },
    )


# ---- what these pages share --------------------------------------------------------------------------------


def crumbs(row: Organisation | None = None) -> list[tuple[str, str]]:
    """Return the way to the list, or to one organisation."""
    way = [(_("Podmioty i miejsca"), panel("organisations:organisations"))]
    return [*way, (row.name, panel("organisations:organisation", row.pk))] if row else way


def correction(title: str, row: Organisation, *, save: str = "") -> dict:
    """Return the frame of a form that belongs to an organisation."""
    return {
        "title": title,
        "save": save or _("Zapisz poprawkę"),
        "crumbs": [*crumbs(row), (title, "")],
        "back": panel("organisations:organisation", row.pk),
    }


def facts(row: Organisation) -> list[tuple[str, str]]:
    """Return what is known of an organisation, unknown things left out."""
    known = [(_("Rodzaj"), row.get_kind_display()), (_("Siedziba"), row.seat)]
    known += [(_("Numer KRS"), row.krs), (_("NIP"), row.nip)]
    return [(name, value) for name, value in known if value]


def unit_name(unit: Unit) -> str:
    """Return the unit with its team."""
    return f"{unit.name}, {unit.team}" if unit.team else unit.name
