"""The register as its page draws it: every cell, letter, word and address is ready before the template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.organisations.addresses import panel
from osnowa.participants.abilities import EnrolmentAbilities
from osnowa.participants.names import shown_to
from osnowa.projects.standing import Standing
from osnowa.trainings import attendance
from osnowa.trainings.actions.marks import Conflict
from osnowa.trainings.forms import TypedMark
from osnowa.trainings.models import Attendance, Session
from osnowa.trainings.queries import Member, Register
from osnowa.ui import polish

#: Status, the letter that is shown and chosen with, the word, the tone.
CHOICES = (
    (Attendance.Status.PRESENT, "O", gettext_lazy("obecność"), "ok"),
    (Attendance.Status.ABSENT, "N", gettext_lazy("nieobecność"), "bad"),
    (Attendance.Status.EXCUSED, "U", gettext_lazy("nieobecność usprawiedliwiona"), "warn"),
    (Attendance.Status.LATE, "S", gettext_lazy("spóźnienie"), "info"),
    (Attendance.Status.LEFT_EARLY, "W", gettext_lazy("wcześniejsze wyjście"), "info"),
)
LETTERS = {status: (letter, word, tone) for status, letter, word, tone in CHOICES}


@dataclass(frozen=True)
class Column:
    """One meeting: its head and foot; ``address`` opens it for marking."""

    session: Session
    number: str
    day: str
    note: str = ""
    address: str = ""
    label: str = ""
    is_chosen: bool = False
    is_held: bool = False
    is_approved: bool = False
    there: int = 0
    marked: int = 0
    unmarked: int = 0


@dataclass(frozen=True)
class Cell:
    """One mark: its letter for the eye, its word for the ear; empty where there is none.

    ``is_off``: nobody could be marked, because the meeting was called off.
    """

    is_chosen: bool = False
    letter: str = ""
    word: str = ""
    tone: str = ""
    is_off: bool = False


@dataclass(frozen=True)
class Row:
    """One participant: cells in the order of columns, and the choice to be made."""

    pk: int
    name: str
    address: str
    cells: list[Cell]
    frequency: str
    level: str
    legend: str = ""
    is_markable: bool = False
    value: str = ""
    minutes: str = ""
    base: int | None = None
    fault: str = ""
    takes_focus: bool = False

    @property
    def choice_name(self) -> str:
        """The name of the field that carries the choice."""
        return f"m-{self.pk}"


@dataclass(frozen=True)
class Grid:
    """The whole register: columns, rows, and the frequency of the group.

    Marking goes on at ``first``: a row that could not be saved, else without a mark, else the first one.
    ``approved`` names the meetings whose lists are approved: "1–5, 7".
    """

    columns: list[Column]
    rows: list[Row]
    frequency: str
    chosen: Session | None = None
    unmarked: int = 0
    approved: str = ""
    first: Row | None = None


def grid(
    who: Standing,
    now: datetime,
    register: Register,
    chosen: Session | None,
    *,
    abilities: Mapping[int, EnrolmentAbilities],
    may_mark: bool,
    typed: Mapping[int, TypedMark] | None = None,
    faults: Mapping[int, str] | None = None,
    takes_focus: bool = False,
) -> Grid:
    """Return the register drawn for ``who``; ``typed`` and ``faults`` keep what could not be saved.

    ``takes_focus`` puts the cursor where marking goes on.
    """
    columns = [_column(register, session, session == chosen, may_mark, now) for session in register.sessions]
    rows = [
        _row(who, register, member, chosen, abilities[member.enrolment.pk], typed or {}, faults or {})
        for member in register.members
    ]
    first = _first(rows)
    return Grid(
        columns=columns,
        rows=[replace(row, takes_focus=True) if takes_focus and row is first else row for row in rows],
        first=first,
        frequency=polish.procent(register.frequency),
        chosen=chosen,
        approved=spans([s.number for s in register.sessions if s.pk in register.approved]),
        unmarked=len(register.unmarked(chosen)) if chosen else 0,
    )


def spans(numbers: Iterable[int]) -> str:
    """Return numbers as they are told: ``1–3, 5, 7–8``."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _first(rows: list[Row]) -> Row | None:
    markable = [row for row in rows if row.is_markable]
    faulty = [row for row in markable if row.fault]
    return next(iter([*faulty, *(row for row in markable if not row.value), *markable]), None)


