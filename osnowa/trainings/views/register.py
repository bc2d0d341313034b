"""The register of an edition: past marks, and one meeting to be marked."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from osnowa.organisations.addresses import panel
from osnowa.participants.access import abilities_by_enrolment
from osnowa.trainings import access, actions, queries
from osnowa.trainings.models import MarkBatch, Session
from osnowa.trainings.queries import Register
from osnowa.trainings.views.grid import CHOICES, grid
from osnowa.trainings.views.marking import SAID, Attempt, attempt, people_of, read_again, say_saved
from osnowa.ui import polish
from osnowa.ui.doing import confirmed, tried
from osnowa.ui.pages import UNPROCESSABLE, allow, page

_WITH_EDITION = ("course__form__project", "group__round__programme", "trainer", "place")


@require_http_methods(["GET", "POST"])
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.editions_visible_to(request.who).select_related(*_WITH_EDITION), pk=pk)
    can = access.edition_abilities(request.who, found)
    register = queries.register(found, request.today, people=people_of(request, can))
    if request.method == "POST":
        allow(can.mark)
        return _save(request, register, _session_of(register, request.POST.get("spotkanie")))
    chosen = _chosen(register, request.GET.get("spotkanie")) if can.mark else None
    return _show(request, register, chosen, can)


def _chosen(register: Register, asked_for: str | None) -> Session | None:
    """Return the meeting to be marked: the one asked for, today's, or the oldest that waits for marks.

    A meeting that is still ahead or was called off opens the register with nothing to mark.
    """
    held = register.held()
    if asked_for:
        found = _session_of(register, asked_for)
        return found if found in held else None
    today = [session for session in held if session.held_on == register.on]
    waiting = [session for session in held if register.unmarked(session)]
    return next(iter([*(s for s in today if s in waiting), *today, *waiting]), None)


def _session_of(register: Register, pk: str | None) -> Session:
    """Return the meeting of this edition with the id that was sent.

    Raises:
        Http404: there is none.
    """
    for session in register.sessions:
        if str(session.pk) == pk:
            return session
    raise Http404


def _save(request: HttpRequest, register: Register, session: Session) -> HttpResponse:
    sending = attempt(request, register, session)
    if not sending.is_refused:
        say_saved(request, session, sending.batch)
        return redirect(f"{_marking(session)}{SAID}")
    can = access.edition_abilities(request.who, register.edition)
    return _show(request, read_again(request, register), session, can, refused=sending)


def _marking(session: Session) -> str:
    """Return the address at which ``session`` is open in the register."""
    return f"{panel('trainings:edition', session.edition_id)}?spotkanie={session.pk}"


def _show(
    request: HttpRequest,
    register: Register,
    chosen: Session | None,
    can: access.EditionAbilities,
    *,
    refused: Attempt | None = None,
) -> HttpResponse:
    found = register.edition
    abilities = abilities_by_enrolment(request.who, [member.enrolment for member in register.members])
    drawn = grid(
        request.who,
        request.now,
        register,
        chosen,
        abilities=abilities,
        may_mark=can.mark,
        typed=refused.typed if refused else None,
        faults=refused.faults if refused else None,
        # Whoever asked for a meeting came to mark; the cursor stays off while somebody only reads.
        takes_focus=request.method == "POST" or "spotkanie" in request.GET,
    )
    context = {
        "edition": found,
        "can": can,
        "grid": drawn,
        "choices": CHOICES,
        "lede": _lede(register),
        "crumbs": [(_("Zajęcia"), panel("trainings:sessions")), (found.course.name, "")],
        "sentences": refused.sentences if refused else [],
        "why": refused.why if refused else "",
        "has_faults": bool(refused and refused.faults),
        "to_sign": panel("trainings:edition_to_sign", found.pk)
        if can.see_everybody and register.sessions
        else "",
        "timetable": panel("trainings:timetable", found.pk),
        "is_approved": chosen is not None and chosen.pk in register.approved,
        "reason": request.POST.get("powod", ""),
        "list": panel("trainings:session", found.pk, chosen.pk) if chosen else "",
        "plan_first": panel("trainings:plan_weekly", found.pk),
    }
    return page(request, "trainings/edition.html", context, status=UNPROCESSABLE if refused else 200)


def _lede(register: Register) -> str:
    """Return one line about the edition: group, meetings, trainer, place."""
    found = register.edition
    group_round = found.group.round
    held = [session for session in register.sessions if not session.is_cancelled]
    count = polish.z_liczba(len(held), "spotkanie", "spotkania", "spotkań")
    trainer = str(found.trainer or found.trainer_name)
    parts: list[Any] = [
        group_round.programme.name if group_round else found.group.name,
        count,
        _("prowadzi %(trainer)s") % {"trainer": trainer} if trainer else "",
        found.place.name if found.place and not found.place.is_protected else "",
    ]
    return " · ".join(filter(None, parts))


@require_POST
def undo_batch(request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(
        queries.with_people(
            MarkBatch.objects.filter(session__in=queries.sessions_visible_to(request.who))
        ).select_related("session__edition__course__form__project", "session__edition__group"),
        pk=pk,
    )
    found = batch.session.edition
    allow(access.edition_abilities(request.who, found).mark)
    session = batch.session
    # Back to where it was marked: the list of the one meeting, or the register of them all.
    is_from_list = request.GET.get("skad") == "lista"
    then = f"{panel('trainings:session', found.pk, session.pk) if is_from_list else _marking(session)}{SAID}"
    verb = partial(actions.undo_batch, batch=batch, by=request.user, at=request.now)
    said = _("Cofnięto zapis obecności ze spotkania %(number)s, %(day)s: %(count)s.") % {
        "number": session.number,
        "day": polish.dzien(session.held_on),
        "count": polish.z_liczba(batch.people, "osoba", "osoby", "osób"),
    }
    return tried(request, verb, said=said, then=then)


@require_http_methods(["GET", "POST"])
def withdraw_marks(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(
        queries.sessions_visible_to(request.who).select_related(
            "edition__course__form__project", "edition__group"
        ),
        pk=pk,
    )
    found = session.edition
    allow(access.edition_abilities(request.who, found).set_up)
    timetable = panel("trainings:timetable", found.pk)
    return confirmed(
        request,
        partial(actions.withdraw_marks, session=session, by=request.user, at=request.now),
        said=_("Wycofano obecności ze spotkania."),
        then=timetable,
        question={
            "title": _("Wycofać obecności ze spotkania?"),
            "about": _("%(course)s, spotkanie %(number)s, %(day)s")
            % {
                "course": found.course.name,
                "number": session.number,
                "day": polish.dzien(session.held_on),
            },
            "consequence": _(
                "Wsparcie z tego spotkania zniknie z kart osób i ze wskaźników. W historii zostaje, co było."
            ),
            "answer": _("Wycofaj obecności"),
            "crumbs": [
                (_("Zajęcia"), panel("trainings:sessions")),
                (found.course.name, panel("trainings:edition", found.pk)),
                (_("Terminy"), timetable),
                _("Wycofanie obecności"),
            ],
        },
        undo=lambda batch: panel("trainings:undo_batch", batch.pk),
    )
