"""What the verbs of group work write into the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from osnowa.accounts.models import User
from osnowa.audit.actions import record
from osnowa.trainings.models import Course, Edition, Session


@dataclass(frozen=True)
class Log:
    """The hand that writes: who does something, and when. Used inside an ``@action``."""

    by: User
    at: datetime

    def write(
        self,
        verb: str,
        about: Course | Edition | Session,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        **sealed: Any,
    ) -> None:
        """Record ``verb`` within the project of what it is ``about``; ``sealed`` as ``record`` takes it."""
        edition = about.edition if isinstance(about, Session) else about
        course = edition.course if isinstance(edition, Edition) else edition
        facts = {"before": before, "after": after, "within": course.form.within, **sealed}
        record(verb=verb, subject=about, by=self.by, at=self.at, **facts)
