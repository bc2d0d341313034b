"""What the register is told of one person, and what is wrong with it."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.audit.actions import seen
from osnowa.monitoring import actions
from osnowa.monitoring.access import may_read_own_faults, register_abilities
from osnowa.monitoring.models import TechnicalId
from osnowa.monitoring.queries import wording
from osnowa.monitoring.queries.participations import checked, filing_of
from osnowa.monitoring.queries.sendings import last_file_of, open_answers
from osnowa.monitoring.rows import by_column, row
from osnowa.monitoring.views.asked import worded
from osnowa.organisations.addresses import panel
from osnowa.participants.access import enrolment_abilities
from osnowa.participants.models import Enrolment
from osnowa.participants.names import shown_to
from osnowa.participants.queries import enrolments_visible_to
from osnowa.projects.models import Project
from osnowa.rulepacks.registers import NoTranslation, UnknownRegister
from osnowa.ui.doing import confirmed
from osnowa.ui.pages import allow, page


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    known = enrolments_visible_to(request.who).select_related("person", "project")
    enrolment = get_object_or_404(known, pk=pk)
    can = enrolment_abilities(request.who, enrolment)
    allow(may_read_own_faults(can))
    project = enrolment.project
    to = request.GET.get("rejestr", "")
    try:
        filing = filing_of(project, request.today, to=to)
    except (NoTranslation, UnknownRegister) as unknown:
        raise Http404 from unknown
    seen(subject=enrolment.person, by=request.user, at=request.now)
    (found,) = checked(filing, Enrolment.objects.filter(pk=enrolment.pk))
    cells = by_column(filing, row(filing, found.who))
    name = shown_to(request.who, enrolment, abilities=can)
    title = _("%(register)s: dane osoby") % {"register": filing.register.label}
    context = {
        "title": title,
        "person_name": name,
        "project": project,
        "filing": filing,
        "found": found,
        "faults": worded(
            found.faults, filing, project.slug, enrolment=enrolment.pk, person=enrolment.person_id
        ),
        "answers": [
            {
                "answer": each,
                "field": wording.name_of_field(filing.register, each.field) if each.field else "",
            }
            for each in open_answers(enrolment, filing.register)
        ],
        "steps": [
            {
                "label": step.label,
                "fields": [
                    {
                        "label": wording.name_of_field(filing.register, column.code),
                        "text": cells[column.code],
                        "is_verified": column.verified,
                    }
                    for column in filing.register.fields_of(step.code)
                    if column.code in cells and filing.asks(column)
                ],
            }
            for step in filing.register.steps
        ],
        "last": last_file_of(enrolment, filing.register),
        "technical_id": TechnicalId.objects.current()
        .filter(enrolment=enrolment, register=filing.register.code)
        .first(),
        "can": register_abilities(request.who, project),
        "crumbs": [
            (_("Osoby"), panel("participants:people")),
            (name, panel("desk:person", enrolment.person_id)),
            title,
        ],
        "back": panel("desk:person", enrolment.person_id),
    }
    return page(request, "monitoring/person.html", context)


@require_http_methods(["GET", "POST"])
def withdraw_id(request: HttpRequest, pk: int) -> HttpResponse:
    seen_by = enrolments_visible_to(request.who)
    known = TechnicalId.objects.current().select_related("enrolment__person", "enrolment__project")
    technical_id = get_object_or_404(known.filter(enrolment__in=seen_by), pk=pk)
    enrolment = technical_id.enrolment
    project: Project = enrolment.project
    allow(register_abilities(request.who, project).file)
    title = _("Wycofać techniczny identyfikator?")
    name = shown_to(request.who, enrolment)
    then = panel("monitoring:person", enrolment.pk)
    return confirmed(
        request,
        partial(actions.withdraw_technical_id, technical_id=technical_id, by=request.user, at=request.now),
        said=_("Wycofano techniczny identyfikator."),
        then=then,
        question={
            "title": title,
            "about": f"{name}: {technical_id.value}",
            "consequence": _("Następny plik wyśle tę osobę jako nową."),
            "crumbs": [(_("Osoby"), panel("participants:people")), (name, then), title],
        },
    )
