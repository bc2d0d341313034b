"""The folder of a participation, and what its pages share; the list of those who are to be asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.audit.actions import seen
from osnowa.organisations.addresses import panel
from osnowa.participants.abilities import EnrolmentAbilities
from osnowa.participants.access import may_register
from osnowa.participants.models import Enrolment
from osnowa.participants.names import shown_to
from osnowa.participants.queries.folder import folder_of
from osnowa.participants.queries.follow_ups import follow_ups_due
from osnowa.participants.views.doing import file_address, find_enrolment
from osnowa.ui.pages import allow, page


@require_safe
def folder(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment, can = find_enrolment(request, pk)
    allow(can.folder)
    context = folder_frame(request, enrolment, can, _("Teczka udziału"))
    context["folder"] = folder_of(enrolment, request.today)
    return page(request, "participants/folder.html", {**context, "can": can})


def folder_frame(
    request: HttpRequest, enrolment: Enrolment, can: EnrolmentAbilities, title: str, **more: Any
) -> dict[str, Any]:
    """Return what the pages of a folder show around their form, and note that the data were opened.

    The folder's own page has it in its path as the last step.
    """
    seen(subject=enrolment.person, by=request.user, at=request.now)
    name = shown_to(request.who, enrolment, abilities=can)
    here, own = panel("participants:folder", enrolment.pk), _("Teczka udziału")
    crumbs = [(_("Osoby"), panel("participants:people")), (name, file_address(enrolment.person))]
    crumbs += [(own, "")] if title == own else [(own, here), (title, "")]
    return {
        "title": title,
        "person_name": name,
        "lede": enrolment.project.title,
        "crumbs": crumbs,
        "back": here,
        **more,
    }


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """List those who left and are still to be asked, the most urgent first."""
    allow(may_register(request.who))
    title = _("Sprawdzenia po wyjściu")
    context = {
        "title": title,
        "crumbs": [(_("Osoby"), panel("participants:people")), (title, "")],
        "rows": [
            {"due": row, "address": panel("participants:follow_up", row.enrolment.pk, row.code)}
            for row in follow_ups_due(request.who)
        ],
    }
    return page(request, "participants/follow_ups.html", context)
