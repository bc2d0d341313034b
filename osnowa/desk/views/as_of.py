"""The day a page is asked for (``?stan-na=``)."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from osnowa.indicators.queries.wording import before_the_project
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import period_of
from osnowa.ui import polish
from osnowa.ui.fields import DayField


@dataclass(frozen=True)
class AskedDay:
    """The day a page speaks of, and what is to be known of it, such as that it is not the one typed."""

    day: date
    remark: str = ""


def asked_day(request: HttpRequest, project: Project) -> AskedDay:
    """Return the day asked for; today, or the content day of a closed project, where none can be shown.

    Days ahead are not shown: evidence of them may already lie in a demo whose story goes on.
    """
    typed = request.GET.get("stan-na", "")
    default = min(project.content_day or request.today, request.today)
    try:
        day = DayField(required=False).clean(typed) or default
    except ValidationError:
        wrong = _("Nie rozumiemy dnia „%(typed)s”. Wpisz go na przykład tak: 2.10.2018.") % {
            "typed": typed[:20]
        }
        return AskedDay(default, wrong)
    if day > request.today:
        late = _("%(asked)s jeszcze nie było. Pokazujemy stan na %(shown)s.") % {
            "asked": polish.dzien(day),
            "shown": polish.dzien(request.today),
        }
        return AskedDay(request.today, late)
    begins_on = period_of(project, day).begins_on if typed else None
    return AskedDay(day, before_the_project(day, begins_on))
