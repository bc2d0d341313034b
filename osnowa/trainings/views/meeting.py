"""The list of one meeting: who is there, marked with a thumb in the room where it is held."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from osnowa.organisations.addresses import panel
from osnowa.participants.access import abilities_by_enrolment
from osnowa.trainings import access, queries
from osnowa.trainings.models import Attendance, Session
from osnowa.trainings.queries import Register
from osnowa.trainings.views.approvals import approval_row
from osnowa.trainings.views.grid import grid, standing_sentence
from osnowa.trainings.views.marking import (
    FROM_LIST,
    SAID,
    Attempt,
    attempt,
    people_of,
    read_again,
    say_saved,
)
from osnowa.ui import polish
from osnowa.ui.pages import UNPROCESSABLE, allow, page

#: What a thumb chooses at once: status, key, short word, the whole word for the ear, tone, icon.
CHOICES = (
    (Attendance.Status.PRESENT, "O", gettext_lazy("Jest"), gettext_lazy("obecność"), "ok", "tick"),
    (Attendance.Status.ABSENT, "N", gettext_lazy("Nie ma"), gettext_lazy("nieobecność"), "bad", "x"),
    (
        Attendance.Status.EXCUSED,
        "U",
        gettext_lazy("Uspr."),
        gettext_lazy("nieobecność usprawiedliwiona"),
        "warn",
        "",
    ),
)
#: What is asked less often, with minutes: behind "Więcej".
TIMED = (
    (Attendance.Status.LATE, "S", gettext_lazy("Spóźnienie")),
    (Attendance.Status.LEFT_EARLY, "W", gettext_lazy("Wcześniejsze wyjście")),
)
_WITH = (
    *("place", "edition__course__form__project", "edition__group__round__programme"),
    *("edition__trainer", "edition__place"),
)


@require_http_methods(["GET", "POST"])
def session(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    visible = queries.with_approval(queries.sessions_visible_to(request.who)).select_related(*_WITH)
    found = get_object_or_404(visible, edition=pk, pk=session)
    can = access.edition_abilities(request.who, found.edition)
    register = queries.register(found.edition, request.today, people=people_of(request, can), only=found)
    if request.method == "POST":
        allow(can.mark)
        return _save(request, register, found, can)
    return _show(request, register, found, can)


def _save(
    request: HttpRequest, register: Register, found: Session, can: access.EditionAbilities
) -> HttpResponse:
    sending = attempt(request, register, found)
    if sending.is_refused:
        again = read_again(request, register, only=found)
        return _show(request, again, found, can, refused=_at_its_row(request, sending))
    if request.htmx:
        again = read_again(request, register, only=found)
        return _show(request, again, found, can, whose=_whose(again, found, sending))
    say_saved(request, found, sending.batch, takes_back=False)
    return redirect(f"{panel('trainings:session', found.edition_id, found.pk)}{SAID}")


def _at_its_row(request: HttpRequest, refused: Attempt) -> Attempt:
    """Return a refusal of one mark with its sentence at the row, where whoever marks looks."""
    chosen = [pk for pk, row in refused.typed.items() if row.status]
    if not request.htmx or len(chosen) != 1 or not refused.sentences:
        return refused
    return Attempt(refused.typed, faults={chosen[0]: " ".join(refused.sentences)})


def _whose(register: Register, found: Session, saved: Attempt) -> dict[int, str]:
    """Return what to say at rows in which the mark of somebody else stands, whatever was just sent."""
    others = {}
    for member in register.members:
        typed, mark = saved.typed.get(member.enrolment.pk), member.marks.get(found.pk)
        if mark and typed and typed.status and typed.status != mark.status:
            others[member.enrolment.pk] = mark
    batches = queries.batches_with_authors({mark.batch_id for mark in others.values()}) if others else ()
    authors = {batch.pk: str(batch.marked_by) for batch in batches}
    return {pk: standing_sentence(mark, authors[mark.batch_id]) for pk, mark in others.items()}


def _show(
    request: HttpRequest,
    register: Register,
    found: Session,
    can: access.EditionAbilities,
    *,
    refused: Attempt | None = None,
    whose: Mapping[int, str] | None = None,
) -> HttpResponse:
    abilities = abilities_by_enrolment(request.who, [member.enrolment for member in register.members])
    drawn = grid(
        request.who,
        request.now,
        register,
        found,
        abilities=abilities,
        may_mark=can.mark,
        typed=refused.typed if refused else None,
        faults=refused.faults if refused else whose,
    )
    is_open = can.mark and found in register.held()
    last = queries.last_batch(found, request.user, request.now) if is_open else None
    expected, marked = len(register.expected(found)), register.marked(found)
    there = register.there(found)
    context = {
        "session": found,
        "can": can,
        "is_open": is_open,
        "why_closed": "" if is_open else _why_closed(register, found, can),
        "rows": drawn.rows,
        "choices": CHOICES,
        "timed": TIMED,
        "expected": expected,
        "unmarked": drawn.unmarked,
        "marked": expected - drawn.unmarked,
        "there": there,
        "away": len(marked) - there,
        "to_sign": panel("trainings:session_to_sign", found.pk) if can.see_everybody else "",
        "is_approved": found.pk in register.approved,
        "approvals": [approval_row(row, can) for row in queries.approvals_of(found)],
        "approve": panel("trainings:approve_list", found.pk) if can.approve and marked else "",
        "withdraw_approval": panel("trainings:withdraw_approval", found.pk) if can.approve else "",
        "undo": f"{panel('trainings:undo_batch', last.pk)}{FROM_LIST}"
        if last and found.pk not in register.approved
        else "",
        "undone": _("zapis z godziny %(hour)s, %(count)s")
        % {
            "hour": polish.godzina(last.marked_at),
            "count": polish.z_liczba(last.people, "osoba", "osoby", "osób"),
        }
        if last
        else "",
        "awaits": is_open and expected and not drawn.unmarked and found.pk not in register.approved,
        "next_to_approve": _next_to_approve(request, found)
        if can.approve and found.pk in register.approved
        else None,
        "withdraw": panel("trainings:withdraw_marks", found.pk) if can.set_up and marked else "",
        "reason": request.POST.get("powod", ""),
        "sentences": refused.sentences if refused else [],
        "why": refused.why if refused else "",
        "has_faults": bool(refused and refused.faults),
        "sign_in": resolve_url(settings.LOGIN_URL),
        **_frame(found),
    }
    return page(
        request,
        "trainings/session.html",
        context,
        fragment="trainings/_marks.html",
        status=UNPROCESSABLE if refused else 200,
    )


def _next_to_approve(request: HttpRequest, found: Session) -> tuple[str, str] | None:
    """Return the name and the address of the oldest other list without an approval; None when none waits."""
    waiting = queries.lists_to_approve(request.who).exclude(pk=found.pk).select_related("edition__course")
    session = waiting.first()
    if session is None:
        return None
    name = f"{session.edition.course.name}, {polish.dzien(session.held_on)}"
    return name, panel("trainings:session", session.edition_id, session.pk)


def _why_closed(register: Register, found: Session, can: access.EditionAbilities) -> str:
    """Return why nobody is marked here by whoever looks; empty when they came only to read."""
    if found.is_cancelled:
        return _("To spotkanie jest odwołane: %(reason)s") % {"reason": found.cancel_reason}
    if can.mark and found.held_on > register.on:
        day = polish.dzien(found.held_on)
        return _("Spotkanie jest dopiero %(day)s. Obecność zaznacza się od tego dnia.") % {"day": day}
    return ""


def _frame(found: Session) -> dict[str, Any]:
    """Return the name, the line of facts and the way to the meeting."""
    edition = found.edition
    place = found.place or edition.place
    register = panel("trainings:edition", edition.pk)
    number = _("Spotkanie %(number)s") % {"number": found.number}
    day = f"{polish.dzien_tygodnia(found.held_on)}, {polish.dzien(found.held_on)}"
    facts = [
        day,
        f"{polish.godzina(found.begins_at)}–{polish.godzina(found.ends_at)}",
        place.name if place and not place.is_protected else "",
        found.topic,
    ]
    return {
        "title": f"{edition.course.name}: {number.lower()}",
        "lede": " · ".join(filter(None, facts)),
        "register": f"{register}?spotkanie={found.pk}",
        "crumbs": [(_("Zajęcia"), panel("trainings:sessions")), (edition.course.name, register), number],
    }