def _column(register: Register, session: Session, is_chosen: bool, may_mark: bool, now: datetime) -> Column:
    day = f"{session.held_on.day}.{session.held_on.month:02}"
    is_held = session.held_on <= register.on and not session.is_cancelled
    marked = register.marked(session)
    opens = is_held and may_mark and not is_chosen
    return Column(
        session=session,
        number=f"{session.number} · {_('dziś')}" if session.held_on == register.on else str(session.number),
        day=f"{day}, {_('trwa')}" if _is_on(session, now) else day,
        note=_("odwołane") if session.is_cancelled else "" if is_held else _("plan"),
        address=f"?spotkanie={session.pk}" if opens else "",
        label=_("Spotkanie %(number)s, %(day)s: zaznacz obecność")
        % {"number": session.number, "day": polish.dzien(session.held_on)},
        is_chosen=is_chosen,
        is_held=is_held,
        is_approved=session.pk in register.approved,
        there=register.there(session),
        marked=len(marked),
        unmarked=len(register.unmarked(session)) if is_held else 0,
    )


def _is_on(session: Session, now: datetime) -> bool:
    is_today = session.held_on == now.date() and not session.is_cancelled
    return is_today and session.begins_at <= now.time() < session.ends_at


def _row(
    who: Standing,
    register: Register,
    member: Member,
    chosen: Session | None,
    can: EnrolmentAbilities,
    typed: Mapping[int, TypedMark],
    faults: Mapping[int, str],
) -> Row:
    enrolment = member.enrolment
    name = shown_to(who, enrolment, abilities=can)
    mark = member.marks.get(chosen.pk) if chosen else None
    kept = typed.get(enrolment.pk)
    is_markable = chosen is not None and chosen.pk in member.expected_on
    return Row(
        pk=enrolment.pk,
        name=name,
        address=panel("desk:person", enrolment.person_id) if can.open_file else "",
        cells=[_cell(member, session, session == chosen) for session in register.sessions],
        frequency=polish.procent(member.frequency),
        level=attendance.level(member.frequency) if member.frequency is not None else "idle",
        legend=_("%(name)s, spotkanie %(number)s") % {"name": name, "number": chosen.number}
        if chosen
        else "",
        is_markable=is_markable,
        value=kept.status if kept else mark.status if mark else "",
        minutes=kept.minutes if kept else _minutes(mark, chosen),
        # What is seen now is what the next saving starts from: after a conflict the choice is deliberate.
        base=mark.pk if mark else None,
        fault=faults.get(enrolment.pk, "") if is_markable else "",
    )


def _minutes(mark: Attendance | None, session: Session | None) -> str:
    """Return minutes only where they say something: the whole session goes without saying."""
    if mark is None or session is None or not mark.is_there or mark.minutes == session.minutes:
        return ""
    return str(mark.minutes)


def _cell(member: Member, session: Session, is_chosen: bool) -> Cell:
    mark = member.marks.get(session.pk)
    if mark is None:
        return Cell(is_chosen, is_off=session.is_cancelled)
    letter, word, tone = LETTERS[mark.status]
    if minutes := _minutes(mark, session):
        word = _("%(word)s, minut: %(minutes)s") % {"word": word, "minutes": minutes}
    return Cell(is_chosen, letter, word, tone)


def conflict_sentence(conflict: Conflict, who_marked: str) -> str:
    """Return what stands at the row of a conflict: both marks, and who saved the other one."""
    asked = LETTERS[conflict.asked.status][1]
    if conflict.saved is None:
        return _("W międzyczasie zaznaczenie wycofano. Ty zaznaczasz: %(asked)s.") % {"asked": asked}
    return _("W międzyczasie zapisano: %(saved)s (%(by)s). Ty zaznaczasz: %(asked)s.") % {
        "by": who_marked,
        "saved": LETTERS[conflict.saved.status][1],
        "asked": asked,
    }


def standing_sentence(mark: Attendance, who_marked: str) -> str:
    """Return what stands at a row where somebody else's mark is kept, not the one that was sent."""
    return _("Twojego zaznaczenia nie zapisano. Teraz jest: %(saved)s (%(by)s).") % {
        "saved": LETTERS[mark.status][1],
        "by": who_marked,
    }
