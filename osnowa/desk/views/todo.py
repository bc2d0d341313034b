"""What waits for somebody, in one list."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from osnowa.desk.queries.home import caseload
from osnowa.desk.queries.todo import Due, DueItem, Kind, by_kind, due_of, is_overdue, marks_attendance, told
from osnowa.organisations.addresses import panel
from osnowa.organisations.models import Role
from osnowa.participants.access import may_register
from osnowa.projects.standing import Standing
from osnowa.trainings.access import may_see_sessions
from osnowa.ui import polish
from osnowa.ui.entries import Entry
from osnowa.ui.pages import page

ON_ONE_PAGE = 50

#: The kinds as the address calls them, and as people do.
KINDS: Mapping[Kind, tuple[str, Any]] = {
    "attendance": ("obecnosc", gettext_lazy("Obecność do zaznaczenia")),
    "approval": ("listy", gettext_lazy("Listy obecności do zatwierdzenia")),
    "silence": ("bez-wsparcia", gettext_lazy("Osoby bez wsparcia od 30 dni")),
    "document": ("dokumenty", gettext_lazy("Dokumenty do sprawdzenia")),
    "measurement": ("pomiary", gettext_lazy("Drugie pomiary postępu")),
    "ground": ("podstawy", gettext_lazy("Podstawy, które się kończą")),
    "milestone": ("kamienie", gettext_lazy("Kamienie milowe po terminie")),
}

#: What has no day of its own, and only waits longer.
WAITING = frozenset({"document", "approval"})


@require_safe
def todo(request: HttpRequest) -> HttpResponse:
    who = request.who
    due = due_of(who, marks=marks_attendance(who, has_meetings=may_see_sessions(who)))
    # The bell of every page says this number from now on.
    request.due_count = len(due)
    kinds = by_kind(due)
    code = request.GET.get("rodzaj", "")
    chosen = next((kind for kind, (name, _label) in KINDS.items() if name == code), None)
    listed = Paginator(kinds.get(chosen, []) if chosen else due, ON_ONE_PAGE).get_page(
        request.GET.get("strona", "1")
    )
    context = {
        "count": len(due),
        "listed": listed,
        "items": [row_of(each) for each in told(who, list(listed.object_list))],
        "chips": [
            Entry(_("Wszystko"), panel("desk:todo"), chosen is None, len(due)),
            *(_chip(kind, kinds.get(kind, ()), chosen) for kind in KINDS if kind in kinds or kind == chosen),
        ],
        "contacts": _contacts(who),
        "follow_ups": panel("participants:follow_ups") if may_register(who) else "",
    }
    return page(request, "desk/todo.html", context)


def _chip(kind: Kind, due: Sequence[Due], chosen: Kind | None) -> Entry:
    code, label = KINDS[kind]
    return Entry(label, f"?rodzaj={code}", kind == chosen, len(due))


def row_of(item: DueItem) -> dict[str, Any]:
    """Return one thing that waits as the list shows it: its day in words, with the kind of its tag."""
    return {"item": item, **_when(item)}


def _when(item: DueItem) -> dict[str, str]:
    day = polish.dzien(item.due.on)
    if item.due.kind == "silence":
        return {"kind": "warn", "when": _("ostatnie wsparcie: %(day)s") % {"day": day}}
    if item.due.kind in WAITING:
        return {"kind": "idle", "when": _("czeka od %(day)s") % {"day": day}}
    if item.is_overdue:
        return {"kind": "bad", "when": _("po terminie, %(day)s") % {"day": day}}
    if item.days_over == 0:
        return {"kind": "warn", "when": _("dziś")}
    return {"kind": "warn", "when": _("do %(day)s") % {"day": day}}


def _contacts(who: Standing) -> dict[str, Any] | None:
    """Return whose contacts lack this month, for those who carry cases."""
    if not who.is_any(Role.SOCIAL_WORKER):
        return None
    mine = caseload(who)
    return {
        "lacking": len(mine.lacking),
        "days_left": mine.days_left,
        "address": f"{panel('desk:home')}?kontakty=mniej",
    }


def summary(who: Standing, due: Sequence[Due]) -> list[dict[str, Any]]:
    """Return how much of each kind waits, the kind with the most overdue first."""
    rows = []
    for kind, each in by_kind(due).items():
        code, label = KINDS[kind]
        overdue = sum(is_overdue(one, who.on) for one in each)
        first = polish.dzien(each[0].on)
        if kind == "silence":
            tag, words = "warn", _("najdłużej od %(day)s") % {"day": first}
        elif kind in WAITING:
            tag, words = "idle", _("najdłużej czeka od %(day)s") % {"day": first}
        elif overdue:
            tag, words = "bad", _("po terminie: %(count)s, od %(day)s") % {"count": overdue, "day": first}
        else:
            tag, words = "warn", _("najbliższy termin: %(day)s") % {"day": first}
        address = f"{panel('desk:todo')}?rodzaj={code}"
        rows.append({"label": label, "count": len(each), "kind": tag, "words": words, "address": address})
    return rows
