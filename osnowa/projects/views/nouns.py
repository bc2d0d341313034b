"""One way to add, correct and withdraw every noun of the plan; what differs is data (``catalogue``)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osnowa.audit.actions import label
from osnowa.errors import why_of
from osnowa.organisations.addresses import panel
from osnowa.organisations.models import Centre, Role
from osnowa.projects.forms.nouns import PlanForm
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import projects_visible_to
from osnowa.projects.queries.setup import BELONGS_TO
from osnowa.projects.standing import Standing
from osnowa.ui.doing import confirmed, done, typed
from osnowa.ui.pages import allow, answer_form, page

Owner = Project | Centre
#: Longer numbers are no ids, and some databases choke on them.
LONGEST_ID = 18
typing = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class Words:
    """What the three pages of a noun are called; ``note`` is what to know before withdrawing a row."""

    add: str | Promise
    correct: str | Promise
    withdraw: str | Promise
    note: str | Promise = ""


@dataclass(frozen=True)
class Noun:
    """One noun of the plan: its addresses, words, form, verbs, and who may.

    ``owner`` names the argument by which the adding verb takes the project or the centre; it is empty when
    the form itself asks what the row belongs to (``parent``). ``row`` names the argument of the other verbs.
    ``home`` is the page a row stands on, ``left`` where to go when that page went with the row.
    """

    name: str
    path: str
    words: Words
    form: type[PlanForm]
    add: Callable[..., Any]
    correct: Callable[..., Any]
    withdraw: Callable[..., Any]
    row: str
    rows: Callable[[Any], QuerySet]
    may: Callable[[Standing, Any], bool]
    home: Callable[[Any, Any], str]
    left: Callable[[Any, Any], str] | None = None
    owner: str = "project"
    parent: str = ""
    suggest: Callable[[Any, int | None], dict[str, Any]] = lambda owner, parent: {}
    is_of_project: bool = True

    def address(self, verb: str, owner: Owner, *pk: int) -> str:
        """Return the address of ``verb`` (add, correct, withdraw) for the row ``pk`` of ``owner``."""
        slug = [owner.slug] if self.is_of_project else []
        return panel(f"projects:{verb}_{self.name}", *slug, *pk)

    def found(self, request: HttpRequest, slug: str) -> Any:
        """Return the project of the address, or the centre; 404 when nobody here may know of it."""
        if not self.is_of_project:
            return request.centre
        return get_object_or_404(projects_visible_to(request.who), slug=slug)

    def preset(self, request: HttpRequest, owner: Owner) -> dict[str, Any]:
        """Return what a new form already holds: what the plan suggests, and what the link was about."""
        chosen = request.GET.get(BELONGS_TO, "") if self.parent else ""
        parent = int(chosen) if chosen.isdecimal() and len(chosen) < LONGEST_ID else None
        return self.suggest(owner, parent) | ({self.parent: parent} if parent else {})


@typing
def add(request: HttpRequest, noun: Noun, slug: str = "") -> HttpResponse:
    owner = noun.found(request, slug)
    allow(noun.may(request.who, owner))
    form = noun.form(typed(request), owner=owner, initial=noun.preset(request, owner))
    whose = {noun.owner: owner} if noun.owner else {}
    if row := done(form, partial(noun.add, by=request.user, at=request.now, **whose)):
        messages.success(request, _("Dodano: %(row)s.") % {"row": row})
        return redirect(noun.home(owner, row))
    context = _frame(noun, owner, None, noun.words.add) | {"save": noun.words.add}
    return answer_form(request, "projects/noun.html", context, form)


@typing
def correct(request: HttpRequest, noun: Noun, pk: int, slug: str = "") -> HttpResponse:
    owner = noun.found(request, slug)
    row = get_object_or_404(noun.rows(owner), pk=pk)
    allow(noun.may(request.who, owner))
    form = noun.form(typed(request), owner=owner, row=row)
    if corrected := done(form, partial(noun.correct, by=request.user, at=request.now, **{noun.row: row})):
        messages.success(request, _("Zapisano poprawki: %(row)s.") % {"row": corrected})
        return redirect(noun.home(owner, corrected))
    context = _frame(noun, owner, row, noun.words.correct) | {
        "about": row,
        "save": _("Zapisz poprawki"),
        "history": history_of(request.who, owner, row),
    }
    return answer_form(request, "projects/noun.html", context, form)


@typing
def withdraw(request: HttpRequest, noun: Noun, pk: int, slug: str = "") -> HttpResponse:
    owner = noun.found(request, slug)
    row = get_object_or_404(noun.rows(owner), pk=pk)
    allow(noun.may(request.who, owner))
    # The row is asked how it reads while it is still there.
    about, home = str(row), noun.left or noun.home
    verb = partial(noun.withdraw, by=request.user, at=request.now, **{noun.row: row})
    frame = _frame(noun, owner, row, noun.words.withdraw) | {"about": about, "note": noun.words.note}
    if request.method == "GET" and (refusal := _rehearsed(verb)):
        said = {"sentences": refusal.messages, "why": why_of(refusal)}
        return page(request, "projects/not_withdrawn.html", frame | said)
    return confirmed(
        request,
        verb,
        said=_("Wycofano: %(row)s.") % {"row": about},
        then=home(owner, row),
        question=frame,
    )


def _rehearsed(verb: Callable[[], Any]) -> ValidationError | None:
    """Return what ``verb`` would refuse now, so that nobody is asked in vain; nothing of it stays."""
    with transaction.atomic():
        try:
            verb()
        except ValidationError as refusal:
            return refusal
        finally:
            transaction.set_rollback(True)
    return None


def _frame(noun: Noun, owner: Owner, row: Model | None, title: str | Promise) -> dict[str, Any]:
    back = noun.home(owner, row)
    return {"title": title, "back": back, "crumbs": [*way_to(owner), (title, "")]}


def history_of(who: Standing, owner: Owner, row: Model) -> str:
    """Return where one reads who changed ``row`` of a project's plan; empty for who does not read its log."""
    may = isinstance(owner, Project) and who.has(owner.pk, Role.COORDINATOR, Role.AUDITOR)
    return f"{panel('desk:log')}?{urlencode({'dotyczy': label(row)})}" if may else ""


def way_to(owner: Owner) -> list[tuple[str, str]]:
    """Return the steps from the list of projects to the page on which the nouns of ``owner`` stand."""
    steps = [(_("Projekty"), panel("projects:projects"))]
    if isinstance(owner, Project):
        settings = (_("Ustawienia"), panel("projects:settings", owner.slug))
        return [*steps, (owner.title, owner.get_absolute_url()), settings]
    return [*steps, (_("Programy i działania"), panel("projects:programmes"))]
