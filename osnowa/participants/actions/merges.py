"""Two records of one human being become one, and two again; and two people are told apart."""

import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.errors import Refused
from osnowa.participants import merging
from osnowa.participants.actions.persons import PERSON_FIELDS
from osnowa.participants.models import Merge, MovedRow, Person, ToldApart
from osnowa.participants.queries.merges import choices_between, obstacles_between, references


class CannotMerge(Refused):
    """The two records stay two."""


class MergedAlready(CannotMerge):
    """One of the two is not a record of its own any more."""

    message = _("Jeden z tych wpisów jest już połączony z innym. Otwórz listę podobnych osób jeszcze raz.")


class ToldApartBefore(CannotMerge):
    """Somebody looked, and they are two people."""

    message = _("Ktoś już sprawdził, że to różne osoby. Kto i kiedy, zobaczysz w historii osoby.")


class TwoPesels(CannotMerge):
    """Different numbers are different people."""

    message = _("Te osoby mają różne numery PESEL, więc to różne osoby. Jeśli jeden jest błędny, popraw go.")


class TwiceInProject(CannotMerge):
    """Evidence of one project twice: which of it is true, a person decides."""

    message = _(
        "Oba wpisy są w tym samym projekcie. "
        "Najpierw wycofaj ten zapis do projektu, który powstał przez pomyłkę."
    )


class SameRecord(CannotMerge):
    """There is nothing to merge."""

    message = _("To jeden i ten sam wpis.")


class NotMerged(Refused):
    """Taken back already."""

    message = _("To połączenie jest już cofnięte.")


#: What each obstacle is refused with; a preview says it before anybody tries.
REFUSALS: dict[merging.Obstacle, type[Refused]] = {
    "same": SameRecord,
    "merged-already": MergedAlready,
    "told-apart": ToldApartBefore,
    "two-pesels": TwoPesels,
    "same-project": TwiceInProject,
}


@action
def merge_people(*, kept: Person, merged: Person, by: User, at: datetime) -> Merge:
    """Make ``merged`` the same record as ``kept``: everything of it moves, and empty fields are filled.

    What moved is remembered row by row, so ``undo_merge`` brings it back.

    Raises:
        CannotMerge: the first of ``merging.obstacles``.
    """
    kept, merged = _locked(kept, merged)
    if found := obstacles_between(kept, merged):
        raise REFUSALS[found[0]]
    chosen = [each for each in choices_between(kept, merged, PERSON_FIELDS) if each.changes]
    before = {each.name: each.kept for each in chosen}
    merge = Merge.objects.create(
        centre_id=kept.centre_id,
        kept=kept,
        merged=merged,
        merged_at=at,
        merged_by=by,
        before=json.dumps(before, cls=DjangoJSONEncoder),
    )
    for table, column in references():
        rows = table._default_manager.filter(**{column: merged})
        MovedRow.objects.bulk_create(
            MovedRow(merge=merge, table=table._meta.label_lower, column=column, row=pk)
            for pk in rows.values_list("pk", flat=True)
        )
        rows.update(**{column: kept})
    for each in chosen:
        setattr(kept, each.name, each.result)
    if "pesel" in before:
        kept.pesel_index = merged.pesel_index
    # First the record that ends: the number may be in one open record only.
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    kept.full_clean(validate_constraints=False)
    kept.save()
    after = {each.name: each.result for each in chosen}
    _record("merged", kept, merged, by, at, before, after)
    return merge


@action
def undo_merge(*, merge: Merge, by: User, at: datetime) -> Merge:
    """Make two records of one again; they are told apart from now on, so nothing offers them again.

    What came to the kept record after the merge stays there.

    Raises:
        NotMerged: it was taken back before.
        MergedAlready: the kept record was merged into a third one meanwhile; that is taken back first.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at:
        raise NotMerged
    kept, merged = _locked(merge.kept, merge.merged)
    if kept.merged_into_id:
        raise MergedAlready
    tables = {table._meta.label_lower: table for table, _column in references()}
    for moved in merge.moved_rows.all():
        rows = tables[moved.table]._default_manager.filter(pk=moved.row, **{moved.column: kept})
        rows.update(**{moved.column: merged})
    after = _forgotten(kept, merged, json.loads(merge.before))
    before = {name: getattr(kept, name) for name in after}
    for name, value in after.items():
        setattr(kept, name, value)
    if "pesel" in after:
        kept.pesel_index = None
    # First the record that gives the number back.
    kept.full_clean(validate_constraints=False)
    kept.save()
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    merge.undone_at, merge.undone_by = at, by
    merge.save(update_fields=["undone_at", "undone_by"])
    _tell_apart(kept, merged, by, at, reason="")
    _record("split", kept, merged, by, at, before, after)
    return merge


@action
def tell_apart(*, one: Person, other: Person, reason: str, by: User, at: datetime) -> ToldApart:
    """Note that ``one`` and ``other`` are two people; said twice it changes nothing.

    Raises:
        SameRecord: they are one record.
        MergedAlready: one of them is merged; that is taken back first.
    """
    one, other = _locked(one, other)
    if one == other:
        raise SameRecord
    if one.merged_into_id or other.merged_into_id:
        raise MergedAlready
    return _tell_apart(one, other, by, at, " ".join(reason.split()))


def _locked(one: Person, other: Person) -> tuple[Person, Person]:
    # In the order of keys, so that two mergers of the same pair wait for each other instead of for good.
    rows = Person.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[one.pk], found[other.pk]


def _forgotten(kept: Person, merged: Person, before: dict[str, Any]) -> dict[str, Any]:
    """Return what ``kept`` says again once the merge is taken back: not what somebody corrected since."""
    fields = {field.name: field for field in Person._meta.concrete_fields}
    said = {name: fields[name].to_python(value) for name, value in before.items()}
    was = Person(**{**{name: getattr(kept, name) for name in PERSON_FIELDS}, **said})
    learned = {each.name: each.result for each in choices_between(was, merged, PERSON_FIELDS)}
    return {name: value for name, value in said.items() if getattr(kept, name) == learned[name]}


def _tell_apart(one: Person, other: Person, by: User, at: datetime, reason: str) -> ToldApart:
    first, second = sorted((one, other), key=lambda each: each.pk)
    told, fresh = ToldApart.objects.get_or_create(
        centre_id=one.centre_id,
        first=first,
        second=second,
        defaults={"decided_at": at, "decided_by": by, "reason": reason},
    )
    if fresh:
        for person, stranger in ((one, other), (other, one)):
            record(
                verb="participants.person.told_apart",
                subject=person,
                by=by,
                at=at,
                person=label(person),
                sealed_after={"other": label(stranger), "reason": reason},
            )
    return told


def _record(
    what: str,
    kept: Person,
    merged: Person,
    by: User,
    at: datetime,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    record(
        verb=f"participants.person.{what}",
        subject=kept,
        by=by,
        at=at,
        after={"fields": sorted(after)},
        person=label(kept),
        sealed_before=before,
        sealed_after={**after, "other": label(merged)},
    )
    record(
        verb=f"participants.person.{what}",
        subject=merged,
        by=by,
        at=at,
        person=label(merged),
        sealed_after={"other": label(kept)},
    )
