"""Sections of a project's public page."""

from datetime import datetime
from typing import TypedDict, Unpack

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.projects.actions.changes import Change
from osnowa.projects.models import PageSection, Project


class PageSectionFacts(TypedDict, total=False):
    """A heading, plain text below it, and the place on the page."""

    heading: str
    text: str
    position: int


@action
def add_page_section(
    *, project: Project, by: User, at: datetime, **facts: Unpack[PageSectionFacts]
) -> PageSection:
    """Add a section to the public page of ``project``."""
    change = Change(by, at)
    return change.add(PageSection(project=change.lock(project)), facts)


@action
def correct_page_section(
    *, section: PageSection, by: User, at: datetime, **facts: Unpack[PageSectionFacts]
) -> PageSection:
    """Correct a section of the public page.

    Raises:
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(section.project)
    return change.correct(change.fresh(section), facts)


@action
def withdraw_page_section(*, section: PageSection, by: User, at: datetime) -> PageSection:
    """Take a section off the public page."""
    change = Change(by, at)
    change.lock(section.project)
    return change.withdraw(change.fresh(section))
