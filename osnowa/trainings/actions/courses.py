"""What can happen to courses."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.projects.actions.changes import Change
from osnowa.projects.models import Group, SupportForm
from osnowa.trainings import queries
from osnowa.trainings.actions.log import Log
from osnowa.trainings.models import Attendance, Course


class FormIsNotForGroups(Refused):
    message = _("„%(form)s” nie jest grupową formą wsparcia. Wybierz formę grupową.")
    field = "form"


class CourseHasMarks(Refused):
    message = _("Te zajęcia mają zapisane obecności, więc ich formy wsparcia nie można zmienić.")
    field = "form"
    why = "zalezne-zapisy"


class CourseHasEditions(Refused):
    message = _("Nie można wycofać zajęć, bo mają je grupy: %(groups)s.")
    why = "zalezne-zapisy"


class FormOfAnotherProject(Refused):
    message = _("Zajęcia ma grupa „%(group)s”, a ta forma wsparcia jest z innego projektu.")
    field = "form"


@action
def add_course(
    *,
    form: SupportForm,
    name: str,
    by: User,
    at: datetime,
    meetings: int | None = None,
    description: str = "",
) -> Course:
    """Add a course that delivers the group ``form`` of support.

    Raises:
        FormIsNotForGroups: the form is not a group one.
        Gone: somebody withdrew the form meanwhile.
        Refused: the form already has a course of this name.
    """
    queries.hold_project(support_forms=form.pk)
    form = Change(by, at).fresh(form)
    course = Course(form=form, name=name, meetings=meetings, description=description)
    _save_course(course)
    Log(by, at).write("trainings.course.added", course, after=_course(course))
    return course


@action
def correct_course(
    *,
    course: Course,
    form: SupportForm,
    name: str,
    meetings: int | None,
    description: str,
    by: User,
    at: datetime,
) -> Course:
    """Correct a course.

    Raises:
        CourseHasMarks: attendance is recorded, so support of the old form was already delivered.
        FormIsNotForGroups: the form is not a group one.
        FormOfAnotherProject: the form is of another project than the groups that have the course.
        Gone: somebody withdrew the form meanwhile.
    """
    queries.hold_project(support_forms__in=[course.form_id, form.pk])
    form = Change(by, at).fresh(form)
    course = (
        Course.objects.select_for_update(of=("self",), no_key=True).select_related("form").get(pk=course.pk)
    )
    before = _course(course)
    if form != course.form:
        # Whoever marks holds the edition: their marks are saved by now, or will be under the new form.
        editions = course.editions.order_by("pk")
        list(editions.select_for_update(of=("self",), no_key=True).values_list("pk"))
        if Attendance.objects.filter(session__edition__course=course).exists():
            raise CourseHasMarks
        stranger = Group.objects.filter(editions__course=course).exclude(project=form.project_id).first()
        if stranger:
            raise FormOfAnotherProject(group=stranger.name)
    course.form, course.name, course.meetings, course.description = form, name, meetings, description
    _save_course(course)
    Log(by, at).write("trainings.course.corrected", course, before=before, after=_course(course))
    return course


@action
def withdraw_course(*, course: Course, by: User, at: datetime) -> None:
    """Remove a course that no group has; the audit keeps what it was.

    Raises:
        CourseHasEditions: groups have it.
    """
    course = Course.objects.select_for_update(of=("self",), no_key=True).get(pk=course.pk)
    groups = list(course.editions.values_list("group__name", flat=True))
    if groups:
        raise CourseHasEditions(groups=", ".join(groups))
    Log(by, at).write("trainings.course.withdrawn", course, before=_course(course))
    course.delete()


def _save_course(course: Course) -> None:
    if course.form.mode != SupportForm.Mode.GROUP:
        raise FormIsNotForGroups(form=course.form.name)
    course.full_clean()
    course.save()


def _course(course: Course) -> dict[str, Any]:
    return {"form": course.form_id, "name": course.name, "meetings": course.meetings}
