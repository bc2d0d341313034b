"""What comes back from a register: an export to compare, and answers to a file."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.intake import sentences
from osnowa.intake.faults import Unreadable as NoTable
from osnowa.monitoring import actions
from osnowa.monitoring.actions.looks import note_comparison
from osnowa.monitoring.forms import ExportForm, FeedbackForm
from osnowa.monitoring.models import Answered, Feedback
from osnowa.monitoring.queries import wording
from osnowa.monitoring.queries.participations import taking_part
from osnowa.monitoring.queries.sendings import feedback_of, ours, sendings_of
from osnowa.monitoring.reading import Row, Table, Unreadable
from osnowa.monitoring.reconciling import Reconciled, masked_numbers, reconcile
from osnowa.monitoring.tables import register_table, rows_of
from osnowa.monitoring.views.asked import Asked, asked, mending
from osnowa.monitoring.views.register import show
from osnowa.organisations.addresses import panel
from osnowa.participants.models import Enrolment
from osnowa.participants.names import shown_to
from osnowa.ui.doing import confirmed, tried
from osnowa.ui.pages import page, refuse_into


@require_POST
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how the portal's export differs from what we would send; the file is not kept."""
    what = asked(request, slug, to_file=True)
    form = ExportForm(request.POST, request.FILES, auto_id="porownanie-%s")
    compared = _compared(what, form) if form.is_valid() else None
    if compared is None:
        return show(request, what, export_form=form)
    table, found = compared
    kept = 0
    if form.cleaned_data["keep_ids"] and found.technical_ids:
        kept = actions.keep_technical_ids(
            project=what.project,
            register=what.filing.register.code,
            ids=found.technical_ids,
            by=request.user,
            at=request.now,
        )
    note_comparison(
        project=what.project,
        register=what.filing.register.code,
        differences=len(found.differences),
        by=request.user,
        at=request.now,
    )
    title = _("Porównanie z portalem")
    context = {
        "what": what,
        "found": found,
        "header": table.header,
        "kept": kept,
        "people": _differences(request, what, found),
        "missing": _named(request, found.missing_there),
        "added": [_stranger(what, each) for each in found.added_there],
        "ambiguous": [_stranger(what, each) for each in found.ambiguous],
        "title": title,
        "crumbs": what.crumbs(title),
        "back": what.address(),
    }
    return page(request, "monitoring/comparison.html", context)


@require_POST
def take_in(request: HttpRequest, slug: str) -> HttpResponse:
    what = asked(request, slug, to_file=True)
    sendings = sendings_of(what.project, what.filing.register).filter(withdrawn_at__isnull=True)
    form = FeedbackForm(request.POST, request.FILES, auto_id="zwrotna-%s", sendings=sendings)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            taken = actions.take_in_feedback(
                project=what.project,
                rows=rows_of(facts["file"]),
                sending=facts["sending"],
                nonce=facts["nonce"],
                day=request.today,
                to=what.to,
                by=request.user,
                at=request.now,
            )
        except ValidationError as refusal:
            refuse_into(form, refusal)
        except NoTable as fault:
            form.add_error("file", sentences.of_file(fault))
        else:
            return redirect(what.address("feedback", taken.pk))
    return show(request, what, feedback_form=form)


