"""How marks are taken back: one saving undone, or all marks of a session withdrawn."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.participants.models import Enrolment
from osnowa.trainings import attendance, queries
from osnowa.trainings.actions.savings import MARKS, Saving
from osnowa.trainings.models import Attendance, MarkBatch, Session
from osnowa.trainings.queries.register import UNDONE_WITHIN


class NobodyIsMarked(Refused):
    message = _("Na tym spotkaniu nikomu nie zaznaczono obecności.")


class NothingToUndo(Refused):
    message = _("Tego zapisu nie ma już co cofać.")


class SavedBySomebodyElse(Refused):
    message = _(
        "Cofnąć można tylko własny zapis, a ten zapisał ktoś inny. Popraw obecność pojedynczych osób."
    )


class SavedLongAgo(Refused):
    message = _(
        "Ten zapis jest z dnia %(day)s. Cofnąć można tylko zapis z ostatniej godziny. Popraw obecność "
        "pojedynczych osób; całą listę wycofuje koordynacja w terminach zajęć."
    )


class ChangedAfterwards(Refused):
    message = _("Nie można cofnąć tego zapisu, bo obecność zmieniono później: %(numbers)s.")


class RestoredTooLong(Refused):
    message = _(
        "Spotkanie trwa teraz krócej, tyle minut: %(limit)s. Nie można przywrócić dłuższych obecności: "
        "%(numbers)s."
    )


class ListIsApproved(Refused):
    message = _(
        "Ta lista jest zatwierdzona, więc zapisu nie można cofnąć. Popraw obecność z podaniem powodu "
        "albo wycofaj zatwierdzenie."
    )
    why = "zatwierdzona-lista"


@action
def withdraw_marks(*, session: Session, by: User, at: datetime) -> MarkBatch:
    """Withdraw all marks of a session, for example to call it off; the batch that is returned can be undone.

    Raises:
        NobodyIsMarked: there is nothing to withdraw.
        ListIsApproved: withdraw the approval first.
        RecordedLater: a mark was saved on a day after ``at``.
    """
    saving = Saving(queries.session_for_change(session.pk), by, at)
    ended = saving.standing()
    if not ended:
        raise NobodyIsMarked
    _refuse_approved(saving.session)
    people = saving.lock(ended)
    batch = saving.open()
    saving.write("trainings.session.marks_withdrawn", batch, people, before=ended.values(), ended_by=batch)
    return batch


@action
def undo_batch(*, batch: MarkBatch, by: User, at: datetime) -> MarkBatch:
    """Take back one saving of marks: what it wrote ends, what it replaced or withdrew stands again.

    It is for a slip of now: ``by`` takes back their own saving of the last hour. A list of another day is
    withdrawn as a whole, after a question.

    Raises:
        NothingToUndo: it was undone already.
        SavedBySomebodyElse, SavedLongAgo: it is not theirs, or not of the last hour.
        ListIsApproved: the list was approved since.
        ChangedAfterwards: somebody's mark was changed after this saving.
        MarkedWhenCancelled, Stranger, MarkedBeforeEnrolment, MarkedAfterExit: an old mark became impossible.
        RestoredTooLong: the session became shorter than an old mark.
        RecordedLater: the saving is of a day after ``at``.
    """
    saving = Saving(queries.session_for_change(batch.session_id), by, at)
    batch = MarkBatch.objects.get(pk=batch.pk)
    if batch.undone_at:
        raise NothingToUndo
    if batch.marked_by_id != by.pk:
        raise SavedBySomebodyElse
    if batch.marked_at < at - UNDONE_WITHIN:
        raise SavedLongAgo(day=date_format(timezone.localdate(batch.marked_at)))
    _refuse_approved(saving.session)
    current = saving.standing()
    wrote = set(MARKS.filter(batch=batch).values_list("enrolment", flat=True))
    ended = {mark.enrolment_id: mark for mark in MARKS.filter(ended_by=batch)}
    people = saving.lock(wrote | ended.keys())
    _refuse_changed_afterwards(batch, wrote, ended, current, people)
    if ended:
        saving.refuse_unmarkable()
        expected = queries.roster(saving.session).filter(pk__in=list(ended))
        saving.refuse_absentees(ended, set(expected.values_list("pk", flat=True)))
        _refuse_too_long(saving.session, ended, people)
    restored = [
        Attendance(
            session=saving.session,
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
    written = [current[enrolment_id] for enrolment_id in wrote]
    saving.write("trainings.batch.undone", batch, people, before=written, after=restored, ended_by=None)
    batch.undone_at, batch.undone_by = at, by
    batch.save(update_fields=["undone_at", "undone_by"])
    return batch


def _refuse_approved(session: Any) -> None:
    if session.is_approved:
        raise ListIsApproved


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
