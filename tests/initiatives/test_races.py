"""Two people save at once, each with a connection of their own: nothing is doubled, nothing is lost."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django_scopes import scope

from osnowa.documents.models import StoredFile
from osnowa.initiatives import actions
from osnowa.initiatives.models import Initiative, InitiativeEvidence
from tests.cast import NOW, assemble
from tests.trainings.test_races import at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    """The cast, committed: other connections see it."""
    return assemble()


def test_a_double_click_on_evidence_is_one(cast):
    here, nonce = cast.here, uuid4()

    def prove():
        return actions.add_evidence(
            initiative=here.initiative,
            kind="list",
            description="lista",
            upload=ContentFile(b"%PDF-1.7 lista", name="lista.pdf"),
            nonce=nonce,
            by=cast.anna,
            at=NOW,
        )

    answers = at_once(here.centre, prove, prove)

    assert answers[0] == answers[1]
    with scope(centre=here.centre):
        assert InitiativeEvidence.objects.filter(series=nonce).count() == 1
        assert StoredFile.objects.filter(name="lista.pdf").count() == 1


def test_two_corrections_at_once_are_three_versions(cast):
    here = cast.here

    def correct(name):
        return lambda: actions.correct_initiative(initiative=here.initiative, name=name, by=cast.anna, at=NOW)

    answers = at_once(here.centre, correct("Piknik nad rzeką"), correct("Piknik w parku"))

    assert kinds(answers) == ["Initiative", "Initiative"]
    with scope(centre=here.centre):
        assert Initiative.objects.filter(series=here.initiative.series).count() == 3
        assert Initiative.objects.current().get().pk == here.initiative.pk
