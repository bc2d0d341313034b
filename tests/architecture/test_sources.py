"""What the law decides is cited, and the citation leads somewhere."""

import ast
import re

import pytest

from tests.architecture import house
from tests.architecture.house import Module, parse

pytestmark = pytest.mark.guard

CITATION = re.compile(r"docs/sources\.md#([\w-]+)")
SOURCES = house.ROOT / "docs" / "sources.md"


def headings(text: str) -> set[str]:
    """Return the ids of a page of sources: its second-level headings."""
    return set(re.findall(r"^## ([\w-]+)\s*$", text, re.MULTILINE))


def lost_citations(module: Module, known: set[str]) -> list[str]:
    """Return citations of ``module`` that lead nowhere, and ``Source:`` lines that cite no id."""
    faults = [f"{module.name}: #{found}" for found in CITATION.findall(module.source) if found not in known]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            for paragraph in re.split(r"\n\s*\n", ast.get_docstring(node) or ""):
                source = re.search(r"^\s*Source:(.*)", paragraph, re.MULTILINE | re.DOTALL)
                if source and not CITATION.search(source[1]):
                    faults.append(
                        f"{module.name}: a Source: without docs/sources.md#id: {source[1].strip()[:60]}"
                    )
    return faults


def test_every_citation_leads_to_a_source():
    known = headings(SOURCES.read_text(encoding="utf-8"))

    house.nothing_in([fault for module in house.modules() for fault in lost_citations(module, known)])


def test_every_source_stands_once():
    found = re.findall(r"^## (.+?)\s*$", SOURCES.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(found) == sorted(set(found))


@pytest.mark.parametrize(
    ("docstring", "faults"),
    [
        ("What is right.\n\nSource: art. 53 of the Act (docs/sources.md#ups-53).", 0),
        ("What is right.\n\nSource: art. 53 of the Act,\n    since 2023; docs/sources.md#ups-53", 0),
        ("What is right.\n\nSource: docs/sources.md#ups-54", 1),
        ("What is right.\n\nSource: art. 53 of the Act.", 1),
        ("No law decides this.", 0),
    ],
)
def test_a_lost_citation_is_found(docstring, faults):
    module = parse("osnowa.housing.occupancy", f'def nights() -> int:\n    """{docstring}"""')

    assert len(lost_citations(module, {"ups-53"})) == faults


def test_headings_are_ids_only():
    assert headings("# Sources\n\n## ups-53\ntext\n\n### not-one\n## two words\n## pal\n") == {
        "ups-53",
        "pal",
    }
