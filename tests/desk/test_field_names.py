"""Every field that the journal tells of has a Polish name: the history never reads like columns."""

import pytest
from django.apps import apps
from django.db import models

from osnowa.desk.queries.changes import BOOKKEEPING, FIELDS, field_name
from osnowa.organisations.fields import FoldedField

pytestmark = pytest.mark.guard

#: Django fills these in by itself, and the code of another house names them.
OF_DJANGO = frozenset({"password", "last_login"})


def unnamed(model):
    """Return the fields of ``model`` that nobody gave a name, neither in the model nor for the history."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    told = [each for each in fields if not each.primary_key and not isinstance(each, FoldedField)]
    return [
        each.name
        for each in told
        # Without a name of its own a field takes that of its column, which looks like a given one.
        if not each._verbose_name and each.name not in FIELDS.keys() | BOOKKEEPING | OF_DJANGO
    ]


@pytest.mark.parametrize(
    "model",
    [each for each in apps.get_models() if each.__module__.startswith("osnowa.")],
    ids=lambda model: model._meta.label_lower,
)
def test_every_field_in_the_journal_has_a_name(model):
    assert unnamed(model) == []


def test_a_field_without_a_name_is_found():
    class Invented(models.Model):
        named = models.CharField("nazwany", max_length=1)
        forgotten = models.CharField(max_length=1)
        reason = models.CharField(max_length=1)

        class Meta:
            apps = apps.__class__()
            app_label = "desk"

        def __str__(self):
            return self.named

    assert unnamed(Invented) == ["forgotten"]


@pytest.mark.parametrize(
    ("noun", "name", "called"),
    [
        ("participants.person", "first_name", "imię"),
        ("participants.ground", "stated_by", "kto wpisał"),
        ("indicators.targetpart", "value", "wartość docelowa części"),
    ],
)
def test_the_history_calls_fields_by_their_names(noun, name, called):
    assert field_name(noun, name) == called
