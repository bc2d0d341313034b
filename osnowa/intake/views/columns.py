"""Which sheet, and what its columns mean."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osnowa.intake import actions, tasks
from osnowa.intake.forms import ColumnsForm
from osnowa.intake.headers import propose
from osnowa.intake.models import Batch
from osnowa.intake.placing import imported
from osnowa.intake.queries.kept import table_of
from osnowa.intake.queries.plans import remembered_columns
from osnowa.intake.reading import Gap, Table
from osnowa.intake.sentences import of
from osnowa.intake.values import written
from osnowa.intake.views.finding import batch_of, frame
from osnowa.organisations.addresses import panel
from osnowa.participants.questions import register_of
from osnowa.ui.doing import done, say_refused, typed
from osnowa.ui.entries import Entry
from osnowa.ui.pages import answer_form

#: Cells shown under a header, and their length, so that people know which column it is.
EXAMPLES = 3
LONGEST_EXAMPLE = 40


@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    batch = batch_of(request, slug, pk)
    if batch.stage not in (Batch.Stage.COLUMNS, Batch.Stage.PREVIEW):
        return redirect(batch)
    sheet = request.GET.get("arkusz") or batch.sheet or batch.sheets[0]
    context: dict[str, Any] = {
        **frame(batch.project, _("Co jest w kolumnach"), batch),
        "sheets": [Entry(each, f"?arkusz={each}", is_current=each == sheet) for each in batch.sheets],
        "batch_name": batch.name,
        "withdraw": panel("intake:withdraw", slug, pk),
    }
    try:
        table = table_of(batch, sheet)
    except ValidationError as refusal:
        say_refused(request, refusal)
        return redirect(panel("intake:batches", slug))
    form = _form(request, batch, table)
    verb = partial(actions.describe_columns, batch=batch, sheet=sheet, by=request.user, at=request.now)
    facts = lambda said: {"mapping": said.mapping, "enrolled_on": said.cleaned_data["enrolled_on"]}  # noqa: E731
    if described := done(form, verb, facts):
        tasks.begin(described)
        return redirect(batch)
    context |= {
        "table": table,
        "notes": [of(said) for said in table.notes],
        "columns": [
            (column.letter, form[f"c{place}"], _examples(table, place))
            for place, column in enumerate(table.columns)
        ],
    }
    return answer_form(request, "intake/columns.html", context, form)


def _form(request: HttpRequest, batch: Batch, table: Table) -> ColumnsForm:
    return ColumnsForm(
        typed(request),
        guesses=propose(table.headers, remembered_columns(batch.project, table.headers)).guesses,
        imported=imported(register_of(batch.project.rule_pack)),
        initial={"enrolled_on": batch.enrolled_on or request.today},
    )


def _examples(table: Table, place: int) -> str:
    cells = (row.cells[place] for row in table.rows[:50])
    said = dict.fromkeys(
        written(cell)[:LONGEST_EXAMPLE] for cell in cells if cell != "" and not isinstance(cell, Gap)
    )
    return " · ".join(list(said)[:EXAMPLES])
