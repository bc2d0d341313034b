"""Loads the whole demo in one transaction: all of it or nothing."""

from collections.abc import Callable

from django.db import connection
from django_scopes import scope

from osnowa.audit.actions import action
from osnowa.clock.actions import begin_demo
from osnowa.demo import esf_plus, facts, figures, neighbours, other_projects, people, plan
from osnowa.organisations.actions.centres import add_centre


def step_count(seed: int) -> int:
    """Return about how many steps ``load`` reports."""
    return people.event_count(seed)


@action
def load(*, seed: int, progress: Callable[[int], object] = lambda count: None) -> None:
    """Load PAS-ja with its invented people, and the second centre that must never meet the first.

    ``progress`` gets the number of steps done since it was last called. One transaction: savepoints instead
    of thousands of commits, and a demo that broke half-way leaves nothing behind.
    """
    opened_at = plan.at(plan.SIGNED_ON)
    begin_demo(today=facts.DEMO_DAY)
    centre = add_centre(by=None, at=opened_at, **facts.CENTRE)
    with scope(centre=centre):
        laid = plan.lay(centre)
        figures.promise(laid)
        other_projects.publish(laid)
        told = people.diary(laid, seed)
        figures.hold_initiatives(laid, told)
        for done, _event in enumerate(told.tell(), 1):
            if done % 50 == 0:
                progress(50)
            if done % 400 == 0:
                _let_the_database_count()
        esf_plus.run(laid, seed)
    second = add_centre(by=None, at=opened_at, is_public=False, **facts.SECOND_CENTRE)
    with scope(centre=second):
        neighbours.settle(second, seed)


def _let_the_database_count() -> None:
    """Refresh statistics: PostgreSQL plans by them, and nobody else sees the rows of this transaction yet."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
