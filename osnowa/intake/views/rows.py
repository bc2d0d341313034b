"""One row of a list: who it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osnowa.intake import actions
from osnowa.intake.forms import DecideForm
from osnowa.intake.models import ListRow
from osnowa.intake.queries import rows_visible_to
from osnowa.intake.views.finding import batch_of, frame
from osnowa.intake.views.telling import rows_told
from osnowa.participants.queries import persons_visible_to
from osnowa.ui.doing import done, typed
from osnowa.ui.pages import answer_form


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    batch = batch_of(request, slug, pk)
    row = get_object_or_404(rows_visible_to(request.who), batch=batch, number=number)
    told = rows_told(request.who, batch, [row])[0]
    people = [(each["person"], each["name"]) for each in told["likely"] if each["person"] and each["name"]]
    initial = {
        "choice": f"{row.choice}-{row.person_id}" if row.choice == ListRow.Choice.KNOWN else row.choice
    }
    may_be_new = row.verdict not in actions.HAVE_NUMBER
    form = DecideForm(typed(request), people=people, may_be_new=may_be_new, initial=initial)

    def verb(choice: str) -> ListRow:
        kind, key = form.chosen
        person = persons_visible_to(request.who).filter(pk=key).first() if key else None
        return actions.decide_row(row=row, choice=kind, person=person, by=request.user, at=request.now)

    if done(form, verb):
        messages.success(request, _("Zdecydowano o wierszu %(number)s.") % {"number": number})
        return redirect(f"{batch.get_absolute_url()}?wiersze=likely_duplicate")
    context: dict[str, Any] = frame(batch.project, _("Wiersz %(number)s") % {"number": number}, batch)
    return answer_form(request, "intake/decide.html", {**context, "row": told}, form)
