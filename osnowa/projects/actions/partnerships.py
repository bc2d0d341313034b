"""Partners: which organisations carry the project out, in which part, since when."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.organisations.models import Organisation
from osnowa.projects.actions.changes import Change, OfAnotherCentre
from osnowa.projects.models import Partnership, Project
from osnowa.projects.periods import overlap


class PartInTheSameDays(Refused):
    message = _("Ten podmiot ma już tę rolę w tych dniach.")
    field = "begins_on"


class PartnershipFacts(TypedDict, total=False):
    """A part in the project from ``begins_on`` up to, not including, ``ends_before``."""

    organisation: Organisation
    part: str
    tasks: str
    agreement: str
    begins_on: date
    ends_before: date | None


@action
def add_partner(
    *, project: Project, by: User, at: datetime, **facts: Unpack[PartnershipFacts]
) -> Partnership:
    """Give an organisation a part in ``project``.

    Raises:
        PartInTheSameDays: it has this part already on one of these days.
        OfAnotherCentre, Gone.
    """
    change = Change(by, at)
    partnership = change.add(Partnership(project=change.lock(project)), facts)
    _check_partnership(partnership)
    return partnership


@action
def correct_partnership(
    *, partnership: Partnership, by: User, at: datetime, **facts: Unpack[PartnershipFacts]
) -> Partnership:
    """Correct or end a partner's part; roles held for the partner give no rights after its end.

    Raises:
        PartInTheSameDays: it has this part already on one of these days.
        OfAnotherCentre, Gone.
    """
    change = Change(by, at)
    change.lock(partnership.project)
    partnership = change.correct(change.fresh(partnership), facts)
    _check_partnership(partnership)
    return partnership


@action
def withdraw_partnership(*, partnership: Partnership, by: User, at: datetime) -> Partnership:
    """Withdraw a part typed by mistake; one that was real is ended instead.

    Raises:
        StillNeeded: a role or a group names it.
    """
    change = Change(by, at)
    change.lock(partnership.project)
    return change.withdraw(change.fresh(partnership))


def _check_partnership(partnership: Partnership) -> None:
    if partnership.organisation.centre_id != partnership.project.centre_id:
        raise OfAnotherCentre(field="organisation")
    others = partnership.project.partnerships.exclude(pk=partnership.pk).filter(
        organisation=partnership.organisation, part=partnership.part
    )
    days = (partnership.begins_on, partnership.ends_before)
    if any(overlap(*days, other.begins_on, other.ends_before) for other in others):
        raise PartInTheSameDays
