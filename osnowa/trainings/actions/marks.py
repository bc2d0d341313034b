"""What can happen to marks: saved, completed with "present", undone, withdrawn.

A saving is a batch: it writes everything it changes in a constant number of statements, whatever the size of
the group, and it can be undone as one.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.clock.actions import RecordedLater
from osnowa.errors import Refused, SentOtherwiseBefore
from osnowa.participants.models import Enrolment, Exit
from osnowa.support import actions as support
from osnowa.trainings import attendance, queries
from osnowa.trainings.models import Attendance, MarkBatch, Session

# Marks of a session that was found in its scope and is locked: its verbs need not ask for the centre again,
# which would join four tables to each of their statements.
_MARKS = Attendance._base_manager


class Mark(NamedTuple):
    """What somebody wants to save for one participant.

    ``minutes`` of support, None for the whole session; ``base`` is the id of the mark that stood there when
    they looked, None for none.
    """

    status: str
    minutes: int | None = None
    base: int | None = None


@dataclass(frozen=True)
class Conflict:
    """Somebody else changed a mark meanwhile: what is saved now, and what was asked for."""

    number: str
    saved: Attendance | None
    asked: Mark


class MarkedTooEarly(Refused):
    message = _("Spotkanie jest dopiero %(held_on)s. Obecność zaznacza się od tego dnia.")
    why = "dni-obecnosci"


class MarkedWhenCancelled(Refused):
    message = _("To spotkanie jest odwołane, więc nikogo na nim nie było.")
    why = "dni-obecnosci"


class Stranger(Refused):
    message = _("%(number)s: ta osoba nie jest w grupie w dniu spotkania, %(held_on)s.")
    why = "dni-obecnosci"


class MarkedBeforeEnrolment(Refused):
    message = _("%(number)s: ta osoba jest w projekcie dopiero od %(enrolled_on)s.")
    why = "dni-obecnosci"


class MarkedAfterExit(Refused):
    message = _("%(number)s: udział tej osoby zakończył się %(ended_on)s, przed spotkaniem.")
    why = "dni-obecnosci"


class ImpossibleMinutes(Refused):
    message = _("%(number)s: przy obecności wpisz od 1 do %(limit)s minut, przy nieobecności nic.")


class RestoredTooLong(Refused):
    message = _(
        "Spotkanie trwa teraz krócej, tyle minut: %(limit)s. Nie można przywrócić dłuższych obecności: "
        "%(numbers)s."
    )


class UnknownStatus(Refused):
    message = _("Nie ma takiego zaznaczenia obecności.")


class MarkedMeanwhile(Refused):
    """Some marks changed since they were looked at; ``conflicts`` holds both sides, nothing was saved."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        self.conflicts = conflicts
        super().__init__(" ".join(str(_sentence(conflict)) for conflict in conflicts))


class NothingToUndo(Refused):
    message = _("Tego zapisu nie ma już co cofać.")


class ChangedAfterwards(Refused):
    message = _("Nie można cofnąć tego zapisu, bo obecność zmieniono później: %(numbers)s.")


class NobodyIsMarked(Refused):
    message = _("Na tym spotkaniu nikomu nie zaznaczono obecności.")


class ApprovedNeedsReason(Refused):
    message = _("Ta lista jest zatwierdzona. Napisz, dlaczego ją zmieniasz.")
    why = "zatwierdzona-lista"


class ListIsApproved(Refused):
    message = _(
        "Ta lista jest zatwierdzona, więc zapisu nie można cofnąć. Popraw obecność z podaniem powodu "
        "albo wycofaj zatwierdzenie."
    )
    why = "zatwierdzona-lista"


class MarksSentOtherwiseBefore(SentOtherwiseBefore):
    # A list has no empty form to open.
    message = _("Ten sam zapis przyszedł już z innymi zaznaczeniami. Otwórz listę jeszcze raz.")


