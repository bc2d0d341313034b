"""A list is brought, judged, taken, withdrawn and brought again; what stays says why."""

from collections import Counter

from osnowa.intake import actions, tasks
from osnowa.intake.headers import propose
from osnowa.intake.keeping import read
from osnowa.intake.models import Batch, FilePiece, ListRow
from osnowa.intake.queries.kept import table_of
from osnowa.participants.models import Enrolment, Person
from tests.cast import NOW, TODAY
from tests.intake import lists


def brought(world, content, *, mapping=None, name="lista.xlsx", **more):
    """Return a judged list of ``world``'s project."""
    batch = actions.bring_list(
        project=world.project, content=content, name=name, by=world.coordinator, at=NOW, **more
    )
    table = table_of(batch)
    described = actions.describe_columns(
        batch=batch,
        sheet=table.sheet,
        mapping=propose(table.headers).mapping if mapping is None else mapping,
        enrolled_on=TODAY,
        by=world.coordinator,
        at=NOW,
    )
    return tasks.carry_on(described)


def taken(world, batch, *verdicts):
    accepted = actions.accept_rows(
        batch=batch,
        verdicts=verdicts or ("new", "same_person", "in_project"),
        by=world.coordinator,
        at=NOW,
    )
    return tasks.carry_on(accepted)


def withdrawn(world, batch):
    return tasks.carry_on(actions.withdraw_batch(batch=batch, by=world.coordinator, at=NOW))


def verdicts(batch):
    return dict(Counter(ListRow.objects.filter(batch=batch).values_list("verdict", flat=True)))


def outcomes(batch):
    return dict(Counter(ListRow.objects.filter(batch=batch).values_list("outcome", flat=True)))


def test_a_list_is_taken_withdrawn_and_brought_again(here):
    people, enrolments = Person.objects.count(), Enrolment.objects.count()

    batch = brought(here, lists.workbook(180))

    assert verdicts(batch) == {"new": 173, "refused": 7}
    assert all(read(row.told).faults for row in ListRow.objects.filter(batch=batch, verdict="refused"))
    assert Person.objects.count() == people, "a preview writes nobody"

    batch = taken(here, batch)

    assert (batch.stage, batch.fault) == (Batch.Stage.TAKEN, "")
    assert outcomes(batch) == {"taken": 173, "": 7}
    assert Person.objects.count() == people + 173
    assert Enrolment.objects.count() == enrolments + 173
    assert not FilePiece.objects.filter(batch=batch).exists()

    batch = withdrawn(here, batch)

    assert batch.stage == Batch.Stage.WITHDRAWN
    assert outcomes(batch) == {"withdrawn": 173}
    assert (Person.objects.count(), Enrolment.objects.count()) == (people, enrolments)

    again = brought(here, lists.workbook(180))

    assert verdicts(again) == {"new": 173, "refused": 7}
    assert outcomes(taken(here, again)) == {"taken": 173, "": 7}
