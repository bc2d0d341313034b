"""May a participation end on this day? Asked by the form beside everything else, and again by the verb."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.errors import Refused
from osnowa.participants.models import Enrolment, GroupMembership, Return
from osnowa.participants.queries.participation import evidence_after
from osnowa.projects.queries.projects import latest_period


class EndedInFuture(Refused):
    """Nobody knows yet."""

    message = _("Ostatni dzień udziału nie może być późniejszy niż dziś, %(today)s.")
    field = "ended_on"
    why = "dni-udzialu"


class EndedBeforeSupport(Refused):
    """The participation had not begun."""

    message = _("Ostatni dzień udziału nie może być wcześniejszy niż %(first_on)s: %(what)s.")
    field = "ended_on"
    why = "dni-udzialu"


class EndedOutsideProject(Refused):
    """After the project, or before it."""

    message = _("Ostatni dzień udziału musi leżeć w okresie projektu: %(period)s.")
    field = "ended_on"
    why = "dni-udzialu"


class ContradictedByLaterRecord(Refused):
    """Something happened to the participant after that day."""

    message = _("Po tym dniu zapisano jeszcze: %(what)s. Wybierz późniejszy dzień albo wycofaj te zapisy.")
    field = "ended_on"
    why = "dni-udzialu"


def check_last_day(enrolment: Enrolment, day: date, today: date) -> None:
    """Return when ``day`` can be the last one of the participation; a query for each kind of evidence.

    Raises:
        EndedInFuture, EndedBeforeSupport, EndedOutsideProject: the day cannot be so.
        ContradictedByLaterRecord: support, a contact, a session or a group begins after it.
    """
    if day > today:
        raise EndedInFuture(today=date_format(today))
    if enrolment.first_support_on and day < enrolment.first_support_on:
        raise EndedBeforeSupport(
            first_on=date_format(enrolment.first_support_on), what=_("tego dnia było pierwsze wsparcie")
        )
    if day < enrolment.enrolled_on:
        raise EndedBeforeSupport(
            first_on=date_format(enrolment.enrolled_on), what=_("tego dnia osobę zgłoszono do projektu")
        )
    if (came_back := _came_back_on(enrolment)) and day < came_back:
        raise EndedBeforeSupport(
            first_on=date_format(came_back), what=_("tego dnia osoba wróciła do projektu")
        )
    period = latest_period(enrolment.project)
    if not period.holds(day):
        shown = (date_format(each) if each else "…" for each in (period.begins_on, period.ends_on))
        raise EndedOutsideProject(period=" – ".join(shown))
    _check_what_followed(enrolment, day)


def _check_what_followed(enrolment: Enrolment, day: date) -> None:
    followed = [f"{later.what} ({date_format(later.last_on)})" for later in evidence_after(enrolment, day)]
    joined = GroupMembership.objects.filter(enrolment=enrolment, joined_on__gt=day).select_related("group")
    followed += [f"{each.group.name} ({date_format(each.joined_on)})" for each in joined]
    if followed:
        raise ContradictedByLaterRecord(what=", ".join(followed))


def _came_back_on(enrolment: Enrolment) -> date | None:
    last = Return.objects.current().filter(enrolment=enrolment).order_by("-returned_on").first()
    return last.returned_on if last else None