@action
def mark_session(
    *,
    session: Session,
    marks: Mapping[int, Mark | tuple],
    by: User,
    at: datetime,
    nonce: UUID | None = None,
    reason: str = "",
) -> MarkBatch | None:
    """Save the marks of a session: ``{enrolment id: Mark}``; return the batch, or None when nothing differs.

    Who came enters the ledger of support with their minutes, who did not leaves it. Saving the same marks
    twice writes nothing the second time, and a mark that was not touched (the same as its ``base``) never
    overwrites a newer one. What comes again under the same ``nonce`` (an answer was lost on the way) is the
    saving it was, even if its marks were changed or undone since.

    Raises:
        MarksSentOtherwiseBefore: the ``nonce`` came before with other marks.
        ApprovedNeedsReason: the list is approved, and there is no ``reason``.
        MarkedTooEarly: the session is after the day of ``at``; MarkedWhenCancelled: it was called off.
        MarkedMeanwhile: a mark differs from what was seen and from what is asked for; nothing is saved.
        Stranger, MarkedBeforeEnrolment, MarkedAfterExit: somebody could not be there.
        ImpossibleMinutes, UnknownStatus: what is asked for makes no sense.
    """
    session = queries.session_for_change(session.pk)
    asked = {enrolment_id: Mark(*mark) for enrolment_id, mark in marks.items()}
    if nonce and (batch := _sent_before(session, asked, nonce)):
        return batch
    _refuse_unmarkable(session, at)
    # Locked first, asked next: a statement that waits goes on with the exits and groups of before the wait.
    people = _lock(asked)
    versions, expected = _known(session, asked)
    changes, replaced = _changes(session, asked, versions)
    if not changes:
        return None
    reason = _reason_for(session, reason)
    if missing := sorted(changes.keys() - expected):
        _refuse_absentee(session, missing[0])
    batch = _open_batch(session, by, at, nonce, reason)
    _end(replaced.values(), batch, at)
    written = [
        Attendance(
            session=session,
            enrolment=people[enrolment_id],
            status=mark.status,
            minutes=mark.minutes or 0,
            batch=batch,
            recorded_at=at,
            **({"series": replaced[enrolment_id].series} if enrolment_id in replaced else {}),
        )
        for enrolment_id, mark in changes.items()
    ]
    # No full_clean: it would ask the database seven times per person what was just checked for all at once;
    # the constraints of the table have the last word.
    _MARKS.bulk_create(written)
    _settle(session, people, replaced, {mark.enrolment_id: mark for mark in written}, by, at)
    _say("trainings.session.marked", session, batch, by, at, replaced.values(), written)
    return batch


@action
def mark_rest_present(
    *,
    session: Session,
    by: User,
    at: datetime,
    marks: Mapping[int, Mark | tuple] | None = None,
    nonce: UUID | None = None,
    reason: str = "",
) -> MarkBatch | None:
    """Save ``marks``, and mark everybody else on the roster who has no mark as present for the whole session.

    The same ``nonce`` again is the saving it was, as in ``mark_session``.

    Raises:
        Refused: as in ``mark_session``.
    """
    session = queries.session_for_change(session.pk)
    marks = marks or {}
    has_mark = _MARKS.filter(session=session, superseded_at__isnull=True).values("enrolment")
    rest = queries.roster(session).exclude(pk__in=has_mark).exclude(pk__in=list(marks))
    present = {pk: Mark(Attendance.Status.PRESENT) for pk in rest.values_list("pk", flat=True)}
    return mark_session(session=session, marks={**present, **marks}, by=by, at=at, nonce=nonce, reason=reason)


@action
def withdraw_marks(*, session: Session, by: User, at: datetime) -> MarkBatch:
    """Withdraw all marks of a session, for example to call it off; the batch that is returned can be undone.

    Raises:
        NobodyIsMarked: there is nothing to withdraw.
        ListIsApproved: withdraw the approval first.
        RecordedLater: a mark was saved on a day after ``at``.
    """
    session = queries.session_for_change(session.pk)
    ended = {mark.enrolment_id: mark for mark in _MARKS.filter(session=session, superseded_at__isnull=True)}
    if not ended:
        raise NobodyIsMarked
    _refuse_approved(session)
    people = _lock(ended)
    batch = _open_batch(session, by, at)
    _end(ended.values(), batch, at)
    _settle(session, people, ended, {}, by, at)
    _say("trainings.session.marks_withdrawn", session, batch, by, at, ended.values(), [])
    return batch


