"""What a project tells its participants about their data: versions of the privacy notice."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.organisations.addresses import panel
from osnowa.participants import actions
from osnowa.participants.forms.declarations import NoticeForm
from osnowa.participants.models import PrivacyNotice
from osnowa.participants.queries.declarations import notices_of
from osnowa.participants.views.doing import ask, confirm
from osnowa.projects.access import project_abilities
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import projects_visible_to
from osnowa.ui.doing import sent
from osnowa.ui.pages import allow, page


@require_safe
def notices(request: HttpRequest, slug: str) -> HttpResponse:
    project = _find(request, slug)
    can = project_abilities(request.who, project)
    allow(can.see_plan)
    context = _frame(project, _("Klauzule informacyjne"))
    in_force = next((n.pk for n in notices_of(project) if n.valid_from <= request.today), None)
    rows = [{"notice": each, "is_in_force": each.pk == in_force} for each in notices_of(project)]
    context |= {"project": project, "rows": rows, "may_set_up": can.set_up}
    return page(request, "participants/notices.html", context)


@require_http_methods(["GET", "POST"])
def add_notice(request: HttpRequest, slug: str) -> HttpResponse:
    project = _find(request, slug)
    allow(project_abilities(request.who, project).set_up)
    form = NoticeForm(**sent(request), initial={"valid_from": request.today})
    context = _frame(project, _("Nowa wersja klauzuli"), save=_("Zapisz"))
    verb = partial(actions.add_notice, project=project, by=request.user, at=request.now)
    return ask(request, form, verb, context, said=_("Wersja klauzuli jest zapisana."))


@require_http_methods(["GET", "POST"])
def correct_notice(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    project, notice = _find_notice(request, slug, pk)
    initial = {name: getattr(notice, name) for name in NoticeForm.base_fields}
    form = NoticeForm(**sent(request), initial=initial)
    context = _frame(
        project,
        _("Popraw wersję klauzuli"),
        save=_("Zapisz"),
    )
    verb = partial(actions.correct_notice, notice=notice, by=request.user, at=request.now)
    return ask(request, form, verb, context, said=_("Wersja klauzuli jest poprawiona."))


@require_http_methods(["GET", "POST"])
def withdraw_notice(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    project, notice = _find_notice(request, slug, pk)
    context = _frame(
        project,
        _("Wycofaj wersję klauzuli"),
        question=_("Czy wycofać wersję klauzuli %(version)s?") % {"version": notice.version},
        consequences=[_("Zniknie z projektu. Wersja, którą ktoś dostał, zostaje.")],
        save=_("Wycofaj wersję"),
    )
    verb = partial(actions.withdraw_notice, notice=notice, by=request.user, at=request.now)
    return confirm(request, verb, context, said=_("Wersja klauzuli została wycofana."))


def _find(request: HttpRequest, slug: str) -> Project:
    return get_object_or_404(projects_visible_to(request.who), slug=slug)


def _find_notice(request: HttpRequest, slug: str, pk: int) -> tuple[Project, PrivacyNotice]:
    project = _find(request, slug)
    notice = get_object_or_404(PrivacyNotice.objects.filter(project=project), pk=pk)
    allow(project_abilities(request.who, project).set_up)
    return project, notice


def _frame(project: Project, title: str, **more: Any) -> dict[str, Any]:
    home, own = panel("participants:notices", project.slug), _("Klauzule informacyjne")
    crumbs = [
        (_("Projekty"), panel("projects:projects")),
        (project.title, panel("desk:project", project.slug)),
    ]
    crumbs += [(own, "")] if title == own else [(own, home), (title, "")]
    return {"title": title, "lede": project.title, "crumbs": crumbs, "back": home, **more}
