"""Lists brought to a project, and their rows."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from osnowa.intake.models import Batch, ListRow
from osnowa.organisations.models import Role
from osnowa.projects.standing import Standing


def batches_visible_to(who: Standing) -> QuerySet[Batch]:
    """Return the lists ``who`` may know of, with their project: those of projects they coordinate."""
    mine = Batch.objects.filter(project__in=who.projects_as(Role.COORDINATOR))
    return mine.select_related("project__centre", "brought_by", "moved_by")


def rows_visible_to(who: Standing) -> QuerySet[ListRow]:
    """Return the rows of the lists ``who`` may know of."""
    return ListRow.objects.filter(batch__project__in=who.projects_as(Role.COORDINATOR))


def ready_rows(batch: Batch) -> QuerySet[ListRow]:
    """Return the rows of ``batch`` that are to be taken and were not yet, in their order."""
    decided = ~Q(choice="") | Q(verdict__in=batch.accepts)
    waiting = ListRow.objects.filter(batch=batch, outcome="").exclude(verdict=ListRow.Verdict.REFUSED)
    return waiting.filter(decided).order_by("number")


def rows_made(batch: Batch) -> QuerySet[ListRow]:
    """Return the rows of ``batch`` of which something came, not withdrawn yet, the last first."""
    return ListRow.objects.filter(batch=batch, outcome=ListRow.Outcome.TAKEN).order_by("-number")


@dataclass(frozen=True)
class Counts:
    """How many rows there are, by verdict and by outcome; ``undecided`` are likely duplicates that wait."""

    verdicts: dict[str, int]
    outcomes: dict[str, int]
    undecided: int
    waiting: dict[str, int]

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.verdicts.values())


def counts_of(batch: Batch) -> Counts:
    """Return how many rows of ``batch`` have which verdict and which outcome (one query)."""
    counts = Counts(
        {str(each): 0 for each in ListRow.Verdict}, {str(each): 0 for each in ListRow.Outcome}, 0, {}
    )
    grouped = ListRow.objects.filter(batch=batch).order_by().values_list("verdict", "outcome", "choice")
    undecided = 0
    for verdict, outcome, choice, count in grouped.annotate(count=Count("pk")):
        counts.verdicts[verdict] += count
        if outcome:
            counts.outcomes[outcome] += count
        elif not choice and verdict != ListRow.Verdict.REFUSED:
            counts.waiting[verdict] = counts.waiting.get(verdict, 0) + count
            undecided += count if verdict == ListRow.Verdict.LIKELY_DUPLICATE else 0
    return Counts(counts.verdicts, counts.outcomes, undecided, counts.waiting)
