"""Nothing crosses between centres: every noun is scoped, and its keys stay inside its own centre."""

from itertools import chain

import pytest
from django.apps import apps
from django.db import models
from django_scopes import scope

from tests.architecture.house import PACKAGE, nothing_in

pytestmark = pytest.mark.guard

#: Tables without a centre, each with the reason.
UNSCOPED = {
    "accounts.User": "one person may work for several centres; memberships are scoped",
    "audit.Entry": "the chain of a centre is asked for by the centre's number, and outlives it",
    "audit.ChainHead": "the end of a chain, see audit.Entry",
    "audit.Name": "what a pseudonym stands for, see audit.Entry",
    "clock.DemoClock": "one day for the whole demo",
    "organisations.Centre": "is the centre",
    "secrets.SubjectKey": "found by the pseudonym of a person, which knows its centre",
}


def ours() -> list[type[models.Model]]:
    """Return the models of the project, tables between two of them included."""
    return [
        model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith(PACKAGE)
    ]


def is_scoped(model: type[models.Model]) -> bool:
    """Return whether questions to ``model`` fail outside a scope (its manager is a ``ScopedManager``)."""
    return hasattr(model._default_manager, "with_scopes_disabled")


def strangers(model: type[models.Model]) -> list[str]:
    """Return the foreign keys by which rows visible in the open scope point out of it."""
    faults = []
    for field in model._meta.get_fields():
        if not (field.concrete and field.is_relation and is_scoped(field.related_model)):
            continue
        pointed_at = {key for key in model._default_manager.values_list(field.name, flat=True) if key}
        if outside := pointed_at - {*field.related_model._default_manager.values_list("pk", flat=True)}:
            faults.append(
                f"{model._meta.label}.{field.name} points at {len(outside)} row(s) of another centre"
            )
    return faults


def test_every_noun_is_scoped_or_says_why_not():
    # A table between two scoped nouns is reached through them.
    unscoped = {
        model._meta.label for model in ours() if not model._meta.auto_created and not is_scoped(model)
    }

    assert sorted(unscoped) == sorted(UNSCOPED)


def test_each_row_is_visible_in_exactly_one_centre(cast):
    wrong = []
    for model in filter(is_scoped, ours()):
        seen = []
        for world in (cast.here, cast.elsewhere):
            with scope(centre=world.centre):
                seen.append(set(model._default_manager.values_list("pk", flat=True)))
        everything = set(model._base_manager.values_list("pk", flat=True))
        if seen[0] & seen[1] or seen[0] | seen[1] != everything:
            wrong.append(model._meta.label)

    assert wrong == []


def test_no_key_points_into_another_centre(cast):
    with scope(centre=cast.here.centre):
        nothing_in(chain.from_iterable(strangers(model) for model in ours() if is_scoped(model)))


def test_a_key_into_another_centre_is_found(cast):
    with scope(centre=cast.here.centre):
        cast.here.session.place = cast.elsewhere.place
        cast.here.session.save()

        assert strangers(type(cast.here.session)) == [
            "trainings.Session.place points at 1 row(s) of another centre"
        ]
