"""The centre's notices, as those who write them see them."""

from functools import partial

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.organisations.addresses import panel
from osnowa.pages.access import may_announce
from osnowa.pages.actions.notices import add_notice, correct_notice, withdraw_notice
from osnowa.pages.forms import NoticeForm
from osnowa.pages.queries.notices import notices_visible_to
from osnowa.ui.doing import confirmed, done, typed
from osnowa.ui.entries import Entry
from osnowa.ui.pages import allow, answer_form, page

FORM = "organisations/form.html"
LIST = "pages:notices"
STAGES = {
    "shown": ("ok", gettext_lazy("teraz na stronach")),
    "ahead": ("info", gettext_lazy("dopiero będzie")),
    "over": ("", gettext_lazy("już nie stoi")),
}
typing = require_http_methods(["GET", "POST"])


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    allow(may_announce(request.who))
    rows = [(notice, *STAGES[notice.stage_on(request.today)]) for notice in notices_visible_to(request.who)]
    return page(request, "pages/notices.html", {"rows": rows, "tabs": tabs(LIST)})


@typing
def add(request: HttpRequest) -> HttpResponse:
    allow(may_announce(request.who))
    form = NoticeForm(typed(request), initial={"begins_on": request.today})
    if done(form, partial(add_notice, centre=request.centre, by=request.user, at=request.now)):
        messages.success(request, _("Ogłoszenie jest zapisane."))
        return redirect(panel(LIST))
    return answer_form(request, FORM, framed(_("Dodaj ogłoszenie"), _("Dodaj ogłoszenie")), form)


@typing
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(notices_visible_to(request.who), pk=pk)
    allow(may_announce(request.who))
    form = NoticeForm(typed(request), initial=model_to_dict(notice))
    if done(form, partial(correct_notice, notice=notice, by=request.user, at=request.now)):
        messages.success(request, _("Poprawka jest zapisana."))
        return redirect(panel(LIST))
    return answer_form(request, FORM, framed(_("Popraw ogłoszenie"), _("Zapisz poprawkę")), form)


@typing
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(notices_visible_to(request.who), pk=pk)
    allow(may_announce(request.who))
    return confirmed(
        request,
        partial(withdraw_notice, notice=notice, by=request.user, at=request.now),
        said=_("Ogłoszenie jest wycofane."),
        then=panel(LIST),
        question={
            **framed(_("Wycofanie ogłoszenia"), ""),
            "title": _("Wycofać to ogłoszenie?"),
            "about": notice.text,
            "consequence": _("Zniknie ze stron i z tej listy. W dzienniku zmian zostanie jego treść."),
            "note": _("Jeżeli po prostu ma się skończyć, popraw jego ostatni dzień."),
            "answer": _("Wycofaj ogłoszenie"),
        },
    )


def tabs(here: str) -> list[Entry]:
    """Return what stands on public pages beside records; ``here`` is the address name of the one shown."""
    lists = [(LIST, _("Ogłoszenia")), ("pages:links", _("Odnośniki"))]
    return [Entry(label, panel(name), is_current=name == here) for name, label in lists]


def framed(title: str, save: str) -> dict:
    """Return the frame of a form about a notice."""
    return {
        "title": title,
        "save": save,
        "back": panel(LIST),
        "crumbs": [(_("Ogłoszenia i odnośniki"), panel(LIST)), (title, "")],
    }
