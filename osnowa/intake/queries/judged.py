"""What would happen to each row of a list, in words; nothing is written."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from osnowa.intake import headers, sentences, verdicts
from osnowa.intake.keeping import Alteration, Kept, Likely, Point
from osnowa.intake.placing import placed
from osnowa.intake.queries.plans import dictionaries_of, plan_of, shown_value
from osnowa.intake.queries.register import Centre, with_other_names_refused
from osnowa.intake.reading import Row, Table
from osnowa.intake.values import written as cell_written
from osnowa.intake.verdicts import Remark, Verdict
from osnowa.projects.models import Project


def judged(
    project: Project,
    table: Table,
    mapping: Mapping[int, str],
    *,
    today: date,
    synthetic: bool,
    tell: Callable[[int], None] = lambda _done: None,
) -> list[Verdict]:
    """Return a verdict for every row of ``table`` as a list for ``project``; as many queries for any number.

    ``mapping`` is position of a column → field; ``tell`` hears how many rows were read.
    """
    found = verdicts.judge(
        table,
        mapping,
        Centre(project),
        dictionaries=dictionaries_of(project),
        today=today,
        synthetic=synthetic,
        tell=tell,
    )
    return placed(table, mapping, with_other_names_refused(found), plan_of(project, today))


def kept_of(verdict: Verdict, row: Row, project: Project) -> Kept:
    """Return what is kept of a row that has ``verdict``, with every reason in words."""
    labels = headers.fields()

    def shown(name: str, value: Any) -> str:
        return shown_value(project, name, value)

    return Kept(
        facts={name: value for name, value in verdict.facts.items() if value not in ("", None)},
        cells=tuple(map(cell_written, row.cells)),
        faults=tuple(map(_point, verdict.faults)),
        notes=tuple(map(_point, verdict.notes)),
        known=int(str(verdict.known)) if verdict.known is not None else None,
        alterations=tuple(
            Alteration(
                labels[each.field].label, shown(each.field, each.before), shown(each.field, each.after)
            )
            for each in verdict.changes
        ),
        likely=tuple(_likely(verdict)),
    )


def _likely(verdict: Verdict) -> Iterator[Likely]:
    for each in verdict.candidates:
        person = int(str(each.ref)) if each.ref is not None else None
        yield Likely(each.likeness.points, each.likeness.reasons, person, each.row)


def _point(remark: Remark) -> Point:
    header = remark.header or (headers.fields()[remark.field].label if remark.field else "")
    return Point(remark.letter, header, sentences.of(remark.said))
