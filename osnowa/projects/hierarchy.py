"""Who reports to whom: chains of a team. Pure."""

from collections.abc import Mapping


def chain(node: int, above: Mapping[int, int | None]) -> list[int]:
    """Return those above ``node``, nearest first; a circle is walked once and ends where it closes."""
    found: list[int] = []
    step = above.get(node)
    while step is not None and step not in found:
        found.append(step)
        step = above.get(step)
    return found


def leaves_first(above: Mapping[int, int | None]) -> list[int]:
    """Return every node so that whoever reports comes before the one reported to."""
    return sorted(above, key=lambda node: -len(chain(node, above)))
