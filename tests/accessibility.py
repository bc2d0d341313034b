"""Accessibility faults that are visible in the HTML itself, found in milliseconds: ``faults(html)``.

Runs on every page of the access matrix; colours, focus and reading order are checked in a real browser by the
journeys. Works on whole pages and, with ``fragment=True``, on the parts that HTMX receives.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# Inside SVG the parser sees the same self-closing shapes as ordinary tags.
CONTROLS = frozenset(["input", "select", "textarea"])
UNLABELLED_INPUTS = frozenset(["hidden", "submit", "button", "image", "reset"])
LANDMARKS = {"section": "region", "nav": "navigation", "aside": "complementary"}
HEADING = re.compile(r"h[1-6]$")


@dataclass
class Element:
    """One element with what lies inside it."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: list["Element | str"] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return an attribute, or an empty string."""
        return self.attributes.get(name, "").strip()

    def all(self) -> list["Element"]:
        """Return all elements inside, in reading order."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found.append(child)
                found.extend(child.all())
        return found

    def inside(self, *tags: str) -> "Element | None":
        """Return the nearest element around with one of the tags."""
        above = self.parent
        while above is not None and above.tag not in tags:
            above = above.parent
        return above

    def spoken(self) -> str:
        """Return what is read aloud of the content: text and names of pictures, without hidden parts."""
        words = []
        for child in self.children:
            if isinstance(child, str):
                words.append(child)
            elif child.get("aria-hidden") != "true" and "hidden" not in child.attributes:
                words.append(child.get("aria-label") or child.get("alt") or child.spoken())
        return " ".join(" ".join(words).split())

    def where(self) -> str:
        """Return a short description for the report."""
        for name in ("id", "name", "href", "class"):
            if self.get(name):
                return f'<{self.tag} {name}="{self.get(name)}">'
        return f"<{self.tag}> {self.spoken()[:40]!r}"


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#root", {})
        self.at = self.root
        self.duplicated: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        if len(attrs) != len(element.attributes):
            self.duplicated.append(element.where())
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.at = self.at.parent or self.root

    def handle_endtag(self, tag: str) -> None:
        above: Element | None = self.at
        while above is not None and above.tag != tag:
            above = above.parent
        if above is not None and above.parent is not None:
            self.at = above.parent

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.at.children.append(data)


def faults(html: str, *, fragment: bool = False) -> list[str]:
    """Return the faults of a page, each as a sentence with the element; an empty list is a good page.

    ``fragment`` leaves out what only a whole page can have: language, title, one h1.
    """
    tree = _Tree()
    tree.feed(html)
    elements = tree.root.all()
    found = [f"an attribute stands twice: {where}" for where in tree.duplicated]
    if not fragment:
        found += _page_faults(elements)
    found += _heading_faults(elements, fragment)
    found += _id_faults(elements)
    found += _name_faults(elements)
    found += _table_faults(elements)
    found += _policy_faults(elements)
    return found


def _page_faults(elements: list[Element]) -> list[str]:
    found = []
    languages = [element.get("lang") for element in elements if element.tag == "html"]
    if not any(languages):
        found.append("the page does not say its language (html lang)")
    titles = [element for element in elements if element.tag == "title" and not element.inside("svg")]
    if not titles or not titles[0].spoken():
        found.append("the page has no title")
    for landmark in ("main",):
        if sum(element.tag == landmark for element in elements) != 1:
            found.append("the page does not have exactly one main")
    return found


def _heading_faults(elements: list[Element], fragment: bool) -> list[str]:
    found = []
    headings = [element for element in elements if HEADING.match(element.tag)]
    tops = sum(heading.tag == "h1" for heading in headings)
    if tops != 1 and not fragment:
        found.append(f"the page has {tops} h1, not one")
    # A fragment lands inside a page, so its first heading may be of any level.
    above = int(headings[0].tag[1]) if fragment and headings else 0
    for heading in headings:
        level = int(heading.tag[1])
        if level > above + 1:
            found.append(f"a heading level is skipped before {heading.where()}")
        if not heading.spoken():
            found.append(f"a heading is empty: {heading.where()}")
        above = level
    return found


def _id_faults(elements: list[Element]) -> list[str]:
    ids = Counter(element.get("id") for element in elements if "id" in element.attributes)
    found = [f"an id stands {times} times: {name!r}" for name, times in ids.items() if times > 1]
    for element in elements:
        for attribute in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
            for target in element.get(attribute).split():
                if target not in ids:
                    found.append(f"{attribute} leads nowhere ({target!r}): {element.where()}")
        address = element.get("href")
        if element.tag == "a" and len(address) > 1 and address.startswith("#") and address[1:] not in ids:
            found.append(f"a link leads nowhere on the page: {element.where()}")
    return found


def _name_faults(elements: list[Element]) -> list[str]:
    labelled = {
        element.get("for"): element.spoken()
        for element in elements
        if element.tag == "label" and "for" in element.attributes
    }
    by_id = {element.get("id"): element for element in elements if element.get("id")}

    def aria_name(element: Element) -> str:
        named = [
            by_id[target].spoken() for target in element.get("aria-labelledby").split() if target in by_id
        ]
        return element.get("aria-label") or " ".join(named).strip()

    found = []
    for element in elements:
        if element.get("aria-hidden") == "true":
            continue
        if element.tag in CONTROLS and element.get("type") not in UNLABELLED_INPUTS:
            around = element.inside("label")
            if not (aria_name(element) or labelled.get(element.get("id")) or (around and around.spoken())):
                found.append(f"a control has no label: {element.where()}")
        elif element.tag == "a" and "href" in element.attributes:
            if not (aria_name(element) or element.spoken()):
                found.append(f"a link has no text: {element.where()}")
        elif element.tag == "button" or element.get("role") == "button":
            if not (aria_name(element) or element.spoken()):
                found.append(f"a button has no text: {element.where()}")
        elif element.tag == "img" and "alt" not in element.attributes:
            found.append(f"a picture has no alt: {element.where()}")
        elif element.tag == "svg" and element.get("role") == "img":
            titles = [child.spoken() for child in element.all() if child.tag == "title"]
            if not (aria_name(element) or any(titles)):
                found.append(f"a drawing has no name: {element.where()}")
        elif element.tag == "svg" and not element.inside("svg") and "role" not in element.attributes:
            found.append(f"a drawing is neither named nor hidden: {element.where()}")
        elif element.tag == "fieldset" and not aria_name(element):
            legends = [
                child for child in element.children if isinstance(child, Element) and child.tag == "legend"
            ]
            if not any(legend.spoken() for legend in legends):
                found.append(f"a group of controls has no legend: {element.where()}")
        elif element.tag == "summary" and not element.spoken():
            found.append(f"a summary has no text: {element.where()}")
        elif element.tag == "iframe" and not element.get("title"):
            found.append(f"a frame has no title: {element.where()}")
    navigations = [element for element in elements if element.tag == "nav"]
    found += [
        f"one of several navigations has no name: {element.where()}"
        for element in navigations
        if len(navigations) > 1 and not aria_name(element)
    ]
    # A landmark is called by its name: two of one name cannot be told apart in the list of landmarks.
    told = Counter(
        (LANDMARKS.get(element.tag, element.get("role")), aria_name(element))
        for element in elements
        if (element.tag in LANDMARKS or element.get("role") == "region") and aria_name(element)
    )
    found += [f"{times} landmarks are called {name!r}" for (_role, name), times in told.items() if times > 1]
    found += [
        f"a region that takes focus has no name: {element.where()}"
        for element in elements
        if element.get("tabindex") == "0" and element.tag == "div" and not aria_name(element)
    ]
    return found


def _table_faults(elements: list[Element]) -> list[str]:
    found = []
    for table in elements:
        if table.tag != "table":
            continue
        if table.get("role") in {"presentation", "none"}:
            found.append(f"a table draws a layout: {table.where()}")
            continue
        inside = [element for element in table.all() if element.inside("table") is table]
        captions = [element for element in inside if element.tag == "caption"]
        if not any(caption.spoken() for caption in captions):
            found.append(f"a table has no caption: {table.where()}")
        heads = [element for element in inside if element.tag == "th"]
        if not heads:
            found.append(f"a table has no header cells: {table.where()}")
        for head in heads:
            if head.get("scope") not in {"col", "row", "colgroup", "rowgroup"}:
                found.append(f"a header cell has no scope: {head.where()}")
            if not head.spoken():
                found.append(f"a header cell is empty: {head.where()}")
    return found


def _policy_faults(elements: list[Element]) -> list[str]:
    found = []
    for element in elements:
        if "style" in element.attributes or element.tag == "style":
            found.append(f"a style stands in the page: {element.where()}")
        if element.tag == "script" and not element.get("src") and element.get("type") != "application/json":
            found.append(f"a script stands in the page: {element.where()}")
        for name in element.attributes:
            if name.startswith(("on", "hx-on")):
                found.append(f"{name} stands in the page: {element.where()}")
        if element.get("href").lower().startswith("javascript:"):
            found.append(f"a script stands in an address: {element.where()}")
        if element.get("tabindex").isdigit() and int(element.get("tabindex")) > 0:
            found.append(f"a tabindex changes the order: {element.where()}")
        if element.tag == "form" and element.get("method").lower() == "post":
            tokens = [child for child in element.all() if child.get("name") == "csrfmiddlewaretoken"]
            if not tokens:
                found.append(f"a form that changes something has no csrf token: {element.where()}")
    return found