@action
def undo_batch(*, batch: MarkBatch, by: User, at: datetime) -> MarkBatch:
    """Take back one saving of marks: what it wrote ends, what it replaced or withdrew stands again.

    Raises:
        NothingToUndo: it was undone already.
        ListIsApproved: the list was approved since.
        ChangedAfterwards: somebody's mark was changed after this saving.
        MarkedWhenCancelled, Stranger, MarkedBeforeEnrolment, MarkedAfterExit: an old mark became impossible.
        RestoredTooLong: the session became shorter than an old mark.
        RecordedLater: the saving is of a day after ``at``.
    """
    session = queries.session_for_change(batch.session_id)
    batch = MarkBatch.objects.get(pk=batch.pk)
    if batch.undone_at:
        raise NothingToUndo
    _refuse_approved(session)
    current = {mark.enrolment_id: mark for mark in _MARKS.filter(session=session, superseded_at__isnull=True)}
    wrote = set(_MARKS.filter(batch=batch).values_list("enrolment", flat=True))
    ended = {mark.enrolment_id: mark for mark in _MARKS.filter(ended_by=batch)}
    people = _lock(wrote | ended.keys())
    _refuse_changed_afterwards(batch, wrote, ended, current, people)
    if ended:
        _refuse_unmarkable(session, at)
        _refuse_absentees(session, ended)
        _refuse_too_long(session, ended, people)
    written = {enrolment_id: current[enrolment_id] for enrolment_id in wrote}
    _end(written.values(), None, at)
    restored = [
        Attendance(
            session=session,
            enrolment=people[mark.enrolment_id],
            status=mark.status,
            minutes=mark.minutes,
            series=mark.series,
            # The mark belongs to the saving that first wrote it, which can then be undone in its turn.
            batch_id=mark.batch_id,
            recorded_at=at,
        )
        for mark in ended.values()
    ]
    _MARKS.bulk_create(restored)
    _settle(session, people, written, {mark.enrolment_id: mark for mark in restored}, by, at)
    batch.undone_at, batch.undone_by = at, by
    batch.save(update_fields=["undone_at", "undone_by"])
    _say("trainings.batch.undone", session, batch, by, at, written.values(), restored)
    return batch


# ---- what is asked for -------------------------------------------------------------------------------------


def _refuse_unmarkable(session: Session, at: datetime) -> None:
    if session.is_cancelled:
        raise MarkedWhenCancelled
    if session.held_on > timezone.localdate(at):
        raise MarkedTooEarly(held_on=date_format(session.held_on))


def _reason_for(session: Any, reason: str) -> str:
    """Return the reason to keep: of a list that is approved, and only of such."""
    if not session.is_approved:
        return ""
    if not reason.strip():
        raise ApprovedNeedsReason
    return reason.strip()


def _refuse_approved(session: Any) -> None:
    if session.is_approved:
        raise ListIsApproved


def _sent_before(session: Session, asked: Mapping[int, Mark], nonce: UUID) -> MarkBatch | None:
    batch = MarkBatch.objects.filter(session=session, nonce=nonce).first()
    if batch is None:
        return None
    wrote = dict(_MARKS.filter(batch=batch).values_list("enrolment", "status"))
    if any(mark.status != wrote.get(pk, mark.status) for pk, mark in asked.items()):
        raise MarksSentOtherwiseBefore
    return batch


