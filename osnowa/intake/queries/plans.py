"""What a project knows by name when a list comes: its words, groups, workers and register."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from osnowa.intake import headers
from osnowa.intake.models import RememberedColumns
from osnowa.intake.placing import Plan, by_name
from osnowa.intake.values import Dictionaries
from osnowa.participants.models import Enrolment, Person
from osnowa.participants.queries.team import team_carrying_cases
from osnowa.participants.questions import register_of
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import groups_of
from osnowa.rulepacks.registry import pack


def plan_of(project: Project, on: date) -> Plan:
    """Return groups and workers of ``project`` by name on the day ``on``, and its register (two queries)."""
    return Plan(
        groups=by_name((group.pk, group.name) for group in groups_of(project)),
        workers=by_name((worker.pk, worker.name) for worker in team_carrying_cases(project, on)),
        register=register_of(project.rule_pack),
    )


def dictionaries_of(project: Project) -> Dictionaries:
    """Return the codes and labels of the project's rule pack; no query."""
    rules = pack(project.rule_pack)
    return Dictionaries(
        education=tuple(rules.choices("education")),
        labour_status=tuple(rules.choices("labour_statuses")),
    )


def shown_value(project: Project, name: str, value: Any) -> str:
    """Return ``value`` of the field ``name`` as a person reads it."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return _("tak") if value else _("nie")
    if isinstance(value, date):
        return date_format(value)
    rules = pack(project.rule_pack)
    match name:
        case "education":
            return rules.label_of("education", str(value))
        case "labour_status":
            return rules.label_of("labour_statuses", str(value))
        case "sex":
            return str(dict(Person.Sex.choices).get(value, value))
        case "disability":
            return str(dict(Enrolment.Answer.choices).get(value, value))
    return str(value)


def remembered_columns(project: Project, headers_: Sequence[str]) -> dict[str, str]:
    """Return what people of the centre decided about a list with these headers: folded header → field."""
    kept = RememberedColumns.objects.filter(centre=project.centre_id, signature=headers.signature(headers_))
    found = kept.first()
    return dict(found.columns) if found else {}
