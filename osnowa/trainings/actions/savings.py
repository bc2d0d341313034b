"""A saving of marks: whom it locks, whom it refuses, and what it writes.

Marking and taking back write alike: a batch ends marks and puts others in their place in a constant number of
statements, whatever the size of the group; the ledger follows, the log says it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.clock.actions import RecordedLater
from osnowa.errors import Refused
from osnowa.participants.models import Enrolment, Exit
from osnowa.support import actions as support
from osnowa.trainings.actions.log import Log
from osnowa.trainings.models import Attendance, MarkBatch, Session

# Marks of a session that was found in its scope and is locked: its verbs need not ask for the centre again,
# which would join four tables to each of their statements.
MARKS = Attendance._base_manager


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


@dataclass(frozen=True)
class Saving:
    """One saving of marks of ``session``, which is locked: who saves it, and when."""

    session: Session
    by: User
    at: datetime

    def refuse_unmarkable(self) -> None:
        """Refuse when nobody can be marked on the session now.

        Raises:
            MarkedWhenCancelled: it was called off; MarkedTooEarly: it is after the day of ``at``.
        """
        if self.session.is_cancelled:
            raise MarkedWhenCancelled
        if self.session.held_on > timezone.localdate(self.at):
            raise MarkedTooEarly(held_on=date_format(self.session.held_on))

    def refuse_absentees(self, asked: Iterable[int], expected: Collection[int]) -> None:
        """Refuse when somebody of ``asked`` is not ``expected``: say why the first could not be there.

        Raises:
            MarkedBeforeEnrolment, MarkedAfterExit, Stranger
        """
        missing = sorted(set(asked) - set(expected))
        if not missing:
            return
        held_on, enrolment = self.session.held_on, Enrolment.objects.filter(pk=missing[0]).first()
        if enrolment and enrolment.enrolled_on > held_on:
            raise MarkedBeforeEnrolment(
                number=enrolment.number, enrolled_on=date_format(enrolment.enrolled_on)
            )
        exits = Exit.objects.current().filter(enrolment=missing[0])
        ended_on = exits.values_list("ended_on", flat=True).first()
        if enrolment and ended_on and ended_on < held_on:
            raise MarkedAfterExit(number=enrolment.number, ended_on=date_format(ended_on))
        raise Stranger(number=enrolment.number if enrolment else "–", held_on=date_format(held_on))

    def lock(self, enrolments: Iterable[int]) -> dict[int, Enrolment]:
        """Return the participations by id, locked to the end of the transaction."""
        # In one order everywhere, so that two savings never wait for each other in a ring; past the scope,
        # whose join would lock the project as well.
        rows = Enrolment._base_manager.select_for_update(no_key=True)
        return {enrolment.pk: enrolment for enrolment in rows.filter(pk__in=list(enrolments)).order_by("pk")}

    def standing(self) -> dict[int, Attendance]:
        """Return the current marks of the session by participation."""
        marks = MARKS.filter(session=self.session, superseded_at__isnull=True)
        return {mark.enrolment_id: mark for mark in marks}

    def open(self, nonce: UUID | None = None, reason: str = "") -> MarkBatch:
        """Return a new batch, to which its marks belong."""
        return MarkBatch._base_manager.create(
            session=self.session, marked_at=self.at, marked_by=self.by, nonce=nonce, reason=reason
        )

    def write(
        self,
        verb: str,
        batch: MarkBatch,
        people: Mapping[int, Enrolment],
        *,
        before: Collection[Attendance],
        after: Collection[Attendance] = (),
        ended_by: MarkBatch | None,
    ) -> None:
        """End the marks ``before``, put those ``after`` in their place, and say so under ``verb``.

        Whose minutes of support differ enters or leaves the ledger.

        Raises:
            RecordedLater: one of ``before`` was saved on a day after ``at``.
        """
        self._end(before, ended_by)
        # No full_clean: it would ask the database seven times per person what was just checked for all at
        # once; the constraints of the table have the last word.
        MARKS.bulk_create(after)
        self._settle(people, _minutes(before), _minutes(after))
        self._say(verb, batch, before, after)

    def _end(self, marks: Collection[Attendance], ended_by: MarkBatch | None) -> None:
        """Close ``marks`` as ``clock.actions.supersede`` closes one, but all at once."""
        if not marks:
            return
        newest = max(mark.recorded_at for mark in marks)
        on, today = timezone.localdate(newest), timezone.localdate(self.at)
        if on > today:
            raise RecordedLater(on=date_format(on), today=date_format(today))
        ids = [mark.pk for mark in marks]
        MARKS.filter(pk__in=ids).update(superseded_at=max(self.at, newest), ended_by=ended_by)

    def _settle(
        self, people: Mapping[int, Enrolment], before: Mapping[int, int], after: Mapping[int, int]
    ) -> None:
        """Let the ledger follow: only those whose minutes of support differ."""
        differ = [pk for pk in people if before.get(pk, 0) != after.get(pk, 0)]
        if not differ:
            return
        support.settle(
            form=self.session.edition.course.form,
            held_on=self.session.held_on,
            source=self.session.source,
            delivered={people[pk]: after[pk] for pk in differ if after.get(pk)},
            taken_back=[people[pk] for pk in differ if before.get(pk)],
            by=self.by,
            at=self.at,
        )

    def _say(
        self, verb: str, batch: MarkBatch, before: Iterable[Attendance], after: Iterable[Attendance]
    ) -> None:
        def facts(marks: Iterable[Attendance]) -> dict[str, Any]:
            return {str(mark.enrolment_id): [str(mark.status), mark.minutes] for mark in marks}

        reason = {"reason": batch.reason} if batch.reason else {}
        # By the ids of participations, which say nothing to whoever may not open them.
        Log(self.by, self.at).write(
            verb,
            self.session,
            before={"marks": facts(before)},
            after={"batch": batch.pk, "marks": facts(after), **reason},
        )


def _minutes(marks: Iterable[Attendance]) -> dict[int, int]:
    return {mark.enrolment_id: mark.minutes for mark in marks}
