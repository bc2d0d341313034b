"""Links of public pages, as those who set them see them."""

from functools import partial

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.organisations.addresses import panel
from osnowa.pages.access import may_announce, may_keep, may_link
from osnowa.pages.actions.links import add_link, correct_link, withdraw_link
from osnowa.pages.forms import LinkForm
from osnowa.pages.queries.links import links_visible_to
from osnowa.pages.views.notices import tabs
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import projects_visible_to
from osnowa.ui import polish
from osnowa.ui.doing import confirmed, done, typed
from osnowa.ui.pages import allow, answer_form, page

FORM = "organisations/form.html"
LIST = "pages:links"
typing = require_http_methods(["GET", "POST"])


@require_safe
def links(request: HttpRequest) -> HttpResponse:
    allow(_may_link_anywhere(request))
    rows = [
        {"link": link, "can": may_keep(request.who, link), "checked": _checked(link)}
        for link in links_visible_to(request.who)
    ]
    return page(
        request,
        "pages/links.html",
        {"rows": rows, "tabs": tabs(LIST) if may_announce(request.who) else []},
    )


@typing
def add(request: HttpRequest) -> HttpResponse:
    allow(_may_link_anywhere(request))
    form = LinkForm(typed(request), **_where(request))
    if done(form, partial(add_link, centre=request.centre, by=request.user, at=request.now)):
        messages.success(request, _("Odnośnik jest na stronie."))
        return redirect(panel(LIST))
    return answer_form(request, FORM, framed(_("Dodaj odnośnik"), _("Dodaj odnośnik")), form)


@typing
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(links_visible_to(request.who), pk=pk)
    allow(may_keep(request.who, link))
    form = LinkForm(typed(request), initial=model_to_dict(link), **_where(request))
    if done(form, partial(correct_link, link=link, by=request.user, at=request.now)):
        messages.success(request, _("Poprawka jest zapisana."))
        return redirect(panel(LIST))
    return answer_form(request, FORM, framed(_("Popraw odnośnik"), _("Zapisz poprawkę")), form)


@typing
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(links_visible_to(request.who), pk=pk)
    allow(may_keep(request.who, link))
    return confirmed(
        request,
        partial(withdraw_link, link=link, by=request.user, at=request.now),
        said=_("Odnośnik jest wycofany."),
        then=panel(LIST),
        question={
            **framed(_("Wycofanie odnośnika"), ""),
            "title": _("Wycofać odnośnik „%(title)s”?") % {"title": link.title},
            "about": link.address,
            "answer": _("Wycofaj odnośnik"),
        },
    )


def framed(title: str, save: str) -> dict:
    """Return the frame of a form about a link."""
    return {
        "title": title,
        "save": save,
        "back": panel(LIST),
        "crumbs": [
            (_("Ogłoszenia i odnośniki"), panel("pages:notices")),
            (_("Odnośniki"), panel(LIST)),
            (title, ""),
        ],
    }


def _linked(request: HttpRequest) -> list[Project]:
    projects = projects_visible_to(request.who).order_by("sort_key", "title")
    return [project for project in projects if may_link(request.who, project)]


def _may_link_anywhere(request: HttpRequest) -> bool:
    return may_announce(request.who) or bool(_linked(request))


def _where(request: HttpRequest) -> dict:
    mine = [project.pk for project in _linked(request)]
    projects = projects_visible_to(request.who).filter(pk__in=mine).order_by("sort_key", "title")
    return {"projects": projects, "of_centre": may_announce(request.who)}


def _checked(link) -> tuple[str, str]:
    """Return the kind and the words of what is known of a link."""
    if link.checked_on is None:
        return "", _("jeszcze niesprawdzony")
    day = polish.dzien(link.checked_on)
    if link.fault:
        return "bad", _("%(day)s nie działał: %(fault)s") % {"day": day, "fault": link.fault}
    return "ok", _("%(day)s działał") % {"day": day}
