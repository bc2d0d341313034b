"""What is known of two records that may be one person."""

from collections.abc import Iterable, Iterator

from django.db.models import Count, ManyToOneRel, Model, QuerySet, Value

from osnowa.participants.merging import Facts, FieldChoice, Obstacle, choices, obstacles
from osnowa.participants.models import Enrolment, Merge, MovedRow, Person, ToldApart


def obstacles_between(kept: Person, merged: Person) -> list[Obstacle]:
    """Return everything that stands in the way of ``merged`` becoming ``kept`` (two queries)."""
    return obstacles(*_both(kept, merged), told_apart=told_apart(kept, merged))


def choices_between(kept: Person, merged: Person, names: Iterable[str]) -> list[FieldChoice]:
    """Return for each field in ``names`` what ``kept`` would say after the merge."""
    names = list(names)
    told = [{name: getattr(each, name) for name in names} for each in (kept, merged)]
    return choices(names, *told)


def _both(kept: Person, merged: Person) -> tuple[Facts, Facts]:
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


def references() -> Iterator[tuple[type[Model], str]]:
    """Yield the tables and columns, of any app, in which a row belongs to a person; in a stable order.

    What is said about the records themselves (merges, people told apart) stays where it is.
    """
    own = {Merge, MovedRow, ToldApart, Person}
    relations = [
        each.field
        for each in Person._meta.get_fields(include_hidden=True)
        if isinstance(each, ManyToOneRel) and each.field.model not in own
    ]
    for field in sorted(relations, key=lambda field: (field.model._meta.label_lower, field.name)):
        yield field.model, field.name


def what_moves(person: Person) -> list[tuple[str, int]]:
    """Return what a merge would move away from ``person``: the noun (plural) and how many rows; one query,
    however many tables there are.
    """
    first, *others = (
        table._default_manager.filter(**{column: person})
        .order_by()
        .values(noun=Value(str(table._meta.verbose_name_plural)))
        .annotate(moving=Count("pk"))
        .values_list("noun", "moving")
        for table, column in references()
    )
    # A database may count nothing as a row of its own.
    return [(noun, moving) for noun, moving in first.union(*others, all=True) if moving]


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
