"""What somebody finds first in the morning: today's meetings, their people, their figures, what waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, prefetch_related_objects

from osnowa.casework import compliance
from osnowa.casework.queries import MonthOfContacts, contacts_this_month
from osnowa.desk.queries.todo import Due, due_of, marks_attendance
from osnowa.indicators.planning import ends_of_months
from osnowa.indicators.queries import IndicatorTable, table_and_series
from osnowa.organisations.models import Role
from osnowa.participants.abilities import allowed
from osnowa.participants.models import Enrolment, Exit
from osnowa.participants.names import shown_to
from osnowa.participants.queries.visibility import caseload_of
from osnowa.projects.access import project_abilities
from osnowa.projects.models import Project, Stage
from osnowa.projects.queries.projects import stage_of, terms_in_force
from osnowa.projects.standing import Standing
from osnowa.trainings.access import may_see_sessions
from osnowa.trainings.queries import Meeting, editions_marked_by, meetings_between, meetings_to_mark

#: So many meetings that wait are named; the list of meetings shows all of them.
MEETINGS_AT_MOST = 8

#: Whose figures stand on the desk; others have people to think of first.
_READS_FIGURES = (Role.COORDINATOR, Role.ACCOUNTANT, Role.AUDITOR)


@dataclass(frozen=True)
class PersonOfMine:
    """One participant of the caseload and the contacts of this month."""

    enrolment: Enrolment
    name: str
    month: MonthOfContacts

    @property
    def is_complete(self) -> bool:
        """Whether the month needs no further personal contact."""
        return not self.month.missing


@dataclass(frozen=True)
class Caseload:
    """The people somebody carries and their contacts of the month of ``on``, who lacks most first."""

    on: date
    people: Sequence[PersonOfMine]

    @property
    def complete(self) -> list[PersonOfMine]:
        """Those who need no further contact this month."""
        return [each for each in self.people if each.is_complete]

    @property
    def lacking(self) -> list[PersonOfMine]:
        """Those who still need a contact this month."""
        return [each for each in self.people if not each.is_complete]

    @property
    def days_left(self) -> int:
        """How many days of the month come after today."""
        return (compliance.first_of_next_month(self.on) - self.on).days - 1


@dataclass(frozen=True)
class Desk:
    """What stands on somebody's desk; None where it is not for their roles.

    ``figures`` are of one of ``with_figures``: the one asked for, or the first that runs today; ``course``
    holds the value of each at the end of every one of ``months``, by code.
    """

    caseload: Caseload | None = None
    today: list[Meeting] | None = None
    waiting: list[Meeting] | None = None
    due: Sequence[Due] | None = None
    figures: IndicatorTable | None = None
    course: Mapping[str, Sequence[int]] = field(default_factory=dict)
    months: Sequence[date] = ()
    with_figures: Sequence[Project] = ()


def desk_of(who: Standing, projects: Sequence[Project], *, asked: str = "") -> Desk:
    """Return the desk of ``who``; ``projects`` are all they may know of, ``asked`` the slug of one of them.

    The number of queries depends on the roles, never on how many people, meetings or projects there are.
    """
    with_figures = projects_with_figures(who, projects)
    chosen = next((each for each in with_figures if each.slug == asked), None) or _first_running(
        who, with_figures
    )
    has_meetings = may_see_sessions(who)
    marks = marks_attendance(who, has_meetings=has_meetings)
    months = _months_of(chosen, who.on) if chosen else []
    figures, course = table_and_series(chosen, months or [who.on], who) if chosen else (None, {})
    return Desk(
        caseload=caseload(who) if who.is_any(Role.SOCIAL_WORKER) else None,
        today=meetings_of_today(who) if has_meetings else None,
        waiting=meetings_that_wait(who) if marks else None,
        due=due_of(who, marks=marks) if marks or who.is_any(Role.SOCIAL_WORKER) else None,
        figures=figures,
        course=course if months else {},
        months=months,
        with_figures=with_figures,
    )


def caseload(who: Standing) -> Caseload:
    """Return the people ``who`` carries today and this month's contacts with them; three queries.

    Whoever ended the participation is not among them any more.
    """
    ended = Exit.objects.current().filter(enrolment=OuterRef("pk"), ended_on__lt=who.on)
    mine = Enrolment.objects.filter(
        ~Exists(ended),
        pk__in=caseload_of(who).values("enrolment"),
        project__in=who.projects_as(Role.SOCIAL_WORKER),
        enrolled_on__lte=who.on,
    )
    enrolments = list(mine.select_related("person", "project").order_by("person__sort_key", "pk"))
    months = contacts_this_month(enrolments, who.on)
    people = [PersonOfMine(each, _name(who, each), months[each.pk]) for each in enrolments]
    # Who lacks most comes first; the sort is stable, so the names stay in Polish order.
    people.sort(key=lambda each: (-each.month.missing, each.month.personal))
    return Caseload(who.on, people)


def _name(who: Standing, enrolment: Enrolment) -> str:
    # These are people of the caseload by the very question, so nobody has to be asked how one stands to them.
    can = allowed({"caseworker"}, is_hidden=enrolment.person.is_hidden)
    return shown_to(who, enrolment, abilities=can)


def meetings_of_today(who: Standing) -> list[Meeting]:
    """Return today's meetings that ``who`` may know of, those that wait for marks first; one query."""
    meetings = meetings_between(who, who.on, who.on)
    return sorted(meetings, key=lambda meeting: not meeting.waits)


def meetings_that_wait(who: Standing) -> list[Meeting]:
    """Return meetings up to today on which ``who`` still has to mark somebody, oldest first; one query."""
    return meetings_to_mark(who, editions_marked_by(who), at_most=MEETINGS_AT_MOST)


def projects_with_figures(who: Standing, projects: Sequence[Project]) -> list[Project]:
    """Return those of ``projects`` whose figures belong on the desk of ``who``; no query."""
    return [
        project
        for project in projects
        if who.has(project.pk, *_READS_FIGURES) and project_abilities(who, project).see_figures
    ]


def _months_of(project: Project, on: date) -> list[date]:
    """Return the ends of the months of ``project`` up to ``on``; the figures find its terms read."""
    prefetch_related_objects([project], "terms")
    terms = terms_in_force(project, on)
    return ends_of_months(terms.begins_on, on) if terms and terms.begins_on else []


def _first_running(who: Standing, projects: Sequence[Project]) -> Project | None:
    """Return the first project that runs today, else the first at all; one query when there is a choice."""
    if len(projects) < 2:
        return next(iter(projects), None)
    # The figures of the chosen one ask for its terms again, and find them read.
    prefetch_related_objects(list(projects), "terms")
    running = [each for each in projects if stage_of(each, who.on) == Stage.RUNNING]
    return (running or list(projects))[0]
