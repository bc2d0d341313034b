"""Sending marks of a meeting, from the register of all meetings as from the list of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from osnowa.errors import why_of
from osnowa.organisations.addresses import panel
from osnowa.participants.models import Enrolment
from osnowa.trainings import access, actions, queries
from osnowa.trainings.actions.marks import MarkedMeanwhile
from osnowa.trainings.forms import TypedMark, typed_marks, typed_nonce
from osnowa.trainings.models import MarkBatch, Session
from osnowa.trainings.queries import Register
from osnowa.trainings.views.grid import conflict_sentence
from osnowa.ui import polish

#: The focus goes to what was said: the list behind it is many keys long.
SAID = "#powiedziano"
#: Stands after the address of undoing: back to the list of one meeting, not to the register.
FROM_LIST = "?skad=lista"
LONGEST_REASON = 200


@dataclass(frozen=True)
class Attempt:
    """What came of sending marks: the saving (none when nothing differed), or why it was refused.

    ``typed`` and ``faults`` are by id of the participation; ``sentences`` speak of the whole list, ``why``
    is the paragraph of help that tells their reason.
    """

    typed: Mapping[int, TypedMark]
    batch: MarkBatch | None = None
    sentences: list[str] = field(default_factory=list)
    faults: Mapping[int, str] = field(default_factory=dict)
    why: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether nothing was saved, for a reason."""
        return bool(self.sentences or self.faults)


def attempt(request: HttpRequest, register: Register, session: Session) -> Attempt:
    """Save the marks that were sent for ``session``."""
    expected = [member.enrolment.pk for member in register.expected(session)]
    typed = typed_marks(request.POST, expected)
    if typed.faults:
        return Attempt(typed.rows, faults=typed.faults)
    verb = actions.mark_rest_present if "reszta" in request.POST else actions.mark_session
    sent = {"nonce": typed_nonce(request.POST), "reason": request.POST.get("powod", "")[:LONGEST_REASON]}
    try:
        batch = verb(session=session, marks=typed.chosen, by=request.user, at=request.now, **sent)
    except MarkedMeanwhile as refusal:
        return Attempt(typed.rows, faults=_conflicts(register, refusal))
    except ValidationError as refusal:
        return Attempt(typed.rows, sentences=refusal.messages, why=why_of(refusal))
    return Attempt(typed.rows, batch)


def people_of(request: HttpRequest, can: access.EditionAbilities) -> QuerySet[Enrolment] | None:
    """Return whose rows may be shown; None for everybody's."""
    return None if can.see_everybody else queries.own_people(request.who)


def read_again(request: HttpRequest, register: Register, *, only: Session | None = None) -> Register:
    """Return the register as it is now: what others saved meanwhile is the base of the next attempt."""
    people = people_of(request, access.edition_abilities(request.who, register.edition))
    return queries.register(register.edition, register.on, people=people, only=only)


def say_saved(
    request: HttpRequest, session: Session, batch: MarkBatch | None, *, takes_back: bool = True
) -> None:
    """Say on the next page what was saved; ``takes_back``: with the way to undo it."""
    if batch is None:
        messages.success(request, _("Nic się nie zmieniło: ta obecność jest już zapisana."))
        return
    count = polish.z_liczba(batch.marks.count(), "osoba", "osoby", "osób")
    sentence = _("Zapisano obecność ze spotkania %(number)s: %(count)s.")
    messages.success(
        request,
        sentence % {"number": session.number, "count": count},
        extra_tags=panel("trainings:undo_batch", batch.pk) if takes_back else "",
    )


def _conflicts(register: Register, refusal: MarkedMeanwhile) -> dict[int, str]:
    by_number = {member.enrolment.number: member.enrolment.pk for member in register.members}
    batches = {conflict.saved.batch_id for conflict in refusal.conflicts if conflict.saved}
    authors = {batch.pk: batch.marked_by for batch in queries.batches_with_authors(batches)}
    return {
        by_number[conflict.number]: conflict_sentence(
            conflict, str(authors[conflict.saved.batch_id]) if conflict.saved else ""
        )
        for conflict in refusal.conflicts
    }
