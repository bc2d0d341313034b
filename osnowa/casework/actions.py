"""What can happen to contacts; each verb keeps the ledger of support true."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.casework.models import ATTEMPT_HAS_NO_MINUTES, Contact
from osnowa.clock.actions import ChangedMeanwhile, supersede
from osnowa.clock.periods import in_force
from osnowa.errors import Refused, SentOtherwiseBefore
from osnowa.organisations.models import Place
from osnowa.participants.models import Enrolment, Exit
from osnowa.participants.queries.participation import locked
from osnowa.projects.actions.changes import Change
from osnowa.projects.models import SupportForm, TeamRole
from osnowa.projects.queries.projects import latest_terms
from osnowa.support import actions as support

LONGEST_NOTE = 10_000

#: What may differ between versions of one contact.
_FACTS = (
    "form_id",
    "worker_id",
    "channel",
    "contacted_on",
    "began_at",
    "minutes",
    "place_id",
    "took_place",
    "note",
)

#: What the audit keeps in the open: when, where, how and what of is the participant's own, and sealed.
_OPEN = frozenset({"form_id", "worker_id", "took_place"})


class ContactFacts(TypedDict):
    """What is told of a contact: ``worker`` met the participant, ``minutes`` 1–720 or None."""

    form: SupportForm
    worker: User
    channel: str
    contacted_on: date
    began_at: time | None
    minutes: int | None
    place: Place | None
    took_place: bool
    note: str


class ContactInFuture(Refused):
    message = _("Kontakt nie może mieć daty późniejszej niż dziś, %(today)s.")
    field = "contacted_on"
    why = "dni-kontaktu"


class ContactBeforeEnrolment(Refused):
    message = _("Ta osoba jest w projekcie dopiero od %(enrolled_on)s.")
    field = "contacted_on"
    why = "dni-kontaktu"


class ContactOutsideProject(Refused):
    message = _("Kontakt z %(contacted_on)s jest poza okresem projektu.")
    field = "contacted_on"
    why = "dni-kontaktu"


class ContactAfterExit(Refused):
    message = _("Udział tej osoby zakończył się %(ended_on)s. Późniejszego kontaktu nie można zapisać.")
    field = "contacted_on"
    why = "dni-kontaktu"


class FormOfAnotherProject(Refused):
    message = _("Forma wsparcia „%(form)s” nie należy do projektu tej osoby.")
    field = "form"


class FormIsNotIndividual(Refused):
    message = _("„%(form)s” nie jest indywidualną formą wsparcia. Wybierz formę indywidualną.")
    field = "form"


class WorkerOutsideTeam(Refused):
    message = _("%(worker)s nie ma w dniu kontaktu roli w zespole projektu.")
    field = "worker"
    why = "kto-w-zespole"


class NoteTooLong(Refused):
    message = _("Notatka ma za dużo znaków: %(length)s. Zmieści się %(limit)s.")
    field = "note"
    why = "dluga-notatka"


class AttemptHasNoMinutes(Refused):
    message = ATTEMPT_HAS_NO_MINUTES
    field = "minutes"


class ContactIsNotWithdrawn(Refused):
    message = _("Ten kontakt nie jest wycofany.")


@action
def note_contact(
    *,
    enrolment: Enrolment,
    form: SupportForm,
    channel: str,
    contacted_on: date,
    by: User,
    at: datetime,
    worker: User | None = None,
    began_at: time | None = None,
    minutes: int | None = None,
    place: Place | None = None,
    took_place: bool = True,
    note: str = "",
    nonce: UUID | None = None,
) -> Contact:
    """Note a contact with ``enrolment``; one that took place enters the ledger, a failed attempt does not.

    ``worker`` is who met the participant, by default ``by``. ``minutes`` 1–720. The same facts noted twice
    with one ``nonce`` (a double click) are one contact: the first is returned.

    Raises:
        SentOtherwiseBefore: the ``nonce`` came before with other facts, or was withdrawn since.
        ContactInFuture: ``contacted_on`` is after the day of ``at``.
        ContactBeforeEnrolment, ContactOutsideProject, ContactAfterExit: no participation on that day.
        FormOfAnotherProject, FormIsNotIndividual: the form is not an individual one of the project.
        WorkerOutsideTeam: ``worker`` is somebody else than ``by`` and has no role in the project that day.
        NoteTooLong, AttemptHasNoMinutes.
        Gone: somebody withdrew the form meanwhile.
    """
    enrolment = locked(enrolment)
    contact = Contact(
        enrolment=enrolment,
        form=form,
        worker=worker or by,
        channel=channel,
        contacted_on=contacted_on,
        began_at=began_at,
        minutes=minutes,
        place=place,
        took_place=took_place,
        note=note,
        **({"series": nonce} if nonce else {}),
    )
    if nonce and (noted := _sent_before(contact)):
        return noted
    _save(contact, by, at)
    if took_place:
        support.record(**_delivered(contact), by=by, at=at)
    _say("noted", contact, by, at, after=contact)
    return contact


@action
def correct_contact(*, contact: Contact, by: User, at: datetime, **facts: Unpack[ContactFacts]) -> Contact:
    """Put a corrected version in the place of ``contact``, the version somebody saw; the ledger follows.

    When nothing differs ``contact`` is returned and nothing is written.

    Raises:
        ChangedMeanwhile: another version replaced ``contact``, or it was withdrawn.
        Refused: as in ``note_contact``.
    """
    enrolment = locked(contact.enrolment)
    corrected = Contact(series=contact.series, enrolment=enrolment, **facts)
    if _facts(corrected) == _facts(contact):
        return contact
    supersede(contact, at)
    _save(corrected, by, at, known_worker=contact.worker_id)
    if contact.took_place and corrected.took_place:
        support.replace(**_delivered(corrected), by=by, at=at)
    elif corrected.took_place:
        support.record(**_delivered(corrected), by=by, at=at)
    elif contact.took_place:
        support.withdraw(enrolment=enrolment, source=contact.label, by=by, at=at)
    _say("corrected", corrected, by, at, before=contact, after=corrected)
    return corrected


@action
def withdraw_contact(*, contact: Contact, by: User, at: datetime) -> Contact:
    """Withdraw ``contact``: it leaves the ledger and stays as a closed version that can be restored.

    Raises:
        ChangedMeanwhile: another version replaced it, or it was withdrawn already.
    """
    enrolment = locked(contact.enrolment)
    supersede(contact, at)
    if contact.took_place:
        support.withdraw(enrolment=enrolment, source=contact.label, by=by, at=at)
    _say("withdrawn", contact, by, at, before=contact)
    return contact


@action
def restore_contact(*, contact: Contact, by: User, at: datetime) -> Contact:
    """Bring the withdrawn ``contact`` (its last version) back, into the ledger too.

    Raises:
        ContactIsNotWithdrawn: it has a current version.
        ChangedMeanwhile: ``contact`` is not the last version.
        Refused: as in ``note_contact``; the participation may have ended since.
    """
    enrolment = locked(contact.enrolment)
    versions = Contact.objects.filter(series=contact.series)
    if versions.current().exists():
        raise ContactIsNotWithdrawn
    if versions.filter(pk__gt=contact.pk).exists():
        raise ChangedMeanwhile
    same = {name: getattr(contact, name) for name in ContactFacts.__annotations__}
    restored = Contact(series=contact.series, enrolment=enrolment, **same)
    _save(restored, by, at, known_worker=contact.worker_id)
    if restored.took_place:
        support.record(**_delivered(restored), by=by, at=at)
    _say("restored", restored, by, at, after=restored)
    return restored


def _sent_before(contact: Contact) -> Contact | None:
    """Return what a form already noted of what ``contact`` says; the participation, its owner, is locked."""
    versions = list(Contact.objects.filter(series=contact.series).order_by("pk"))
    if not versions:
        return None
    first, last = versions[0], versions[-1]
    again = (first.enrolment_id, _facts(first)) == (contact.enrolment_id, _facts(contact))
    if not again or not last.is_current:
        raise SentOtherwiseBefore
    return last


def _save(contact: Contact, by: User, at: datetime, known_worker: int | None = None) -> None:
    _refuse_impossible_day(contact, at)
    # As it is now that the project is held: a form that became a group one takes no contacts.
    contact.form = Change(by, at).fresh(contact.form)
    _refuse_wrong_form(contact)
    # Who stood there before stays possible: people leave teams, what they did does not change.
    if contact.worker_id not in (by.pk, known_worker):
        _refuse_stranger(contact)
    if len(contact.note) > LONGEST_NOTE:
        raise NoteTooLong(length=len(contact.note), limit=LONGEST_NOTE)
    if contact.minutes and not contact.took_place:
        raise AttemptHasNoMinutes
    contact.recorded_at = at
    # The rows it points at were just read, and the table checks them and its constraints once more, with the
    # same sentence; here each would be a query of its own.
    contact.full_clean(exclude={"enrolment", "form", "worker", "place"}, validate_constraints=False)
    contact.save()


def _refuse_impossible_day(contact: Contact, at: datetime) -> None:
    enrolment, day, today = contact.enrolment, contact.contacted_on, timezone.localdate(at)
    if day > today:
        raise ContactInFuture(today=date_format(today))
    if day < enrolment.enrolled_on:
        raise ContactBeforeEnrolment(enrolled_on=date_format(enrolment.enrolled_on))
    terms = latest_terms(enrolment.project)
    if terms and not terms.period.holds(day):
        raise ContactOutsideProject(contacted_on=date_format(day))
    ended_on = Exit.objects.current().filter(enrolment=enrolment).values_list("ended_on", flat=True).first()
    if ended_on and day > ended_on:
        raise ContactAfterExit(ended_on=date_format(ended_on))


def _refuse_wrong_form(contact: Contact) -> None:
    if contact.form.project_id != contact.enrolment.project_id:
        raise FormOfAnotherProject(form=contact.form.name)
    if contact.form.mode != SupportForm.Mode.INDIVIDUAL:
        raise FormIsNotIndividual(form=contact.form.name)


def _refuse_stranger(contact: Contact) -> None:
    held = in_force(contact.contacted_on)
    roles = TeamRole.objects.filter(held, project=contact.enrolment.project_id, user=contact.worker_id)
    if not roles.exists():
        raise WorkerOutsideTeam(worker=contact.worker.name)


def _delivered(contact: Contact) -> dict[str, Any]:
    return {
        "enrolment": contact.enrolment,
        "form": contact.form,
        "began_on": contact.contacted_on,
        "ended_on": contact.contacted_on,
        "minutes": contact.minutes,
        "source": contact.label,
    }


def _facts(contact: Contact) -> dict[str, Any]:
    return {name: getattr(contact, name) for name in _FACTS}


def _say(
    participle: str,
    contact: Contact,
    by: User,
    at: datetime,
    before: Contact | None = None,
    after: Contact | None = None,
) -> None:
    def opened(version: Contact | None) -> Mapping[str, Any] | None:
        return {k: v for k, v in _facts(version).items() if k in _OPEN} if version else None

    def sealed(version: Contact | None) -> Mapping[str, Any] | None:
        return {k: v for k, v in _facts(version).items() if k not in _OPEN} if version else None

    record(
        verb=f"casework.contact.{participle}",
        subject=contact.label,
        by=by,
        at=at,
        before=opened(before),
        after=opened(after),
        person=f"participants.person:{contact.enrolment.person_id}",
        sealed_before=sealed(before),
        sealed_after=sealed(after),
        within=contact.form.within,
    )
