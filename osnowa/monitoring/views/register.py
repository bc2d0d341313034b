"""The page of a register: may the project be sent, what stands in the way, what was sent already."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from osnowa.monitoring.actions.looks import note_look
from osnowa.monitoring.checking import Checked
from osnowa.monitoring.forms import ExportForm, FeedbackForm, FileForm
from osnowa.monitoring.queries import wording
from osnowa.monitoring.queries.overview import RuleCount, looked_lately, overview
from osnowa.monitoring.queries.participations import checked, taking_part
from osnowa.monitoring.queries.sendings import feedback_of, last_sent, sendings_of
from osnowa.monitoring.views.asked import Asked, asked, worded
from osnowa.organisations.addresses import panel
from osnowa.participants.models import Enrolment
from osnowa.participants.names import shown_to
from osnowa.ui.pages import page

#: People with faults on one page.
ON_A_PAGE = 50
#: Files and answers told of on the page.
LATEST = 10


@require_safe
def register(request: HttpRequest, slug: str) -> HttpResponse:
    what = asked(request, slug)
    return show(request, what)


def show(request: HttpRequest, what: Asked, **forms: Any) -> HttpResponse:
    """Show the page of ``what``; ``forms`` are those that were sent and refused, by their names."""
    project, filing = what.project, what.filing
    number = _page(request)
    found = overview(
        filing,
        checked(filing, taking_part(project, filing.today)),
        tenant=project.centre_id,
        sent=last_sent(project, filing.register),
        first=(number - 1) * ON_A_PAGE,
        count=ON_A_PAGE,
    )
    if found.faulty and not looked_lately(project, request.user, request.now):
        note_look(project=project, register=filing.register.code, by=request.user, at=request.now)
    sendings = sendings_of(project, filing.register)
    context = {
        "what": what,
        "project": project,
        "register": filing.register,
        "found": found,
        "setting": worded(found.setting, filing, project.slug),
        "rules": [_rule(each) for each in found.rules],
        "people": _people(request, what, found.faulty),
        "pages": Paginator(range(found.faulty_count), ON_A_PAGE).get_page(number),
        "sendings": list(sendings[:LATEST]),
        "feedback": list(feedback_of(project, filing.register)[:LATEST]),
        "crumbs": what.crumbs(),
        "registers": what.others(),
    }
    if what.can.file:
        context |= {
            "file_form": FileForm(),
            "export_form": ExportForm(auto_id="porownanie-%s"),
            "feedback_form": FeedbackForm(
                auto_id="zwrotna-%s", sendings=sendings.filter(withdrawn_at__isnull=True)
            ),
            "make": what.address("make_file"),
            "compare": what.address("compare"),
            "take_in": what.address("take_in"),
        }
    refused = any(form.errors for form in forms.values())
    return page(request, "monitoring/register.html", {**context, **forms}, status=422 if refused else 200)


def _people(request: HttpRequest, what: Asked, faulty: Iterable[Checked]) -> list[dict[str, Any]]:
    people = list(faulty)
    known = Enrolment.objects.select_related("person").in_bulk([each.who.key for each in people])
    rows = []
    for each in people:
        enrolment = known[each.who.key]
        rows.append(
            {
                "name": shown_to(request.who, enrolment),
                "number": enrolment.number,
                "address": panel("monitoring:person", enrolment.pk)
                + (f"?rejestr={what.to}" if what.to else ""),
                "may_be_sent": each.may_be_sent,
                "faults": worded(
                    each.faults,
                    what.filing,
                    what.project.slug,
                    enrolment=enrolment.pk,
                    person=enrolment.person_id,
                ),
            }
        )
    return rows


def _rule(counted: RuleCount) -> dict[str, Any]:
    return {"counted": counted, "words": wording.RULES_IN_WORDS[counted.rule]}


def _page(request: HttpRequest) -> int:
    number = request.GET.get("strona", "1")
    return max(int(number), 1) if number.isdecimal() else 1
