"""Files for a register: making one, and saying that it was never sent."""

from functools import partial
from tempfile import SpooledTemporaryFile

from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from osnowa.monitoring import actions
from osnowa.monitoring.forms import FileForm
from osnowa.monitoring.models import Sending
from osnowa.monitoring.queries.sendings import sendings_of
from osnowa.monitoring.views.asked import asked
from osnowa.monitoring.views.register import show
from osnowa.monitoring.writing import file_name
from osnowa.ui.doing import confirmed
from osnowa.ui.pages import refuse_into

#: A larger file waits on disk, without a name, until it is read; a project of ten thousand takes half.
IN_MEMORY = 16 * 1024 * 1024
MEDIA_TYPES = {
    Sending.Shape.CSV: "text/csv; charset=utf-8",
    Sending.Shape.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_POST
def make(request: HttpRequest, slug: str) -> HttpResponse:
    what = asked(request, slug, to_file=True)
    form = FileForm(request.POST)
    if not form.is_valid():
        return show(request, what, file_form=form)
    # The answer reads it to the end and closes it.
    out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    try:
        sending = actions.make_file(
            project=what.project,
            day=request.today,
            out=out,
            to=what.to,
            by=request.user,
            at=request.now,
            **form.cleaned_data,
        )
    except ValidationError as refusal:
        out.close()
        refuse_into(form, refusal)
        return show(request, what, file_form=form)
    name = file_name(what.filing.register, sending.day, sending.shape)
    response = FileResponse(out, as_attachment=True, filename=name, content_type=MEDIA_TYPES[sending.shape])
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    what = asked(request, slug, to_file=True)
    known = sendings_of(what.project, what.filing.register).filter(withdrawn_at__isnull=True)
    sending = get_object_or_404(known, pk=pk)
    title = _("Czy ten plik nie został wysłany?")
    return confirmed(
        request,
        partial(actions.withdraw_file, sending=sending, by=request.user, at=request.now),
        said=_("Wycofano plik %(file)s. Jego osoby znów czekają na wysłanie.") % {"file": sending},
        then=what.address(),
        question={
            "title": title,
            "about": _("Plik %(file)s") % {"file": sending},
            "consequence": _("Plik zostanie na liście jako wycofany, a jego osoby wrócą do niewysłanych."),
            "crumbs": what.crumbs(title),
        },
    )
