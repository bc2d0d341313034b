"""The courses of a project and the groups that have them."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.organisations.addresses import panel
from osnowa.projects.access import project_abilities
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import projects_visible_to
from osnowa.trainings import actions, queries
from osnowa.trainings.forms import CourseForm, EditionForm, course_values
from osnowa.trainings.models import Course, Edition
from osnowa.trainings.views.taken_hours import MindingHours
from osnowa.ui import polish
from osnowa.ui.doing import confirmed, done, typed
from osnowa.ui.pages import allow, answer_form, page

FORM = "trainings/form.html"
#: Groups of more courses than fit on two screens: each course shows theirs when it is asked to.
MOST_UNFOLDED = 20
typing = require_http_methods(["GET", "POST"])


@require_safe
def courses(request: HttpRequest, slug: str) -> HttpResponse:
    project = get_object_or_404(projects_visible_to(request.who), slug=slug)
    can = project_abilities(request.who, project)
    allow(bool(can.see_attendance))
    rows = queries.courses_of(request.who, project)
    context = {
        "project": project,
        "can": can,
        "courses": [_course_row(course, editions, can.set_up) for course, editions in rows],
        "is_long": sum(len(editions) for _course, editions in rows) > MOST_UNFOLDED,
        "add": panel("trainings:add_course", slug),
        "crumbs": _crumbs(project, _("Zajęcia")),
    }
    return page(request, "trainings/courses.html", context)


def _course_row(course: Course, editions: list[Edition], may_set_up: bool) -> dict[str, Any]:
    planned = polish.z_liczba(course.meetings, "spotkanie", "spotkania", "spotkań") if course.meetings else ""
    form_name = course.form.name if course.form.name != course.name else ""
    return {
        "course": course,
        # A course often has the name of what it delivers.
        "lede": " · ".join(filter(None, [form_name, planned])),
        "editions": [_edition_row(edition, may_set_up) for edition in editions],
        "count": polish.z_liczba(len(editions), "grupa", "grupy", "grup"),
        "add_edition": panel("trainings:add_edition", course.pk),
        "correct": panel("trainings:correct_course", course.pk),
        "withdraw": panel("trainings:withdraw_course", course.pk),
    }


def _edition_row(edition: Any, may_set_up: bool) -> dict[str, Any]:
    place = edition.place
    return {
        "group": edition.group.name,
        "address": panel("trainings:edition", edition.pk),
        "trainer": str(edition.trainer or edition.trainer_name) or "–",
        "place": place.name if place and not place.is_protected else "–",
        "meetings": edition.meetings,
        "period": polish.okres(edition.first_on, edition.last_on),
        "timetable": panel("trainings:timetable", edition.pk),
        "correct": panel("trainings:correct_edition", edition.pk) if may_set_up else "",
        "withdraw": panel("trainings:withdraw_edition", edition.pk) if may_set_up else "",
    }


@typing
def add_course(request: HttpRequest, slug: str) -> HttpResponse:
    project = get_object_or_404(projects_visible_to(request.who), slug=slug)
    allow(project_abilities(request.who, project).set_up)
    form = CourseForm(typed(request), project=project)
    if course := done(form, partial(actions.add_course, by=request.user, at=request.now)):
        messages.success(request, _("Dodano zajęcia „%(name)s”. Teraz dodaj grupę.") % {"name": course.name})
        return redirect(panel("trainings:add_edition", course.pk))
    return answer_form(request, FORM, _frame(project, _("Nowe zajęcia"), _("Dodaj zajęcia")), form)


@typing
def correct_course(request: HttpRequest, pk: int) -> HttpResponse:
    course = _course(request, pk)
    project = course.form.project
    form = CourseForm(typed(request), project=project, initial=course_values(course))
    verb = partial(actions.correct_course, course=course, by=request.user, at=request.now)
    if done(form, verb):
        messages.success(request, _("Poprawiono zajęcia."))
        return redirect(panel("trainings:courses", project.slug))
    return answer_form(request, FORM, _frame(project, _("Popraw zajęcia"), _("Zapisz zajęcia")), form)


@typing
def withdraw_course(request: HttpRequest, pk: int) -> HttpResponse:
    course = _course(request, pk)
    project = course.form.project
    return confirmed(
        request,
        partial(actions.withdraw_course, course=course, by=request.user, at=request.now),
        said=_("Wycofano zajęcia."),
        then=panel("trainings:courses", project.slug),
        question={
            "title": _("Wycofać te zajęcia?"),
            "about": course.name,
            "consequence": _("Zajęcia znikną z projektu. W dzienniku zmian zostaje ślad."),
            "answer": _("Wycofaj zajęcia"),
            "crumbs": _crumbs(project, _("Wycofanie zajęć")),
        },
    )


@typing
def add_edition(request: HttpRequest, pk: int) -> HttpResponse:
    course = _course(request, pk)
    project = course.form.project
    form = EditionForm(typed(request), project=project, on=request.today)
    verb = partial(actions.add_edition, course=course, by=request.user, at=request.now)
    if edition := done(form, verb):
        messages.success(request, _("Dodano grupę do zajęć. Teraz zaplanuj spotkania."))
        return redirect(panel("trainings:plan_weekly", edition.pk))
    title = _("%(course)s: dodaj grupę") % {"course": course.name}
    return answer_form(request, FORM, _frame(project, title, _("Dodaj grupę")), form)


@typing
def correct_edition(request: HttpRequest, pk: int) -> HttpResponse:
    edition = _edition(request, pk)
    project = edition.course.form.project
    names = ("group", "trainer", "trainer_name", "place")
    values = {name: getattr(edition, name) for name in names}
    form = EditionForm(typed(request), project=project, on=request.today, edition=edition, initial=values)
    verb = MindingHours(partial(actions.correct_edition, edition=edition, by=request.user, at=request.now))
    if done(form, verb):
        messages.success(request, _("Poprawiono zajęcia grupy."))
        return redirect(panel("trainings:timetable", pk))
    title = _("%(course)s: popraw grupę") % {"course": edition.course.name}
    frame = _frame(project, title, _("Zapisz zmiany"))
    return answer_form(request, FORM, {**frame, **verb.way_to_other(request)}, form)


@typing
def withdraw_edition(request: HttpRequest, pk: int) -> HttpResponse:
    edition = _edition(request, pk)
    project = edition.course.form.project
    return confirmed(
        request,
        partial(actions.withdraw_edition, edition=edition, by=request.user, at=request.now),
        said=_("Wycofano zajęcia grupy."),
        then=panel("trainings:courses", project.slug),
        question={
            "title": _("Wycofać zajęcia tej grupy?"),
            "about": f"{edition.course.name} · {edition.group.name}",
            "consequence": _("Grupa nie będzie miała tych zajęć. W dzienniku zmian zostaje ślad."),
            "answer": _("Wycofaj zajęcia grupy"),
            "crumbs": _crumbs(project, _("Wycofanie zajęć grupy")),
        },
    )


def _course(request: HttpRequest, pk: int) -> Course:
    """Return the course when whoever asks may set it up."""
    visible = queries.courses_visible_to(request.who).select_related("form__project")
    course = get_object_or_404(visible, pk=pk)
    allow(project_abilities(request.who, course.form.project).set_up)
    return course


def _edition(request: HttpRequest, pk: int) -> Edition:
    """Return the edition when whoever asks may set it up."""
    visible = queries.editions_visible_to(request.who)
    edition = get_object_or_404(visible.select_related("course__form__project", "group", "trainer"), pk=pk)
    allow(project_abilities(request.who, edition.course.form.project).set_up)
    return edition


def _crumbs(project: Project, here: str) -> list[Any]:
    return [
        (_("Projekty"), panel("projects:projects")),
        (project.title, panel("desk:project", project.slug)),
        here,
    ]


def _frame(project: Project, title: str, save: str) -> dict[str, Any]:
    return {
        "title": title,
        "lede": project.title,
        "crumbs": _crumbs(project, title),
        "save": save,
        "back": panel("trainings:courses", project.slug),
    }
