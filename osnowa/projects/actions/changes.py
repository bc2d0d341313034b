"""What all verbs of the plan share: lock, check, save, and what the log keeps of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import label, record
from osnowa.clock.actions import supersede
from osnowa.clock.models import Recorded
from osnowa.errors import Refused
from osnowa.organisations.actions.directory import NothingChanged
from osnowa.organisations.fields import FoldedField
from osnowa.organisations.queries import dependents_of
from osnowa.projects.models import Project, TeamRole

Row = TypeVar("Row", bound=Model)
RecordedRow = TypeVar("RecordedRow", bound=Recorded)

#: Names of people: the log keeps them sealed under the person's own key. A model whose free text may hold
#: names lists those fields itself, in ``sealed_in_log``.
PERSONAL = frozenset({"person_name"})
#: What keeps versions apart says nothing about the row.
VERSIONING = frozenset({"series", "recorded_at", "superseded_at"})


class Gone(Refused):
    message = _("Tego wpisu już nie ma: ktoś go w międzyczasie wycofał.")


class StillNeeded(Refused):
    message = _("Nie można wycofać, bo zależą od tego: %(what)s.")
    why = "zalezne-zapisy"


class OfAnotherCentre(Refused):
    message = _("To należy do innego ośrodka.")


class OfAnotherProject(Refused):
    message = _("To należy do innego projektu.")


@dataclass(frozen=True)
class Change:
    """One change of the plan: who makes it, and when. Used inside an ``@action``."""

    by: User
    at: datetime

    @property
    def on(self) -> date:
        """The day of the change, in Poland."""
        return timezone.localdate(self.at)

    def lock(self, root: Row) -> Row:
        """Return ``root`` as it is now; until the transaction ends nobody else changes what belongs to it."""
        return self._read(root, lock=True)

    def fresh(self, row: Row) -> Row:
        """Return ``row`` as it is now; its root is already locked."""
        return self._read(row, lock=False)

    def _read(self, row: Row, *, lock: bool) -> Row:
        rows = type(row)._default_manager.filter(pk=row.pk)
        found = (rows.select_for_update(of=("self",)) if lock else rows).first()
        if found is None:
            raise Gone
        return found

    def add(self, row: Row, facts: Mapping[str, Any]) -> Row:
        """Save a new ``row`` with ``facts``, lists of many included."""
        many = _give(row, facts)
        row.full_clean()
        row.save()
        _give_many(row, many)
        self._note(row, "added", before=None, after=_facts_of(row))
        return row

    def correct(self, row: Row, facts: Mapping[str, Any]) -> Row:
        """Save ``row``, just read, with other ``facts``; the log keeps those that differ.

        Raises:
            NothingChanged: everything is as it was.
        """
        before = _facts_of(row)
        many = _give(row, facts)
        row.full_clean()
        row.save()
        _give_many(row, many)
        after = _facts_of(row)
        changed = {name for name in after if after[name] != before[name]}
        if not changed:
            raise NothingChanged
        self._note(row, "corrected", before=_only(before, changed), after=_only(after, changed))
        return row

    def withdraw(self, row: Row, *, along: Sequence[Model] = ()) -> Row:
        """Delete ``row``, and before it the rows ``along``; the log keeps what each of them said.

        Raises:
            StillNeeded: something names it that does not go along.
        """
        # A row's own lists of many are counted under its own name, and are part of it.
        with_lists: list[Model] = [row] if row._meta.many_to_many else []
        going = {str(each._meta.verbose_name_plural) for each in [*along, *with_lists]}
        self._refuse_if_needed({what: n for what, n in dependents_of(row).items() if what not in going})
        for each in along:
            self.withdraw(each)
        self._note(row, "withdrawn", before=_facts_of(row), after=None)
        row.delete()
        return row

    def close(self, row: RecordedRow) -> RecordedRow:
        """End the current version ``row``: it is withdrawn and stays as a closed version.

        Raises:
            ChangedMeanwhile, RecordedLater.
        """
        supersede(row, self.at)
        self._note(row, "withdrawn", before=_facts_of(row), after=None)
        return row

    def _refuse_if_needed(self, counts: Mapping[str, int]) -> None:
        if counts:
            raise StillNeeded(what=self.named(counts))

    @staticmethod
    def named(counts: Mapping[str, int]) -> str:
        """Return what ``dependents_of`` counted as words: ``uczestnicy (12), wskaźniki (4)``."""
        return ", ".join(f"{what or _('inne wpisy')} ({count})" for what, count in counts.items())

    def _note(
        self, row: Model, participle: str, *, before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> None:
        record(
            verb=f"{row._meta.label_lower}.{participle}",
            subject=row,
            by=self.by,
            at=self.at,
            before=_open(row, before),
            after=_open(row, after),
            person=_person(row),
            sealed_before=_sealed(row, before),
            sealed_after=_sealed(row, after),
            within=_project_of(row),
        )


def _give(row: Model, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Set ``facts`` on ``row`` and return those that are lists of many, which need a saved row."""
    lists = {field.name for field in row._meta.many_to_many}
    for name, value in facts.items():
        if name not in lists:
            setattr(row, name, value)
    return {name: value for name, value in facts.items() if name in lists}


def _give_many(row: Model, many: Mapping[str, Any]) -> None:
    for name, rows in many.items():
        getattr(row, name).set(rows)


def _facts_of(row: Model) -> dict[str, Any]:
    facts = {
        field.name: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if not field.primary_key and not isinstance(field, FoldedField) and field.name not in VERSIONING
    }
    many = {
        field.name: sorted(getattr(row, field.name).values_list("pk", flat=True))
        for field in row._meta.many_to_many
    }
    return facts | many


def _only(facts: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: facts[name] for name in names}


def _open(row: Model, facts: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if facts is None else _only(facts, facts.keys() - _personal(row))


def _sealed(row: Model, facts: dict[str, Any] | None) -> dict[str, Any] | None:
    return _only(facts, {name for name in facts.keys() & _personal(row) if facts[name]}) if facts else None


def _personal(row: Model) -> frozenset[str]:
    return PERSONAL | getattr(row, "sealed_in_log", frozenset())


def _project_of(row: Model) -> str | None:
    """Return the label of the project a row belongs to; None for what stands above projects."""
    if isinstance(row, Project):
        return label(row)
    if project_id := getattr(row, "project_id", None):
        return f"{Project._meta.label_lower}:{project_id}"
    parents = (getattr(row, name, None) for name in ("programme", "indicator", "initiative", "target"))
    return next((_project_of(parent) for parent in parents if parent is not None), None)


def _person(row: Model) -> str | None:
    """Return whose data a row holds, as the log names people; a role without an account is its own person.

    So is a row with free text: its words die with its own key.
    """
    if isinstance(row, TeamRole):
        return label(row.user if row.user else row)
    return label(row) if hasattr(row, "sealed_in_log") else None
