"""What people read goes through gettext, with Polish as the source; counted nouns come in three forms.

Each finder is a function of source text, so that its own test can feed it a bad example.
"""

import ast
import re
from collections.abc import Iterator

from tests.architecture.house import PACKAGE, ROOT

#: Not for people in a browser: commands (which speak Polish only), the demo's facts, measuring, tables.
ELSEWHERE = ("cli/", "demo/", "bench/", "config/settings")
#: Polish itself: names of months and days, and letters with their marks.
POLISH_ITSELF = (
    "ui/polish.py",
    "organisations/folding.py",
    "participants/likeness.py",
    "intake/reading.py",
)
#: The sheet on which developers look at every component.
SHEET = "ui/templates/ui/components.html"

_MARKED = re.compile("[ąćęłńóśżźĄĆĘŁŃÓŚŻŹ]")
_TRANSLATION = "django.utils.translation"
_COUNTED = {"odmien", "z_liczba"}
_CURRENCY = "zł"
_BRAND = {"Osnowa"}
_WORD = re.compile(r"[^\W\d_]{3,}")
_HIDDEN = (
    r"{%\s*comment.*?endcomment\s*%}",
    r"{#.*?#}",
    r"{%\s*blocktranslate.*?endblocktranslate\s*%}",
    r"{%\s*block body_class\s*%}.*?{%\s*endblock\s*%}",
    r"{%.*?%}",
    r"{{.*?}}",
    r"<svg.*?</svg>",
    r"<kbd.*?</kbd>",
    r"&\w+;",
)
_READ_OUT = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"]*)"')


def sources() -> Iterator[tuple[str, str]]:
    """Yield the Python files whose strings people may read: path within the package, and source."""
    base = ROOT / PACKAGE
    for path in sorted(base.rglob("*.py")):
        name = path.relative_to(base).as_posix()
        if "/migrations/" not in name and not name.startswith(ELSEWHERE) and name not in POLISH_ITSELF:
            yield name, path.read_text("utf-8")


def templates() -> Iterator[tuple[str, str]]:
    """Yield the templates: path within the package, and source."""
    base = ROOT / PACKAGE
    for path in sorted(base.glob("*/templates/**/*.html")):
        name = path.relative_to(base).as_posix()
        if name != SHEET:
            yield name, path.read_text("utf-8")


def untranslated_strings(source: str) -> list[str]:
    """Return the Polish strings of Python ``source`` that no gettext reads.

    Docstrings, ``__str__`` (which logs read), three forms of a counted noun and the currency are left out.
    """
    tree = ast.parse(source)
    readers = _COUNTED | {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == _TRANSLATION
        for alias in node.names
    }
    spared: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            spared.add(id(node.value))
        elif (
            isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in readers
        ):
            spared |= {id(each) for argument in node.args for each in ast.walk(argument)}
        elif isinstance(node, ast.FunctionDef) and node.name == "__str__":
            spared |= {id(each) for each in ast.walk(node)}
        elif isinstance(node, ast.Tuple) and _are_three_forms(node.elts):
            spared |= {id(each) for each in node.elts}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in spared
        and node.value != _CURRENCY
        and _MARKED.search(node.value)
    ]


def untranslated_words(template: str) -> list[str]:
    """Return the words that ``template`` shows or reads out without ``translate``."""
    for pattern in _HIDDEN:
        template = re.sub(pattern, " ", template, flags=re.DOTALL)
    read_out = " ".join(_READ_OUT.findall(template))
    shown = re.sub(r"<[^>]*>", " ", template)
    return [word for word in _WORD.findall(f"{shown} {read_out}") if word not in _BRAND]


def _are_three_forms(items: list[ast.expr]) -> bool:
    return len(items) == 3 and all(
        isinstance(each, ast.Constant) and isinstance(each.value, str) for each in items
    )
