"""Who may note contacts, read their notes and change them."""

from dataclasses import dataclass

from osnowa.casework.models import Contact
from osnowa.organisations.models import Role
from osnowa.participants.abilities import EnrolmentAbilities
from osnowa.participants.models import Enrolment
from osnowa.projects.standing import Standing


@dataclass(frozen=True)
class ContactAbilities:
    """What somebody may do with one contact: read its note, correct or withdraw it."""

    read_note: bool = False
    change: bool = False


def may_note(can: EnrolmentAbilities) -> bool:
    """Return whether a contact may be noted: by whoever reads notes there, at least their own."""
    return can.notes or can.own_notes


def may_read_contacts(can: EnrolmentAbilities) -> bool:
    """Return whether contacts of the participation are shown at all, with or without their notes."""
    return may_note(can) or can.attendance


def may_note_for_others(who: Standing, enrolment: Enrolment) -> bool:
    """Return whether ``who`` may enter a contact that somebody else of the team had."""
    return who.has(enrolment.project_id, Role.COORDINATOR)


def contact_abilities(who: Standing, contact: Contact, can: EnrolmentAbilities) -> ContactAbilities:
    """Return what ``who`` may do with ``contact``, given what they may with its participation; no query."""
    is_theirs = can.notes or (can.own_notes and contact.worker_id == who.user.pk)
    return ContactAbilities(read_note=is_theirs, change=is_theirs)
