"""A link is set, corrected, withdrawn, and asked whether it still answers."""

from datetime import datetime

from django.utils import timezone

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.organisations.models import Centre
from osnowa.pages.models import PageLink
from osnowa.projects.actions.changes import Change, Gone, OfAnotherCentre
from osnowa.projects.models import Project


@action
def add_link(
    *,
    centre: Centre,
    project: Project | None = None,
    title: str,
    address: str,
    position: int = 1,
    by: User,
    at: datetime,
) -> PageLink:
    """Set a link on the page of ``project``, or on those of ``centre`` without one.

    Raises:
        OfAnotherCentre: the project is not one of ``centre``.
        ValidationError: the address is none, is not https, or stands there already.
    """
    change = Change(by, at)
    link = PageLink(centre=change.lock(centre))
    return change.add(link, _facts(link, project, title, address, position))


@action
def correct_link(
    *,
    link: PageLink,
    project: Project | None,
    title: str,
    address: str,
    position: int,
    by: User,
    at: datetime,
) -> PageLink:
    """Correct a link; another address has not been checked yet.

    Raises:
        Gone: somebody withdrew it meanwhile.
        NothingChanged: everything is as it was.
        ValidationError: as for ``add_link``.
    """
    change = Change(by, at)
    change.lock(link.centre)
    link = change.fresh(link)
    facts = _facts(link, project, title, address, position)
    if facts["address"] != link.address:
        facts |= {"checked_on": None, "fault": ""}
    return change.correct(link, facts)


@action
def withdraw_link(*, link: PageLink, by: User, at: datetime) -> PageLink:
    """Take a link off its page.

    Raises:
        Gone: somebody withdrew it first.
    """
    change = Change(by, at)
    change.lock(link.centre)
    return change.withdraw(change.fresh(link))


@action
def note_link_check(*, link: PageLink, fault: str, by: User | None, at: datetime) -> PageLink:
    """Keep that ``link`` was asked at ``at``; ``fault`` says why it gave no page, else it is empty.

    Raises:
        Gone: somebody withdrew it meanwhile, or gave it another address.
    """
    known = PageLink.objects.select_for_update(of=("self",)).filter(pk=link.pk, address=link.address).first()
    if known is None:
        raise Gone
    link = known
    link.checked_on, link.fault = timezone.localdate(at), fault[:120]
    # An address from before a rule about addresses is still one that was asked.
    link.full_clean(exclude=["address"])
    link.save(update_fields=["checked_on", "fault"])
    record(verb="pages.pagelink.verified", subject=link, by=by, at=at, after={"fault": link.fault})
    return link


def _facts(
    link: PageLink, project: Project | None, title: str, address: str, position: int
) -> dict[str, object]:
    if project and project.centre_id != link.centre_id:
        raise OfAnotherCentre
    return {
        "project": project,
        "title": " ".join(title.split()),
        "address": address.strip(),
        "position": position,
    }
