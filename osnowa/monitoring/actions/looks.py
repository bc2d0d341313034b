"""Somebody opened what a register is told of everybody."""

from datetime import datetime

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.monitoring.queries.overview import SEEN
from osnowa.projects.models import Project


@action
def note_look(*, project: Project, register: str, by: User, at: datetime) -> Project:
    """Note that ``by`` opened the faults of the people of ``project``."""
    record(verb=SEEN, subject=project, by=by, at=at, within=project, after={"register": register})
    return project


@action
def note_comparison(
    *, project: Project, register: str, differences: int, by: User | None, at: datetime
) -> Project:
    """Note that ``by`` compared an export of ``register`` with our data; the file is not kept."""
    record(
        verb="monitoring.export.compared",
        subject=project,
        by=by,
        at=at,
        within=project,
        after={"register": register, "differences": differences},
    )
    return project
