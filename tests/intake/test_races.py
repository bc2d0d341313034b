"""Two people with the same list, and one list taken by two workers: each person is made once."""

from collections import Counter

import pytest
from django.db import connection
from django_scopes import scope

from osnowa.audit import verification
from osnowa.intake import actions, tasks
from osnowa.intake.models import Batch, ListRow
from osnowa.participants.models import Person
from tests.cast import NOW
from tests.intake import files, lists
from tests.intake.test_batches import brought
from tests.participants.test_races import at_once, stage

__all__ = ["stage"]

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=False)

LIST = files.xlsx(
    [["Imię", "Nazwisko", "PESEL"], *(["Anna", lists.surname(n), lists.number(n)] for n in range(30))]
)


def ready(world):
    batch = brought(world, LIST)
    return actions.accept_rows(batch=batch, verdicts=["new"], by=world.coordinator, at=NOW)


def carry_on(centre, batch):
    def deed():
        with scope(centre=centre):
            tasks.carry_on(Batch.objects.select_related("project__centre", "moved_by").get(pk=batch.pk))

    return deed


def test_two_lists_of_the_same_people_at_once(stage):
    world = stage.here
    with scope(centre=world.centre):
        first, second, before = ready(world), ready(world), Person.objects.count()
    connection.close()

    assert at_once(stage, carry_on(world.centre, first), carry_on(world.centre, second)) == []

    with scope(centre=world.centre):
        outcomes = Counter(ListRow.objects.values_list("outcome", flat=True))
        assert (Person.objects.count(), outcomes) == (before + 30, {"taken": 30, "refused": 30})
        assert verification.verify().findings == ()


def test_one_list_taken_by_two_workers(stage):
    world = stage.here
    with scope(centre=world.centre):
        batch, before = ready(world), Person.objects.count()
    connection.close()

    at_once(stage, carry_on(world.centre, batch), carry_on(world.centre, batch))

    with scope(centre=world.centre):
        outcomes = Counter(ListRow.objects.values_list("outcome", flat=True))
        assert (Person.objects.count(), outcomes) == (before + 30, {"taken": 30})
        assert Batch.objects.get().stage == Batch.Stage.TAKEN
