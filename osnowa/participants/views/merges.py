"""Two records that may be one person: looked at side by side, made one, taken apart."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.audit.actions import seen
from osnowa.organisations.addresses import panel
from osnowa.participants import actions
from osnowa.participants.abilities import EnrolmentAbilities
from osnowa.participants.access import abilities_by_person
from osnowa.participants.actions.merges import REFUSALS
from osnowa.participants.actions.persons import PERSON_FIELDS
from osnowa.participants.forms.merges import ApartForm
from osnowa.participants.merging import FieldChoice
from osnowa.participants.models import Merge, Person
from osnowa.participants.names import shown_to
from osnowa.participants.queries import persons_visible_to
from osnowa.participants.queries.likeness import Pair, may_merge, pairs_alike
from osnowa.participants.queries.merges import choices_between, obstacles_between, what_moves
from osnowa.participants.reasons import in_words
from osnowa.participants.views.doing import confirm, file_address, find_person, frame
from osnowa.ui.doing import done
from osnowa.ui.entries import Cell, Column, Entry
from osnowa.ui.pages import UNPROCESSABLE, allow, page
from osnowa.ui.polish import dzien

PAIRS_ON_A_PAGE = 25


@require_safe
def alike(request: HttpRequest) -> HttpResponse:
    """Show who of the centre may be one human being, the most alike first."""
    allow(may_merge(request.who))
    shown = Paginator(pairs_alike(request.who), PAIRS_ON_A_PAGE).get_page(request.GET.get("strona"))
    context = {
        "title": _("Podobne osoby"),
        "crumbs": [(_("Osoby"), panel("participants:people")), (_("Podobne osoby"), "")],
        "listed": shown,
        "columns": COLUMNS,
        "rows": _pair_rows(request, shown.object_list),
    }
    return page(request, "participants/alike.html", context)


COLUMNS = (
    Column(gettext_lazy("Osoba")),
    Column(gettext_lazy("Podobna osoba")),
    Column(gettext_lazy("Dlaczego")),
    Column(gettext_lazy("Co dalej")),
)


def _pair_rows(request: HttpRequest, pairs: Iterable[Pair]) -> list[tuple[Cell, ...]]:
    pairs = list(pairs)
    ids = {each.ref for pair in pairs for each in (pair.one, pair.other)}
    people = {each.pk: each for each in Person.objects.filter(pk__in=ids)}
    told = abilities_by_person(request.who, list(people.values()))

    def cell(pk: int) -> Entry:
        person = people[pk]
        name, born = shown_to(request.who, person, abilities=told[pk]), person.birth_date
        return Entry(f"{name}, {dzien(born)}" if born else name, file_address(person))

    def compared(pair: Pair) -> Entry:
        return Entry(_("Porównaj wpisy"), panel("participants:merge", pair.one.ref, pair.other.ref))

    return [
        (cell(pair.one.ref), cell(pair.other.ref), in_words(pair.likeness.reasons), compared(pair))
        for pair in pairs
    ]


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Show what ``pk`` will be once ``other`` becomes the same record; sent, make it so."""
    kept, can = find_person(request, pk)
    merged, can_other = find_person(request, other)
    allow(can.withdraw and can_other.withdraw)
    refusal: list[str] = []
    if request.method == "POST":
        try:
            done_merge = actions.merge_people(kept=kept, merged=merged, by=request.user, at=request.now)
        except ValidationError as error:
            refusal = error.messages
        else:
            messages.success(
                request,
                _("Wpisy są połączone."),
                extra_tags=panel("participants:undo_merge", done_merge.pk),
            )
            return redirect(file_address(kept))
    seen(subject=merged, by=request.user, at=request.now)
    context = _side_by_side(request, kept, can, merged, can_other)
    return page(
        request,
        "participants/merge.html",
        {**context, "refusal": refusal},
        status=UNPROCESSABLE if refusal else 200,
    )


def _side_by_side(
    request: HttpRequest,
    kept: Person,
    can: EnrolmentAbilities,
    merged: Person,
    can_other: EnrolmentAbilities,
) -> dict[str, Any]:
    names = [shown_to(request.who, kept, abilities=can), shown_to(request.who, merged, abilities=can_other)]
    said = [each for each in choices_between(kept, merged, PERSON_FIELDS) if each.kept or each.merged]
    return frame(
        request,
        kept,
        can,
        _("Połącz z innym wpisem"),
        names=names,
        rows=[_row(each) for each in said],
        moves=what_moves(merged),
        against=[REFUSALS[each].message for each in obstacles_between(kept, merged)],
        form=ApartForm(),
        other_way=panel("participants:merge", merged.pk, kept.pk),
        apart=panel("participants:tell_apart", kept.pk, merged.pk),
    )


def _row(each: FieldChoice) -> dict[str, Any]:
    label = str(Person._meta.get_field(each.name).verbose_name)
    said = [_word(each.name, value) for value in (each.kept, each.merged, each.result)]
    return {
        "label": label[:1].upper() + label[1:],
        "kept": said[0],
        "merged": said[1],
        "result": said[2],
        "differs": each.differs,
        "changes": each.changes,
    }


def _word(name: str, value: Any) -> str:
    if value in (None, "", False):
        return "–"
    if value is True:
        return _("tak")
    choices = dict(Person._meta.get_field(name).flatchoices)
    return str(choices.get(value) or (dzien(value) if hasattr(value, "isoformat") else value))


@require_POST
def tell_apart(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Note that the two are different people."""
    one, can = find_person(request, pk)
    stranger, can_other = find_person(request, other)
    allow(can.withdraw and can_other.withdraw)
    form = ApartForm(request.POST)
    done(
        form,
        lambda reason: actions.tell_apart(
            one=one, other=stranger, reason=reason, by=request.user, at=request.now
        ),
    )
    if form.is_valid():
        messages.success(request, _("Zapisano, że to różne osoby. Nie pokażemy ich już jako podobnych."))
        return redirect(file_address(one))
    context = _side_by_side(request, one, can, stranger, can_other)
    return page(request, "participants/merge.html", {**context, "form": form}, status=UNPROCESSABLE)


@require_http_methods(["GET", "POST"])
def undo_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Make two records of one again."""
    known = persons_visible_to(request.who)
    merge = get_object_or_404(Merge.objects.select_related("kept", "merged"), pk=pk, kept__in=known)
    kept, can = find_person(request, merge.kept_id)
    allow(can.withdraw)
    context = frame(
        request,
        kept,
        can,
        _("Rozdziel wpisy"),
        question=_("Czy rozdzielić te wpisy?"),
        consequences=[
            _("Powstaną znów dwie osoby: %(kept)s i %(merged)s.")
            % {"kept": kept.full_name, "merged": merge.merged.full_name},
            _(
                "Każdy wpis, który przyszedł z połączeniem, wróci na swoje miejsce. "
                "To, co zapisano później, zostanie."
            ),
            _("Zapiszemy, że to różne osoby, więc nie zostaną połączone jeszcze raz."),
        ],
        save=_("Rozdziel wpisy"),
    )

    def verb() -> None:
        actions.undo_merge(merge=merge, by=request.user, at=request.now)

    return confirm(request, verb, context, said=_("Wpisy są rozdzielone."))
