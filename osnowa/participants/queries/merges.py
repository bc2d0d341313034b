"""What is known of two records that may be one person."""

from django.db.models import QuerySet

from osnowa.participants.merging import Facts
from osnowa.participants.models import Enrolment, Merge, Person, ToldApart


def facts_of(kept: Person, merged: Person) -> tuple[Facts, Facts]:
    """Return what decides whether ``merged`` may become ``kept`` (one query)."""
    projects: dict[int, set[int]] = {kept.pk: set(), merged.pk: set()}
    rows = Enrolment.objects.filter(person__in=[kept, merged]).values_list("person", "project")
    for person, project in rows:
        projects[person].add(project)
    return _facts(kept, projects[kept.pk]), _facts(merged, projects[merged.pk])


def _facts(person: Person, projects: set[int]) -> Facts:
    return Facts(
        key=person.pk,
        # The number itself, not its index: an index made under an older key differs for the same number.
        pesel=person.pesel,
        is_merged=person.merged_into_id is not None,
        projects=frozenset(projects),
    )


def told_apart(one: Person, other: Person) -> bool:
    """Return whether somebody said that they are two people."""
    first, second = sorted((one.pk, other.pk))
    return ToldApart.objects.filter(first=first, second=second).exists()


def merges_of(person: Person) -> QuerySet[Merge]:
    """Return the merges in force that made ``person`` what it is, newest first, with the other record."""
    return Merge.objects.filter(kept=person, undone_at__isnull=True).select_related("merged", "merged_by")


def records_of(person: Person) -> list[Person]:
    """Return the records that are ``person`` today: its own, and those merged into it, over any number of
    merges (a query for each step of the chain, one when nothing was merged).
    """
    found, latest = [person], [person]
    while latest := list(Person.objects.filter(merged_into__in=latest).order_by("pk")):
        found += latest
    return found
