"""A notice is put up, corrected and taken down."""

from datetime import date, datetime

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.organisations.models import Centre
from osnowa.pages.models import Notice
from osnowa.projects.actions.changes import Change


@action
def add_notice(
    *, centre: Centre, text: str, begins_on: date, ends_on: date | None = None, by: User, at: datetime
) -> Notice:
    """Put a notice above all public pages of ``centre``, from ``begins_on`` to ``ends_on``, both included.

    Raises:
        ValidationError: there is no text, it is too long, or it ends before it begins.
    """
    change = Change(by, at)
    return change.add(
        Notice(centre=change.lock(centre)), {"text": text, "begins_on": begins_on, "ends_on": ends_on}
    )


@action
def correct_notice(
    *, notice: Notice, text: str, begins_on: date, ends_on: date | None, by: User, at: datetime
) -> Notice:
    """Correct the words or the days of a notice.

    Raises:
        Gone: somebody withdrew it meanwhile.
        NothingChanged: everything is as it was.
        ValidationError: as for ``add_notice``.
    """
    change = Change(by, at)
    change.lock(notice.centre)
    facts = {"text": text, "begins_on": begins_on, "ends_on": ends_on}
    return change.correct(change.fresh(notice), facts)


@action
def withdraw_notice(*, notice: Notice, by: User, at: datetime) -> Notice:
    """Take a notice down as if it had never been there; the journal keeps what it said.

    Raises:
        Gone: somebody withdrew it first.
    """
    change = Change(by, at)
    change.lock(notice.centre)
    return change.withdraw(change.fresh(notice))
