"""Verbs look alike everywhere (who, when, one transaction); what others call has a docstring."""

import ast

import pytest

from tests.architecture import house
from tests.architecture.house import Module, parse

pytestmark = pytest.mark.guard

#: Verbs that differ, each with the reason.
EXCEPTIONS: dict[str, str] = {}

#: Apps whose ``actions`` are not verbs of the domain, each with the reason.
EXCEPT_APPS = {
    "audit": "is what the other actions are written with",
    "clock": "lies below audit, so it cannot write there; only a demo moves the clock",
}


def odd_verbs(module: Module) -> list[str]:
    """Return the public functions of an ``actions`` module that are no verbs (CONTRIBUTING.md)."""
    faults = []
    for function in module.public_functions():
        name, arguments = f"{module.name}.{function.name}", function.args
        if name in EXCEPTIONS:
            continue
        if arguments.posonlyargs or arguments.args or arguments.vararg:
            faults.append(f"{name}: arguments must be keyword-only")
        missing = {"by", "at"} - {argument.arg for argument in arguments.kwonlyargs}
        faults += [f"{name}: no argument {argument}" for argument in sorted(missing)]
        decorators = {
            ast.unparse(decorator).partition("(")[0].rpartition(".")[2]
            for decorator in function.decorator_list
        }
        if "action" not in decorators:
            faults.append(f"{name}: not decorated with @action")
    return faults


def undocumented(module: Module) -> list[str]:
    """Return public functions and models without a docstring."""
    nodes: list[ast.AST] = list(module.public_functions())
    if module.room == "models":
        nodes += [node for node in module.tree.body if isinstance(node, ast.ClassDef)]
    return [f"{module.name}.{node.name}: no docstring" for node in nodes if not ast.get_docstring(node)]


def test_every_verb_says_who_and_when_in_one_transaction():
    verbs = [
        module for module in house.modules() if module.room == "actions" and module.app not in EXCEPT_APPS
    ]

    house.nothing_in([fault for module in verbs for fault in odd_verbs(module)])


def test_what_others_call_has_a_docstring():
    rooms = {"models", "actions", "queries", "access"}
    called = [module for module in house.modules() if module.room in rooms or house.is_rule(module)]

    house.nothing_in([fault for module in called for fault in undocumented(module)])


def test_every_exception_is_still_there():
    known = {
        f"{m.name}.{f.name}" for m in house.modules() if m.room == "actions" for f in m.public_functions()
    }

    assert set(EXCEPTIONS) - known == set()


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("@action\ndef close_call(*, call, by, at): ...", []),
        ("@audit.action\ndef close_call(*, call, by, at): ...", []),
        ("def _lock(call): ...", []),
        ("class CallClosed(Refused): ...", []),
        ("def close_call(*, call, by, at): ...", ["not decorated with @action"]),
        ("@action\ndef close_call(call, *, by, at): ...", ["arguments must be keyword-only"]),
        ("@action\ndef close_call(*, call, by): ...", ["no argument at"]),
        ("@action\ndef close_call(*calls, by, at): ...", ["arguments must be keyword-only"]),
    ],
)
def test_an_odd_verb_is_found(source, faults):
    found = odd_verbs(parse("osnowa.calls.actions", source))

    assert found == [f"osnowa.calls.actions.close_call: {fault}" for fault in faults]


@pytest.mark.parametrize(
    ("name", "source", "is_found"),
    [
        ("osnowa.calls.queries", "def offers_visible_to(who): ...", True),
        ("osnowa.calls.queries", 'def offers_visible_to(who):\n    """Return them."""', False),
        ("osnowa.calls.queries", "def _narrow(offers): ...", False),
        ("osnowa.calls.models", "class Offer(models.Model): ...", True),
        ("osnowa.calls.queries", "class OfferRow: ...", False),
    ],
)
def test_a_missing_docstring_is_found(name, source, is_found):
    assert bool(undocumented(parse(name, source))) is is_found
