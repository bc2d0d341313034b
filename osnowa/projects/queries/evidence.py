"""What happened in a project, told by the models themselves."""

from datetime import date

from django.apps import apps
from django.db.models import Max, Min

from osnowa.projects.models import Project
from osnowa.projects.periods import HappensInProject


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