def _known(session: Session, asked: Mapping[int, Mark]) -> tuple[list[Attendance], set[int]]:
    """Return the marks of ``asked`` that stand now or were seen, and who of them may be marked; one query."""
    bases = {mark.base for mark in asked.values() if mark.base}
    is_known = Q(attendances__superseded_at__isnull=True)
    if bases:
        is_known |= Q(attendances__pk__in=bases)
    names = [column.attname for column in Attendance._meta.concrete_fields]
    rows = Enrolment._base_manager.filter(pk__in=list(asked)).annotate(
        is_expected=Exists(queries.roster(session).filter(pk=OuterRef("pk"))),
        version=FilteredRelation("attendances", condition=Q(attendances__session=session.pk) & is_known),
    )
    versions, expected = [], set()
    for pk, is_expected, *values in rows.values_list("pk", "is_expected", *(f"version__{n}" for n in names)):
        if is_expected:
            expected.add(pk)
        if values[0]:
            versions.append(Attendance.from_db(rows.db, names, values))
    return versions, expected


def _changes(
    session: Session, asked: Mapping[int, Mark], versions: Collection[Attendance]
) -> tuple[dict[int, Mark], dict[int, Attendance]]:
    """Return what has to be written, with its minutes, and the current marks it replaces.

    Raises:
        MarkedMeanwhile: three sides differ: what was seen, what stands now, what is asked for.
    """
    by_id = {version.pk: version for version in versions}
    current = {version.enrolment_id: version for version in versions if version.is_current}
    changes, replaced, in_conflict = {}, {}, {}
    for enrolment_id, mark in asked.items():
        wanted = (mark.status, _minutes(session, mark, enrolment_id))
        now, seen = current.get(enrolment_id), by_id.get(mark.base or 0)
        if now and (now.status, now.minutes) == wanted:
            continue
        if seen and seen.enrolment_id == enrolment_id and (seen.status, seen.minutes) == wanted:
            continue  # not touched by whoever saves: what somebody else wrote meanwhile stays
        if (now.pk if now else None) != mark.base:
            in_conflict[enrolment_id] = (now, mark)
            continue
        changes[enrolment_id] = mark._replace(minutes=wanted[1])
        if now:
            replaced[enrolment_id] = now
    if in_conflict:
        numbers = _numbers(in_conflict)
        raise MarkedMeanwhile(
            [Conflict(numbers.get(pk, str(pk)), now, mark) for pk, (now, mark) in in_conflict.items()]
        )
    return changes, replaced


def _minutes(session: Session, mark: Mark, enrolment_id: int) -> int:
    if mark.status not in attendance.THERE | attendance.AWAY:
        raise UnknownStatus
    try:
        return attendance.minutes(mark.status, planned=session.minutes, given=mark.minutes)
    except ValueError as impossible:
        number = _numbers([enrolment_id]).get(enrolment_id, "")
        raise ImpossibleMinutes(number=number, limit=session.minutes) from impossible


def _sentence(conflict: Conflict) -> str:
    labels = dict(Attendance.Status.choices)
    saved = labels[conflict.saved.status] if conflict.saved else _("brak zaznaczenia")
    return _("%(number)s: w międzyczasie zapisano „%(saved)s”, a Ty zaznaczasz „%(asked)s”.") % {
        "number": conflict.number,
        "saved": saved,
        "asked": labels[conflict.asked.status],
    }


def _numbers(enrolments: Iterable[int]) -> dict[int, str]:
    return dict(Enrolment.objects.filter(pk__in=list(enrolments)).values_list("pk", "number"))


# ---- who may be marked -------------------------------------------------------------------------------------


def _lock(enrolments: Iterable[int]) -> dict[int, Enrolment]:
    # In one order everywhere, so that two savings never wait for each other in a ring; past the scope, whose
    # join would lock the project as well.
    rows = Enrolment._base_manager.select_for_update(no_key=True)
    return {enrolment.pk: enrolment for enrolment in rows.filter(pk__in=list(enrolments)).order_by("pk")}


def _refuse_absentees(session: Session, enrolments: Collection[int]) -> None:
    known = set(queries.roster(session).filter(pk__in=list(enrolments)).values_list("pk", flat=True))
    if missing := sorted(set(enrolments) - known):
        _refuse_absentee(session, missing[0])


