"""The log of the centre: who did what, and where its chain stands."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from osnowa.audit.queries import head_of
from osnowa.desk import access
from osnowa.desk.forms import LogFilterForm
from osnowa.desk.queries import log as queries
from osnowa.ui.pages import allow, answer_form

ROWS_ON_A_PAGE = 50


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    allow(access.may_open_log(request.who))
    form = LogFilterForm(request.GET, actors=queries.actors_for(request.who))
    entries = queries.entries_visible_to(request.who, form.asked())
    shown = Paginator(entries, ROWS_ON_A_PAGE).get_page(request.GET.get("strona"))
    context = {
        "part": queries.part_of(request.who),
        "page": shown,
        "rows": queries.rows_of(request.who, shown.object_list),
        "head": head_of(request.centre.pk),
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
    }
    return answer_form(request, "desk/log.html", context, form)
