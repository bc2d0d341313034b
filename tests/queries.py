"""The query guard: a page with three rows asks the database as often as a page with one."""

import os
import re
from collections import Counter
from collections.abc import Callable

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.access import lists


def same_queries_for(get: Callable[[], object], add_row: Callable[[], object], *, at_most: int) -> None:
    """Assert that ``get`` needs as many statements after two more rows, and never more than ``at_most``.

    ``get`` opens the page or asks the question; ``add_row`` makes one more row that it shows. The first call
    of ``get`` is not counted: it fills what is kept between calls, and writes the look into the audit.
    """

    def statements() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            answer = get()
        if isinstance(answer, HttpResponse):
            # A refusal asks equally little for one row and for three.
            assert answer.status_code == 200, f"{answer.status_code} at {answer.request['PATH_INFO']}"
            lists.check(
                answer.resolver_match.view_name, os.environ["PYTEST_CURRENT_TEST"].split("[")[0].split(" ")[0]
            )
        return [query["sql"] for query in asked]

    add_row()
    get()
    one = statements()
    add_row()
    add_row()
    three = statements()

    grown = Counter(shape(sql) for sql in three) - Counter(shape(sql) for sql in one)
    assert len(three) == len(one), _tell(f"{len(one)} statements for one row, {len(three)} for three", grown)
    assert len(three) <= at_most, _tell(f"{len(three)} statements, allowed are {at_most}", Counter(three))


def shape(sql: str) -> str:
    """Return a statement without what differs from row to row: its numbers and texts."""
    return re.sub(r"'[^']*'|\b\d+\b", "?", sql)


def _tell(sentence: str, statements: Counter[str]) -> str:
    return "\n".join([sentence, *(f"{count} × {sql[:300]}" for sql, count in statements.items())])
