"""What can happen to the answers of a register: they are taken in, dealt with, taken back."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.errors import Refused
from osnowa.monitoring.models import Answered, Feedback, Sending
from osnowa.monitoring.queries.participations import filing_of, taking_part
from osnowa.monitoring.queries.sendings import as_sent
from osnowa.monitoring.queries.wording import why_unreadable
from osnowa.monitoring.reading import Unreadable
from osnowa.monitoring.reconciling import read_feedback
from osnowa.projects.models import Project


class NoAnswers(Refused):
    """A table of headers only."""

    message = _("W tym pliku nie ma żadnej odpowiedzi.")
    field = "file"


class NotFeedback(Refused):
    """Nothing that could be the returned file; the sentence says why."""

    field = "file"


class AlreadySettled(Refused):
    """Somebody was first."""

    message = _("Ta uwaga jest już załatwiona.")


class AlreadyTakenBack(Refused):
    """Somebody was first."""

    message = _("Ta informacja zwrotna jest już wycofana.")


@action
def take_in_feedback(
    *,
    project: Project,
    rows: Sequence[Sequence[str]],
    sending: Sending | None,
    day: date,
    by: User | None,
    at: datetime,
    to: str = "",
    nonce: UUID | None = None,
) -> Feedback:
    """Keep the answers in ``rows`` (a table with its headers), each pinned to a person where it can be.

    ``sending`` is the file they speak of: numbers of rows are counted in it, and name nobody without one.
    Nothing is dropped: what fits nobody is kept with the reason. The same ``nonce`` twice (a double click)
    is one feedback.

    Raises:
        NotFeedback: there is no column of messages.
        NoAnswers: there are headers only.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    if nonce and (first := Feedback.objects.filter(row_key=nonce, project=project).first()):
        return first
    filing = filing_of(project, day, to=to)
    sent = as_sent(filing, sending, taking_part(project, day))
    try:
        read = read_feedback(filing.register, sent, rows, is_in_order=sending is not None)
    except Unreadable as fault:
        raise NotFeedback(why_unreadable(fault)) from fault
    if not (read.pinned or read.unpinned):
        raise NoAnswers
    feedback = Feedback(
        project=project,
        register=filing.register.code,
        sending=sending,
        received_at=at,
        received_by=by,
        **({"row_key": nonce} if nonce else {}),
    )
    feedback.full_clean(validate_constraints=False)
    feedback.save()
    Answered.objects.bulk_create(
        [
            *(
                Answered(
                    feedback=feedback,
                    row=each.row,
                    enrolment_id=each.key,
                    field=each.field,
                    message=each.message,
                )
                for each in read.pinned
            ),
            *(
                Answered(feedback=feedback, row=each.row, message=each.message, why=each.why)
                for each in read.unpinned
            ),
        ],
        batch_size=500,
    )
    record(
        verb="monitoring.feedback.taken_in",
        subject=feedback,
        by=by,
        at=at,
        within=project,
        after={"register": feedback.register, "pinned": len(read.pinned), "unpinned": len(read.unpinned)},
    )
    return feedback


@action
def settle_answer(*, answer: Answered, by: User, at: datetime) -> Answered:
    """Say that what ``answer`` asked for is done.

    Raises:
        AlreadySettled: it was said before.
    """
    answer = (
        Answered.objects.select_for_update(of=("self",)).select_related("feedback__project").get(pk=answer.pk)
    )
    if answer.settled_at:
        raise AlreadySettled
    answer.settled_at = at
    answer.save(update_fields=["settled_at"])
    feedback = answer.feedback
    record(
        verb="monitoring.answer.settled",
        subject=feedback,
        by=by,
        at=at,
        within=feedback.project,
        after={"row": answer.row},
    )
    return answer


@action
def withdraw_feedback(*, feedback: Feedback, by: User, at: datetime) -> Feedback:
    """Take back a feedback that was taken in by mistake, with all its answers.

    Raises:
        AlreadyTakenBack: it is.
    """
    feedback = Feedback.objects.select_for_update(of=("self",)).select_related("project").get(pk=feedback.pk)
    if feedback.withdrawn_at:
        raise AlreadyTakenBack
    feedback.withdrawn_at = at
    feedback.save(update_fields=["withdrawn_at"])
    record(
        verb="monitoring.feedback.withdrawn",
        subject=feedback,
        by=by,
        at=at,
        within=feedback.project,
        before={"register": feedback.register, "received_at": feedback.received_at},
    )
    return feedback
