"""Both sides of the public page do what they are measured for."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from osnowa.bench import public
from osnowa.bench.running import NOW, fill


@pytest.fixture
def world(db):
    world = fill(200)
    with scope(centre=world.centre):
        yield world


def test_the_bare_view_asks_once_and_has_as_many_bytes(world, settings):
    settings.ROOT_URLCONF = public.__name__
    ours = Client().get("/projekty/kilkoro/").content

    with CaptureQueriesContext(connection) as asked:
        bare = Client().get(f"/gola/kilkoro/{len(ours)}/").content

    # The middleware asks for the centre.
    assert len(asked) == 1 + 1
    assert len(bare) == pytest.approx(len(ours), rel=0.05)
    assert world.few.title in bare.decode()


def test_a_page_made_and_a_page_kept_are_compared(world):
    made, kept = public.public_page(world.few, by=world.coordinator, at=NOW, people=200, pairs=1)

    assert [(each.goal, each.must, each.stretch) for each in (made, kept)] == [
        ("G17", 2, 1.3),
        ("G17", 1.2, 1),
    ]
    assert kept.ours_ms < made.ours_ms
