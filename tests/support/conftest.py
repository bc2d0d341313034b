from contextlib import contextmanager

import pytest
from django.db import transaction

from tests.cast import assemble


@pytest.fixture
def assembled(db):
    """A function that gives the cast and takes everything back: each example of a property starts anew."""
    cast = assemble()

    @contextmanager
    def once():
        with transaction.atomic():
            yield cast
            transaction.set_rollback(True)

    return once
