"""How marks are saved: those of a session, and "present" for everybody else.

A saving is a batch, which can be undone as one.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused, SentOtherwiseBefore
from osnowa.participants.models import Enrolment
from osnowa.trainings import attendance, queries
from osnowa.trainings.actions.savings import MARKS, Saving
from osnowa.trainings.models import Attendance, MarkBatch, Session


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


class ImpossibleMinutes(Refused):
    message = _("%(number)s: przy obecności wpisz od 1 do %(limit)s minut, przy nieobecności nic.")


class UnknownStatus(Refused):
    message = _("Nie ma takiego zaznaczenia obecności.")


class MarkedMeanwhile(Refused):
    """Some marks changed since they were looked at; ``conflicts`` holds both sides, nothing was saved."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        self.conflicts = conflicts
        super().__init__(" ".join(str(_sentence(conflict)) for conflict in conflicts))


class ApprovedNeedsReason(Refused):
    message = _("Ta lista jest zatwierdzona. Napisz, dlaczego ją zmieniasz.")
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
    saving = Saving(queries.session_for_change(session.pk), by, at)
    return _save(saving, marks, nonce, reason)


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
    saving = Saving(queries.session_for_change(session.pk), by, at)
    marks = marks or {}
    has_mark = MARKS.filter(session=saving.session, superseded_at__isnull=True).values("enrolment")
    rest = queries.roster(saving.session).exclude(pk__in=has_mark).exclude(pk__in=list(marks))
    present = {pk: Mark(Attendance.Status.PRESENT) for pk in rest.values_list("pk", flat=True)}
    return _save(saving, {**present, **marks}, nonce, reason)


def _save(
    saving: Saving, marks: Mapping[int, Mark | tuple], nonce: UUID | None, reason: str
) -> MarkBatch | None:
    session = saving.session
    asked = {enrolment_id: Mark(*mark) for enrolment_id, mark in marks.items()}
    if nonce and (batch := _sent_before(session, asked, nonce)):
        return batch
    saving.refuse_unmarkable()
    # Locked first, asked next: a statement that waits goes on with the exits and groups of before the wait.
    people = saving.lock(asked)
    versions, expected = _known(session, asked)
    changes, replaced = _changes(session, asked, versions)
    if not changes:
        return None
    reason = _reason_for(session, reason)
    saving.refuse_absentees(changes, expected)
    batch = saving.open(nonce, reason)
    written = [
        Attendance(
            session=session,
            enrolment=people[enrolment_id],
            status=mark.status,
            minutes=mark.minutes or 0,
            batch=batch,
            recorded_at=saving.at,
            **({"series": replaced[enrolment_id].series} if enrolment_id in replaced else {}),
        )
        for enrolment_id, mark in changes.items()
    ]
    saving.write(
        "trainings.session.marked", batch, people, before=replaced.values(), after=written, ended_by=batch
    )
    return batch


def _reason_for(session: Any, reason: str) -> str:
    """Return the reason to keep: of a list that is approved, and only of such."""
    if not session.is_approved:
        return ""
    if not reason.strip():
        raise ApprovedNeedsReason
    return reason.strip()


def _sent_before(session: Session, asked: Mapping[int, Mark], nonce: UUID) -> MarkBatch | None:
    batch = MarkBatch.objects.filter(session=session, nonce=nonce).first()
    if batch is None:
        return None
    wrote = dict(MARKS.filter(batch=batch).values_list("enrolment", "status"))
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
