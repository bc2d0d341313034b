"""The list of people, and looking at one of them with a reason."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from osnowa.organisations.addresses import panel
from osnowa.organisations.models import Role
from osnowa.participants import actions
from osnowa.participants.access import may_list_people, may_register
from osnowa.participants.forms.persons import ReasonedSearchForm, ReasonForm
from osnowa.participants.models import Enrolment, Person
from osnowa.participants.pesel import looks_like
from osnowa.participants.queries import people as queries
from osnowa.participants.queries.identity import persons_meant_by
from osnowa.participants.queries.likeness import may_merge
from osnowa.participants.queries.people import PeopleFilters, PeopleList
from osnowa.participants.queries.visibility import known_by, looks_at_nobody_without_reason
from osnowa.participants.views.doing import ask, file_address
from osnowa.projects.models import Project
from osnowa.ui import polish
from osnowa.ui.doing import sent
from osnowa.ui.entries import Cell, Column, Entry, State
from osnowa.ui.pages import allow, answer_form, page, refuse_into

STATES = {
    queries.IN_PROJECT: ("ok", gettext_lazy("w projekcie")),
    queries.WITHOUT_SUPPORT: ("warn", gettext_lazy("zapisane bez wsparcia")),
    queries.ENDED: ("idle", gettext_lazy("zakończone")),
    queries.WITHOUT_PROJECT: ("idle", gettext_lazy("bez projektu")),
}


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Show the list; a search is sent, not put into the address, so that no PESEL stands in a log."""
    allow(may_list_people(request.who))
    sent = request.POST.get("q", "").strip()
    filters = PeopleFilters(
        words=request.GET.get("q", "").strip(),
        pesel=sent if looks_like(sent) else "",
        project=request.GET.get("projekt", ""),
        state=request.GET.get("stan", ""),
        page=request.GET.get("strona", "1"),
    )
    if request.method == "POST" and not filters.pesel:
        return redirect(panel("participants:people") + _address(filters, q=sent))
    listed = queries.people_listed(request.who, filters)
    context = {
        "filters": filters,
        "listed": listed.page,
        "columns": COLUMNS,
        "rows": _cells(listed.rows),
        "by_project": _by_project(listed, filters),
        "by_state": _by_state(listed, filters),
        "may_merge": may_merge(request.who),
        "may_register": may_register(request.who),
        "lists": _lists(request, filters),
        "needs_reason": looks_at_nobody_without_reason(request.who),
        "beside": _beside(listed, filters),
        # A project of one's own with nobody in it waits for its first person, not for other words.
        "narrowed": bool(filters.words or filters.pesel or filters.state)
        or bool(filters.project and not may_register(request.who)),
    }
    return page(request, "participants/people.html", context)


def _lists(request: HttpRequest, filters: PeopleFilters) -> str:
    """Return where lists are brought into the chosen project, for who coordinates it."""
    mine = request.who.projects_as(Role.COORDINATOR) if filters.project else []
    known = mine and Project.objects.filter(pk__in=mine, slug=filters.project).exists()
    return panel("intake:batches", filters.project) if known else ""


COLUMNS = (
    Column(gettext_lazy("Osoba")),
    Column(gettext_lazy("Numer"), "tn nb"),
    Column(gettext_lazy("Projekt")),
    Column(gettext_lazy("Grupa")),
    Column(gettext_lazy("Opiekun")),
    Column(gettext_lazy("Pierwsze wsparcie"), "tn"),
    Column(gettext_lazy("Stan")),
)


def _cells(rows: Iterable[queries.PersonRow]) -> list[tuple[Cell, ...]]:
    states = {state: State(kind, str(word)) for state, (kind, word) in STATES.items()}
    return [
        (
            Entry(row.name, row.address) if row.address else row.name,
            row.number or polish.MISSING,
            row.project or polish.MISSING,
            row.groups or polish.MISSING,
            row.caseworker or polish.MISSING,
            polish.dzien(row.first_support_on),
            states[row.state],
        )
        for row in rows
    ]


def _by_project(listed: PeopleList, filters: PeopleFilters) -> list[Entry]:
    entries = [
        Entry(title, _address(filters, projekt=slug), is_current=slug == filters.project, count=count)
        for slug, (title, count) in listed.projects.items()
    ]
    if len(entries) < 2:
        return []
    every = sum(count for _title, count in listed.projects.values())
    return [
        Entry(_("Wszystkie projekty"), _address(filters, projekt=""), not filters.project, every),
        *entries,
    ]


