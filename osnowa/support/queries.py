"""What the ledger says: the support of one person, as of any day, and whether it agrees with its sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery

from osnowa.participants.models import Enrolment
from osnowa.participants.queries.about_person import of_enrolment
from osnowa.support.models import LedgerEntry

#: What of the ledger is kept about a person.
ABOUT_PERSON = (of_enrolment(LedgerEntry),)


class LedgerRow(NamedTuple):
    """One current entry as plain facts: what a source says should stand there, or what stands there."""

    enrolment_id: int
    form_id: int
    began_on: date
    ended_on: date
    minutes: int | None
    source: str


@dataclass(frozen=True)
class LedgerFaults:
    """How the ledger differs from its sources: rows it lacks, rows without proof, wrong starts (numbers)."""

    missing: frozenset[LedgerRow]
    unproved: frozenset[LedgerRow]
    wrong_starts: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.unproved or self.wrong_starts)


def ledger_as_of(entries: QuerySet[LedgerEntry], day: date) -> QuerySet[LedgerEntry]:
    """Return those of ``entries`` that are current and had begun by ``day`` (inclusive)."""
    return entries.filter(superseded_at__isnull=True, began_on__lte=day)


def timeline(enrolment: Enrolment, on: date) -> QuerySet[LedgerEntry]:
    """Return the support of ``enrolment`` up to ``on``, newest first, each entry with its form."""
    entries = ledger_as_of(LedgerEntry.objects.filter(enrolment=enrolment), on)
    return entries.select_related("form").order_by("-began_on", "-pk")


def ledger_rows() -> set[LedgerRow]:
    """Return every current entry of the centre in scope as plain facts."""
    entries = LedgerEntry.objects.current().order_by()
    return {LedgerRow(*row) for row in entries.values_list(*LedgerRow._fields)}


def entries_differing_from_sources(expected: Iterable[LedgerRow]) -> LedgerFaults:
    """Return where the ledger differs from ``expected``: the rows of all sources of the centre in scope.

    The apps above give them (``ledger_rows_expected`` of casework, trainings); ``osnowa doctor`` asks.
    """
    kept, proved = ledger_rows(), {LedgerRow(*row) for row in expected}
    return LedgerFaults(
        missing=frozenset(proved - kept),
        unproved=frozenset(kept - proved),
        wrong_starts=tuple(enrolments_with_wrong_start().values_list("number", flat=True)),
    )


def enrolments_with_wrong_start() -> QuerySet[Enrolment]:
    """Return enrolments whose ``first_support_on`` is not the earliest day of their current ledger."""
    first = (
        LedgerEntry.objects.current()
        .filter(enrolment=OuterRef("pk"))
        .order_by()
        .values("enrolment")
        .annotate(day=Min("began_on"))
        .values("day")
    )
    # Written out: an empty day equals nothing in SQL, and is not unequal to anything either.
    differs = (
        Q(first_support_on__lt=F("first_in_ledger"))
        | Q(first_support_on__gt=F("first_in_ledger"))
        | Q(first_support_on__isnull=True, first_in_ledger__isnull=False)
        | Q(first_support_on__isnull=False, first_in_ledger__isnull=True)
    )
    return Enrolment.objects.annotate(first_in_ledger=Subquery(first)).filter(differs)
