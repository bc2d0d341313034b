"""What is planned has to lie within the days of the project."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.errors import Refused
from osnowa.projects.models import Project
from osnowa.projects.periods import Period
from osnowa.projects.queries.projects import latest_terms


class OutsideTheProject(Refused):
    """Planned outside the project; ``%(period)s`` of the message says in words which days the project has."""

    why = "okres-projektu"

    @classmethod
    def check(cls, project: Project, **days: date | None) -> None:
        """Raise this refusal at the first of the named ``days`` outside the latest terms of ``project``.

        A day nobody knows lies nowhere, and without terms everything lies inside.
        """
        terms = latest_terms(project)
        for field, day in days.items():
            if terms and day and not terms.period.holds(day):
                raise cls(field=field, period=_in_words(terms.period))


def _in_words(period: Period) -> str:
    words = [
        _("od %(day)s") % {"day": date_format(period.begins_on)} if period.begins_on else "",
        _("do %(day)s") % {"day": date_format(period.ends_on)} if period.ends_on else "",
    ]
    return " ".join(filter(None, words))