def _refuse_absentee(session: Session, enrolment_id: int) -> None:
    """Raise why somebody could not have been there."""
    enrolment = Enrolment.objects.filter(pk=enrolment_id).first()
    if enrolment and enrolment.enrolled_on > session.held_on:
        raise MarkedBeforeEnrolment(number=enrolment.number, enrolled_on=date_format(enrolment.enrolled_on))
    ended_on = (
        Exit.objects.current().filter(enrolment=enrolment_id).values_list("ended_on", flat=True).first()
    )
    if enrolment and ended_on and ended_on < session.held_on:
        raise MarkedAfterExit(number=enrolment.number, ended_on=date_format(ended_on))
    raise Stranger(number=enrolment.number if enrolment else "–", held_on=date_format(session.held_on))


def _refuse_too_long(
    session: Session, ended: Mapping[int, Attendance], people: Mapping[int, Enrolment]
) -> None:
    too_long = []
    for pk, mark in ended.items():
        try:
            attendance.minutes(mark.status, planned=session.minutes, given=mark.minutes)
        except ValueError:
            too_long.append(people[pk].number)
    if too_long:
        raise RestoredTooLong(limit=session.minutes, numbers=", ".join(sorted(too_long)))


def _refuse_changed_afterwards(
    batch: MarkBatch,
    wrote: Collection[int],
    ended: Collection[int],
    current: Mapping[int, Attendance],
    people: Mapping[int, Enrolment],
) -> None:
    changed = {pk for pk in wrote if pk not in current or current[pk].batch_id != batch.pk}
    changed |= {pk for pk in ended if pk not in wrote and pk in current}
    if changed:
        raise ChangedAfterwards(numbers=", ".join(sorted(people[pk].number for pk in changed)))


# ---- what is written ---------------------------------------------------------------------------------------


def _open_batch(
    session: Session, by: User, at: datetime, nonce: UUID | None = None, reason: str = ""
) -> MarkBatch:
    return MarkBatch._base_manager.create(
        session=session, marked_at=at, marked_by=by, nonce=nonce, reason=reason
    )


def _end(marks: Collection[Attendance], batch: MarkBatch | None, at: datetime) -> None:
    """Close ``marks`` as ``clock.actions.supersede`` closes one, but all at once."""
    if not marks:
        return
    newest = max(mark.recorded_at for mark in marks)
    on, today = timezone.localdate(newest), timezone.localdate(at)
    if on > today:
        raise RecordedLater(on=date_format(on), today=date_format(today))
    ids = [mark.pk for mark in marks]
    _MARKS.filter(pk__in=ids).update(superseded_at=max(at, newest), ended_by=batch)


def _settle(
    session: Session,
    people: Mapping[int, Enrolment],
    before: Mapping[int, Attendance],
    after: Mapping[int, Attendance],
    by: User,
    at: datetime,
) -> None:
    """Let the ledger follow: only those whose minutes of support differ."""

    def minutes(marks: Mapping[int, Attendance], pk: int) -> int:
        return marks[pk].minutes if pk in marks else 0

    differ = [pk for pk in people if minutes(before, pk) != minutes(after, pk)]
    if not differ:
        return
    support.settle(
        form=session.edition.course.form,
        held_on=session.held_on,
        source=session.source,
        delivered={people[pk]: minutes(after, pk) for pk in differ if minutes(after, pk)},
        taken_back=[people[pk] for pk in differ if minutes(before, pk)],
        by=by,
        at=at,
    )


def _say(
    verb: str,
    session: Session,
    batch: MarkBatch,
    by: User,
    at: datetime,
    before: Iterable[Attendance],
    after: Iterable[Attendance],
) -> None:
    def facts(marks: Iterable[Attendance]) -> dict[str, Any]:
        return {str(mark.enrolment_id): [str(mark.status), mark.minutes] for mark in marks}

    # By the ids of participations, which say nothing to whoever may not open them.
    record(
        verb=verb,
        subject=session,
        by=by,
        at=at,
        before={"marks": facts(before)},
        after={
            "batch": batch.pk,
            "marks": facts(after),
            **({"reason": batch.reason} if batch.reason else {}),
        },
        within=session.edition.course.form.within,
    )