@require_safe
def feedback(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    what = asked(request, slug)
    found = get_object_or_404(feedback_of(what.project, what.filing.register), pk=pk)
    answers = found.answers.select_related("enrolment__person")
    title = _("Informacja zwrotna %(when)s") % {"when": found}
    context = {
        "what": what,
        "feedback": found,
        "pinned": [_answer(request, what, each) for each in answers if each.enrolment_id],
        "unpinned": [
            {"answer": each, "why": wording.why_unpinned(each)} for each in answers if not each.enrolment_id
        ],
        "title": title,
        "crumbs": what.crumbs(title),
        "withdraw": what.address("withdraw_feedback", found.pk),
        "back": what.address(),
    }
    return page(request, "monitoring/feedback.html", context)


@require_POST
def settle(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    what = asked(request, slug, to_file=True)
    living = Answered.objects.filter(
        feedback__in=Feedback.objects.filter(project=what.project, withdrawn_at__isnull=True)
    )
    answer = get_object_or_404(living.select_related("feedback"), pk=pk)
    return tried(
        request,
        partial(actions.settle_answer, answer=answer, by=request.user, at=request.now),
        said=_("Uwaga z wiersza %(row)s jest załatwiona.") % {"row": answer.row},
        then=what.address("feedback", answer.feedback_id),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    what = asked(request, slug, to_file=True)
    found = get_object_or_404(feedback_of(what.project, what.filing.register), pk=pk)
    title = _("Wycofać tę informację zwrotną?")
    return confirmed(
        request,
        partial(actions.withdraw_feedback, feedback=found, by=request.user, at=request.now),
        said=_("Wycofano informację zwrotną %(when)s.") % {"when": found},
        then=what.address(),
        question={
            "title": title,
            "about": _("Informacja zwrotna %(when)s") % {"when": found},
            "consequence": _("Razem z nią znikną jej uwagi przy osobach."),
            "crumbs": what.crumbs(title),
        },
    )


def _compared(what: Asked, form: ExportForm) -> tuple[Table, Reconciled] | None:
    """Return the export and how it differs; None when the form says why it could not be read."""
    project, filing = what.project, what.filing
    try:
        table = register_table(filing.register, form.cleaned_data["file"])
        # Whoever has not begun was never sent, so the portal need not know them.
        started = taking_part(project, filing.today).filter(first_support_on__lte=filing.today)
        found = reconcile(
            filing.register, ours(filing, started), table.rows, missing_columns=table.header.missing
        )
    except Unreadable as fault:
        form.add_error("file", wording.why_unreadable(fault))
    except NoTable as fault:
        form.add_error("file", sentences.of_file(fault))
    else:
        return table, found
    return None


def _differences(request: HttpRequest, what: Asked, found: Reconciled) -> list[dict[str, Any]]:
    by_person: dict[int, list[dict[str, str]]] = {}
    for each in found.differences:
        is_secret = each.field == "identifier"
        by_person.setdefault(each.key, []).append(
            {
                "field": wording.name_of_field(what.filing.register, each.field),
                "ours": masked_numbers(each.ours) if is_secret else each.ours,
                "theirs": masked_numbers(each.theirs) if is_secret else each.theirs,
                "address": mending(each.field, what.filing, what.project.slug, enrolment=each.key),
            }
        )
    return [{**person, "fields": by_person[person["key"]]} for person in _named(request, by_person)]


def _named(request: HttpRequest, keys: Any) -> list[dict[str, Any]]:
    rows = Enrolment.objects.filter(pk__in=list(keys)).select_related("person").order_by("number")
    return [
        {
            "key": each.pk,
            "name": shown_to(request.who, each),
            "number": each.number,
            "address": panel("monitoring:person", each.pk),
        }
        for each in rows
    ]


def _stranger(what: Asked, row: Row) -> dict[str, Any]:
    """Return a row of the portal that is nobody of ours: where it stands, and whom it names."""
    places = what.filing.register.positions
    name = f"{row.cells[places['first_name']]} {row.cells[places['last_name']]}".strip()
    return {
        "row": row.number,
        "name": name,
        "identifier": masked_numbers(row.cells[places["identifier"]].strip()),
    }


def _answer(request: HttpRequest, what: Asked, answer: Answered) -> dict[str, Any]:
    enrolment = answer.enrolment
    return {
        "answer": answer,
        "name": shown_to(request.who, enrolment),
        "number": enrolment.number,
        "person": panel("monitoring:person", enrolment.pk),
        "field": wording.name_of_field(what.filing.register, answer.field) if answer.field else "",
        "address": mending(
            answer.field, what.filing, what.project.slug, enrolment=enrolment.pk, person=enrolment.person_id
        )
        if answer.field
        else "",
        "settle": what.address("settle", answer.pk),
    }
