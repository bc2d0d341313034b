"""After the exit: somebody comes back, or is asked what became of them."""

from functools import partial
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.audit.actions import seen
from osnowa.documents.answers import answer
from osnowa.participants import actions, asking_again
from osnowa.participants.access import enrolment_abilities
from osnowa.participants.forms.afterwards import FollowUpForm, ReturnForm
from osnowa.participants.models import Enrolment, FollowUp, Return
from osnowa.participants.queries import current_exit, enrolments_visible_to
from osnowa.participants.queries.visibility import day_after
from osnowa.participants.views.doing import ask, confirm, find_enrolment
from osnowa.participants.views.folder import folder_frame
from osnowa.rulepacks.registry import Entry, pack
from osnowa.ui import polish
from osnowa.ui.doing import sent
from osnowa.ui.pages import allow


@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment, can = find_enrolment(request, pk)
    allow(can.folder and can.end)
    form = ReturnForm(**sent(request), initial={"returned_on": request.today})
    context = folder_frame(
        request,
        enrolment,
        can,
        _("Powrót do projektu"),
        save=_("Zapisz powrót"),
        lede=_left(request, enrolment),
    )
    verb = partial(actions.come_back, enrolment=enrolment, by=request.user, at=request.now)
    said = _("Udział trwa dalej, od tego samego początku. Dodaj osobę do grupy, jeśli wraca na zajęcia.")
    return ask(request, form, verb, context, said=said)


def _left(request: HttpRequest, enrolment: Enrolment) -> str:
    ended = current_exit(enrolment, request.today)
    title = enrolment.project.title
    return f"{title} · {_('ostatni dzień')}: {polish.dzien(ended.ended_on)}" if ended else title


@require_http_methods(["GET", "POST"])
def withdraw_return(request: HttpRequest, pk: int) -> HttpResponse:
    who = request.who
    rows = Return.objects.current().filter(enrolment__in=enrolments_visible_to(who), returned_on__lte=who.on)
    came = get_object_or_404(rows.select_related("enrolment__person", "enrolment__project"), pk=pk)
    can = enrolment_abilities(who, came.enrolment)
    allow(can.folder and can.end)
    context = folder_frame(
        request,
        came.enrolment,
        can,
        _("Wycofaj powrót"),
        question=_("Czy wycofać powrót z dnia %(day)s?") % {"day": polish.dzien(came.returned_on)},
        consequences=[
            _("Udział znów będzie zakończony %(day)s, razem z tym, o co potem pytano.")
            % {"day": polish.dzien(came.left_on)}
        ],
        save=_("Wycofaj powrót"),
    )
    verb = partial(actions.withdraw_return, came=came, by=request.user, at=request.now)
    return confirm(request, verb, context, said=_("Powrót został wycofany."))


@require_http_methods(["GET", "POST"])
def follow_up(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Ask what became of somebody; what is noted already is corrected."""
    enrolment, can = find_enrolment(request, pk)
    allow(can.folder and can.end)
    entry = _kind(enrolment, kind)
    known = _opened(request, enrolment, kind)
    form = FollowUpForm(
        **sent(request), rules=pack(enrolment.project.rule_pack), initial=_noted(known, request)
    )
    context = folder_frame(
        request,
        enrolment,
        can,
        polish_title(entry),
        lede=_days(request, enrolment, entry),
        save=_("Zapisz"),
        version=known.pk if known else "",
        remove=known and ("participants:withdraw_follow_up", known.pk, _("Wycofaj ten zapis")),
    )
    verb = (
        partial(actions.correct_follow_up, follow_up=known)
        if known
        else partial(actions.hold_follow_up, enrolment=enrolment, kind=kind)
    )
    verb = partial(verb, by=request.user, at=request.now)
    return ask(request, form, verb, context, said=_("Sprawdzenie jest zapisane."))


def polish_title(entry: Entry) -> str:
    """Return the label of a follow-up as a heading."""
    return entry.label[:1].upper() + entry.label[1:]


def _kind(enrolment: Enrolment, code: str) -> Entry:
    entry = pack(enrolment.project.rule_pack).dictionaries["follow_ups"].get(code)
    if entry is None:
        raise Http404
    return entry


def _days(request: HttpRequest, enrolment: Enrolment, entry: Entry) -> str:
    ended = current_exit(enrolment, request.today)
    if ended is None:
        return enrolment.project.title
    days = asking_again.window(ended.ended_on, entry.marks)
    words = _("od %(first)s do %(last)s") if days.opens_on > ended.ended_on else _("do %(last)s")
    shown = words % {"first": polish.dzien(days.opens_on), "last": polish.dzien(days.due_on)}
    return f"{enrolment.project.title} · {_('liczy się')} {shown}"


def _opened(request: HttpRequest, enrolment: Enrolment, kind: str) -> FollowUp | None:
    """Return the version the form was opened with: an older one than today's is refused by the verb."""
    rows = FollowUp.objects.filter(enrolment=enrolment, kind=kind)
    if request.method == "POST":
        opened = request.POST.get("version", "")
        return rows.filter(pk=int(opened)).first() if opened.isdecimal() else None
    return rows.current().filter(held_on__lte=request.today).first()


def _noted(known: FollowUp | None, request: HttpRequest) -> dict[str, Any]:
    if known is None:
        return {"held_on": request.today}
    return {name: getattr(known, name) for name in ("held_on", "situation", "is_unreachable", "proof")}


@require_http_methods(["GET", "POST"])
def withdraw_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    row = _find(request, pk)
    can = enrolment_abilities(request.who, row.enrolment)
    allow(can.folder and can.end)
    context = folder_frame(
        request,
        row.enrolment,
        can,
        _("Wycofaj sprawdzenie"),
        question=_("Czy wycofać sprawdzenie z dnia %(day)s?") % {"day": polish.dzien(row.held_on)},
        consequences=[_("Zostanie w historii, a osobę trzeba będzie zapytać jeszcze raz.")],
        save=_("Wycofaj sprawdzenie"),
    )
    verb = partial(actions.withdraw_follow_up, follow_up=row, by=request.user, at=request.now)
    return confirm(request, verb, context, said=_("Sprawdzenie zostało wycofane."))


@require_safe
def follow_up_scan(request: HttpRequest, pk: int) -> FileResponse:
    """Answer the scan that proves what somebody said, of any version."""
    row = _find(request, pk)
    allow(enrolment_abilities(request.who, row.enrolment).folder)
    if row.scan is None:
        raise Http404
    seen(subject=row.enrolment.person, by=request.user, at=request.now)
    return answer(request, row.scan)


def _find(request: HttpRequest, pk: int) -> FollowUp:
    who = request.who
    rows = FollowUp.objects.filter(
        enrolment__in=enrolments_visible_to(who), held_on__lte=who.on, recorded_at__lt=day_after(who.on)
    )
    return get_object_or_404(rows.select_related("enrolment__person", "enrolment__project", "scan"), pk=pk)
