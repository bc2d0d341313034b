"""The courses of a project with the groups that have them."""

from collections import defaultdict

from django.db.models import Count, Max, Min, Q

from osnowa.projects.models import Project
from osnowa.projects.standing import Standing
from osnowa.trainings.models import Course, Edition
from osnowa.trainings.queries.visibility import courses_visible_to, editions_visible_to


def courses_of(who: Standing, project: Project) -> list[tuple[Course, list[Edition]]]:
    """Return the courses of ``project`` that ``who`` may know of, each with its editions (2 queries).

    An edition carries ``meetings``, ``first_on`` and ``last_on`` of its sessions that were not called off.
    """
    planned = Q(sessions__state="planned")
    editions: dict[int, list[Edition]] = defaultdict(list)
    for edition in (
        editions_visible_to(who)
        .filter(course__form__project=project)
        .select_related("group", "trainer", "place")
        .annotate(
            meetings=Count("sessions", filter=planned),
            first_on=Min("sessions__held_on", filter=planned),
            last_on=Max("sessions__held_on", filter=planned),
        )
        .order_by("group__sort_key", "group__name")
    ):
        editions[edition.course_id].append(edition)
    courses = courses_visible_to(who).filter(form__project=project).select_related("form")
    return [(course, editions[course.pk]) for course in courses.order_by("form__position", "name", "pk")]
