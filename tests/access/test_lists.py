"""Every page of rows is measured with one row and with three: see ``lists``."""

import ast
from pathlib import Path

import pytest

from tests.access import lists
from tests.access.matrix import MEMBERS, OK
from tests.access.test_matrix import ADDRESSES, ROWS, Asking
from tests.architecture.house import nothing_in

pytestmark = pytest.mark.guard

TESTS = Path(__file__).parent.parent


def unmeasured(pages: dict[str, tuple[list[str], str]]) -> list[str]:
    """Return what is wrong with ``pages`` (methods of the view and HTML by address), one sentence each."""
    return [
        f"{name} shows rows, and no test of tests/access/lists.py opens it with one and with three"
        for name, (methods, html) in pages.items()
        if (methods == ["GET"] or lists.holds_rows(html))
        and name not in lists.MEASURED
        and name not in lists.WITHOUT_ROWS
    ]


def test_every_page_of_rows_is_measured(cast):
    asking, pages = Asking(cast), {}

    for key, row in ROWS.items():
        method, name = key
        if method != "GET" or name not in ADDRESSES:
            continue
        outcomes = {member: row.outcome(member, in_panel=ADDRESSES[name].in_panel) for member in MEMBERS}
        reader = next((member for member, outcome in outcomes.items() if outcome == OK), None)
        if reader is None:
            continue
        response = asking.open(reader, key, row, panel_of=cast.here, ids_of=cast.here)
        if response["Content-Type"].startswith("text/html"):
            pages[name] = (ADDRESSES[name].methods(), response.content.decode())

    nothing_in(unmeasured(pages))


def measuring(path: Path) -> set[str]:
    """Return the names of the tests of a file that call the query guard."""
    return {
        node.name
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and "same_queries_for" in ast.unparse(node)
    }


@pytest.mark.parametrize(("file", "function"), lists.BY_TEST, ids=" ".join)
def test_the_test_that_measures_a_page_exists(file, function):
    assert function in measuring(TESTS / file)
    assert [name for name in lists.BY_TEST[file, function] if name not in ADDRESSES] == []


def test_no_exception_is_left_over():
    assert [name for name in lists.WITHOUT_ROWS if name not in ADDRESSES or name in lists.MEASURED] == []


# ---- the guard can fail ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("methods", "html", "faults"),
    [
        (["GET"], "<main><p>Jedna rzecz</p></main>", 1),
        (["GET", "POST"], "<main><table></table></main>", 1),
        (["GET", "POST"], '<main><ul class="list"></ul></main>', 1),
        (["GET", "POST"], '<main><ol class="timeline"></ol></main>', 1),
        (["GET", "POST"], "<nav><table></table></nav><main><form></form></main>", 0),
    ],
)
def test_a_page_of_rows_that_nobody_measures_is_found(methods, html, faults):
    assert len(unmeasured({"calls:offers": (methods, html)})) == faults


def test_a_measured_page_is_not_asked_for_again():
    assert unmeasured({"projects:projects": (["GET"], "<main><table></table></main>")}) == []


def test_a_test_may_not_be_named_for_a_page_it_does_not_open():
    by = "tests/desk/test_home.py::test_the_desk_costs_the_same_for_one_and_three[anna-14] (call)"

    lists.check("desk:home", by)
    lists.check("desk:log", "tests/desk/test_log.py::test_another (call)")
    with pytest.raises(AssertionError, match="named for desk:home"):
        lists.check("desk:log", by)
