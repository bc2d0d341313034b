"""Pages of areas and places."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.organisations import access, queries
from osnowa.organisations.actions import directory as actions
from osnowa.organisations.addresses import panel
from osnowa.organisations.forms.directory import AreaForm, PlaceForm
from osnowa.ui.doing import confirmed, done, typed
from osnowa.ui.entries import Entry
from osnowa.ui.pages import allow, answer_form, page

ROWS_ON_A_PAGE = 50
FORM = "organisations/form.html"
#: What happens to an entry of the directory that is withdrawn.
LEAVES_THE_LIST = gettext_lazy("Wpis zniknie z listy. W dzienniku zmian zostaje ślad.")
typing = require_http_methods(["GET", "POST"])


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "")
    rows = queries.matching(queries.places_visible_to(request.who), words)
    rows = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("strona"))
    for place in rows:
        place.address_is_shown = access.may_read_address(request.who, place)
    context = {
        "rows": rows,
        "words": words,
        "can": access.centre_abilities(request.who),
        "tabs": tabs("organisations:places"),
    }
    return page(request, "organisations/places.html", context)


@typing
def add_place(request: HttpRequest) -> HttpResponse:
    allow(access.centre_abilities(request.who).manage_directory)
    form = PlaceForm(typed(request))
    if done(form, partial(actions.add_place, centre=request.centre, by=request.user, at=request.now)):
        messages.success(request, _("Miejsce jest na liście."))
        return redirect(panel("organisations:places"))
    return answer_form(request, FORM, framed(_("Dodaj miejsce"), "places", save=_("Dodaj miejsce")), form)


@typing
def correct_place(request: HttpRequest, pk: int) -> HttpResponse:
    place = get_object_or_404(queries.places_visible_to(request.who), pk=pk)
    # The form shows the address, so correcting needs the right to read it as well.
    allow(
        access.centre_abilities(request.who).manage_directory and access.may_read_address(request.who, place)
    )
    form = PlaceForm(typed(request), initial=model_to_dict(place))
    if done(form, partial(actions.correct_place, place=place, by=request.user, at=request.now)):
        messages.success(request, _("Poprawka jest zapisana."))
        return redirect(panel("organisations:places"))
    return answer_form(request, FORM, framed(_("Popraw miejsce"), "places"), form)


@typing
def withdraw_place(request: HttpRequest, pk: int) -> HttpResponse:
    place = get_object_or_404(queries.places_visible_to(request.who), pk=pk)
    allow(access.centre_abilities(request.who).manage_directory)
    return confirmed(
        request,
        partial(actions.withdraw_place, place=place, by=request.user, at=request.now),
        said=_("Miejsce jest wycofane."),
        then=panel("organisations:places"),
        question={
            **framed(_("Wycofanie miejsca"), "places"),
            "title": _("Wycofać miejsce „%(name)s”?") % {"name": place.name},
            "consequence": LEAVES_THE_LIST,
            "answer": _("Wycofaj miejsce"),
        },
    )


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "")
    rows = queries.matching(queries.areas_visible_to(request.who), words)
    context = {
        "rows": Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("strona")),
        "words": words,
        "can": access.centre_abilities(request.who),
        "tabs": tabs("organisations:areas"),
    }
    return page(request, "organisations/areas.html", context)


@typing
def add_area(request: HttpRequest) -> HttpResponse:
    allow(access.centre_abilities(request.who).manage_directory)
    form = AreaForm(typed(request))
    if done(form, partial(actions.add_area, centre=request.centre, by=request.user, at=request.now)):
        messages.success(request, _("Obszar jest na liście."))
        return redirect(panel("organisations:areas"))
    return answer_form(request, FORM, framed(_("Dodaj obszar"), "areas", save=_("Dodaj obszar")), form)


@typing
def correct_area(request: HttpRequest, pk: int) -> HttpResponse:
    area = get_object_or_404(queries.areas_visible_to(request.who), pk=pk)
    allow(access.centre_abilities(request.who).manage_directory)
    form = AreaForm(typed(request), initial=model_to_dict(area))
    if done(form, partial(actions.correct_area, area=area, by=request.user, at=request.now)):
        messages.success(request, _("Poprawka jest zapisana."))
        return redirect(panel("organisations:areas"))
    return answer_form(request, FORM, framed(_("Popraw obszar"), "areas"), form)


@typing
def withdraw_area(request: HttpRequest, pk: int) -> HttpResponse:
    area = get_object_or_404(queries.areas_visible_to(request.who), pk=pk)
    allow(access.centre_abilities(request.who).manage_directory)
    return confirmed(
        request,
        partial(actions.withdraw_area, area=area, by=request.user, at=request.now),
        said=_("Obszar jest wycofany."),
        then=panel("organisations:areas"),
        question={
            **framed(_("Wycofanie obszaru"), "areas"),
            "title": _("Wycofać obszar „%(name)s”?") % {"name": area.name},
            "consequence": LEAVES_THE_LIST,
            "answer": _("Wycofaj obszar"),
        },
    )


# ---- what these pages share --------------------------------------------------------------------------------


def tabs(here: str) -> list[Entry]:
    """Return the three lists of the directory; ``here`` is the address name of the one shown."""
    lists = [
        ("organisations:organisations", _("Podmioty")),
        ("organisations:places", _("Miejsca")),
        ("organisations:areas", _("Obszary")),
    ]
    return [Entry(label, panel(name), is_current=name == here) for name, label in lists]


def framed(title: str, of: str, *, save: str = "") -> dict:
    """Return the frame of a form about ``places`` or ``areas``."""
    lists = {"places": _("Miejsca"), "areas": _("Obszary")}
    back = panel(f"organisations:{of}")
    way = [(_("Podmioty i miejsca"), panel("organisations:organisations")), (lists[of], back), (title, "")]
    return {"title": title, "save": save or _("Zapisz poprawkę"), "crumbs": way, "back": back}
