"""The lists of a project, and one list: brought, previewed, taken, withdrawn."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.intake import actions, exports, tasks
from osnowa.intake.forms import AcceptForm, BringForm
from osnowa.intake.keeping import read
from osnowa.intake.models import Batch, ListRow
from osnowa.intake.queries import batches_visible_to, counts_of, rows_visible_to
from osnowa.intake.queries.batches import ready_rows
from osnowa.intake.views.finding import batch_of, frame, project_of, way
from osnowa.intake.views.telling import chips, rows_told
from osnowa.organisations.addresses import panel
from osnowa.ui.doing import confirmed, done, sent, typed
from osnowa.ui.pages import answer_form, page

typing = require_http_methods(["GET", "POST"])
PAGE = 50
LISTS = 20
SHAPES = {
    "csv": ("text/csv; charset=utf-8", exports.kept_as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", exports.kept_as_xlsx),
}


@require_safe
def batches(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_of(request, slug)
    lists = batches_visible_to(request.who).filter(project=project)
    listed = Paginator(lists, LISTS).get_page(request.GET.get("page"))
    rows = [
        {
            "name": each.name,
            "address": each.get_absolute_url(),
            "brought": date_format(each.brought_at, "j.m.Y H:i"),
            "by": str(each.brought_by or _("polecenie w konsoli")),
            "stage": each.get_stage_display(),
            "kind": KINDS[Batch.Stage(each.stage)],
        }
        for each in listed
    ]
    context = {
        "project": project,
        "crumbs": [*way(project)[:-1], (_("Wczytane listy"), "")],
        "bring": panel("intake:bring", slug),
        "listed": listed,
        "rows": rows,
    }
    return page(request, "intake/batches.html", context)


#: How a stage looks in a list.
KINDS = {
    Batch.Stage.COLUMNS: "warn",
    Batch.Stage.READING: "info",
    Batch.Stage.PREVIEW: "warn",
    Batch.Stage.TAKING: "info",
    Batch.Stage.TAKEN: "ok",
    Batch.Stage.WITHDRAWING: "info",
    Batch.Stage.WITHDRAWN: "idle",
}


@typing
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_of(request, slug)
    form = BringForm(**sent(request))

    def verb(file: Any, nonce: Any) -> Batch:
        # A worker that runs for months empties old lists only when it starts.
        actions.empty_old_batches(by=None, at=request.now)
        return actions.bring_list(
            project=project,
            content=file.read(),
            name=file.name,
            nonce=nonce,
            by=request.user,
            at=request.now,
        )

    if batch := done(form, verb):
        return redirect(
            batch if batch.stage != Batch.Stage.COLUMNS else panel("intake:columns", slug, batch.pk)
        )
    context = frame(project, _("Wczytaj listę osób"))
    return answer_form(request, "intake/bring.html", context, form)


@require_safe
def batch(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = batch_of(request, slug, pk)
    if found.stage == Batch.Stage.COLUMNS:
        return redirect(panel("intake:columns", found.project.slug, pk))
    context: dict[str, Any] = {
        "batch": found,
        "project": found.project,
        "crumbs": [*way(found.project), (found.name, "")],
        "withdraw": panel("intake:withdraw", found.project.slug, pk),
    }
    if found.is_work:
        context |= _progress(request, found)
        return page(request, "intake/working.html", context, fragment="intake/_working.html")
    response = page(request, "intake/batch.html", {**context, **_preview(request, found)})
    if request.headers.get("HX-Request"):
        # The work is done: what asked for its progress shows the whole page now.
        response["HX-Refresh"] = "true"
    return response


def _progress(request: HttpRequest, found: Batch) -> dict[str, Any]:
    silent = found.told_at is None or request.now - found.told_at > tasks.SILENCE
    return {
        "percent": 100 * found.done_count // max(found.work_count, 1),
        "address": found.get_absolute_url(),
        "carry_on": panel("intake:carry_on", found.project.slug, found.pk) if silent or found.fault else "",
    }


def _preview(request: HttpRequest, found: Batch) -> dict[str, Any]:
    counts = counts_of(found)
    filters, narrowed = chips(request, counts)
    rows = rows_visible_to(request.who).filter(batch=found, **narrowed)
    listed = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    waits = any(counts.waiting.get(each) for each in actions.TAKEN_TOGETHER)
    decided = ready_rows(found).exclude(choice="").exists()
    may_go_on = found.stage in (Batch.Stage.PREVIEW, Batch.Stage.TAKEN) and not found.emptied_at
    refused = counts.verdicts[ListRow.Verdict.REFUSED] + counts.outcomes[ListRow.Outcome.REFUSED]
    return {
        "counts": counts,
        "chips": filters,
        "listed": listed,
        "rows": rows_told(request.who, found, listed.object_list),
        "accept": panel("intake:accept", found.project.slug, found.pk)
        if may_go_on and (waits or decided)
        else "",
        "columns": panel("intake:columns", found.project.slug, found.pk)
        if found.stage == Batch.Stage.PREVIEW
        else "",
        "may_withdraw": may_go_on,
        "refused": [
            (panel("intake:refused", found.project.slug, found.pk, shape), shape.upper())
            for shape in ("xlsx", "csv")
            if refused and found.stage != Batch.Stage.WITHDRAWN and not found.emptied_at
        ],
        "refused_count": refused,
    }


@typing
def accept(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = batch_of(request, slug, pk)
    counts = counts_of(found)
    form = AcceptForm(typed(request), waiting=counts.waiting)
    if accepted := done(form, partial(actions.accept_rows, batch=found, by=request.user, at=request.now)):
        tasks.begin(accepted)
        return redirect(found)
    context = frame(found.project, _("Przyjmij wiersze"), found)
    return answer_form(request, "intake/accept.html", {**context, "counts": counts}, form)


@require_POST
def carry_on(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = batch_of(request, slug, pk)
    tasks.begin(found)
    messages.success(request, _("Praca nad listą została wznowiona."))
    return redirect(found)


@typing
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = batch_of(request, slug, pk)

    def verb() -> None:
        tasks.begin(actions.withdraw_batch(batch=found, by=request.user, at=request.now))

    taken = counts_of(found).outcomes[ListRow.Outcome.TAKEN]
    question = frame(found.project, _("Wycofać tę listę?"), found)
    if taken:
        consequence = _(
            "Zniknie to, co powstało z tej listy i od czego nic nie zależy: osoby, ich zapisy do projektu "
            "i poprawki. Reszta zostanie, a przy każdym wierszu będzie powód."
        )
    else:
        consequence = _("Nikt z tej listy nie został przyjęty. Plik i wiersze zostaną usunięte.")
    return confirmed(
        request,
        verb,
        said=_("Lista jest wycofywana.") if taken else _("Lista jest wycofana."),
        then=found.get_absolute_url() if taken else panel("intake:batches", found.project.slug),
        question={**question, "about": found.name, "consequence": consequence, "answer": _("Wycofaj listę")},
    )


@require_safe
def refused(request: HttpRequest, slug: str, pk: int, shape: str) -> HttpResponse:
    found = batch_of(request, slug, pk)
    if shape not in SHAPES or found.emptied_at:
        raise Http404
    rows = actions.read_refused(batch=found, by=request.user, at=request.now)
    kind, write = SHAPES[shape]
    response = HttpResponse(
        write(found.columns, ((each.number, read(each.told)) for each in rows)), content_type=kind
    )
    response["Content-Disposition"] = f'attachment; filename="odrzucone-{found.pk}.{shape}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
