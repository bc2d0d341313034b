"""Every verb that the code writes into the log reads as Polish words."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.apps import apps

from osnowa.desk.queries import verbs
from tests.architecture import house
from tests.architecture.house import Module, nothing_in, parse

pytestmark = pytest.mark.guard

#: The one place that names verbs after the models it is given.
KEEPER = "osnowa.projects.actions.changes"
VERB = re.compile(r"([a-z_]+)\.[a-z_]+\.[a-z_]+")
WORD = re.compile(r"[a-z_]+")


def written_out(module: Module, known: set[str]) -> Iterator[str]:
    """Yield the verbs that stand in ``module`` as they are; ``known`` are names of apps."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            match = VERB.fullmatch(node.value)
            if match and match[1] in known:
                yield node.value


def put_together(module: Module) -> Iterator[str]:
    """Yield the verbs that ``module`` puts together: ``f"casework.contact.{participle}"``.

    What is put in are the words that its private functions are called with.
    """
    beginnings = {
        node.values[0].value
        for node in ast.walk(module.tree)
        if isinstance(node, ast.JoinedStr)
        and len(node.values) == 2
        and isinstance(node.values[0], ast.Constant)
        and re.fullmatch(r"[a-z_]+\.[a-z_]+\.", node.values[0].value)
    }
    for beginning in beginnings:
        yield from (f"{beginning}{participle}" for participle in participles(module))


def participles(module: Module) -> set[str]:
    """Return the words that private functions of ``module`` are called with."""
    found = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2].startswith("_"):
            words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            found |= {word for word in words if isinstance(word, str) and WORD.fullmatch(word)}
    return found


def of_models() -> Iterator[str]:
    """Yield the verbs named after models: everything kept by ``KEEPER``, and the directory."""
    by_name = {module.name: module for module in house.modules()}
    keeping = {
        module.app
        for module in house.modules()
        if any(name.startswith(KEEPER) for _line, name in module.imports())
    }
    for app in keeping - {"demo"}:
        for model in apps.get_app_config(app).get_models():
            yield from (f"{model._meta.label_lower}.{word}" for word in participles(by_name[KEEPER]))
    for word in participles(by_name["osnowa.organisations.actions.directory"]):
        for model in ("organisation", "unit", "contactpoint", "place", "area"):
            yield f"organisations.{model}.{word}"


def recorded() -> set[str]:
    """Return every verb of the code."""
    known = {layer for layers in house.layers() for layer in layers}
    # The tables of words are no code that writes.
    writing = [module for module in house.modules() if module.name != verbs.__name__]
    found = {verb for module in writing for verb in written_out(module, known)}
    return found | {verb for module in writing for verb in put_together(module)} | set(of_models())


def test_every_verb_of_the_code_has_words():
    nothing_in(f"no words for {verb}" for verb in sorted(recorded()) if verbs.in_words(verb) == verb)


def test_no_sentence_is_left_of_a_verb_that_nobody_writes():
    nothing_in(sorted(set(verbs.SENTENCES) - recorded()))


def test_every_verb_is_found_by_a_filter():
    beginnings = tuple(beginning for group in verbs.GROUPS for beginning in group.beginnings)

    nothing_in(f"in no group: {verb}" for verb in sorted(recorded()) if not verb.startswith(beginnings))


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("audit.person.seen", "Otwarto dane osoby"),
        ("participants.person.corrected", "Poprawiono: dane osoby"),
        ("projects.terms.added", "Dodano: warunki"),
        ("trainings.session.cancelled", "Odwołano: spotkanie"),
        ("casework.contact.withdrawn", "Wycofano: kontakt"),
        # Nobody taught us this one; the log still opens.
        ("moon.stone.thrown", "moon.stone.thrown"),
        ("projects.terms.thrown", "projects.terms.thrown"),
    ],
)
def test_a_verb_reads_as_words(verb, words):
    assert verbs.in_words(verb) == words


def test_verbs_are_found_in_source():
    module = parse(
        "osnowa.casework.actions",
        'def _say(participle):\n    record(verb=f"casework.contact.{participle}")\n'
        'def do():\n    _say("noted")\n    record(verb="casework.contact.moved")\n    print("casework.py")',
    )

    assert set(written_out(module, {"casework"})) == {"casework.contact.moved"}
    assert set(put_together(module)) == {"casework.contact.noted"}
