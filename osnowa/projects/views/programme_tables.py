"""How the programmes that pay read."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from osnowa.organisations.models import Centre
from osnowa.projects.models import Measure, Priority, Programme
from osnowa.projects.views import catalogue
from osnowa.projects.views.tables import Row, Table, adding, links


@dataclass(frozen=True)
class ListedProgramme:
    """A programme with its fund, its own links, and its priorities and measures in one table."""

    title: str
    lede: str
    anchor: str
    table: Table
    correct: str
    withdraw: str
    add_priority: str


def programme(centre: Centre, row: Programme) -> ListedProgramme:
    """Return a programme as its page shows it: priorities, and below each its measures."""
    rows = []
    for priority in row.priorities.all():
        rows.append(_priority(centre, priority))
        rows += [_measure(centre, measure) for measure in priority.measures.all()]
    return ListedProgramme(
        title=f"{row.code} · {row.name}",
        lede=", ".join([row.fund, row.period]),
        anchor=f"program-{row.pk}",
        table=Table(
            title=row.code,
            anchor=f"program-{row.pk}",
            heads=(_("Oś, priorytet albo działanie"), _("Rodzaj")),
            rows=rows,
            empty=_("Nie ma jeszcze osi ani działań"),
            **adding(catalogue.MEASURE, centre, may=bool(rows)),
        ),
        correct=catalogue.PROGRAMME.address("correct", centre, row.pk),
        withdraw=catalogue.PROGRAMME.address("withdraw", centre, row.pk),
        add_priority=adding(catalogue.PRIORITY, centre, may=True, parent=row)["add"],
    )


def _priority(centre: Centre, priority: Priority) -> Row:
    return Row(
        name=str(priority),
        note="",
        cells=(_("oś albo priorytet"),),
        is_current=False,
        **links(catalogue.PRIORITY, centre, priority, may=True),
    )


def _measure(centre: Centre, measure: Measure) -> Row:
    kind = _("poddziałanie %(of)s") % {"of": measure.parent.number} if measure.parent else _("działanie")
    return Row(
        name=str(measure),
        note="",
        cells=(f"{kind}, ZIT" if measure.is_iti else kind,),
        **links(catalogue.MEASURE, centre, measure, may=True),
    )
