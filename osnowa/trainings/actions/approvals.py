"""What can happen to the approval of a list: given, with the signed paper, and withdrawn with a reason."""

from datetime import datetime

from django.core.files import File
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.documents.actions import store
from osnowa.errors import Refused
from osnowa.trainings import queries
from osnowa.trainings.actions.log import Log
from osnowa.trainings.actions.sessions import SessionIsCancelled
from osnowa.trainings.actions.taking_back import NobodyIsMarked
from osnowa.trainings.models import Attendance, ListApproval, Session


class ApprovedTooEarly(Refused):
    message = _("Spotkanie jest dopiero %(held_on)s. Listę zatwierdza się od tego dnia.")
    why = "dni-obecnosci"


class ApprovedAlready(Refused):
    message = _("Ta lista jest już zatwierdzona.")


class SomebodyIsUnmarked(Refused):
    message = _("Najpierw zaznacz wszystkie osoby. Bez zaznaczenia: %(count)s.")
    why = "zatwierdzona-lista"


class NotApproved(Refused):
    message = _("Ta lista nie jest zatwierdzona.")


class WithdrawalNeedsReason(Refused):
    message = _("Podaj powód wycofania zatwierdzenia.")
    field = "reason"
    why = "zatwierdzona-lista"


@action
def approve_list(*, session: Session, by: User, at: datetime, scan: File | None = None) -> ListApproval:
    """Answer for the list of a session, with a ``scan`` of the signed paper when there is one.

    From now on its marks change only with a reason. What counts does not change.

    Raises:
        SessionIsCancelled: it was called off; ApprovedTooEarly: it is after the day of ``at``.
        ApprovedAlready: somebody did so first.
        NobodyIsMarked: nobody is expected and nobody is marked; SomebodyIsUnmarked: marks are missing.
        Refused: the file cannot be taken.
    """
    # Locked together with what marks lock: nobody is marked between this look and this word.
    session = queries.session_for_change(session.pk)
    if session.is_cancelled:
        raise SessionIsCancelled
    if session.held_on > timezone.localdate(at):
        raise ApprovedTooEarly(held_on=date_format(session.held_on))
    if ListApproval.objects.filter(session=session, withdrawn_at=None).exists():
        raise ApprovedAlready
    marked = Attendance.objects.current().filter(session=session)
    if count := queries.roster(session).exclude(pk__in=marked.values("enrolment")).count():
        raise SomebodyIsUnmarked(count=count)
    if not marked.exists():
        raise NobodyIsMarked
    approval = ListApproval(session=session, approved_at=at, approved_by=by)
    if scan:
        centre = session.edition.course.form.project.centre
        approval.scan = store(content=scan, name=scan.name or "", centre=centre, by=by, at=at)
    approval.full_clean(exclude={"session"})
    approval.save()
    Log(by, at).write("trainings.list.approved", session, after={"scan": approval.scan_id})
    return approval


@action
def withdraw_approval(*, session: Session, reason: str, by: User, at: datetime) -> ListApproval:
    """Withdraw the approval of a list, saying why; its marks change freely again, and its scan stays.

    Raises:
        NotApproved: nobody approved it, or somebody withdrew it first.
        WithdrawalNeedsReason: there is no reason.
    """
    session = queries.session_for_change(session.pk)
    approval = ListApproval.objects.filter(session=session, withdrawn_at=None).first()
    if approval is None:
        raise NotApproved
    if not reason.strip():
        raise WithdrawalNeedsReason
    approval.withdrawn_at, approval.withdrawn_by = at, by
    approval.withdrawal_reason = reason.strip()
    approval.full_clean(exclude={"session"})
    approval.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    Log(by, at).write(
        "trainings.list.approval_withdrawn", session, after={"reason": approval.withdrawal_reason}
    )
    return approval
