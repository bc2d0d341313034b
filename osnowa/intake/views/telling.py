"""How rows of a list are told: names only as whoever reads them may see them."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from osnowa.intake import keeping
from osnowa.intake.models import Batch, ListRow
from osnowa.intake.queries.batches import Counts
from osnowa.organisations.addresses import panel
from osnowa.participants.access import abilities_by_person
from osnowa.participants.likeness import Likeness
from osnowa.participants.models import Person
from osnowa.participants.names import shown_to
from osnowa.participants.queries import persons_visible_to
from osnowa.participants.queries.likeness import reasons_in_words
from osnowa.projects.standing import Standing
from osnowa.ui.entries import Entry

KINDS = {
    ListRow.Verdict.NEW: "ok",
    ListRow.Verdict.SAME_PERSON: "info",
    ListRow.Verdict.IN_PROJECT: "idle",
    ListRow.Verdict.LIKELY_DUPLICATE: "warn",
    ListRow.Verdict.REFUSED: "bad",
}
OUTCOMES = {
    ListRow.Outcome.TAKEN: "ok",
    ListRow.Outcome.LEFT_OUT: "idle",
    ListRow.Outcome.REFUSED: "bad",
    ListRow.Outcome.WITHDRAWN: "idle",
    ListRow.Outcome.STAYS: "warn",
}


def chips(request: HttpRequest, counts: Counts) -> tuple[list[Entry], dict[str, str]]:
    """Return the filters over the rows of a list, and by what the address narrows them."""
    wanted = request.GET.get("wiersze", "")
    words = {
        ListRow.Verdict.NEW: _("Nowe osoby"),
        ListRow.Verdict.SAME_PERSON: _("Znane w ośrodku"),
        ListRow.Verdict.IN_PROJECT: _("Już w projekcie"),
        ListRow.Verdict.LIKELY_DUPLICATE: _("Do decyzji"),
        ListRow.Verdict.REFUSED: _("Odrzucone"),
    }
    done = {
        ListRow.Outcome.TAKEN: _("Przyjęte"),
        ListRow.Outcome.LEFT_OUT: _("Pominięte"),
        ListRow.Outcome.REFUSED: _("Odrzucone przy przyjmowaniu"),
        ListRow.Outcome.WITHDRAWN: _("Wycofane"),
        ListRow.Outcome.STAYS: _("Zostają"),
    }
    narrowed: dict[str, str] = {}
    if wanted in counts.verdicts:
        narrowed = {"verdict": wanted}
    elif wanted.removeprefix("wynik-") in counts.outcomes:
        narrowed = {"outcome": wanted.removeprefix("wynik-")}
    entries = [Entry(_("Wszystkie"), "?", is_current=not narrowed, count=counts.total)]
    entries += [
        Entry(word, f"?wiersze={verdict}", wanted == verdict, counts.verdicts[verdict])
        for verdict, word in words.items()
        if counts.verdicts[verdict]
    ]
    entries += [
        Entry(word, f"?wiersze=wynik-{outcome}", wanted == f"wynik-{outcome}", counts.outcomes[outcome])
        for outcome, word in done.items()
        if counts.outcomes[outcome]
    ]
    return entries, narrowed


def rows_told(who: Standing, batch: Batch, rows: Iterable[ListRow]) -> list[dict[str, Any]]:
    """Return ``rows`` as a page shows them; as many queries for a page as for one row."""
    rows = list(rows)
    kept = {row.pk: keeping.read(row.told) for row in rows}
    ids = {each.person for one in kept.values() for each in one.likely if each.person}
    ids |= {row.person_id for row in rows if row.person_id}
    people = list(persons_visible_to(who).filter(pk__in=ids).order_by("pk"))
    can = abilities_by_person(who, people)
    known = {person.pk: person for person in people}
    open_ = batch.stage in (Batch.Stage.PREVIEW, Batch.Stage.TAKEN) and not batch.emptied_at

    def name_of(person: Person) -> str:
        return shown_to(who, person, abilities=can[person.pk])

    def likely(each: keeping.Likely) -> dict[str, Any]:
        person = known.get(each.person or 0)
        if each.row:
            return {"person": None, "name": "", "row": each.row, "reasons": reasons_in_words(_alike(each))}
        if person is None or (person.is_hidden and not can[person.pk].hidden_name):
            return {"person": None, "name": "", "row": None, "reasons": ""}
        return {
            "person": person.pk,
            "name": name_of(person),
            "row": None,
            "reasons": reasons_in_words(_alike(each), can[person.pk]),
            "file": panel("desk:person", person.pk) if can[person.pk].open_file else "",
        }

    told = []
    for row in rows:
        one = kept[row.pk]
        person = known.get(row.person_id or 0)
        decidable = open_ and not row.outcome and row.verdict != ListRow.Verdict.REFUSED
        told.append(
            {
                "number": row.number,
                "name": one.name or (name_of(person) if person else _("(brak nazwiska)")),
                "file": panel("desk:person", person.pk) if person and can[person.pk].open_file else "",
                "kind": OUTCOMES[row.outcome] if row.outcome else KINDS[row.verdict],  # type: ignore[index]
                "word": row.get_outcome_display() if row.outcome else row.get_verdict_display(),
                "choice": row.get_choice_display() if row.choice and not row.outcome else "",
                "chosen": name_of(person) if person and row.choice == ListRow.Choice.KNOWN else "",
                "faults": one.faults,
                "notes": one.notes,
                "alterations": one.alterations,
                "likely": [likely(each) for each in one.likely],
                "stood": one.stood,
                "decide": panel("intake:decide", batch.project.slug, batch.pk, row.number)
                if decidable
                else "",
                "must": decidable and row.verdict == ListRow.Verdict.LIKELY_DUPLICATE and not row.choice,
            }
        )
    return told


def _alike(each: keeping.Likely) -> Likeness:
    return Likeness(each.points, each.reasons)
