"""How often people come: frequency of whole groups, and of each participant of one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from osnowa.projects.models import Group
from osnowa.trainings import attendance
from osnowa.trainings.models import Attendance


def frequencies_of_groups(groups: Iterable[Group], on: date) -> dict[int, Decimal | None]:
    """Return the frequency (percent) of each group on its meetings up to ``on``, by its id; one query.

    A group in which nobody was marked is absent.
    """
    return _by("session__edition__group", _marks(on).filter(session__edition__group__in=groups))


def frequencies_in_group(group: Group, on: date) -> dict[int, Decimal | None]:
    """Return the frequency (percent) of each participant on meetings of ``group`` up to ``on``, by the id of
    the enrolment; one query.
    """
    return _by("enrolment", _marks(on).filter(session__edition__group=group))


def _marks(on: date) -> QuerySet[Attendance]:
    return Attendance.objects.current().filter(session__held_on__lte=on).order_by()


def _by(key: str, marks: QuerySet[Attendance]) -> dict[int, Decimal | None]:
    # Meetings of the same hours are added up in the database; how long they are is worked out here, because
    # the engines subtract times differently.
    sums = marks.values_list(key, "session__begins_at", "session__ends_at")
    counted: dict[int, list[attendance.Marked]] = defaultdict(list)
    for pk, begins, ends, number, minutes in sums.annotate(number=Count("pk"), attended=Sum("minutes")):
        counted[pk].append(attendance.Marked(minutes, number * attendance.length(begins, ends)))
    return {pk: attendance.frequency(found) for pk, found in counted.items()}