def _by_state(listed: PeopleList, filters: PeopleFilters) -> list[Entry]:
    every = sum(listed.states[state] for state in queries.STATES)
    shown = [
        (state, count)
        for state, count in listed.states.items()
        if state in queries.STATES or count or state == filters.state
    ]
    return [
        Entry(_("Wszystkie"), _address(filters, stan=""), not filters.state, every),
        *(
            Entry(STATES[state][1], _address(filters, stan=state), state == filters.state, count)
            for state, count in shown
        ),
    ]


def _beside(listed: PeopleList, filters: PeopleFilters) -> Entry | None:
    """Return the way to those found in no project: "all" are all participations, and these have none."""
    count = listed.states.get(queries.WITHOUT_PROJECT, 0)
    if listed.rows or filters.project or not count:
        return None
    label = _("Pokaż osoby bez projektu (%(count)s)") % {"count": polish.liczba(count)}
    return Entry(label, _address(filters, stan=queries.WITHOUT_PROJECT))


def _address(filters: PeopleFilters, **changes: str) -> str:
    query = {"q": filters.words, "projekt": filters.project, "stan": filters.state, **changes}
    return f"?{urlencode({name: value for name, value in query.items() if value})}"


@require_http_methods(["GET", "POST"])
def reason(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason to open the file of a person whose label is known, for example from the journal."""
    allow(looks_at_nobody_without_reason(request.who))
    person = get_object_or_404(Person.objects.filter(known_by(request.today)), pk=pk, merged_into=None)
    title = _("Wgląd w dane osoby %(pk)s") % {"pk": person.pk}
    context = {
        "title": title,
        "lede": _("Dane otworzą się na 30 minut. Wgląd i powód zostaną zapisane w dzienniku."),
        "crumbs": [(_("Osoby"), panel("participants:people")), (title, "")],
        "back": file_address(person),
        "cancel": panel("participants:people"),
        "save": _("Otwórz dane"),
    }

    def look(**facts: Any) -> None:
        actions.look_with_reason(person=person, by=request.user, at=request.now, **facts)

    form = ReasonForm(**sent(request))
    return ask(request, form, look, context, said=_("Dane są otwarte przez 30 minut."))


@require_http_methods(["GET", "POST"])
def reason_search(request: HttpRequest) -> HttpResponse:
    """Find the one person whom a request is about, by what stands in it, and open the file with a reason."""
    allow(looks_at_nobody_without_reason(request.who))
    form = ReasonedSearchForm(**sent(request))
    found, too_short = _asked(request)
    form.offer([(each.pk, _distinguished(each)) for each in found])
    if form.is_bound and form.is_valid():
        if too_short:
            refuse_into(form, too_short)
        elif person := _chosen(form, found):
            reason = form.cleaned_data["reason"]
            actions.look_with_reason(person=person, reason=reason, by=request.user, at=request.now)
            messages.success(request, _("Dane są otwarte przez 30 minut."))
            return redirect(file_address(person))
    title = _("Wgląd w dane osoby")
    context = {
        "title": title,
        "lede": _("Podaj, kogo dotyczy sprawa i po co otwierasz dane. Wgląd i powód zostaną w dzienniku."),
        "crumbs": [(_("Osoby"), panel("participants:people")), (title, "")],
        "back": panel("participants:people"),
        "save": _("Otwórz dane"),
    }
    return answer_form(request, "participants/form.html", context, form)


def _asked(request: HttpRequest) -> tuple[list[Person], ValidationError | None]:
    """Return who is meant, or why nobody says so: without a reason no answer. The question is recorded."""
    meant = request.POST.get("meant", "").strip()
    if not meant:
        return [], None
    found, reason = persons_meant_by(request.centre, meant, request.today), request.POST.get("reason", "")
    try:
        actions.ask_with_reason(
            centre=request.centre, found=found, reason=reason, by=request.user, at=request.now
        )
    except ValidationError as too_short:
        return [], too_short
    return found, None


def _chosen(form: ReasonedSearchForm, found: list[Person]) -> Person | None:
    if not found:
        form.add_error("meant", _("Nie ma takiej osoby. Wpisz cały PESEL, numer albo imię i nazwisko."))
        return None
    if len(found) == 1:
        return found[0]
    chosen = form.cleaned_data.get("person")
    if not chosen:
        form.add_error("person", _("Takich osób jest kilka. Wybierz jedną."))
        return None
    return next(person for person in found if str(person.pk) == chosen)


def _distinguished(person: Person) -> str:
    """Tell people of one name apart by what is least: their numbers and the year of birth."""
    numbers = Enrolment.objects.filter(person=person).values_list("number", flat=True)
    born = str(person.birth_date.year) if person.birth_date else _("rok urodzenia nieznany")
    return ", ".join([*numbers, born])
