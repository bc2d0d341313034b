"""Who may open figures, the names behind them, and what the project promised."""

from datetime import date

from django_scopes import scope

from osnowa.indicators.models import PlannedValue
from tests.access.matrix import DENIED, GO, OK, who


def of_project(world):
    return {"slug": world.project.slug}


def of_indicator(world):
    return {**of_project(world), "indicator": world.indicator.pk}


def one_indicator(world):
    return {**of_project(world), "pk": world.indicator.pk}


def one_target(world):
    with scope(centre=world.centre):
        return {**of_project(world), "pk": world.indicator.targets.get().pk}


def one_planned(world):
    with scope(centre=world.centre):
        row, _created = PlannedValue.objects.get_or_create(
            indicator=world.indicator, planned_on=date(2020, 6, 30), defaults={"value": 180}
        )
    return {**of_project(world), "pk": row.pk}


#: Sums: the team but the trainer, the committee and housing; partner staff see those of their own people.
READ_FIGURES = {"anna": OK, "sabina": OK, "bartek": OK, "kasia": OK, "ewa": OK}
#: Names: not the accountant.
READ_NAMES = {**READ_FIGURES, "kasia": DENIED}
READ_THE_PLAN = {"anna": OK, "sabina": OK, "kasia": OK, "ewa": OK, "adam": OK}

INDICATOR = {"code": "nowy", "rule": "participants", "name": "Uczestnicy", "short_name": "Uczestnicy"} | {
    "kind": "product",
    "position": "2",
}
TARGET = {"valid_from": "1.03.2019", "value": "190", "reason": "aneks 1"}
PLANNED = {"planned_on": "31.12.2019", "value": "120"}


def promise(name, *, owner, row, add, correct):
    """Return the six rows of a promise, which the coordinator keeps."""
    return {
        ("GET", f"indicators:add_{name}"): who(to=owner, anna=OK, rest=DENIED),
        ("POST", f"indicators:add_{name}"): who(to=owner, sends=lambda world: add, anna=GO, rest=DENIED),
        ("GET", f"indicators:correct_{name}"): who(to=row, anna=OK, rest=DENIED),
        ("POST", f"indicators:correct_{name}"): who(
            to=row, sends=lambda world: correct, anna=GO, rest=DENIED
        ),
        ("GET", f"indicators:withdraw_{name}"): who(to=row, anna=OK, rest=DENIED),
        ("POST", f"indicators:withdraw_{name}"): who(to=row, anna=GO, rest=DENIED),
    }


ROWS = {
    ("GET", "indicators:table"): who(to=of_project, **READ_FIGURES, rest=DENIED),
    ("GET", "indicators:csv"): who(to=of_project, **READ_FIGURES, rest=DENIED),
    ("GET", "indicators:members_csv"): who(to=of_project, query="?w=zagrozeni", **READ_NAMES, rest=DENIED),
    ("GET", "indicators:print"): who(to=of_project, query="?w=zagrozeni", **READ_NAMES, rest=DENIED),
    ("GET", "indicators:settings"): who(to=of_project, **READ_THE_PLAN, rest=DENIED),
    **promise(
        "indicator",
        owner=of_project,
        row=one_indicator,
        add=INDICATOR,
        correct={**INDICATOR, "code": "zagrozeni"},
    ),
    **promise("target", owner=of_indicator, row=one_target, add=TARGET, correct=TARGET),
    **promise("planned", owner=of_indicator, row=one_planned, add=PLANNED, correct=PLANNED),
}
