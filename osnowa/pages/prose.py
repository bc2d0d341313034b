"""How the plain text of a record becomes paragraphs and lists.

Knows text only; what looks like markup stays text.
"""

from dataclasses import dataclass

#: How a line of a list begins.
ITEM = "- "


@dataclass(frozen=True)
class Block:
    """A paragraph of lines, or with ``is_list`` a list of items."""

    lines: tuple[str, ...]
    is_list: bool = False


def blocks(text: str) -> list[Block]:
    """Return the paragraphs and lists of ``text``, in order.

    An empty line parts paragraphs; lines that begin with "- " make a list, wherever they stand.
    """
    found: list[Block] = []
    run: list[str] = []
    was_item = False

    def close() -> None:
        if run:
            found.append(Block(tuple(run), was_item))
            run.clear()

    for line in map(str.strip, text.splitlines()):
        is_item = line.startswith(ITEM)
        if not line or is_item != was_item:
            close()
        was_item = is_item
        if line:
            run.append(line.removeprefix(ITEM).strip() if is_item else line)
    close()
    return found
