"""What happened in a project, told by the models themselves."""

from datetime import date

from django.apps import apps
from django.db.models import Max, Min

from osnowa.projects.models import Project
from osnowa.projects.periods import HappensInProject, Period


def evidence_bounds(project: Project) -> tuple[date, date] | None:
    """Return the first and the last day on which something is recorded or planned in ``project``.

    Reads every model that declares ``happens_in_project``, one query each; None when there is nothing yet.
    """
    days: list[date] = []
    for model in apps.get_models():
        place = getattr(model, "happens_in_project", None)
        if isinstance(place, HappensInProject):
            rows = model._default_manager.filter(**{place.project: project, **place.only})
            # Of a row that knows only one of its days, that day still counts.
            sides = [(side, name) for side in (Min, Max) for name in sorted({place.first, place.last})]
            ends = rows.aggregate(**{f"{side.__name__}_{name}": side(name) for side, name in sides})
            days += [day for day in ends.values() if day is not None]
    return (min(days), max(days)) if days else None


def evidence_outside(project: Project, period: Period, *, at_most: int) -> list[tuple[str, date]]:
    """Return what is recorded or planned in ``project`` on days outside ``period``: kinds with their days.

    The earliest of each kind on each side, ``at_most`` of them, in order of days.
    """
    found: set[tuple[date, str]] = set()
    for model in apps.get_models():
        place = getattr(model, "happens_in_project", None)
        if not isinstance(place, HappensInProject):
            continue
        rows = model._default_manager.filter(**{place.project: project, **place.only})
        for name in {place.first, place.last}:
            for bound, beyond in ((period.begins_on, "lt"), (period.ends_on, "gt")):
                if bound is None:
                    continue
                day = rows.filter(**{f"{name}__{beyond}": bound}).aggregate(day=Min(name))["day"]
                if day is not None:
                    found.add((day, str(model._meta.verbose_name)))
    return [(kind, day) for day, kind in sorted(found)[:at_most]]
