"""Who reports to whom: chains of a team. Pure."""

from collections.abc import Mapping, Sequence


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


def tree(nodes: Sequence[int], above: Mapping[int, int | None]) -> list[tuple[int, int]]:
    """Return every node with its depth, each right below the one it reports to; else in the order given.

    Whoever reports to nobody among ``nodes`` stands at depth 0.
    """
    known = set(nodes)

    def below(node: int | None, depth: int) -> list[tuple[int, int]]:
        return [
            step
            for each in nodes
            if (above.get(each) if above.get(each) in known else None) == node
            for step in ((each, depth), *below(each, depth + 1))
        ]

    return below(None, 0)
