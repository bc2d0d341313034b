"""What the project promised: indicators, targets and plan; one way to add, correct and withdraw each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.indicators import actions, queries
from osnowa.indicators.forms import SPARE_ROWS, IndicatorForm, PlannedValueForm, PromiseForm, TargetForm
from osnowa.indicators.models import Indicator, PlannedValue, Target, TargetPart
from osnowa.indicators.queries.breakdowns import name_of, named_parts
from osnowa.indicators.queries.figures import target_on
from osnowa.indicators.queries.wording import IN_WORDS
from osnowa.organisations.addresses import panel
from osnowa.projects.access import project_abilities
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import projects_visible_to
from osnowa.ui.doing import confirmed, done, typed
from osnowa.ui.pages import allow, answer_form, page

#: The button that asks for more rows of parts.
MORE = "wiecej"


@dataclass(frozen=True)
class Noun:
    """One kind of promise: its form, its verbs, and the words on its pages; ``row`` names their argument."""

    name: str
    form: type[PromiseForm]
    add: Callable[..., Any]
    correct: Callable[..., Any]
    withdraw: Callable[..., Any]
    row: str
    rows: Callable[[Project], QuerySet]
    titles: tuple[str | Promise, str | Promise, str | Promise]
    along: str | Promise = ""
    template: str = "projects/noun.html"


INDICATOR = Noun(
    name="indicator",
    form=IndicatorForm,
    add=actions.add_indicator,
    correct=actions.correct_indicator,
    withdraw=actions.withdraw_indicator,
    row="indicator",
    rows=lambda project: Indicator.objects.filter(project=project),
    titles=(
        gettext_lazy("Dodaj wskaźnik"),
        gettext_lazy("Popraw wskaźnik"),
        gettext_lazy("Wycofać ten wskaźnik?"),
    ),
    along=gettext_lazy("Razem z nim znikną wartości docelowe i plan."),
)
TARGET = Noun(
    name="target",
    form=TargetForm,
    add=actions.set_target,
    correct=actions.correct_target,
    withdraw=actions.withdraw_target,
    row="target",
    rows=lambda project: Target.objects.filter(indicator__project=project).select_related("indicator"),
    titles=(
        gettext_lazy("Dodaj wartość docelową"),
        gettext_lazy("Popraw wartość docelową"),
        gettext_lazy("Wycofać tę wartość docelową?"),
    ),
    along=gettext_lazy("Razem z nią znikną jej części."),
    template="indicators/target.html",
)
PLANNED = Noun(
    name="planned",
    form=PlannedValueForm,
    add=actions.plan_value,
    correct=actions.correct_planned_value,
    withdraw=actions.withdraw_planned_value,
    row="planned",
    rows=lambda project: PlannedValue.objects.filter(indicator__project=project).select_related("indicator"),
    titles=(
        gettext_lazy("Dodaj plan na dzień"),
        gettext_lazy("Popraw plan na dzień"),
        gettext_lazy("Wycofać ten plan?"),
    ),
)
NOUNS = (INDICATOR, TARGET, PLANNED)


@require_safe
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    project = get_object_or_404(projects_visible_to(request.who), slug=slug)
    can = project_abilities(request.who, project)
    allow(can.see_plan)
    rules = queries.rules_of(project)
    indicators = project.indicators.prefetch_related(
        "targets", named_parts("targets__parts"), "planned_values"
    )
    context = {
        "project": project,
        "can": can,
        "promises": [_promise(each, rules[each.rule], request.today) for each in indicators],
        "add": panel("indicators:add_indicator", slug),
        # Who administers the centre reads the plan of a project, not its figures.
        "crumbs": [*_way(project)[: 3 if can.see_figures else 2], _("Ustawienia wskaźników")],
    }
    return page(request, "indicators/settings.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, slug: str, noun: Noun, indicator: int | None = None) -> HttpResponse:
    project, about = _found(request, slug, indicator)
    whose = {"indicator": about} if about else {"project": project}
    initial = {} if about else {"position": _last(project) + 1}
    form = noun.form(_typed(request), project=project, initial={**initial, **_asked_more(request)})
    verb = partial(noun.add, by=request.user, at=request.now, **whose)
    if row := done(form, verb):
        messages.success(request, _("Dodano: %(row)s.") % {"row": row})
        return redirect(_home(project, about or row))
    context = {**_frame(project, noun.titles[0], about), "save": noun.titles[0], "about": about}
    return answer_form(request, noun.template, context, form)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, slug: str, noun: Noun, pk: int) -> HttpResponse:
    project, _about = _found(request, slug)
    row = get_object_or_404(noun.rows(project), pk=pk)
    form = noun.form(_typed(request), project=project, row=row, initial=_asked_more(request))
    verb = partial(noun.correct, by=request.user, at=request.now, **{noun.row: row})
    if corrected := done(form, verb):
        messages.success(request, _("Zapisano poprawki: %(row)s.") % {"row": corrected})
        return redirect(_home(project, row))
    context = {**_frame(project, noun.titles[1], row), "save": _("Zapisz poprawki"), "about": row}
    return answer_form(request, noun.template, context, form)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, slug: str, noun: Noun, pk: int) -> HttpResponse:
    project, _about = _found(request, slug)
    row = get_object_or_404(noun.rows(project), pk=pk)
    # The row is asked how it reads while it is still there.
    about = str(row)
    return confirmed(
        request,
        partial(noun.withdraw, by=request.user, at=request.now, **{noun.row: row}),
        said=_("Wycofano: %(row)s.") % {"row": about},
        then=_home(project, None if noun is INDICATOR else row),
        question={**_frame(project, noun.titles[2], row), "about": about, "note": noun.along},
    )


def _typed(request: HttpRequest) -> QueryDict | None:
    """Return what was sent to be saved; somebody who asked for more rows saves nothing yet."""
    return None if MORE in request.POST else typed(request)


def _asked_more(request: HttpRequest) -> dict[str, Any]:
    """Return what was typed before somebody asked for more rows, and how many there are to be now."""
    if MORE not in request.POST:
        return {}
    rows = request.POST.get("rows", "")
    return {**request.POST.dict(), "rows": (int(rows) if rows.isdecimal() else 0) + SPARE_ROWS}


def _found(request: HttpRequest, slug: str, indicator: int | None = None) -> tuple[Project, Indicator | None]:
    """Return the project, and the indicator a new row belongs to; only who sets the project up gets them."""
    project = get_object_or_404(projects_visible_to(request.who), slug=slug)
    about = get_object_or_404(Indicator.objects.filter(project=project), pk=indicator) if indicator else None
    allow(project_abilities(request.who, project).set_up)
    return project, about


def _last(project: Project) -> int:
    return Indicator.objects.filter(project=project).aggregate(last=Max("position"))["last"] or 0


def _way(project: Project) -> list[tuple[str, str]]:
    return [
        (_("Projekty"), panel("projects:projects")),
        (project.title, project.get_absolute_url()),
        (_("Wskaźniki"), panel("indicators:table", project.slug)),
        (_("Ustawienia wskaźników"), panel("indicators:settings", project.slug)),
    ]


def _home(project: Project, row: Model | None) -> str:
    anchor = getattr(row, "indicator", row)
    return panel("indicators:settings", project.slug) + (f"#{anchor.code}" if anchor else "")


def _frame(project: Project, title: str | Promise, row: Model | None) -> dict[str, Any]:
    return {"title": title, "back": _home(project, row), "crumbs": [*_way(project), (title, "")]}


def _promise(indicator: Indicator, rule: Any, today: Any) -> dict[str, Any]:
    slug, now = indicator.project.slug, target_on(indicator, today)
    return {
        "indicator": indicator,
        "rule": rule,
        "in_words": IN_WORDS.get(indicator.rule, rule.label),
        "correct": panel("indicators:correct_indicator", slug, indicator.pk),
        "withdraw": panel("indicators:withdraw_indicator", slug, indicator.pk),
        "add_target": panel("indicators:add_target", slug, indicator.pk),
        "add_planned": panel("indicators:add_planned", slug, indicator.pk),
        "targets": [
            {**_kept("target", slug, each, each == now), "parts": [*map(_part, each.parts.all())]}
            for each in indicator.targets.all()
        ],
        "plan": [_kept("planned", slug, each) for each in indicator.planned_values.all()],
    }


def _part(part: TargetPart) -> dict[str, Any]:
    return {"name": name_of(part), "value": part.value, "of_which": part.kind == TargetPart.Kind.OF_WHICH}


def _kept(name: str, slug: str, row: Model, is_now: bool = False) -> dict[str, Any]:
    return {
        "row": row,
        "is_now": is_now,
        "correct": panel(f"indicators:correct_{name}", slug, row.pk),
        "withdraw": panel(f"indicators:withdraw_{name}", slug, row.pk),
    }
