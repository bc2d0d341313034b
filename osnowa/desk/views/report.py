"""Everything that is kept about a person, for them to have: as a page to print, or as a file."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osnowa.desk import actions
from osnowa.desk.access import may_report
from osnowa.desk.forms import ReportForm
from osnowa.desk.queries.report import Report, as_data, report_about
from osnowa.organisations.addresses import panel
from osnowa.participants.access import person_abilities
from osnowa.participants.models import Enrolment, Person
from osnowa.participants.names import shown_to
from osnowa.participants.queries import persons_visible_to
from osnowa.ui.doing import sent
from osnowa.ui.pages import allow, answer_form, page, refuse_into


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a reason; once given, answer with the report itself, which is kept nowhere."""
    person = get_object_or_404(persons_visible_to(request.who), pk=pk)
    # A merge moves the participations along, so those of the record that is left are all.
    projects = Enrolment.objects.filter(person=person).values_list("project", flat=True)
    allow(may_report(request.who, person, list(projects)))
    form = ReportForm(**sent(request))
    if form.is_bound and form.is_valid():
        try:
            reason = actions.note_report(
                person=person, reason=form.cleaned_data["reason"], by=request.user, at=request.now
            )
        except ValidationError as refusal:
            refuse_into(form, refusal)
        else:
            made = report_about(request.who, person)
            if form.cleaned_data["shape"] == form.DATA:
                return _file(request, person, made)
            return page(
                request, "desk/report.html", {**_frame(request, person), "report": made, "reason": reason}
            )
    return answer_form(request, "participants/form.html", _frame(request, person), form)


def _frame(request: HttpRequest, person: Person) -> dict[str, Any]:
    name = shown_to(request.who, person, abilities=person_abilities(request.who, person))
    back, title = panel("desk:person", person.pk), _("Raport o danych osoby")
    return {
        "title": title,
        "person_name": name,
        "lede": _("Wszystko, co o tej osobie przechowujemy, i kto to otwierał."),
        "crumbs": [(_("Osoby"), panel("participants:people")), (name, back), (title, "")],
        "back": back,
        "save": _("Sporządź raport"),
    }


def _file(request: HttpRequest, person: Person, made: Report) -> HttpResponse:
    data = as_data(made, person=person, by=str(request.user), at=request.now)
    answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    # Named by the number: a name would stand in lists of downloads.
    answer["Content-Disposition"] = f'attachment; filename="dane-osoby-{person.pk}.json"'
    return answer
