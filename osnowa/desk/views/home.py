"""The desk of one centre: what somebody finds first in the morning."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from osnowa.desk.queries import home as queries
from osnowa.ui.pages import page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return page(request, "desk/home.html", {"desk": queries.desk_of(request.who)})
