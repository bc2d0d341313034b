"""The house as the guards see it: its modules, what each imports, and the layers of ``pyproject.toml``.

Every guard is a function of names and source text, so that its own test can feed it a bad example.
"""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "osnowa"

#: The files an app may have (CONTRIBUTING.md), and those a framework asks for by name.
ROOMS = frozenset(
    {"models", "queries", "access", "actions", "forms", "views", "urls", "exports", "tasks", "management"}
    | {"apps", "checks", "context", "fields", "middleware", "migrations", "templatetags", "adapter"}
)
#: Files of a domain app that are neither a room nor a pure rule, each with the reason why not.
OWN_SUBJECTS = {
    "desk/menus.py": "entries of the menu: addresses and roles",
    "desk/refusals.py": "Django's handlers of 403, 404 and 500",
    "organisations/addresses.py": "reverses Django's table of addresses",
    "intake/sentences.py": "the words for the codes of the pure rooms",
    "participants/reasons.py": "the words for the codes of likeness",
    "documents/answers.py": "answers a download for the app that owns the file",
}
#: What other apps never enter: they ask the models, queries, access and actions.
CLOSED_ROOMS = frozenset({"views", "forms", "urls", "exports", "tasks", "management", "templatetags"})
#: Mechanisms and tools, not domain apps: their files are named after what they do, and may know Django.
MECHANISMS = frozenset(
    {"config", "cli", "errors", "statements", "demo", "bench", "ui", "clock", "money", "secrets", "audit"}
)


@dataclass(frozen=True)
class Module:
    """One Python file of the package; ``name`` is dotted (``osnowa.projects.models.team``)."""

    name: str
    source: str

    @property
    def app(self) -> str:
        """``projects``; empty for the package itself."""
        return [*self.name.split("."), ""][1]

    @property
    def room(self) -> str:
        """``models`` for the module and for every part of the folder; empty for ``__init__``."""
        room = [*self.name.split("."), "", ""][2]
        return "urls" if room.startswith("urls_") else room

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed source."""
        return ast.parse(self.source)

    def imports(self, *, only_at_run_time: bool = False) -> Iterator[tuple[int, str]]:
        """Yield line and full dotted name of everything imported, wherever in the file it stands."""
        for_types = {
            inner
            for node in ast.walk(self.tree)
            if only_at_run_time
            and isinstance(node, ast.If)
            and ast.unparse(node.test).endswith("TYPE_CHECKING")
            for inner in ast.walk(node)
        }
        for node in set(ast.walk(self.tree)) - for_types:
            if isinstance(node, ast.Import):
                yield from ((node.lineno, name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)

    def public_functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Yield the functions that others may call."""
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                yield node


def parse(name: str, source: str) -> Module:
    """Return a module made up for a test."""
    return Module(name, source)


@cache
def modules() -> tuple[Module, ...]:
    """Return every module of the package, migrations left out: they are generated and never change."""
    paths = sorted((ROOT / PACKAGE).rglob("*.py"))
    names = (path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for path in paths)
    return tuple(
        Module(name.removesuffix(".__init__"), path.read_text(encoding="utf-8"))
        for name, path in zip(names, paths, strict=True)
        if ".migrations." not in name
    )


@cache
def layers() -> tuple[frozenset[str], ...]:
    """Return the layers from top to bottom, as the import contract writes them (brackets: not built yet)."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(c for c in settings["tool"]["importlinter"]["contracts"] if c["containers"] == [PACKAGE])
    return tuple(frozenset(re.findall(r"\w+", layer)) for layer in contract["layers"])


def height(app: str) -> int:
    """Return how far above the bottom ``app`` stands.

    Raises:
        LookupError: the app is in no layer.
    """
    for depth, layer in enumerate(layers()):
        if app in layer:
            return len(layers()) - depth
    raise LookupError(f"{app} stands in no layer of pyproject.toml")


def subject_of(module: Module) -> str:
    """Return the path inside the package, as the lists of exceptions write it: ``projects/standing.py``."""
    return module.name.removeprefix(f"{PACKAGE}.").replace(".", "/") + ".py"


def is_rule(module: Module) -> bool:
    """Return whether ``module`` has to be a named rule: no room, no mechanism, no listed exception."""
    is_room = not module.room or module.room in ROOMS
    return not is_room and module.app not in MECHANISMS and subject_of(module) not in OWN_SUBJECTS


def nothing_in(faults: Iterable[str]) -> None:
    """Assert that there are no faults, and list all that there are."""
    found = list(faults)
    assert not found, "\n".join(["", *found])
