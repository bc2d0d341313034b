"""Foreign keys point downwards; ``ForeignKey("trainings.Session")`` is no import, so no linter sees it."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture import house

pytestmark = pytest.mark.guard


def upward_keys(model: type[models.Model]) -> list[str]:
    """Return the relations of ``model`` that point beside or above its own app."""
    faults = []
    for field in model._meta.get_fields(include_hidden=True):
        if field.auto_created or not field.is_relation or not isinstance(field.related_model, type):
            continue
        target = field.related_model._meta
        if target.app_label == model._meta.app_label or not field.related_model.__module__.startswith(
            house.PACKAGE
        ):
            continue
        if house.height(target.app_label) >= house.height(model._meta.app_label):
            faults.append(f"{model._meta.label}.{field.name} → {target.label}")
    return faults


def test_every_relation_points_downwards():
    ours = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith(house.PACKAGE)
    ]

    house.nothing_in([fault for model in ours for fault in upward_keys(model)])


def test_every_app_stands_in_one_layer():
    named = [app for layer in house.layers() for app in sorted(layer)]

    assert len(named) == len(set(named))
    assert {module.app for module in house.modules()} - {"", "config"} <= set(named)


@pytest.mark.parametrize("kind", [models.ForeignKey, models.OneToOneField, models.ManyToManyField])
@isolate_apps("osnowa.projects", "osnowa.trainings", "osnowa.casework")
def test_an_upward_relation_is_found(kind):
    class Session(models.Model):
        class Meta:
            app_label = "trainings"

    class Project(models.Model):
        session = kind(
            "trainings.Session", **({} if kind is models.ManyToManyField else {"on_delete": models.CASCADE})
        )

        class Meta:
            app_label = "projects"

    class Contact(models.Model):
        beside = models.ForeignKey(Session, models.CASCADE)
        below = models.ForeignKey(Project, models.CASCADE)
        own = models.ForeignKey("self", models.CASCADE)

        class Meta:
            app_label = "casework"

    for model in (Session, Project, Contact):
        model.__module__ = "osnowa.invented"

    assert upward_keys(Project) == ["projects.Project.session → trainings.Session"]
    assert upward_keys(Contact) == ["casework.Contact.beside → trainings.Session"]


def test_an_app_without_a_layer_is_refused():
    with pytest.raises(LookupError, match="nowhere"):
        house.height("nowhere")
