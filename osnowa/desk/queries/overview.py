"""Where a project stands on a day: figures and their course, groups, the next meetings and dates."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from osnowa.desk.queries.group import groups_visible_to
from osnowa.indicators.planning import ends_of_months
from osnowa.indicators.queries import IndicatorTable, table_and_series
from osnowa.participants.queries import people_in_groups
from osnowa.projects.access import ProjectAbilities, project_abilities
from osnowa.projects.models import Group, LocalProgramme, ProgrammeRound, Project, Terms
from osnowa.projects.periods import Period
from osnowa.projects.queries.projects import terms_in_force
from osnowa.projects.standing import Standing
from osnowa.trainings import attendance
from osnowa.trainings.models import Session
from osnowa.trainings.queries import frequencies_of_groups, sessions_visible_to

MEETINGS_AT_MOST = 5
DATES_AT_MOST = 3


@dataclass(frozen=True)
class GroupStand:
    """One group on a day: how many people are in it, and their frequency so far (percent, None unmarked)."""

    group: Group
    people: int
    frequency: Decimal | None

    @property
    def level(self) -> str:
        """``ok``, ``warn`` or ``bad`` by the thresholds of attendance; empty where nobody was marked."""
        return attendance.level(self.frequency) if self.frequency is not None else ""


@dataclass(frozen=True)
class RoundLine:
    """One row of the matrix: the same round of every programme; ``cells`` follow the order of programmes.

    ``begins_on`` and ``ends_on`` span all rounds of this number.
    """

    number: int
    begins_on: date
    ends_on: date
    cells: Sequence[Sequence[GroupStand]]

    def is_ahead(self, day: date) -> bool:
        """Return whether the round has not begun by ``day``."""
        return day < self.begins_on


@dataclass(frozen=True)
class Matrix:
    """Groups of a project: by programme and round, and those that belong to no round."""

    programmes: Sequence[LocalProgramme]
    rounds: Sequence[RoundLine]
    free: Sequence[GroupStand]

    @property
    def stands(self) -> list[GroupStand]:
        """All groups."""
        return [stand for line in self.rounds for cell in line.cells for stand in cell] + list(self.free)

    @property
    def people_count(self) -> int:
        """How many people are in the groups."""
        return sum(stand.people for stand in self.stands)

    @property
    def group_count(self) -> int:
        """How many groups there are."""
        return len(self.stands)


@dataclass(frozen=True)
class NextMeeting:
    """A meeting ahead, and how many people are in its group on the day of the page."""

    session: Session
    people: int


@dataclass(frozen=True)
class NextDate:
    """A day ahead, and what ends or begins then."""

    on: date
    what: str
    days_left: int


@dataclass(frozen=True)
class Overview:
    """What one page says of a project on the day ``on``; None where it is not for whoever asks.

    ``course`` holds the value of each figure at the end of every month of ``months``, by code.
    """

    project: Project
    can: ProjectAbilities
    on: date
    terms: Terms | None
    figures: IndicatorTable | None
    course: Mapping[str, Sequence[int]]
    months: Sequence[date]
    matrix: Matrix | None
    meetings: Sequence[NextMeeting] | None
    dates: Sequence[NextDate]

    @property
    def period(self) -> Period:
        """The days of the project under the terms of that day."""
        return self.terms.period if self.terms else Period()

    @property
    def day_number(self) -> tuple[int, int] | None:
        """Which day of the project it is, of how many; None outside its days, or while they are unknown."""
        begins, ends = self.period.begins_on, self.period.ends_on
        if begins is None or ends is None or not begins <= self.on <= ends:
            return None
        return (self.on - begins).days + 1, (ends - begins).days + 1


def overview(who: Standing, project: Project, on: date) -> Overview:
    """Return where ``project`` stands by the end of ``on``, as far as ``who`` may see it.

    Whoever only knows the project gets its name and days. As many queries for one group as for sixteen.
    """
    can = project_abilities(who, project)
    # Figures, their course and the page itself ask what holds on some day: one reading serves all.
    prefetch_related_objects([project], "terms")
    terms = terms_in_force(project, on)
    begins = terms.begins_on if terms else None
    months = ends_of_months(begins, on) if begins else []
    figures, course = table_and_series(project, months or [on], who) if can.see_figures else (None, {})
    sees_groups = can.see_names and can.see_figures
    matrix = _matrix(list(groups_visible_to(who, project)), on) if sees_groups else None
    return Overview(
        project=project,
        can=can,
        on=on,
        terms=terms,
        figures=figures,
        course=course if months else {},
        months=months,
        matrix=matrix,
        meetings=_meetings(who, project, on, matrix) if can.see_figures and can.see_attendance else None,
        dates=_dates(matrix, terms, on) if can.see_figures else (),
    )


def _matrix(groups: Sequence[Group], on: date) -> Matrix:
    people, frequencies = people_in_groups(groups, on), frequencies_of_groups(groups, on)
    stands = [GroupStand(each, people.get(each.pk, 0), frequencies.get(each.pk)) for each in groups]
    programmes = {each.round.programme for each in groups if each.round}
    ordered = sorted(programmes, key=lambda programme: programme.number)
    numbers = sorted({each.round.number for each in groups if each.round})
    return Matrix(
        programmes=ordered,
        rounds=[_line(number, ordered, stands) for number in numbers],
        free=[stand for stand in stands if stand.group.round is None],
    )


def _line(number: int, programmes: Sequence[LocalProgramme], stands: Sequence[GroupStand]) -> RoundLine:
    rounds: list[ProgrammeRound] = []
    cells: dict[int, list[GroupStand]] = defaultdict(list)
    for stand in stands:
        each = stand.group.round
        if each and each.number == number:
            rounds.append(each)
            cells[each.programme_id].append(stand)
    return RoundLine(
        number=number,
        begins_on=min(each.begins_on for each in rounds),
        ends_on=max(each.ends_on for each in rounds),
        cells=[cells[programme.pk] for programme in programmes],
    )


def _meetings(who: Standing, project: Project, on: date, matrix: Matrix | None) -> list[NextMeeting]:
    """Return the next planned meetings of ``project`` from ``on`` on; one query."""
    ahead = sessions_visible_to(who).filter(
        edition__course__form__project=project, held_on__gte=on, state=Session.State.PLANNED
    )
    people = {stand.group.pk: stand.people for stand in matrix.stands} if matrix else {}
    nearest = ahead.select_related("edition__course", "edition__group", "edition__place", "place")
    return [
        NextMeeting(each, people.get(each.edition.group_id, 0))
        for each in nearest.order_by("held_on", "begins_at", "pk")[:MEETINGS_AT_MOST]
    ]


def _dates(matrix: Matrix | None, terms: Terms | None, on: date) -> list[NextDate]:
    """Return the nearest beginnings and ends of rounds and of the project after ``on``; no query."""
    found = []
    for line in matrix.rounds if matrix else ():
        found.append((line.begins_on, _("Początek tury %(number)s") % {"number": line.number}))
        found.append((line.ends_on, _("Koniec tury %(number)s") % {"number": line.number}))
    if terms and terms.ends_on:
        found.append((terms.ends_on, _("Koniec projektu")))
    ahead = sorted(each for each in found if each[0] > on)[:DATES_AT_MOST]
    return [NextDate(day, what, (day - on).days) for day, what in ahead]
